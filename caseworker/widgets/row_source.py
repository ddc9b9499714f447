"""Where a queue's rows come from: pages that are there at once, or not yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

PAGE = 100
"""Rows in one page."""
KEPT = 16
"""Pages that a cache keeps: memory stays the same, whatever the length of the queue."""


class Cell(NamedTuple):
    """One cell with a look of its own."""

    text: str
    style: str = ""
    """A name from `QueueTable.STYLES`: it only adds colour to what the words and shapes say already."""


class Row(NamedTuple):
    """One row, worded for the officer."""

    id: int
    """The store's own number for what the row shows."""
    cells: Sequence[str | Cell]
    """One for each column, in their order."""
    style: str = ""
    """A name from `QueueTable.STYLES` for the whole row."""


class RowSource(Protocol):
    """What a queue draws from. Both answers come at once: nothing is read while a line is painted."""

    @property
    def count(self) -> int:
        """How many rows there are."""

    def page(self, number: int, /) -> Sequence[Row] | None:
        """The rows from ``number * PAGE`` on, or None where they are not read yet."""


class MemorySource:
    """Rows that are all there: for short lists, and for tests."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def page(self, number: int, /) -> Sequence[Row]:
        """The rows of a page."""
        return self._rows[number * PAGE : (number + 1) * PAGE]
