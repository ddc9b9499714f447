"""Rows about one PCN: the case itself, its correspondence, payments, notes and what happened before."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from caseworker.reading import columns, forms
from caseworker.reading.cells import NO_DAY, Cells, hash_of, line
from caseworker.reading.delimited import Fault, Row
from caseworker.reading.proceedings import name
from caseworker.reading.rows import (
    CaseRow,
    HistoryRow,
    LetterRow,
    NoteRow,
    PaymentRow,
)
from caseworker.text import clean

LATER = frozenset(
    {
        *("regime", "pcn_dated", "enforcement_notice_posted", "rejection_posted", "order_posted"),
        *("kind_of_hold", "taken", "taken_time", "pound", "released", "rights_given"),
        *("parent", "vehicle_class"),
    }
)
"""Columns of `cases.csv` that came later than the others."""
_NOTHING: dict[str, Any] = {}
_CODE = re.compile(r"[0-9]{1,2}[a-z0-9]{0,8}", re.ASCII)


def case(row: Row) -> CaseRow | list[Fault]:
    """One row of `cases.csv`."""
    cells = Cells(row)
    how = cells.choice("served_how", columns.SERVED_HOW)
    values: dict[str, Any] = {
        "pcn": cells.pcn(),
        "vrm": cells.vrm(),
        "vrm_raw": cells.line("vrm"),
        "make": cells.line("make"),
        "colour": cells.line("colour"),
        "served_how": how,
        "basis": cells.choice("basis", columns.BASES, ""),
        "code": cells.need("contravention_code", _code, ""),
        "contravened_on": cells.day("contravention_date"),
        "contravened_time": cells.clock_time("contravention_time"),
        "observed_from": cells.clock_time("observed_from"),
        "observed_to": cells.clock_time("observed_to"),
        "location": cells.need("location", line, ""),
        "restriction": cells.line("restriction"),
        "enforced_by": cells.line("enforced_by"),
        "pcn_on": _pcn_on(cells, how),
        "notice_to_owner_posted_on": cells.maybe_day("notice_to_owner_posted"),
        "charge_certificate_posted_on": cells.maybe_day("charge_certificate_posted"),
        "keeper_name": cells.line("keeper_name"),
        "keeper_address": cells.address("keeper_address"),
        "keeper_postcode": cells.postcode("keeper_postcode"),
        "keeper_dead": cells.may("keeper_dead", forms.yes, False),
        "band": cells.choice("band", columns.BANDS, "").upper(),
    }
    later = _later(cells)
    as_of = cells.instant("data_as_of")
    if cells.faults:
        return cells.faults
    # What was not there before a column was known changes no row that leaves it empty.
    digest = hash_of(*values.values(), *((name, told) for name, told in later.items() if told))
    values |= later
    return CaseRow(line=row.line, data_as_of=as_of, row_hash=digest, file=row.file, **values)


def letter(row: Row) -> LetterRow | list[Fault]:
    """One row of `correspondence.csv`; its words are kept as they came and, beside them, made safe."""
    cells = Cells(row)
    words = row.cells["text"]
    values: dict[str, Any] = {
        "id": cells.id(),
        "pcn": cells.pcn(),
        "received_on": cells.day("received"),
        "channel": cells.choice("channel", columns.CHANNELS),
        "from_name": cells.line("from_name"),
        "from_address": cells.address("from_address"),
        "from_postcode": cells.postcode("from_postcode"),
        "writer": cells.choice("writer", columns.WRITERS, "unknown"),
        "subject": cells.line("subject"),
        "text": clean(words),
        "original": words.encode(),
    }
    kind = cells.choice("kind", columns.LETTER_KINDS, "challenge")
    if cells.faults:
        return cells.faults
    # A row that says no kind is the same as before there were kinds.
    said = (*values.values(), *([] if kind == "challenge" else [kind]))
    return LetterRow(line=row.line, row_hash=hash_of(*said), file=row.file, kind=kind, **values)


def payment(row: Row) -> PaymentRow | list[Fault]:
    """One row of `payments.csv`."""
    cells = Cells(row)
    values: dict[str, Any] = {
        "id": cells.id(),
        "pcn": cells.pcn(),
        "received_on": cells.day("received"),
        "amount_pence": cells.need("amount", row.forms.pence, 0),
        "method": cells.line("method"),
    }
    if cells.faults:
        return cells.faults
    return PaymentRow(line=row.line, row_hash=hash_of(*values.values()), file=row.file, **values)


def note(row: Row) -> NoteRow | list[Fault]:
    """One row of `notes.csv`."""
    cells = Cells(row)
    values: dict[str, Any] = {
        "id": cells.id(),
        "pcn": cells.pcn(),
        "noted_at": cells.instant("at"),
        "kind": cells.choice("kind", columns.NOTE_KINDS),
        "by": cells.line("by"),
        "text": cells.words("text"),
    }
    if cells.faults:
        return cells.faults
    return NoteRow(line=row.line, row_hash=hash_of(*values.values()), file=row.file, **values)


def history(row: Row) -> HistoryRow | list[Fault]:
    """One row of `history.csv`."""
    cells = Cells(row)
    values: dict[str, Any] = {
        "id": cells.id(),
        "pcn": cells.pcn(),
        "on": cells.day("on"),
        "at": cells.clock_time("at"),
        "event": cells.need("event", line, ""),
        "by": cells.line("by"),
    }
    if cells.faults:
        return cells.faults
    return HistoryRow(line=row.line, row_hash=hash_of(*values.values()), file=row.file, **values)


def _later(cells: Cells) -> dict[str, Any]:
    """The columns that most PCNs leave out."""
    if LATER.isdisjoint(cells.row.cells):
        return _NOTHING
    return {
        "regime": cells.may("regime", name, ""),
        "pcn_dated_on": cells.maybe_day("pcn_dated"),
        "enforcement_notice_posted_on": cells.maybe_day("enforcement_notice_posted"),
        "rejection_posted_on": cells.maybe_day("rejection_posted"),
        "order_posted_on": cells.maybe_day("order_posted"),
        "kind_of_hold": cells.choice("kind_of_hold", columns.HOLDS, ""),
        "taken_on": cells.maybe_day("taken"),
        "taken_time": cells.clock_time("taken_time"),
        "pound": cells.line("pound"),
        "released_on": cells.maybe_day("released"),
        "rights_given_on": cells.maybe_day("rights_given"),
        "parent": cells.maybe_pcn("parent"),
        "vehicle_class": cells.choice("vehicle_class", columns.VEHICLE_CLASSES, ""),
    }


def _pcn_on(cells: Cells, how: str) -> date:
    """The day the PCN was served by an officer or posted, in the one of two columns that fits."""
    here, other = ("pcn_posted", "pcn_served") if how == "post" else ("pcn_served", "pcn_posted")
    on = cells.may(here, cells.row.forms.day, NO_DAY)
    if how and not cells.row.cells.get(here, "").strip():
        cells.say(here, f"the day, for a PCN served {how}: {forms.DAY}")
    if how and cells.row.cells.get(other, "").strip():
        cells.say(other, f"nothing for a PCN served {how}: its day stands in {here}")
    return on


def _code(cell: str) -> str:
    """A contravention code as written, without spaces; whether it exists is asked of the law."""
    code = "".join(cell.split()).lower()
    if not _CODE.fullmatch(code):
        raise forms.Unread("two figures and any suffixes, for example 12r or 01")
    return code
