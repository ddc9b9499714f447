"""Behind a figure of the board: the cases that were cleared, with the letters that cleared them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.casework.office import LONDON, Office
from caseworker.casework.periods import Period
from caseworker.law.refusals import Refused


@dataclass(frozen=True, slots=True)
class Drilled:
    """One case that was cleared."""

    case_id: int
    pcn: str
    kind: str
    outcome: str
    officer: str
    """Their id."""
    received_on: date
    issued_on: date
    posts_on: date
    days: int
    """From the day it came in to the day of the letter's post."""
    on_time: bool
    number: str
    """The letter's."""


COLUMNS = ("pcn", "kind", "outcome", "officer", "received", "issued", "posts", "days", "on time", "letter")


def drill(office: Office, officer: str, period: Period) -> tuple[Drilled, ...]:
    """The cases that one officer, or with no name the team, cleared in a period, in order.

    Letters that were recalled, or came back from the post, are not in it: they are not in the figures.

    Raises:
        Refused: somebody else's are asked for by one who does not lead the team.
    """
    from caseworker.store import throughput as kept

    if office.officer.role != "leader" and officer != office.officer.id:
        raise Refused(
            "Other people's cleared cases are not yours to list.",
            rule="Officers see their own figures; comparisons between people are for leaders.",
            do="Ask for your own, or ask your leader.",
        )
    with office.store.raw() as reader:
        rows = kept.answered(reader, *period.instants(), officer)
    return tuple(
        Drilled(
            case_id=row.case_id,
            pcn=row.pcn,
            kind=row.kind,
            outcome=row.outcome,
            officer=row.officer,
            received_on=row.received_on,
            issued_on=row.issued_at.astimezone(LONDON).date(),
            posts_on=row.posts_on,
            days=(row.posts_on - row.received_on).days,
            on_time=row.posts_on <= row.target_on and (row.safe_on is None or row.posts_on <= row.safe_on),
            number=row.number,
        )
        for row in rows
    )


def cells(one: Drilled) -> tuple[object, ...]:
    """One case as a row of a file, by `COLUMNS`."""
    return (
        *(one.pcn, one.kind, one.outcome, one.officer, one.received_on, one.issued_on, one.posts_on),
        *(one.days, "yes" if one.on_time else "no", one.number),
    )
