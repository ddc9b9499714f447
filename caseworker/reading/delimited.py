"""CSV files, read strictly: every fault is named with its file, line and column, and none is passed over."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caseworker.text import clean

FILE_CAP = 500 * 1024 * 1024
"""Largest CSV file, in bytes."""
FIELD_CAP = 1_000_000
"""Longest cell, in characters."""
ROW_CAP = 2_000_000
"""Most rows in one file."""
SHOWN = 80
"""Characters of a bad cell that a fault repeats."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong with an import: where it stands, what was found, and what was expected."""

    file: str
    line: int
    """The line on which the row begins; 0 where the file as a whole is meant."""
    column: str
    found: str
    expected: str

    @property
    def words(self) -> str:
        """The fault as one line for a person."""
        place = self.file + (f", line {self.line}" if self.line else "")
        place += f", column {self.column}" if self.column else ""
        return f"{place}: found {self.found}; expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an import file: its name, what it means and how it is written."""

    name: str
    meaning: str
    form: str
    example: str
    needed: bool = True
    """Whether the header must name it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file: nothing is trusted yet."""

    file: str
    line: int
    cells: dict[str, str]

    def fault(self, column: str, expected: str, found: str | None = None) -> Fault:
        """A fault of one cell of this row."""
        told = quoted(self.cells.get(column, "")) if found is None else found
        return Fault(self.file, self.line, column, told, expected)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one file held: its rows, and every fault of its form."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


def quoted(cell: str) -> str:
    """A cell as a fault repeats it: made safe, on one line and cut; or ``an empty cell``."""
    if not cell.strip():
        return "an empty cell"
    safe = " ".join(clean(cell[: SHOWN * 4]).split())
    return f'"{safe[:SHOWN]}…"' if len(safe) > SHOWN else f'"{safe}"'


def near(name: str, known: Sequence[str]) -> str:
    """The known name that is most like this one, or nothing."""
    found = difflib.get_close_matches(name.strip().lower().replace(" ", "_"), known, n=1, cutoff=0.5)
    return found[0] if found else ""


def read(content: bytes, file: str, columns: Sequence[Column]) -> Sheet:
    """Read one CSV file with a header.

    Args:
        content: its bytes.
        file: its name, for faults.
        columns: those it must and may have.
    """
    if len(content) > FILE_CAP:
        return _whole(file, f"{len(content):,} bytes", f"at most {FILE_CAP:,} bytes in one file")
    text = _decoded(content, file)
    if isinstance(text, Fault):
        return Sheet((), (text,))
    if not text.strip():
        return _whole(file, "an empty file", "a header line, and one row for each record")
    rows: list[Row] = []
    faults: list[Fault] = []
    lines = _rows(text, file, faults)
    header = next(lines, None)
    if header is None:
        return Sheet((), tuple(faults))
    at, names = header
    faults.extend(_header_faults(names, file, at, columns))
    if faults:
        return Sheet((), tuple(faults))
    width = len(names)
    for line, cells in lines:
        if len(cells) != width:
            faults.append(_width_fault(file, line, len(cells), width))
        elif len(rows) == ROW_CAP:
            faults.append(
                Fault(file, line, "", f"more than {ROW_CAP:,} rows", "the extract in smaller parts")
            )
            break
        else:
            rows.append(Row(file, line, dict(zip(names, cells, strict=True))))
    return Sheet(tuple(rows), tuple(faults))


def _whole(file: str, found: str, expected: str) -> Sheet:
    """A file that could not be read at all."""
    return Sheet((), (Fault(file, 0, "", found, expected),))


def _decoded(content: bytes, file: str) -> str | Fault:
    """The text of a UTF-8 file, with or without a byte order mark; else its first wrong byte, as a fault."""
    expected = "UTF-8 text (save the file as CSV UTF-8)"
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Fault(file, 1, "", "a file in UTF-16", expected)
    if b"\x00" in content[:64]:
        at = content.index(b"\x00")
        return Fault(file, 1, "", f"byte 0x00 at place {at + 1} (UTF-16, or not a text file)", expected)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        # The decoder counts from after a byte order mark.
        place = wrong.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
        line = content.count(b"\n", 0, place) + 1
        guess = " (perhaps Windows-1252)" if _maybe_windows(content[place]) else ""
        return Fault(file, line, "", f"byte 0x{content[place]:02X}{guess} at place {place + 1}", expected)


def _maybe_windows(byte: int) -> bool:
    """Whether a byte is one that Windows files use for a pound sign, a curly quote, a dash or an accent."""
    return byte in (0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xA3) or byte >= 0xC0


def _rows(text: str, file: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins; an unbalanced quote is named and ends the reading."""
    csv.field_size_limit(FIELD_CAP)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            faults.append(_csv_fault(file, begins, reader.line_num, str(wrong)))
            return
        if cells:
            yield begins, cells


def _csv_fault(file: str, begins: int, noticed: int, words: str) -> Fault:
    """What the csv module complained of, in words; rows after it cannot be told apart and are not read."""
    if "field larger" in words:
        return Fault(file, begins, "", f"a cell of more than {FIELD_CAP:,} characters", "shorter cells")
    expected = (
        'quotes in pairs: a cell that holds a quote, comma or new line stands in quotes, a quote in it as ""'
    )
    if "unexpected end" in words:
        return Fault(file, begins, "", "a quote that is opened and never closed", expected)
    where = "" if noticed == begins else f" (noticed on line {noticed})"
    return Fault(file, begins, "", f"a quote out of balance{where}", expected)


def _header_faults(names: list[str], file: str, line: int, columns: Sequence[Column]) -> Iterator[Fault]:
    """Unknown, doubled and missing columns, each with the nearest known name."""
    known = [column.name for column in columns]
    for name in dict.fromkeys(names):
        if name not in known:
            like = near(name, known)
            expected = f'perhaps "{like}"' if like else "one of " + ", ".join(known)
            found = f"an unknown column {quoted(name)}" if name.strip() else "a column without a name"
            yield Fault(file, line, "", found, expected)
        elif names.count(name) > 1:
            yield Fault(file, line, name, f"this column {names.count(name)} times", "each column once")
    for column in columns:
        if column.needed and column.name not in names:
            yield Fault(file, line, column.name, "no such column", f"this column: {column.meaning}")


def _width_fault(file: str, line: int, found: int, width: int) -> Fault:
    """A row with too few or too many cells: most often a comma or a quote out of place."""
    expected = f"{width}, as in the header (a cell that holds a comma or a new line stands in quotes)"
    return Fault(file, line, "", f"{found} cells", expected)
