"""Rows about vehicles and places, tied to no PCN: permits, sessions, locations and traffic orders."""

from __future__ import annotations

from typing import Any

from caseworker.reading import columns
from caseworker.reading.cells import Cells, hash_of, line
from caseworker.reading.delimited import Fault, Row
from caseworker.reading.rows import LocationRow, OrderRow, PermitRow, SessionRow


def permit(row: Row) -> PermitRow | list[Fault]:
    """One row of `permits.csv`."""
    cells = Cells(row)
    values: dict[str, Any] = {
        "id": cells.id(),
        "vrm": cells.vrm(),
        "vrm_raw": cells.line("vrm"),
        "number": cells.need("number", line, ""),
        "kind": cells.choice("kind", columns.PERMIT_KINDS),
        "zone": cells.line("zone"),
        "valid_from": cells.day("valid_from"),
        "valid_to": cells.day("valid_to"),
        "status": cells.choice("status", columns.PERMIT_STATUSES, "valid"),
        "holder": cells.line("holder"),
    }
    if not cells.faults and values["valid_to"] < values["valid_from"]:
        cells.say("valid_to", "a day that is not before valid_from")
    if cells.faults:
        return cells.faults
    return PermitRow(line=row.line, row_hash=hash_of(*values.values()), file=row.file, **values)


def session(row: Row) -> SessionRow | list[Fault]:
    """One row of `sessions.csv`; only a suspension, which is of a place, has no vehicle."""
    cells = Cells(row)
    kind = cells.choice("kind", columns.SESSION_KINDS)
    marked = bool(row.cells.get("vrm", "").strip())
    values: dict[str, Any] = {
        "id": cells.id(),
        "kind": kind,
        "vrm": cells.vrm() if marked else "",
        "vrm_raw": cells.line("vrm"),
        "location": cells.need("location", line, ""),
        "location_code": cells.line("location_code"),
        "starts_at": cells.instant("starts"),
        "ends_at": cells.instant("ends"),
        "amount_pence": cells.may("amount", row.forms.amount, None),
        "reference": cells.line("reference"),
        "words": cells.words("words"),
    }
    if kind and kind != "suspension" and not marked:
        cells.say("vrm", "a registration mark: only a suspension has none")
    if not cells.faults and values["ends_at"] < values["starts_at"]:
        cells.say("ends", "an instant that is not before starts")
    if cells.faults:
        return cells.faults
    return SessionRow(line=row.line, row_hash=hash_of(*values.values()), file=row.file, **values)


def location(row: Row) -> LocationRow | list[Fault]:
    """One row of `locations.csv`."""
    cells = Cells(row)
    values: dict[str, Any] = {
        "id": cells.id(),
        "street": cells.need("street", line, ""),
        "place": cells.line("place"),
        "zone": cells.line("zone"),
        "restriction": cells.need("restriction", line, ""),
        "hours": cells.line("hours"),
        "location_code": cells.line("location_code"),
        "order": cells.line("order"),
    }
    if cells.faults:
        return cells.faults
    return LocationRow(line=row.line, row_hash=hash_of(*values.values()), file=row.file, **values)


def order(row: Row) -> OrderRow | list[Fault]:
    """One row of `orders/orders.csv`."""
    cells = Cells(row)
    values: dict[str, Any] = {
        "id": cells.id(),
        "title": cells.need("title", line, ""),
        "article": cells.need("article", line, ""),
        "schedule": cells.line("schedule"),
        "hours": cells.line("hours"),
        "made_on": cells.day("made"),
        "from_on": cells.day("in_force_from"),
        "to_on": cells.maybe_day("in_force_to"),
        "words": cells.words("words"),
    }
    if not cells.faults and values["to_on"] and values["to_on"] < values["from_on"]:
        cells.say("in_force_to", "a day that is not before in_force_from, or nothing")
    if cells.faults:
        return cells.faults
    return OrderRow(line=row.line, row_hash=hash_of(*values.values()), file=row.file, **values)
