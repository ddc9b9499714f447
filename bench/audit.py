"""Checking the record, beside hashing the same bytes and doing nothing else."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bench.measure import NOW, Row, alone, cache, cpu, in_turns, scratch

ENTRIES = 200_000
CHAINS = 40_000


def measured(runs: int = 7) -> list[Row]:
    """Entries a second through the whole check: hashes, chains, seals, triggers, schema."""
    from caseworker.store import audit
    from caseworker.store.engine import Store

    store = Store.open(_made(), expect="live")
    with store.raw() as reader:
        entries = [
            (one[0].encode(), one[1]) for one in reader.rows("SELECT previous, body FROM audit ORDER BY seq")
        ]

    def ours() -> float:
        def work() -> None:
            found = audit.verify(store)
            if not found.ok or found.entries != ENTRIES:
                raise AssertionError(found)

        return cpu(work)

    def floor() -> float:
        def work() -> None:
            sha256 = hashlib.sha256
            for previous, body in entries:
                sha256(previous + body).hexdigest()

        return cpu(work)

    took, least = in_turns((ours, floor), runs)
    rate, bare = ENTRIES / took / 1000, ENTRIES / least / 1000
    beside = f"sha256 alone {bare:.0f} thousand/s ({rate / bare:.2f} x)"
    return [Row("audit verify", f"{rate:.0f} thousand/s", beside, rate, 300, "thousand/s", least=True)]


def _made() -> Path:
    """A store with entries on many chains, made once."""
    from caseworker.store import audit, schema
    from caseworker.store.engine import Store

    path = cache() / f"audit-{schema.HEAD}.db"
    if path.exists():
        return path
    with scratch() as folder:
        store = Store.create(folder / "audit.db", "live", NOW, "bench")
        fields = {"outcome": "cancel", "points": "loading=upheld", "version": 4, "reason": "words are hashed"}
        for start in range(0, ENTRIES, 50_000):
            with store.writing() as tx:
                for n in range(start, start + 50_000):
                    audit.append(
                        tx, chain=f"case:{n % CHAINS}", act="decide", officer="asha", at=NOW, fields=fields
                    )
            audit.export_head(store, NOW)
        store.close()
        (folder / "audit.db").rename(path)
    return path


if __name__ == "__main__":
    alone(measured, runs=7)
