"""Rows looked up once more as they stand in their files, for a person who is to put them right."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from caseworker.reading.columns import FILES
from caseworker.reading.delimited import Row, Told
from caseworker.reading.folder import Folder, folder_of
from caseworker.reading.forms import AMOUNT, DAY, INSTANT, SUM, TIME, Unread
from caseworker.reading.sources import OursAsIs, Source
from caseworker.reading.streams import Hashed

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


def rows_again(
    folder: Path | Mapping[str, bytes], profile: Profile | None, wanted: Mapping[str, set[int]]
) -> dict[tuple[str, int], AsItStands]:
    """Rows by their file and line.

    Args:
        folder: what was read.
        profile: how it was read.
        wanted: lines by file.
    """
    held = folder_of(folder)
    found: dict[tuple[str, int], AsItStands] = {}
    try:
        for source in _sources(held, profile):
            lines = set(wanted.get(source.name, ()))
            if lines:
                for one in _rows(held, source, lines):
                    found.setdefault((one.file, one.line), one)
    finally:
        held.close()
    return found


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
    """Some rows of one file."""
    left = set(lines)
    with held.open(source.name) as opened:
        hashed = Hashed(opened)
        for row in source.rows(hashed, held.size(source.name), Told()):
            if row.line in left:
                left.discard(row.line)
                heads = {theirs: ours for ours, theirs in (row.heads or {}).items()}
                cells = _ours(row, source.target)
                yield AsItStands(source.name, source.target, row.line, cells, heads=heads)
            if not left:
                return
    with held.open(source.name) as opened:
        for line, words in _lines(opened, left):
            yield AsItStands(source.name, source.target, line, {}, words)


def _lines(opened: BinaryIO, wanted: set[int]) -> Iterator[tuple[int, str]]:
    """Lines of a file by their numbers, as text."""
    if not wanted:
        return
    last = max(wanted)
    text = io.TextIOWrapper(opened, encoding="utf-8", errors="replace", newline=None)
    for number, line in enumerate(iter(lambda: text.readline(RAW_CAP * 100), ""), start=1):
        if number in wanted:
            yield number, line.rstrip("\n")[:RAW_CAP]
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
