"""Looking a store over: settings, soundness, shape, kept counts, and what has a digest."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseworker.store import contents, counters, raw, schema
from caseworker.text import counted

if TYPE_CHECKING:
    from caseworker.store.engine import Store
    from caseworker.store.raw import Reader

ROOM = 500 * 1024 * 1024
"""Free bytes below which a store should not be left to fill up."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    name: str
    found: str
    ok: bool
    words: str = ""
    """What to do; empty where it is as it should be."""

    def __post_init__(self) -> None:
        if self.ok:
            object.__setattr__(self, "words", "")


def check(store: Store) -> tuple[Line, ...]:
    """Look a store over; nothing is changed."""
    with store.raw() as reader:
        lines = [Line("store", store.words, True), Line("kind", store.kind, True)]
        lines.append(Line("tables", store.revision, store.revision == schema.HEAD))
        lines += _sqlite(store) if store.dialect == "sqlite" else _postgres(reader)
        lines += _shape(store, reader)
        lines += _counts(reader)
        lines.append(_figures(reader))
        lines += _contents(reader)
    lines += [
        Line("place", warning, False, "Move the store, or use PostgreSQL.") for warning in store.warnings
    ]
    return tuple(lines)


def _sqlite(store: Store) -> Iterator[Line]:
    """The file and its settings, as a writer has them."""
    path = store.path
    assert path is not None
    yield Line("SQLite", sqlite3.sqlite_version, True)
    con = raw.sqlite_writer(path, store.busy_ms)
    try:
        mode = str(con.execute("PRAGMA journal_mode").fetchone()[0])
        level = int(con.execute("PRAGMA synchronous").fetchone()[0])
        sound = [str(row[0]) for row in con.execute("PRAGMA integrity_check(5)")]
        loose = con.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        con.close()
    yield Line(
        "journal", mode, mode == raw.journal_mode(), f"It must be {raw.journal_mode()} with this SQLite."
    )
    yield Line("synchronous", "FULL" if level == 2 else str(level), level == 2, "It must be FULL.")
    yield Line("integrity", "; ".join(sound), sound == ["ok"], "Restore the last backup to a new file.")
    nowhere = counted(len(loose), "row points nowhere", "rows point nowhere")
    yield Line("links", nowhere, not loose, "Restore the last backup to a new file.")
    mode_bits = stat.S_IMODE(path.stat().st_mode)
    yield Line(
        "file rights", f"{mode_bits:04o}", not mode_bits & 0o077, f"Others can reach it: chmod 600 {path}"
    )
    free = shutil.disk_usage(path.parent).free
    yield Line(
        "free space", f"{free // (1024 * 1024):,} MiB", free >= ROOM, "Make room before more is imported."
    )


def _postgres(reader: Reader) -> Iterator[Line]:
    """The server's promises: what it says is saved must be on its disk."""
    yield Line("PostgreSQL", str(reader.value("SHOW server_version")), True)
    for name, good in (
        ("fsync", ("on",)),
        ("full_page_writes", ("on",)),
        ("synchronous_commit", ("on", "remote_write", "remote_apply")),
        ("server_encoding", ("UTF8",)),
    ):
        found = str(reader.value(f"SHOW {name}"))
        yield Line(
            name, found, found in good, f"It must be {good[0]}: ask those who look after the database."
        )


def _shape(store: Store, reader: Reader) -> Iterator[Line]:
    """Whether the tables and their guards are as this version makes them."""
    same = schema.fingerprint(reader) == schema.expected(store.revision, store.dialect)
    yield Line(
        "shape", "as made" if same else "changed", same, "Somebody changed the tables: restore a backup."
    )
    missing = schema.missing_triggers(reader)
    told = f"{len(schema.triggers()) - len(missing)} of {len(schema.triggers())} guards stand"
    yield Line("guards", told, not missing, f"Missing: {', '.join(missing)}. Run: caseworker audit verify.")


def _counts(reader: Reader) -> Iterator[Line]:
    """Whether the kept counts of open cases are right."""
    counted = dict.fromkeys(counters.KINDS, 0)
    for kind, n in reader.rows("SELECT kind, COUNT(*) FROM cases WHERE open = 1 GROUP BY kind"):
        counted[str(kind)] = int(n)
    kept = {str(name): int(n) for name, n in reader.rows("SELECT name, value FROM counters")}
    for kind, n in counted.items():
        told = kept.get(counters.open_cases(kind), 0)
        yield Line(f"open {kind}", f"{n:,}", n == told, f"The kept count says {told:,}.")


def _figures(reader: Reader) -> Line:
    """Whether the kept figures of who cleared what agree with the letters, counted anew."""
    from caseworker.store import throughput

    kept, anew = throughput.kept(reader), throughput.recounted(reader)
    wrong = sorted(key for key in {*kept, *anew} if kept.get(key, 0) != anew.get(key, 0))
    if not wrong:
        return Line("kept figures", f"{sum(anew.values()):,} cleared, as the letters say", True)
    who, day, kind, outcome = wrong[0]
    told, found = kept.get(wrong[0], 0), anew.get(wrong[0], 0)
    words = f"First: {who} on {day}, {kind}, {outcome}: {told:,} kept, {counted(found, 'letter')}."
    differ = counted(len(wrong), "does not agree", "do not agree")
    return Line("kept figures", f"{differ} with the letters", False, words)


_PLURAL = {
    "letter": "letters",
    "correspondence": "correspondence",
    "evidence": "evidence",
    "inbox": "inbox",
    "paper": "papers",
    "record": "letters entered",
    "payment": "payments",
    "adjustment": "refunds and the like",
}


def _contents(reader: Reader) -> Iterator[Line]:
    """Whether each thing that has a digest is what came in or went out."""
    for one in contents.compared(reader):
        told = f"{one.looked:,}, each as kept"
        if one.changed:
            told = f"{len(one.changed):,} of {one.looked:,} changed"
        words = f"{'; '.join(one.changed[:5])}. Put a backup back beside this store, and compare."
        yield Line(_PLURAL[one.kind], told, not one.changed, words)
