"""The fingerprint of each version of the tables, on each engine: what `store check` compares with."""

from __future__ import annotations

FINGERPRINTS: dict[tuple[str, str], str] = {
    ("0001", "sqlite"): "a5263673728aa53000753328e22da8b4c0762bdafb505036e9c308a8299fe637",
    ("0001", "postgresql"): "bd70e022da7d09a0ac64d19b9fec2e26929019b0afe024d175e2a1ca80a8829f",
    ("0002", "sqlite"): "a4730c31f8d86fdd660361a78332d033d61f37cba92ed2e97a222cde01cb88fc",
    ("0002", "postgresql"): "11fb0883b9b559bdc664dc9b580a2d58eb411f83e67ccf33f9f94c30955f1693",
    ("0003", "sqlite"): "5f68269c96a7d691f8150c85d6fb1506397602187f58f92d99858b3522bdb1fc",
    ("0003", "postgresql"): "6b31c453a433a878458d0eec8041dbbc67e0b8ac420f22f5bf7e646fda21bebb",
    ("0004", "sqlite"): "d1331facf60729cca6ae844f5d5b51bed0d5f5f07ec282ffcb855975e6c77e24",
    ("0004", "postgresql"): "18e0476017ffedc5a1509a5d4fdad06fad35defe9baead3f701ebb708a8ff6dd",
}
