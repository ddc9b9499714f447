"""The cells of one row, read one by one: every one that cannot be read is a fault, not only the first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TypeVar

from caseworker.law.pcn import normal_pcn
from caseworker.law.refusals import Refused
from caseworker.law.vrm import normal
from caseworker.reading import forms
from caseworker.reading.delimited import Fault, Row
from caseworker.text import clean

ID_CAP = 100
"""Longest id of the supplier, in characters."""
LINE_CAP = 1_000
"""Longest name, address, place or caption, in characters; letters and notes may be as long as they are."""
NO_DAY = date.min
NO_INSTANT = datetime(1, 1, 1, tzinfo=UTC)
_EXPECTED = "a value: this column may not be empty"
_OFTEN = 80
"""Cells up to this length are remembered: makes, colours, streets and codes come again and again."""
_T = TypeVar("_T")


@dataclass(slots=True)
class Cells:
    """A row being read, with the faults found so far."""

    row: Row
    faults: list[Fault] = field(default_factory=list)

    def need(self, column: str, reader: Callable[[str], _T], default: _T) -> _T:
        """A cell that must be there."""
        cell = self.row.cells.get(column, "")
        if not cell.strip():
            self.faults.append(self.row.fault(column, _EXPECTED))
            return default
        return self._read(column, cell, reader, default)

    def may(self, column: str, reader: Callable[[str], _T], default: _T) -> _T:
        """A cell that may be empty, or whose column may be missing."""
        cell = self.row.cells.get(column, "")
        return self._read(column, cell, reader, default) if cell.strip() else default

    def line(self, column: str) -> str:
        """Free text of one line, made safe; no word is lost."""
        cell = self.row.cells.get(column, "")
        return self._read(column, cell, line, "") if cell else ""

    def words(self, column: str) -> str:
        """Free text of any length, made safe; no word is lost."""
        return clean(self.row.cells.get(column, ""))

    def choice(self, column: str, known: Collection[str], default: str | None = None) -> str:
        """One of a few words; with a default it may be left out."""
        if default is None:
            return self.need(column, lambda cell: forms.choice(cell, known), "")
        return self.may(column, lambda cell: forms.choice(cell, known), default)

    def day(self, column: str) -> date:
        """A day that must be there."""
        return self.need(column, self.row.forms.day, NO_DAY)

    def maybe_day(self, column: str) -> date | None:
        """A day that may be left out."""
        on = self.may(column, self.row.forms.day, NO_DAY)
        return None if on == NO_DAY else on

    def instant(self, column: str) -> datetime:
        """An instant that must be there."""
        return self.need(column, self.row.forms.instant, NO_INSTANT)

    def clock_time(self, column: str) -> str:
        """A time that may be left out."""
        return self.may(column, self.row.forms.clock_time, "")

    def address(self, column: str) -> str:
        """An address, its lines parted by new lines."""
        return self.may(column, address, "")

    def postcode(self, column: str) -> str:
        """A postcode that may be left out."""
        cell = self.row.cells.get(column, "")
        return forms.postcode(clean(cell)) if cell else ""

    def id(self) -> str:
        """The supplier's own id."""
        told = self.line("id")
        if not told or len(told) > ID_CAP:
            self.faults.append(self.row.fault("id", f"the supplier's own id, 1 to {ID_CAP} characters"))
        return told

    def pcn(self) -> str:
        """A PCN's number in its normal form."""
        return self._law("pcn", normal_pcn)

    def maybe_pcn(self, column: str) -> str:
        """Another PCN's number, which may be left out."""
        return self._law(column, normal_pcn) if self.row.cells.get(column, "").strip() else ""

    def vrm(self) -> str:
        """A vehicle's mark in its normal form."""
        return self._law("vrm", normal)

    def say(self, column: str, expected: str) -> None:
        """Note a fault."""
        self.faults.append(self.row.fault(column, expected))

    def _law(self, column: str, reader: Callable[[str], str]) -> str:
        try:
            return reader(self.row.cells[column])
        except Refused as no:
            self.say(column, (no.rule or no.what).rstrip("."))
            return ""

    def _read(self, column: str, cell: str, reader: Callable[[str], _T], default: _T) -> _T:
        try:
            return reader(cell)
        except forms.Unread as wrong:
            self.say(column, str(wrong))
            return default


def hash_of(*values: object) -> str:
    """SHA-256 over a row's values in order, by which it is known again whatever the file's own writing."""
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()


def line(cell: str) -> str:
    """Words on one line, made safe."""
    return _often(cell) if len(cell) <= _OFTEN else short(" ".join(clean(cell).split()))


@lru_cache(20_000)
def _often(cell: str) -> str:
    return " ".join(clean(cell).split())


def address(cell: str) -> str:
    """An address, its lines parted by new lines, without empty ones."""
    lines = (" ".join(one.split()) for one in clean(cell).replace("|", "\n").split("\n"))
    return short("\n".join(one for one in lines if one))


def short(words: str) -> str:
    """Words no longer than a name or an address can be."""
    if len(words) > LINE_CAP:
        raise forms.Unread(f"at most {LINE_CAP:,} characters here (this has {len(words):,})")
    return words
