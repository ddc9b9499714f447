"""A post room's list of letters that came back: their numbers, and why; CSV, read strictly."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.reading.delimited import Column, Fault, quoted
from caseworker.reading.delimited import read as read_csv
from caseworker.text import clean

SIZE_CAP = 5 * 1024 * 1024
"""Largest file, in bytes."""
COLUMNS = (
    Column("letter", "the letter's number, as in its foot and in the manifest", "text", "0000123"),
    Column("why", "what stands on the envelope, or in the message that came back", "text", "gone away"),
)


@dataclass(frozen=True, slots=True)
class Back:
    """One letter that came back."""

    number: str
    why: str


def read(content: bytes, file: str) -> tuple[tuple[Back, ...], tuple[Fault, ...]]:
    """The letters of a list, and every fault."""
    if len(content) > SIZE_CAP:
        return (), (Fault(file, 0, "", f"{len(content):,} bytes", f"at most {SIZE_CAP:,} bytes"),)
    sheet = read_csv(content, file, COLUMNS)
    found: list[Back] = []
    faults = list(sheet.faults)
    for row in sheet.rows:
        number, why = (clean(row.cells.get(name, "")).strip() for name in ("letter", "why"))
        if number and why:
            found.append(Back(number, why))
        else:
            column = "why" if number else "letter"
            faults.append(Fault(file, row.line, column, quoted(""), "words: neither may be empty"))
    return tuple(found), tuple(faults)
