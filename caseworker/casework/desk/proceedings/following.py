"""What an event opens and closes beside the PCN: matters of the tribunal and of the court."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from caseworker.casework import opening, sheet
from caseworker.casework.desk.proceedings.given import Given
from caseworker.casework.office import Office
from caseworker.casework.standing import DISPUTES, Around
from caseworker.law.beside import closed_by, opened_by
from caseworker.law.kinds import CaseKind
from caseworker.law.stages import Transition

DISREGARDED = "representations-disregarded"
"""The event that decides late representations: nothing of theirs waits after it."""

if TYPE_CHECKING:
    from sqlalchemy import Connection


def follow(tx: Connection, office: Office, found: Around, move: Transition, given: Given) -> list[str]:
    """Open and close the cases that an event opens and closes; what was done, in words."""
    from caseworker.store import cases

    said = []
    for one in closed_by(move.event):
        case = cases.open_on(tx, found.pcn.id, one.kind)
        if case is not None:
            opening.close_case(tx, office, case, move.label)
            said.append(f"the case “{one.label}” is closed")
    if move.event == DISREGARDED:
        waiting = [one.id for one in found.cases if one.open and one.kind in DISPUTES]
        said += [_disregarded(tx, office, case_id, move) for case_id in waiting]
    for one in opened_by(move.event):
        due = opening.due_of(tx, found.pcn, move.event, given.on)
        case = cases.open_on(tx, found.pcn.id, one.kind)
        if case is not None:
            opening.put_off(tx, office, case, found.pcn, given.on, due)
            continue
        _open(tx, office, found, one.kind, move, given, due)
        said.append(f"a case “{one.label}” is opened")
    return said


def _disregarded(tx: Connection, office: Office, case_id: int, move: Transition) -> str:
    """Late representations are decided by being disregarded: their case waits for no letter."""
    from caseworker.store import cases

    case = cases.get(tx, case_id)
    assert case is not None
    opening.close_case(tx, office, case, move.label)
    return "their case is closed"


def _open(
    tx: Connection,
    office: Office,
    found: Around,
    kind: CaseKind,
    move: Transition,
    given: Given,
    due: date | None,
) -> None:
    words = " ".join(part for part in (move.label, given.form, given.ground, given.reference) if part)
    pcn = found.pcn
    keeper = sheet.party(pcn.keeper_name, pcn.keeper_address, pcn.keeper_postcode)
    opening.open_case(tx, office, pcn, kind, given.on, writer=keeper, role="keeper", due_on=due, words=words)
