"""A day's work in a process of its own, each act acknowledged once it is done: what the power is cut under.

    python -m tests.hard.work FOLDER intake|decide|issue|backup [JOURNAL] [SYNCHRONOUS]

The store is FOLDER/live.db. After each act a line goes into FOLDER/told: the act and a digest of the whole
store as it then stands.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from caseworker.casework.desk import claim, compose, decision, issue, note, points
from caseworker.casework.desk.intake import take_in
from caseworker.casework.views import CaseView
from caseworker.store import audit, raw
from caseworker.store.backup import backup
from tests.casework.office import NOW, Desk, point
from tests.hard import desks

STORE, TOLD, BACKUP = "live.db", "told", "backup.db"
CASES = 8
"""Disputes in the store before `decide` and `issue`."""
REASON = "grace-period-or-observation"
"""The point that each is cancelled for, where it is."""

Act = tuple[str, Callable[[], object]]


def intake(desk: Desk) -> Iterator[Act]:
    """Folders are taken in, one of them twice."""
    for first, count in ((1, 6), (1, 6), (7, 5), (12, 8)):
        yield "take-in", lambda first=first, count=count: take_in(desk(), desks.extract(first, count))
    yield "seal", lambda: audit.export_head(desk().store, NOW)


def deciding(desk: Desk, n: int, officer: str) -> Iterator[Act]:
    """One case from the queue to its decision, with second thoughts now and then."""
    pcn, there = desks.pcn(n), desk(officer)

    def seen() -> CaseView:
        return desk.see(pcn, officer)

    yield "claim", lambda: claim.claim(there, desk.case(pcn))
    marked = [point(REASON)]
    yield "points", lambda: points.keep(there, seen().id, seen().version, marked)
    if n % 2:
        more = [*marked, replace(point("signs-unclear"), words="I saw no sign.")]
        yield "points", lambda: points.keep(there, seen().id, seen().version, more)
    before = seen().points
    yield "decide", lambda: _decide(desk, n, officer)
    if n % 4 == 0:
        yield "withdraw", lambda: decision.withdraw(there, seen().id, seen().version, before)
        yield "release", lambda: claim.release(there, seen().id, seen().version)
        yield "claim", lambda: claim.claim(there, desk.case(pcn))
        yield "decide", lambda: _decide(desk, n, officer)
    yield "note", lambda: note.write(there, seen().id, f"Rang 01632 960{n:03d}; nobody answered.")


def _decide(desk: Desk, n: int, officer: str) -> object:
    seen = desk.see(desks.pcn(n), officer)
    return decision.decide(
        desk(officer), seen.id, seen.version, desks.outcome(n), weighed=desks.WORDS, because=[REASON]
    )


def decide(desk: Desk) -> Iterator[Act]:
    """Cases are decided by two officers."""
    for n in range(1, CASES + 1):
        yield from deciding(desk, n, desks.OFFICERS[n % 2])


def issuing(desk: Desk, n: int, officer: str) -> Iterator[Act]:
    """A letter typed, kept, and issued; issued again by a second press."""
    there = desk(officer)
    yield from deciding(desk, n, officer)
    blocks = compose.new_plan(there, desk.see(desks.pcn(n), officer))
    for words in ("I", "I write", f"I write about your letter {n}. " * 40):
        seen, letter = desk.see(desks.pcn(n), officer), desks.written(blocks, words)
        yield "draft", lambda seen=seen, letter=letter: compose.save(there, seen.id, seen.version, letter)
    seen = desk.see(desks.pcn(n), officer)
    yield "issue", lambda: issue.issue(there, seen, blocks)
    yield "issue", lambda: issue.issue(there, seen, blocks)


def issue_all(desk: Desk) -> Iterator[Act]:
    """Letters are issued by two officers."""
    for n in range(1, CASES + 1):
        yield from issuing(desk, n, desks.OFFICERS[n % 2])


def back_up(desk: Desk) -> Iterator[Act]:
    """Two letters, and a backup."""
    for n in (1, 2):
        yield from issuing(desk, n, "asha")
    there = Path(desk.url).with_name(BACKUP)
    yield "backup", lambda: backup(desk().store, there)


WORK: dict[str, Callable[[Desk], Iterator[Act]]] = {
    "intake": intake,
    "decide": decide,
    "issue": issue_all,
    "backup": back_up,
}


def weaken(journal: str, synchronous: str) -> None:
    """Open the store otherwise than the program does, to see what the tests then say."""
    raw.journal_mode = lambda: journal  # type: ignore[assignment]
    hardened = raw._harden

    def less(con: sqlite3.Connection, path: Path) -> None:
        hardened(con, path)
        con.execute(f"PRAGMA synchronous={synchronous}")

    raw._harden = less  # type: ignore[assignment]


def main(folder: str, kind: str, journal: str = "", synchronous: str = "FULL") -> None:
    """Do the work, and tell of each act."""
    if journal:
        weaken(journal, synchronous)
    store = Path(folder) / STORE
    told = os.open(Path(folder) / TOLD, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    desk = Desk(str(store))
    os.write(told, f"begun {desks.content(store)}\n".encode())
    for act, run in WORK[kind](desk):
        run()
        os.write(told, f"{act} {desks.content(store)}\n".encode())
    os.close(told)


if __name__ == "__main__":
    main(*sys.argv[1:])
