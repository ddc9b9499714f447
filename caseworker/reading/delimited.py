"""CSV files, read strictly: every fault is named with its file, line and column, and none is passed over."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from caseworker.reading import streams
from caseworker.reading.forms import PLAIN, Forms
from caseworker.text import clean, counted

FILE_CAP = 500 * 1024 * 1024
"""Largest CSV file, in bytes."""
FIELD_CAP = 1_000_000
"""Longest cell, in characters."""
ROW_CAP = 2_000_000
"""Most rows in one file."""
LINE_LENGTH_CAP = 4_000_000
"""Longest line, in characters: a file without line ends is not read whole to find that out."""
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
    def place(self) -> str:
        """File and line, in words."""
        return place_of(self.file, self.line)

    @property
    def words(self) -> str:
        """The fault as one line for a person."""
        place = self.place + (f", column {self.column}" if self.column else "")
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
    choices: tuple[str, ...] = ()
    """The words it may hold, where there are few."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file: nothing is trusted yet."""

    file: str
    line: int
    cells: dict[str, str]
    heads: Mapping[str, str] | None = None
    """Where a profile maps the file: what the supplier calls each column."""
    forms: Forms = PLAIN
    """How its days and sums are written."""
    unread: bool = False
    """Whether a code in it has no meaning: such a row is given only where each fault is asked for."""

    def fault(self, column: str, expected: str, found: str | None = None) -> Fault:
        """A fault of one cell of this row."""
        told = quoted(self.cells.get(column, "")) if found is None else found
        head = self.heads.get(column, column) if self.heads else column
        return Fault(self.file, self.line, head, told, expected)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one file held: its rows, and every fault of its form."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """How a file is written; as the guide says, or as a profile does."""

    encoding: str = "utf-8"
    delimiter: str = ","
    skip: int = 0
    """Lines before the header."""
    header: tuple[str, ...] = ()
    """The columns' names, where the file has no header line."""
    loose: bool = False
    """Whether spaces around the columns' names mean nothing."""


_OURS = Writing()


@dataclass(slots=True)
class Told:
    """What came out of one file beside its rows."""

    faults: list[Fault] = field(default_factory=list)
    cut: bool = False
    """Whether the reading ended before the file did: rows after that are not known."""
    odd: list[list[str]] = field(default_factory=list)
    """Cells of rows that have too many or too few of them."""
    each: bool = False
    """Asked for: a fault that many rows share is told for each of them, and what they hold is given."""

    def end(self, fault: Fault) -> None:
        """Note a fault after which nothing more of the file can be read."""
        self.faults.append(fault)
        self.cut = True


def place_of(file: str, line: int) -> str:
    """Where something stands, in words; line 0 is the file as a whole."""
    return " ".join(clean(file).split()) + (f", line {line}" if line else "")


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
    """Read one CSV file with a header, held in memory.

    Args:
        content: its bytes.
        file: its name, for faults.
        columns: those it must and may have.
    """
    told = Told()
    rows = stream(
        io.BytesIO(content), len(content), file, told, lambda names: header_faults(names, file, columns)
    )
    return Sheet(tuple(rows), tuple(told.faults))


def stream(
    held: BinaryIO,
    size: int,
    file: str,
    told: Told,
    header: Callable[[list[str]], list[Fault]],
    writing: Writing = _OURS,
    wanted: Callable[[int, list[str]], bool] | None = None,
) -> Iterator[Row]:
    """Read one CSV file row by row: never more of it than a row is held.

    Args:
        held: the file, at its beginning; it can be wound back.
        size: how many bytes it has.
        file: its name, for faults.
        told: every fault goes here, while the rows are given.
        header: what is wrong with the names of the columns; where anything is, no row is read.
        writing: encoding, delimiter, lines before the header.
        wanted: whether a row, by its line and cells, is meant at all; asked before its cells are counted.
    """
    lines = _lines(held, size, file, told, writing)
    if writing.header:
        at, names = writing.skip, list(writing.header)
    else:
        at, names = next(lines, (0, []))
    if not names:
        if not told.faults:
            told.end(Fault(file, 0, "", "an empty file", "a header line, and one row for each record"))
        return
    names = [name.strip() for name in names] if writing.loose else names
    if wrong := header(names):
        told.faults += (
            Fault(file, at if not one.line else one.line, one.column, one.found, one.expected)
            for one in wrong
        )
        told.cut = True
        return
    width, count = len(names), 0
    for line, cells in lines:
        if wanted is not None and not wanted(line, cells):
            continue
        if len(cells) != width:
            told.faults.append(_width_fault(file, line, cells, width))
            told.odd.append(cells)
        elif count == ROW_CAP:
            told.end(Fault(file, line, "", f"more than {ROW_CAP:,} rows", "the extract in smaller parts"))
            return
        else:
            count += 1
            yield Row(file, line, dict(zip(names, cells, strict=True)))


