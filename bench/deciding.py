"""Cases brought by the acts to the point where their letter can be issued."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.casework.desk import compose, decision, evidence, points
from caseworker.casework.desk.claim import claim_next
from caseworker.casework.desk.view import view
from caseworker.casework.views import CaseView, PointView
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from caseworker.casework.office import Office
    from caseworker.letters.plan import Block

WEIGHED = "The photographs that were sent show it."


def decided(office: Office, seen: CaseView) -> tuple[CaseView, Sequence[Block]] | None:
    """Decide a claimed case for the motorist; its letter, or None where that asks for more than keys."""
    try:
        for one in seen.evidence:
            evidence.open_evidence(office, seen.id, one.id)
        marked = [PointView(slug=one.slug, label=one.label, words=one.words) for one in seen.suggested[:1]]
        done = points.keep(office, seen.id, seen.version, marked)
        decision.decide(office, seen.id, done.version, Outcome.CANCEL, weighed=WEIGHED)
        now = view(office, seen.id)
        blocks = compose.new_plan(office, now)
        return None if compose.check(office, now, blocks).findings else (now, blocks)
    except Refused:
        return None


def aside(store: Path, case_id: int) -> None:
    """Take a case out of the queue without an answer: one's own open case is always handed out first."""
    with sqlite3.connect(store) as con:
        con.execute("UPDATE cases SET open = 0 WHERE id = ?", (case_id,))
    con.close()


def ready(office: Office, store: Path, number: int) -> list[tuple[CaseView, Sequence[Block]]]:
    """A number of cases that are decided, each with the plan of its letter."""
    found: list[tuple[CaseView, Sequence[Block]]] = []
    taken: list[int] = []
    while len(found) < number and (claimed := claim_next(office)) is not None:
        letter = decided(office, view(office, claimed.case_id))
        if letter is not None:
            found.append(letter)
            taken.append(claimed.case_id)
        aside(store, claimed.case_id)
    with sqlite3.connect(store) as con:
        con.executemany("UPDATE cases SET open = 1 WHERE id = ?", [(one,) for one in taken])
    con.close()
    return found
