"""Write what runs beside PCNs that are known by now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from caseworker.casework.landing.touched import Touched
from caseworker.casework.office import Office
from caseworker.casework.undoing import UNDOES
from caseworker.law.clocks import work_out
from caseworker.law.proceedings import proceeding
from caseworker.reading.proceedings import ProceedingRow
from caseworker.store.bulk import Bulk
from caseworker.store.proceedings import undo_notices

_TOLD = "reference form ground answered_on ended_on result words"
"""What the case system may tell later of proceedings that are known."""


def write(bulk: Bulk, office: Office, touched: Sequence[Touched]) -> None:
    """Write proceedings; what is known of them is filled in where more is told."""
    now, officer = bulk.at(office.now()), office.officer.id
    new: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    for one in touched:
        case_id = one.disputes[-1].id if one.disputes else None
        for row in one.proceedings:
            there = there_is(one, row)
            told = _told(bulk, row, there)
            if there is None:
                due = bulk.day(due_on(one.standing.regime, one.standing.basis, row))
                new.append((one.id, case_id, row.kind, bulk.day(row.began_on), due, *told, officer, now, ""))
            else:
                changed.append((*told, officer, now, there.id))
    columns = f"pcn_id case_id kind began_on due_on {_TOLD} officer at changed_by"
    bulk.insert("proceedings", columns, new)
    bulk.change("proceedings", f"{_TOLD} changed_by changed_at", changed)
    for one in touched:
        for row in one.proceedings:
            if row.result in UNDOES:
                undo_notices(bulk.tx, one.id, UNDOES[row.result])


def there_is(one: Touched, row: ProceedingRow) -> Any:
    """The proceedings that a row tells of, where they are known."""
    return next((r for r in one.running if (r.kind, r.began_on) == (row.kind, row.began_on)), None)


def _told(bulk: Bulk, row: ProceedingRow, there: Any) -> tuple[Any, ...]:
    """What a row tells; what it leaves out stays as it is known."""
    values = []
    for name in _TOLD.split():
        value = getattr(row, name) or (getattr(there, name) if there is not None else getattr(row, name))
        values.append(bulk.day(value) if name.endswith("_on") else value)
    return tuple(values)


def due_on(regime: str, basis: str, row: ProceedingRow) -> date | None:
    """The last day for what the council must do in it, where a clock runs against it."""
    clock = proceeding(regime, row.kind).clock
    if not clock:
        return None
    found = work_out(regime, clock, row.began_on, basis=basis or None)
    return found.internal_safe_on or found.last_on
