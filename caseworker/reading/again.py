"""Rows looked up once more as they stand in their files, for a person who is to put them right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.reading.columns import FILES
from caseworker.reading.delimited import LINE_LENGTH_CAP, Fault, Row, Told
from caseworker.reading.folder import Folder, folder_of
from caseworker.reading.forms import AMOUNT, DAY, INSTANT, SUM, TIME, Unread
from caseworker.reading.sources import OursAsIs, Source
from caseworker.reading.streams import Hashed, text_of

if TYPE_CHECKING:
    from caseworker.reading.profiles import Profile

RAW_CAP = 4_000
"""Characters kept of a line that is no row."""


@dataclass(frozen=True, slots=True)
class AsItStands:
    """One row: its cells by our names for the columns, or its line where it is no row at all."""

    file: str
    """As it is named in the folder."""
    target: str
    """The file of ours as which it is read."""
    line: int
    cells: Mapping[str, str]
    raw: str = ""
    heads: Mapping[str, str] = field(default_factory=dict)
    """Our names for the supplier's columns, where a profile maps the file."""
    wrong: tuple[Fault, ...] = ()
    """What is wrong with this row alone, where many share the fault and it was told once for all of them."""

    def concerns(self, fault: Fault) -> bool:
        """Whether a fault can be this row's: one line may be read as rows of several files of ours."""
        known = (column.name for column in FILES[self.target])
        return not fault.column or fault.column in self.heads or fault.column in known


def rows_again(
    folder: Path | Mapping[str, bytes], profile: Profile | None, wanted: Mapping[str, set[int]]
) -> dict[tuple[str, int], tuple[AsItStands, ...]]:
    """Rows by their file and line: for each file of ours as which a line is read, one.

    Of a file with any wanted line come also those rows that share a fault which was told only of their first.

    Args:
        folder: what was read.
        profile: how it was read.
        wanted: lines by file.
    """
    held = folder_of(folder)
    found: dict[tuple[str, int], list[AsItStands]] = {}
    try:
        sources = [source for source in _sources(held, profile) if wanted.get(source.name)]
        for source in sources:
            given = list(_rows(held, source, wanted[source.name]))
            for one in given:
                known = found.setdefault((one.file, one.line), [])
                # A line that no entry takes stands once, as it is.
                if not (one.raw and known):
                    known.append(one)
        for source in sources:
            left = {line for line in wanted[source.name] if (source.name, line) not in found}
            for line, words in _lines(held, source, left):
                found[source.name, line] = [AsItStands(source.name, source.target, line, {}, words)]
    finally:
        held.close()
    return {place: tuple(some) for place, some in found.items()}


def _sources(held: Folder, profile: Profile | None) -> list[Source]:
    """Every file that is read as one of ours."""
    names = held.names()
    mapped: list[Source] = []
    taken: set[str] = set()
    if profile is not None:
        by_target, taken, _ = profile.sources(names, held.label)
        mapped = [source for some in by_target.values() for source in some]
    return [*mapped, *(OursAsIs(name) for name in FILES if name in names and name not in taken)]


def _rows(held: Folder, source: Source, lines: set[int]) -> Iterator[AsItStands]:
    """Rows of one file that are wanted, or that share a fault; and its lines that are no row at all."""
    told = Told(each=True)
    given: dict[int, Row] = {}
    with held.open(source.name) as opened:
        for row in source.rows(Hashed(opened), held.size(source.name), told):
            if row.unread or row.line in lines:
                given[row.line] = row
    shared: dict[int, list[Fault]] = {}
    for fault in told.faults:
        shared.setdefault(fault.line, []).append(fault)
    for line, row in given.items():
        heads = {theirs: ours for ours, theirs in (row.heads or {}).items()}
        wrong = tuple(shared.get(line, ())) if row.unread else ()
        cells = _ours(row, source.target)
        yield AsItStands(source.name, source.target, line, cells, heads=heads, wrong=wrong)
    for line, words in _lines(held, source, {line for line in shared if line > 0} - set(given)):
        yield AsItStands(source.name, source.target, line, {}, words, wrong=tuple(shared[line]))


def _lines(held: Folder, source: Source, wanted: set[int]) -> Iterator[tuple[int, str]]:
    """Lines of a file by their numbers, as text."""
    if not wanted:
        return
    last = max(wanted)
    with held.open(source.name) as opened:
        text = text_of(opened, source.encoding, "replace")
        for number, line in enumerate(iter(lambda: text.readline(LINE_LENGTH_CAP), ""), start=1):
            if number in wanted:
                yield number, line.rstrip("\r\n")[:RAW_CAP]
            if number >= last:
                return


def _ours(row: Row, target: str) -> dict[str, str]:
    """A row's cells, its days, times and sums written as ours where a profile says how they are read."""
    return {
        column.name: _written(row, column.form, row.cells[column.name])
        for column in FILES[target]
        if column.name in row.cells
    }


def _written(row: Row, form: str, cell: str) -> str:
    if row.heads is None or not cell.strip():
        return cell
    try:
        if form.startswith(INSTANT):
            return f"{row.forms.instant(cell):%Y-%m-%dT%H:%M:%SZ}"
        if form.startswith(DAY):
            return row.forms.day(cell).isoformat()
        if form.startswith(TIME):
            return row.forms.clock_time(cell)
        if form.startswith((SUM, AMOUNT)):
            read = row.forms.pence if form.startswith(SUM) else row.forms.amount
            return f"{read(cell) / 100:.2f}"
    except Unread:
        return cell
    return cell
