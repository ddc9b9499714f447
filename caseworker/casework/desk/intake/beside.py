"""What runs beside a PCN, as an import tells it: what is new of it, and what of it cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseworker.casework.landing.known import Known
from caseworker.casework.landing.tables import PCN
from caseworker.casework.landing.touched import Touched
from caseworker.law import forms
from caseworker.law.proceedings import proceeding, proceedings
from caseworker.law.refusals import Refused
from caseworker.law.tables import day_words
from caseworker.reading.cells import hash_of
from caseworker.reading.delimited import Fault
from caseworker.reading.proceedings import AdjustmentRow, ProceedingRow
from caseworker.reading.standing import clashes
from caseworker.store.bulk import AT_ONCE
from caseworker.store.tables import Adjustment

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

ADJUSTMENT: sa.Table = Adjustment.__table__  # type: ignore[attr-defined]
_DAYS = ("began_on", "answered_on", "ended_on")
_MORE = ("reference", "form", "ground", "answered_on", "ended_on", "result", "words")


def days(row: ProceedingRow | AdjustmentRow) -> Iterator[tuple[str, date]]:
    """The days of a row, by column."""
    if isinstance(row, AdjustmentRow):
        yield "on", row.on
        return
    for name in _DAYS:
        on = getattr(row, name)
        if on is not None:
            yield name.removesuffix("_on"), on


def adjusted(tx: Connection, ids: Sequence[str]) -> dict[str, str]:
    """What is known of some adjustments, by the supplier's id: hashed as their rows are."""
    columns = (
        ADJUSTMENT.c.on,
        ADJUSTMENT.c.kind,
        ADJUSTMENT.c.account,
        ADJUSTMENT.c.pence,
        ADJUSTMENT.c.words,
    )
    query = sa.select(ADJUSTMENT.c.source_id, PCN.c.pcn, *columns).join(PCN, PCN.c.id == ADJUSTMENT.c.pcn_id)
    found: dict[str, str] = {}
    for at in range(0, len(ids), AT_ONCE):
        for row in tx.execute(query.where(ADJUSTMENT.c.source_id.in_(ids[at : at + AT_ONCE]))):
            found[row.source_id] = hash_of(*(str(one) for one in row))
    return found


def news(row: ProceedingRow, known: Sequence[Row[Any]]) -> str:
    """Whether a row is ``new``, ``changed`` or ``unchanged``; what it leaves out says nothing."""
    there = next((one for one in known if (one.kind, one.began_on) == (row.kind, row.began_on)), None)
    if there is None:
        return "new"
    told = [(getattr(row, name), getattr(there, name)) for name in _MORE]
    return "changed" if any(new and new != old for new, old in told) else "unchanged"


def faults(touched: Touched, known: Known) -> list[Fault]:
    """What cannot be of the proceedings and the adjustments that came for a PCN."""
    if not touched.proceedings:
        return []
    stored = touched.stored
    before = known.proceedings.get(stored.id, []) if stored is not None else []
    wrong: list[Fault] = []
    for row in touched.proceedings:
        wrong += _of_row(row, touched.standing.regime, before)
    return wrong or _order(touched, before)


def _of_row(row: ProceedingRow, regime: str, before: Sequence[Row[Any]]) -> Iterator[Fault]:
    """What is wrong with one row, whatever else is known."""
    try:
        law = proceeding(regime, row.kind)
    except Refused as no:
        kinds = ", ".join(one.id for one in proceedings(regime))
        yield _fault(row, "kind", row.kind, f"one of {kinds}: {str(no).rstrip('.')}")
        return
    yield from _form(row, regime)
    if row.result and row.result not in law.ends_with:
        yield _fault(row, "result", row.result, f"for {row.kind}, one of {', '.join(law.ends_with)}")
    for name in _DAYS[1:]:
        on = getattr(row, name)
        if on is not None and on < row.began_on:
            expected = f"a day not before it began, {day_words(row.began_on)}"
            yield _fault(row, name.removesuffix("_on"), day_words(on), expected)
    there = next((one for one in before if (one.kind, one.began_on) == (row.kind, row.began_on)), None)
    if there is not None and there.result and row.result and there.result != row.result:
        expected = f"{there.result}, as is known since {day_words(there.ended_on)}; both cannot be"
        yield _fault(row, "result", row.result, expected)


def _form(row: ProceedingRow, regime: str) -> Iterator[Fault]:
    """The court's form, and its one ground."""
    if not row.form:
        return
    try:
        found = forms.form(row.form, regime)
    except Refused as no:
        yield _fault(row, "form", row.form, str(no).rstrip("."))
        return
    if found.grounds and row.ground:
        try:
            forms.chosen(found.id, regime, [row.ground])
        except Refused as no:
            yield _fault(row, "ground", row.ground, str(no).rstrip("."))


def _order(touched: Touched, before: Sequence[Row[Any]]) -> list[Fault]:
    """Days that cannot follow one another: those of the PCN's notices, of what is known and of what came."""
    standing = touched.standing
    lived: list[tuple[str, date]] = [("pcn-served", standing.dated_on or standing.served_on)]
    lived += [(event, one.on) for one in standing.notices for event in one.step.events]
    places: dict[tuple[str, date], tuple[ProceedingRow, str]] = {}
    again = {(row.kind, row.began_on) for row in touched.proceedings}
    for one in before:
        if (one.kind, one.began_on) not in again:
            lived += [(event, on) for event, on, _ in _events(standing.regime, one)]
    for row in touched.proceedings:
        for event, on, column in _events(standing.regime, row):
            lived.append((event, on))
            places.setdefault((event, on), (row, column))
    wrong: list[Fault] = []
    for event, on, words in clashes(standing.regime, tuple(lived)):
        if (event, on) in places:
            row, column = places[event, on]
            wrong.append(_fault(row, column, day_words(on), words))
    return wrong


def _events(regime: str, row: Any) -> Iterator[tuple[str, date, str]]:
    """What began and ended, as the stage table calls it."""
    yield proceeding(regime, row.kind).begins_with[0], row.began_on, "began"
    if row.result and row.ended_on:
        yield row.result, row.ended_on, "ended"


def _fault(row: ProceedingRow, column: str, found: str, expected: str) -> Fault:
    return Fault(row.file, row.line, column, found, expected)
