"""What the calendar has made due: moves that need nobody are made, the rest is listed for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from caseworker.casework.desk.proceedings.given import Given
from caseworker.casework.office import Office
from caseworker.casework.standing import Around, around
from caseworker.law import guards, stages
from caseworker.law.barring import Standing
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime, regimes

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

ALONE = ("discount-ended",)
"""What the calendar does by itself: nobody's money or right is decided by it."""
PERSON = (
    *("deemed-accepted", "reply-overdue", "recommendation-unanswered", "charge-certificate-served"),
    *("registered", "warrant-issued", "time-passed"),
)
"""What the calendar makes possible, and a person does."""
PAGE = 500
"""PCNs that are looked at in one transaction."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that the calendar has made due on a PCN."""

    pcn: str
    event: str
    label: str
    alone: bool
    """Whether it happens by itself; else a person does it."""
    done: bool
    words: str
    """What it does or did; why it was passed over, where the PCN had moved meanwhile."""


def advance(
    office: Office,
    *,
    pcn: str = "",
    apply: bool = False,
    told: Callable[[int], bool] | None = None,
) -> tuple[Due, ...]:
    """List what is due today on every PCN that is not closed, or on one; make what needs nobody.

    Args:
        pcn: only this one.
        apply: make the moves that need nobody; otherwise nothing is written.
        told: called after each page with how many PCNs were looked at; it stops where that says False.

    Raises:
        Refused: no such PCN is known, or its store cannot be written.
    """
    found: list[Due] = []
    looked = 0
    for page in _pages(office, pcn):
        for row in page:
            found += _due(office, row, apply)
        looked += len(page)
        if told is not None and not told(looked):
            break
    return tuple(found)


def _pages(office: Office, pcn: str) -> Iterator[list[Row[Any]]]:
    from caseworker.casework.desk.proceedings.possible import pcn_row
    from caseworker.store import proceedings

    if pcn:
        with office.store.reading() as tx:
            one = pcn_row(tx, pcn)
        yield [one]
        return
    after, wanted = 0, _waiting()
    while True:
        with office.store.reading() as tx:
            page = proceedings.in_stages(tx, wanted, after, PAGE)
        if not page:
            return
        yield page
        after = page[-1].id


def _waiting() -> tuple[str, ...]:
    """The stages at which the calendar can make anything due."""
    return tuple(
        sorted(
            {
                one.start
                for law in regimes()
                for stage in stages.stages(law.id)
                for one in stages.events(law.id, stage.id)
                if one.event in (*ALONE, *PERSON)
            }
        )
    )


def _due(office: Office, row: Row[Any], apply: bool) -> list[Due]:
    with office.store.reading() as tx:
        due = _events(tx, office, row)
    return [_made(office, row, one) if apply and one.alone else one for one in due]


def _events(tx: Connection, office: Office, row: Row[Any]) -> list[Due]:
    found = around(tx, office, row)
    standing = _with_a_person(found.standing)
    listed = []
    for move in stages.events(regime(row.regime).id, row.stage):
        if move.event not in (*ALONE, *PERSON) or guards.bars(move.event, found.facts, standing):
            continue
        alone = move.event in ALONE
        words = move.effect if alone else f"{move.guard} {move.effect} {_trifle(move.event, found)}".strip()
        listed.append(Due(row.pcn, move.event, move.label, alone, False, words))
    return listed


def _trifle(event: str, found: Around) -> str:
    """That so little is owed that the council's policy lets it be, where it is; a person decides."""
    bars = guards.bars(event, found.facts, replace(found.standing, reason=""))
    return next((bar.words for bar in bars if bar.guard == "trifle"), "")


def _with_a_person(standing: Standing) -> Standing:
    """As if a person had confirmed: whether it is time is what is asked."""
    return replace(standing, confirmed=True, reason="due", authorised=True)


def _made(office: Office, row: Row[Any], due: Due) -> Due:
    """Make a move; one that is no longer to be made, since somebody was quicker, is passed over."""
    from caseworker.casework.desk.proceedings.recording import record

    try:
        done = record(office, due.pcn, due.event, Given(on=office.today()), stage=row.stage)
    except Refused as refused:
        if _stage(office, due.pcn) == row.stage:
            raise
        return replace(due, words=f"passed over: {refused.what}")
    return replace(due, done=True, words=done.words)


def _stage(office: Office, pcn: str) -> str:
    from caseworker.casework.desk.proceedings.possible import pcn_row

    with office.store.reading() as tx:
        return str(pcn_row(tx, pcn).stage)
