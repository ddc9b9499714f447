"""What runs or ran beside a PCN, as screens and commands receive it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from caseworker.casework.views import ProceedingView
from caseworker.law import proceedings, stages
from caseworker.law.proceedings import ProceedingKind
from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

LETTERS = {"papers-sent": "appeal"}
"""The proceedings in which an event is the answer, where that event is a letter of ours."""
FORMS = ("statement", "out-of-time")
"""The proceedings that a form with a ground begins at the court: filed in time, or with leave."""


def of_pcn(tx: Connection, pcn: Row[Any], today: date) -> tuple[ProceedingView, ...]:
    """The proceedings of a PCN: what is open first, by its day; then what has ended, the newest first."""
    from caseworker.store import proceedings as store

    found = [_view(row, pcn.regime, today) for row in store.of_pcn(tx, pcn.id)]
    running = sorted((one for one in found if one.open), key=lambda one: one.due_on or date.max)
    return (*running, *(one for one in reversed(found) if not one.open))


def due_words(one: ProceedingView) -> str:
    """What is to be done in open proceedings, and by when."""
    if one.answered_on is not None:
        return f"answered {one.answered_on:%d %b %Y}"
    if one.due_on is None or one.days_left is None:
        return f"open since {one.began_on:%d %b %Y}"
    left = one.days_left
    when = "today" if left == 0 else f"{-left}d ago" if left < 0 else f"in {left}d"
    return f"due {one.due_on:%a %d %b %Y} ({when})"


def declared(found: Iterable[ProceedingView]) -> str:
    """The ground of the form that was filed last at the court, in time or late; empty where none is known."""
    filed = [one for one in found if one.kind in FORMS and one.ground]
    return max(filed, key=lambda one: one.began_on).ground if filed else ""


def answered(tx: Connection, pcn_id: int, event: str, on: date, officer: str, at: datetime) -> None:
    """Note in open proceedings that the council did what they asked for, by a letter that has left."""
    from caseworker.store import proceedings as store

    for row in store.of_pcn(tx, pcn_id):
        if row.kind == LETTERS.get(event) and row.ended_on is None and row.answered_on is None:
            store.change(tx, row.id, answered_on=on, changed_by=officer, changed_at=at)


def unanswered(tx: Connection, pcn_id: int, event: str, on: date, officer: str, at: datetime) -> None:
    """Take that note back: the letter came back."""
    from caseworker.store import proceedings as store

    for row in store.of_pcn(tx, pcn_id):
        if row.kind == LETTERS.get(event) and row.ended_on is None and row.answered_on == on:
            store.change(tx, row.id, answered_on=None, changed_by=officer, changed_at=at)


RECOVERY = frozenset({"certificate", "registration", "warrant"})
"""The acts that the case system would do by itself."""


def freezes(tx: Connection, pcn: Row[Any]) -> bool:
    """Whether anything that is open beside a PCN bars its recovery."""
    from caseworker.store import proceedings as store

    open_ = [row.kind for row in store.of_pcn(tx, pcn.id) if row.ended_on is None]
    kinds = [kind for one in open_ if (kind := _kind(pcn.regime, one)) is not None]
    return any(RECOVERY.intersection(kind.bars) for kind in kinds)


def _view(row: Row[Any], regime_id: str, today: date) -> ProceedingView:
    kind = _kind(regime_id, row.kind)
    waits = row.due_on is not None and row.answered_on is None and row.ended_on is None
    return ProceedingView(
        kind=row.kind,
        label=kind.label if kind else row.kind,
        words=kind.words if kind else "",
        reference=row.reference,
        form=row.form,
        ground=row.ground,
        began_on=row.began_on,
        due_on=row.due_on,
        days_left=(row.due_on - today).days if waits else None,
        answered_on=row.answered_on,
        ended_on=row.ended_on,
        result=event_words(regime_id, row.result),
        note=row.words,
        bars=kind.bars if kind else (),
        citation=kind.citation if kind else None,
    )


def _kind(regime_id: str, kind_id: str) -> ProceedingKind | None:
    """The kind, where this regime's law has it; what was kept otherwise is still shown."""
    try:
        return proceedings.proceeding(regime_id, kind_id)
    except Refused:
        return None


def event_words(regime_id: str, event: str) -> str:
    """An event of a regime in words; one that its law does not have stands as it was kept."""
    every = (one for stage in stages.stages(regime_id) for one in stages.events(regime_id, stage.id))
    return next((one.label for one in every if one.event == event), event) if event else ""
