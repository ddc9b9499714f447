"""The rows of `proceedings.csv` and `adjustments.csv`: what runs beside a PCN, and money beyond payments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseworker.reading import columns, forms
from caseworker.reading.cells import Cells, hash_of
from caseworker.reading.delimited import Fault, Row
from caseworker.text import clean

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
_FORM = re.compile(r"[A-Z]{1,2}[0-9]{1,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ProceedingRow:
    """An appeal, a court matter or a request, from `proceedings.csv`: known by PCN, kind and first day."""

    line: int
    pcn: str
    kind: str
    """A kind of ``proceedings.toml``."""
    reference: str
    form: str
    ground: str
    began_on: date
    answered_on: date | None
    ended_on: date | None
    result: str
    """The event of the stage table that ended it."""
    words: str
    row_hash: str
    file: str = "proceedings.csv"

    @property
    def id(self) -> str:
        """By what it is known again."""
        return f"{self.pcn} {self.kind} {self.began_on.isoformat()}"


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """Money beyond payments, from `adjustments.csv`: refunds, waivers, write-offs, fees, corrections."""

    line: int
    id: str
    pcn: str
    on: date
    kind: str
    account: str
    pence: int
    """What it adds to what is owed; a waiver and a write-off take away."""
    words: str
    row_hash: str
    file: str = "adjustments.csv"


def proceeding(row: Row) -> ProceedingRow | list[Fault]:
    """One row of `proceedings.csv`."""
    cells = Cells(row)
    values: dict[str, Any] = {
        "pcn": cells.pcn(),
        "kind": cells.need("kind", name, ""),
        "reference": cells.line("reference"),
        "form": cells.may("form", _form, ""),
        "ground": cells.may("ground", name, ""),
        "began_on": cells.day("began"),
        "answered_on": cells.maybe_day("answered"),
        "ended_on": cells.maybe_day("ended"),
        "result": cells.may("result", name, ""),
        "words": cells.words("words"),
    }
    if values["result"] and values["ended_on"] is None:
        cells.say("ended", "the day it ended, as result says how")
    if values["ended_on"] is not None and not values["result"]:
        cells.say("result", "how it ended, as ended says when")
    if cells.faults:
        return cells.faults
    return ProceedingRow(line=row.line, row_hash=hash_of(*values.values()), file=row.file, **values)


TAKES_AWAY = ("waiver", "write-off")
"""The kinds of adjustment that lower what is owed."""


def adjustment(row: Row) -> AdjustmentRow | list[Fault]:
    """One row of `adjustments.csv`; what it takes off what is owed is kept below nothing."""
    cells = Cells(row)
    values: dict[str, Any] = {
        "id": cells.id(),
        "pcn": cells.pcn(),
        "on": cells.day("on"),
        "kind": cells.choice("kind", columns.ADJUSTMENT_KINDS),
        "account": cells.choice("account", columns.ACCOUNTS),
        "pence": cells.need("amount", row.forms.pence, 0),
        "words": cells.need("words", clean, ""),
    }
    if cells.faults:
        return cells.faults
    if values["kind"] in TAKES_AWAY:
        values["pence"] = -values["pence"]
    digest = hash_of(*(str(one) for one in values.values()))
    return AdjustmentRow(line=row.line, row_hash=digest, file=row.file, **values)


def name(cell: str) -> str:
    """An id of the law's tables, as written; whether it exists is asked of the law."""
    told = cell.strip().lower()
    if not _NAME.fullmatch(told):
        raise forms.Unread("a name of the law's tables: small letters, figures and hyphens")
    return told


def _form(cell: str) -> str:
    """A court form's name, as written."""
    name = "".join(cell.split()).upper()
    if not _FORM.fullmatch(name):
        raise forms.Unread("a form's name, for example TE9 or PE3")
    return name