def _lines(
    held: BinaryIO, size: int, file: str, told: Told, writing: Writing
) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins; what cannot be read is named and ends the reading."""
    if size > FILE_CAP:
        told.end(Fault(file, 0, "", f"{size:,} bytes", f"at most {FILE_CAP:,} bytes in one file"))
        return
    if wrong := streams.not_text(held, writing.encoding):
        told.end(Fault(file, 1, "", *wrong))
        return
    csv.field_size_limit(FIELD_CAP)
    text = streams.text_of(held, writing.encoding)
    lines = _counted(text, writing.skip)
    reader = csv.reader(lines, strict=True, delimiter=writing.delimiter)
    while True:
        begins = reader.line_num + 1 + writing.skip
        try:
            cells = next(reader)
        except StopIteration:
            return
        except UnicodeDecodeError:
            told.end(Fault(file, *streams.first_wrong(held, writing.encoding)))
            return
        except _TooLong:
            at = reader.line_num + 1 + writing.skip
            told.end(
                Fault(file, at, "", f"a line of more than {LINE_LENGTH_CAP:,} characters", "one row a line")
            )
            return
        except csv.Error as wrong_row:
            told.end(_csv_fault(file, begins, reader.line_num + writing.skip, str(wrong_row)))
            return
        if cells and (len(cells) > 1 or cells[0].strip()):
            yield begins, cells


class _TooLong(Exception):
    """A line is longer than any row."""


def _counted(text: io.TextIOWrapper, skip: int) -> Iterator[str]:
    """The lines of a file but the first few; one that does not end is not read on."""
    for line in iter(lambda: text.readline(LINE_LENGTH_CAP), ""):
        if len(line) == LINE_LENGTH_CAP and line[-1] not in "\r\n":
            raise _TooLong
        if skip:
            skip -= 1
            continue
        yield line


def _csv_fault(file: str, begins: int, noticed: int, words: str) -> Fault:
    """What the csv module complained of, in words; rows after it cannot be told apart and are not read."""
    if "field larger" in words:
        return Fault(file, begins, "", f"a cell of more than {FIELD_CAP:,} characters", "shorter cells")
    expected = (
        'quotes in pairs: a cell that holds a quote, comma or new line stands in quotes, a quote in it as ""'
    )
    after = noticed - begins
    swallowed = f"; it swallowed the {'line' if after == 1 else f'{after:,} lines'} after it" if after else ""
    if "unexpected end" in words:
        return Fault(file, begins, "", f"a quote that is opened and never closed{swallowed}", expected)
    where = f" (noticed on line {noticed})" if after else ""
    return Fault(file, begins, "", f"a quote out of balance{where}{swallowed}", expected)


def header_faults(names: list[str], file: str, columns: Sequence[Column]) -> list[Fault]:
    """Unknown, doubled and missing columns, each with the nearest known name; line 0 is the header's own."""
    known = [column.name for column in columns]
    faults: list[Fault] = []
    for name in dict.fromkeys(names):
        if name not in known:
            like = near(name, known)
            expected = f'perhaps "{like}"' if like else "one of " + ", ".join(known)
            found = f"an unknown column {quoted(name)}" if name.strip() else "a column without a name"
            faults.append(Fault(file, 0, "", found, expected))
        elif names.count(name) > 1:
            faults.append(Fault(file, 0, name, f"this column {names.count(name)} times", "each column once"))
    for column in columns:
        if column.needed and column.name not in names:
            faults.append(Fault(file, 0, column.name, "no such column", f"this column: {column.meaning}"))
    return faults


def _width_fault(file: str, line: int, cells: list[str], width: int) -> Fault:
    """A row with too few or too many cells: most often a comma or a quote out of place."""
    expected = f"{width}, as in the header (a cell that holds a comma or a new line stands in quotes)"
    over = 1 + sum(cell.count("\n") for cell in cells)
    return Fault(
        file, line, "", counted(len(cells), "cell") + (f" over {over:,} lines" if over > 1 else ""), expected
    )
