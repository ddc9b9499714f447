"""Lines of a pane, folded under their own words: what goes on is never taken for a new line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content
from textual.widgets import Static

GAPS = 24
"""Cells at the beginning of a line in which two spaces or more part its columns."""
NEXT = 2
"""Cells by which a line without columns goes on further in than it begins."""


class Folded(Static):
    """Some lines, folded anew for each width."""

    lines: Sequence[Content] = ()
    drawn_at = -1
    """The width for which the lines were last folded."""

    def show(self, lines: Iterable[Content]) -> None:
        """Show lines, from the first."""
        self.lines = tuple(lines)
        self.draw()

    def on_resize(self) -> None:
        """Fit the new width; where only the height changed, all stands as it is."""
        if self.content_size.width != self.drawn_at:
            self.draw()

    def draw(self) -> None:
        """Fold each line; before the first layout no width is known, and none is folded."""
        self.drawn_at = self.content_size.width
        rows = folded(self.lines, self.drawn_at) if self.drawn_at > 0 else self.lines
        self.update(Content("\n").join(rows))


def folded(lines: Iterable[Content], width: int) -> Iterator[Content]:
    """Each line in as many rows as the width asks for, all but its first under its last column's beginning.

    Args:
        width: cells of a row, at least 1.
    """
    for whole in lines:
        for line in whole.split("\n", allow_blank=True):
            yield from _rows(line, width)


def _rows(line: Content, width: int) -> Iterator[Content]:
    if line.cell_length <= width:
        yield line
        return
    first = line.wrap(width)[0]
    yield first
    rest = line[len(first.plain) :]
    rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
    hang = min(_hang(line.plain), width // 2)
    for row in rest.wrap(width - hang) if rest else ():
        yield row.pad_left(hang)


def _hang(plain: str) -> int:
    """Where a line's last column begins; a little in, where it has none."""
    gaps = [found.end() for found in re.finditer(r" {2,}", plain[:GAPS])]
    return gaps[-1] if gaps else len(plain) - len(plain.lstrip()) + NEXT
