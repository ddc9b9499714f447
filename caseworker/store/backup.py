"""Copies that can be trusted: a backup is opened, checked and counted before it is called done."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from caseworker.law.refusals import Refused
from caseworker.store import contents, faults, files, opening, raw, schema
from caseworker.store.engine import Store
from caseworker.store.places import Place, place_of
from caseworker.text import counted

_MOVING = ("drafts",)
"""Tables whose rows come and go while a backup is made: their counts are not compared."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A backup, or a restored store, that was opened, checked and counted."""

    path: Path
    sha256: str
    size: int
    revision: str
    rows: Mapping[str, int]
    """Rows by table."""
    entries: int
    """Entries of the audit that were checked."""

    @property
    def words(self) -> str:
        """What it holds, in a line."""
        pcns, cases, letters = (self.rows.get(table, 0) for table in ("pcns", "cases", "letters"))
        held = f"{counted(pcns, 'PCN')}, {counted(cases, 'case')}, {counted(letters, 'letter')}"
        entries = counted(self.entries, "audit entry", "audit entries")
        return f"{self.path}: {held}, {entries}; {self.size:,} bytes, SHA-256 {self.sha256}"


def backup(store: Store | Place, target: Path) -> Copied:
    """Write a checked copy of a store to a new file; others may go on working meanwhile.

    Args:
        store: the store, or only its place where its tables are older than this program's.
        target: the new file; beside it goes a ``.sha256`` file.
    """
    place = store.place if isinstance(store, Store) else store
    if place.path is None:
        raise Refused(
            f"{place.words} is a PostgreSQL database: it is not copied file by file.",
            rule="Its own tool takes a sound copy while people work.",
            do="Run: pg_dump --format=custom --file=BACKUP.dump NAME; put it back with pg_restore.",
        )
    seen = opening.look(place)
    target = target.expanduser().absolute()
    for path in (target, sidecar(target)):
        if path.exists():
            raise files.exists(str(path))
    part = files.part_of(target)
    try:
        before = counts(place)
        _vacuum(place, part)
        after = counts(place)
        done = _inspect(part, target, seen.revision)
        _compare(done.rows, before, after)
        sums = files.part_of(sidecar(target))
        sums.write_text(f"{done.sha256}  {target.name}\n", encoding="utf-8")
        files.settle(part, target)
        files.settle(sums, sidecar(target))
    finally:
        files.clear(part)
    return done


def restore(backup_file: Path, target: Path) -> Copied:
    """Make a store from a backup, under a new name; the backup is checked first and stays as it is."""
    place, goal = place_of(backup_file), place_of(target)
    source, target = _path(place), _path(goal)
    # Before anything opens it: SQLite would take what lies beside a file for its own, or throw it away.
    wal = source.with_name(source.name + "-wal")
    if wal.exists() and wal.stat().st_size:
        raise Refused(
            f"{source} has work beside it in {wal.name}: it is a store copied by hand.",
            do="Make a backup of the store itself with: caseworker store backup FILE.",
        )
    seen = opening.look(place)
    part = files.part_of(target)
    try:
        digest = files.copy(source, part)
        _compare_digest(source, digest)
        done = _inspect(part, target, seen.revision)
        files.settle(part, target)
    finally:
        files.clear(part)
    opening.look(goal)
    return done


def _path(place: Place) -> Path:
    if place.path is None:
        raise Refused(f"{place.words} is no file.", rule="A backup is restored from a file into a file.")
    return place.path


def sidecar(path: Path) -> Path:
    """The file in which a backup's SHA-256 stands, as ``sha256sum --check`` reads it."""
    return path.with_name(path.name + ".sha256")


def counts(place: Place) -> dict[str, int]:
    """Rows of each table, all of one moment."""
    with raw.reader(place) as reader:
        tables = [str(name) for (name,) in reader.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        each = " UNION ALL ".join(_counting(table) for table in tables)
        return {str(name): int(n) for name, n in reader.rows(each)}


def _counting(table: str) -> str:
    """SQL that counts one table, whatever its name holds."""
    text, name = table.replace("'", "''"), table.replace('"', '""')
    return f"SELECT '{text}', COUNT(*) FROM \"{name}\""  # noqa: S608


def _vacuum(place: Place, part: Path) -> None:
    """Let SQLite itself write the copy: whole, of one moment, and tidied."""
    assert place.path is not None
    try:
        con = raw.sqlite_writer(place.path)
        try:
            con.execute("VACUUM INTO ?", (str(part),))
        finally:
            con.close()
    except sqlite3.Error as error:
        refusal = faults.refusal_of(error, f"{place.words}, copied to {part.parent}")
        raise refusal or error from error


def _inspect(part: Path, target: Path, revision: str) -> Copied:
    """Open a copy, check it, and count it."""
    from caseworker.store import audit

    place = place_of(part)
    seen = opening.look(place)
    with raw.reader(place) as reader:
        found = [str(line) for (line,) in reader.rows("PRAGMA integrity_check(3)") if line != "ok"]
        found += [f"a row of {row[0]} points nowhere" for row in reader.rows("PRAGMA foreign_key_check")][:3]
        if schema.fingerprint(reader) != schema.expected(revision, "sqlite"):
            found.append(f"its tables are not those of version {revision}")
        if not found:
            found += islice(contents.changed(reader), 3)
    if not found:
        copy = Store(place, seen.kind, seen.uuid, seen.revision)
        checked = audit.verify(copy)
        found = [fault.words for fault in checked.faults[:3]]
    if found:
        raise Refused(
            f"The copy is not sound: {'; '.join(found)}.",
            rule="A copy is only called done when it was opened and checked.",
            do="Nothing was written. Run: caseworker store check, and caseworker audit verify.",
        )
    return Copied(
        target, files.digest_of(part), part.stat().st_size, revision, counts(place), checked.entries
    )


def _compare(copied: Mapping[str, int], before: Mapping[str, int], after: Mapping[str, int]) -> None:
    """Refuse a copy with rows missing; those that came in while it was made may be in it or not."""
    for table in before:
        low, high = sorted((before[table], after.get(table, 0)))
        if table not in _MOVING and not low <= copied.get(table, -1) <= high:
            raise Refused(
                f"The copy has {counted(copied.get(table, 0), 'row')} in {table}, the store {low:,}.",
                rule="A copy is only called done when it holds every row.",
                do="Nothing was written. Try again; if it happens again, run: caseworker store check.",
            )


def _compare_digest(source: Path, digest: str) -> None:
    """Refuse a backup that is no longer what was written."""
    sums = sidecar(source)
    if not sums.exists():
        return
    written = sums.read_text(encoding="utf-8", errors="replace").split()
    if not written or written[0] != digest:
        raise Refused(
            f"{source} is not the file that was backed up: its SHA-256 is not the one in {sums.name}.",
            rule="A backup that was changed or copied badly is not put to use.",
            do="Use another backup, or copy this one again from where it is kept.",
        )
