"""What an import tells of tribunal and court opens and closes the cases beside the dispute, as events do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from caseworker.casework import opening, sheet
from caseworker.casework.landing.beside import there_is
from caseworker.casework.landing.touched import Touched
from caseworker.casework.office import Office
from caseworker.law.beside import closed_by, opened_by
from caseworker.law.proceedings import proceeding
from caseworker.law.stages import stage
from caseworker.reading.proceedings import ProceedingRow

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Step:
    """One event that an import is the first to tell of."""

    row: ProceedingRow
    event: str
    on: date
    ends: bool


def follow_for(tx: Connection, office: Office, touched: Sequence[Touched]) -> list[int]:
    """Open and close the cases that what landed opens and closes; those that were opened.

    What was answered or has ended by now opens none, nor does an order after which the PCN has gone on.
    """
    found = []
    for one in touched:
        for step in sorted(_news(one), key=lambda step: (step.on, step.ends)):
            found += _follow(tx, office, one, step)
    return found


def _news(one: Touched) -> Iterator[Step]:
    """What began and ended, as far as it was not known."""
    for row in one.proceedings:
        there = there_is(one, row)
        if there is None:
            yield Step(row, proceeding(one.standing.regime, row.kind).begins_with[0], row.began_on, False)
        if row.result and row.ended_on and (there is None or not there.result):
            yield Step(row, row.result, row.ended_on, True)


def _follow(tx: Connection, office: Office, one: Touched, step: Step) -> list[int]:
    from caseworker.store import cases

    label = proceeding(one.standing.regime, step.row.kind).label
    for kind in closed_by(step.event):
        case = cases.open_on(tx, one.id, kind.kind)
        if case is not None:
            opening.close_case(tx, office, case, f"{label}: ended")
    found: list[int] = []
    for kind in opened_by(step.event) if _waits(one, step) else ():
        pcn = cases.pcn_of(tx, one.id)
        due = opening.due_of(tx, pcn, step.event, step.on)
        case = cases.open_on(tx, one.id, kind.kind)
        if case is not None:
            opening.put_off(tx, office, case, pcn, step.on, due)
            continue
        words = " ".join(part for part in (label, step.row.form, step.row.reference) if part)
        keeper = sheet.party(pcn.keeper_name, pcn.keeper_address, pcn.keeper_postcode)
        found.append(
            opening.open_case(
                tx, office, pcn, kind.kind, step.on, writer=keeper, role="keeper", due_on=due, words=words
            )
        )
    return found


def _waits(one: Touched, step: Step) -> bool:
    """Whether the council is still to do what a step asks for."""
    if stage(one.stage).closed:
        return False
    if not step.ends:
        return step.row.ended_on is None and step.row.answered_on is None
    return any(move.event == step.event and move.to == one.stage for move in one.moves)
