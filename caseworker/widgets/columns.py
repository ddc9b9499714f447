"""Which columns of a queue stand in a given width, and how wide: whole columns, never half of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from caseworker.text import one_line

GAP = 1
"""Cells between two columns."""


class Column(NamedTuple):
    """One column of a queue."""

    key: str
    """Its name in code."""
    label: str
    """Its heading."""
    width: int
    """Cells it takes where there is room."""
    style: str = ""
    """A name from `QueueTable.STYLES` for every cell of it."""
    priority: int = 0
    """In a narrow window the column with the highest number goes first; those with 0 go last."""
    narrow: int = 0
    """Fewest cells it may be squeezed to before a column is left out; 0 where it must keep its width."""


class Placed(NamedTuple):
    """A column that stands in the present width."""

    cell: int
    """Which cell of a row it shows."""
    width: int


def placed(columns: Sequence[Column], room: int) -> tuple[Placed, ...]:
    """Choose the columns that stand whole in a width, and give each its cells.

    Args:
        columns: all columns, in their order.
        room: cells for columns and the gaps between them.
    """
    least = [min(column.narrow or column.width, column.width) for column in columns]
    chosen = list(range(len(columns)))
    while len(chosen) > 1 and sum(least[i] for i in chosen) + GAP * (len(chosen) - 1) > room:
        chosen.remove(max(chosen, key=lambda i: (columns[i].priority, i)))
    left = room - sum(least[i] for i in chosen) - GAP * (len(chosen) - 1)
    widths = {i: max(0, min(least[i], room)) for i in chosen}
    for i in sorted(chosen, key=lambda i: (columns[i].priority, i)):
        more = max(0, min(left, columns[i].width - least[i]))
        widths[i] += more
        left -= more
    return tuple(Placed(i, widths[i]) for i in chosen)


def fitted(text: str, width: int) -> str:
    """Words on one line in exactly so many cells; an ellipsis says that there is more."""
    line = one_line(text)
    if cell_len(line) > width:
        line = set_cell_size(line, max(0, width - 1)).rstrip() + "…"[:width]
    return line + " " * (width - cell_len(line))
