"""The fingerprint of each version of the tables, on each engine: what `store check` compares with."""

from __future__ import annotations

FINGERPRINTS: dict[tuple[str, str], str] = {
    ("0001", "sqlite"): "a5263673728aa53000753328e22da8b4c0762bdafb505036e9c308a8299fe637",
    ("0001", "postgresql"): "bd70e022da7d09a0ac64d19b9fec2e26929019b0afe024d175e2a1ca80a8829f",
    ("0002", "sqlite"): "a4730c31f8d86fdd660361a78332d033d61f37cba92ed2e97a222cde01cb88fc",
    ("0002", "postgresql"): "11fb0883b9b559bdc664dc9b580a2d58eb411f83e67ccf33f9f94c30955f1693",
}
