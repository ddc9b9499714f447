"""The fingerprint of each version of the tables, on each engine: what `store check` compares with."""

from __future__ import annotations

FINGERPRINTS: dict[tuple[str, str], str] = {
    ("0001", "sqlite"): "a5263673728aa53000753328e22da8b4c0762bdafb505036e9c308a8299fe637",
    ("0001", "postgresql"): "bd70e022da7d09a0ac64d19b9fec2e26929019b0afe024d175e2a1ca80a8829f",
}
