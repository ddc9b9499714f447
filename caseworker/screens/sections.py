"""The lists of a board, and the line that names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.widgets.queue_table import Column

LAST_KEY = 9
"""Lists that have a figure for a key; those after it are reached by going on."""


@dataclass(frozen=True, slots=True)
class Section:
    """One list of a board."""

    id: str
    label: str
    """``issued, not left``: as its tab says it."""
    columns: tuple[Column, ...]
    empty: str = "Nothing here."
    """What is said where the list is empty."""
    footer: tuple[str, ...] = ()
    """At most eight action ids for the foot of this list; where there is none, the board's."""


def naming(
    sections: Sequence[Section], here: Section, counts: Mapping[str, int], words: str, *, width: int
) -> Content:
    """``1 issued, not left (12)  2 left (40)``: the one that is shown stands out by word and shape.

    A list beyond the last figure has none: the key for the next list reaches it. No name is broken.

    Args:
        counts: the rows of each list, by its id, once they are read.
        words: what the list is filtered by.
        width: cells of a line.
    """
    parts: list[Content] = []
    for n, one in enumerate(sections, start=1):
        mark = "▸" if one is here else " "
        number = f"{n} " if n <= LAST_KEY else ""
        count = f" ({counts[one.id]:,})" if one.id in counts else ""
        named = literal(f"{mark}{number}{one.label}{count}  ")
        parts.append(named.stylize("bold") if one is here else named)
    if words:
        parts.append(literal(f"· filter: {words}  (esc clears)"))
    lines = [Content()]
    for part in parts:
        if len(lines[-1]) and lines[-1].cell_length + part.rstrip().cell_length > width:
            lines.append(Content())
        lines[-1] += part
    return Content("\n").join(lines)
