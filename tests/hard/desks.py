"""A store for hard use: many like disputes, and officers who take them from letter to reply."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from caseworker.casework.desk import compose
from caseworker.casework.desk.intake import take_in
from caseworker.casework.views import CaseView
from caseworker.law.facts import Outcome
from caseworker.letters.plan import Block, free
from caseworker.reading.extract import Extract, read
from caseworker.store.engine import Store
from tests.casework.office import NOW, Desk, office
from tests.reading import samples

WORDS = "We looked at the photographs. The vehicle stood there for longer than is allowed."
OFFICERS = ("asha", "tobin", "maren")


def pcn(n: int) -> str:
    """The n-th PCN."""
    return f"ZZ2{n:06d}A"


def extract(first: int, count: int) -> Extract:
    """An import of disputes: representations and informal challenges by turns."""
    cases, letters = [], []
    for n in range(first, first + count):
        owner = {"notice_to_owner_posted": "2026-11-02"} if n % 2 else {}
        on = "2026-10-01" if n % 2 else "2026-11-10"
        cases.append(
            samples.CASE
            | {"pcn": pcn(n), "vrm": f"ZZ{n % 90 + 10} ABC", "contravention_date": on, "pcn_served": on}
            | {"notice_to_owner_posted": "", **owner}
        )
        letters.append(
            samples.LETTER
            | {"id": f"L-{pcn(n)}", "pcn": pcn(n), "received": "2026-11-09" if n % 2 else "2026-11-16"}
            | {"text": f"I came back within the ten minutes that you must allow. My letter is number {n}."}
        )
    return read({"cases.csv": samples.table(*cases), "correspondence.csv": samples.table(*letters)})


def empty(path: Path | str) -> None:
    """A live store with nothing in it."""
    Store.create(path, "live", NOW, "hard-use").close()


def build(path: Path | str, count: int) -> None:
    """A live store with disputes in it."""
    empty(path)
    there = office(path)
    done = take_in(there, extract(1, count))
    there.store.close()
    assert done.cases_opened == count, [one.words for one in done.faults]


def outcome(n: int) -> Outcome:
    """What the n-th is decided to be."""
    return Outcome.CANCEL if n % 3 == 0 else Outcome.UPHOLD


def decided(desk: Desk, n: int, officer: str = "asha") -> tuple[CaseView, list[Block]]:
    """The n-th case decided, and its letter."""
    seen = desk.decided(pcn(n), outcome(n), officer=officer, weighed=WORDS)
    return seen, list(compose.new_plan(desk(officer), seen))


def written(blocks: Sequence[Block], words: str) -> list[Block]:
    """A letter with a sentence of the officer's own before its closing."""
    at = next(i for i, one in enumerate(blocks) if one.slot == "closing")
    return [*blocks[:at], free(words), *blocks[at:]]


# -- what is in a store --------------------------------------------------------------------------------


def content(path: Path | str) -> str:
    """One digest over every row of every table: two stores that hold the same have the same."""
    con = _open(path)
    try:
        names = [
            str(one)
            for (one,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        held = hashlib.sha256()
        for name in names:
            for row in sorted(map(repr, con.execute(f'SELECT * FROM "{name}"'))):
                held.update(f"{name} {row}".encode())
        return held.hexdigest()
    finally:
        con.close()


def faults_of(path: Path | str) -> list[str]:
    """Everything that may never be so in a store, whatever happened to it."""
    con = _open(path)
    try:
        found = [str(one) for (one,) in con.execute("PRAGMA integrity_check") if one != "ok"]
        if found:
            return found
        found += [f"a row of {row[0]} points nowhere" for row in con.execute("PRAGMA foreign_key_check")]
        found += [f"letter {number}: {words}" for number, words in _letters(con)]
        found += _questions(con)
    finally:
        con.close()
    return found


def _open(path: Path | str) -> sqlite3.Connection:
    return sqlite3.connect(f"{Path(path).as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=30)


def _letters(con: sqlite3.Connection) -> list[tuple[str, str]]:
    """Letters that do not stand whole: row, bytes, stage, case and audit entry."""
    told: dict[int, dict[str, Any]] = {}
    for (body,) in con.execute("SELECT body FROM audit WHERE act = 'issue'"):
        fields = json.loads(bytes(body))["fields"]
        told[fields["letter"]] = fields
    wrong = []
    rows = con.execute(
        "SELECT l.id, l.number, l.sha256, b.docx, c.status, c.open, p.stage FROM letters l "
        "LEFT JOIN letter_bytes b ON b.letter_id = l.id JOIN cases c ON c.id = l.case_id "
        "JOIN pcns p ON p.id = l.pcn_id"
    ).fetchall()
    for number, name, digest, docx, status, still_open, stage in rows:
        entry = told.pop(number, None)
        if docx is None or hashlib.sha256(docx).hexdigest() != digest:
            wrong.append((name, "its bytes are not those that were issued"))
        if (status, still_open) != ("issued", 0):
            wrong.append((name, f"its case is {status}"))
        if entry is None or entry["sha256"] != digest or entry["stage"] != stage:
            wrong.append((name, "the audit does not tell of it"))
    return wrong + [(str(one), "is in the audit only") for one in told]


_NEVER = {
    "two letters on one decision": "SELECT decision_id FROM letters GROUP BY decision_id HAVING count(*) > 1",
    "one number twice": "SELECT number FROM letters GROUP BY number HAVING count(*) > 1",
    "issued and no letter": "SELECT id FROM cases c WHERE status = 'issued' AND issued_at IS NOT NULL AND "
    "NOT EXISTS (SELECT 1 FROM letters l WHERE l.case_id = c.id)",
    "a draft of a closed case": "SELECT d.case_id FROM drafts d JOIN cases c ON c.id = d.case_id "
    "WHERE c.open = 0",
    "two standing decisions": "SELECT case_id FROM decisions WHERE NOT withdrawn GROUP BY case_id "
    "HAVING count(*) > 1",
    "a decided case with no decision": "SELECT id FROM cases c WHERE status = 'decided' AND NOT EXISTS "
    "(SELECT 1 FROM decisions d WHERE d.case_id = c.id AND NOT d.withdrawn)",
    "letters counted wrongly": "SELECT 1 WHERE (SELECT count(*) FROM letters) <> "
    "(SELECT coalesce(sum(done), 0) FROM tallies)",
    "open cases counted wrongly": "SELECT kind FROM cases GROUP BY kind HAVING sum(open) <> "
    "(SELECT coalesce(sum(value), 0) FROM counters WHERE name = 'open:' || kind)",
}


def _questions(con: sqlite3.Connection) -> list[str]:
    return [words for words, sql in _NEVER.items() if con.execute(sql).fetchall()]


def impossible(store: Store) -> list[str]:
    """What may never be so, asked on either engine."""
    with store.raw() as reader:
        return [words for words, sql in _NEVER.items() if reader.rows(sql)]
