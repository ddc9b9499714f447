"""Charts of letters and blocks: bars, small trends, columns over days; each says its numbers too."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from caseworker.text import one_line
from caseworker.widgets.columns import fitted

EIGHTHS = " ▏▎▍▌▋▊▉█"
"""A cell filled from the left."""
HEIGHTS = " ▁▂▃▄▅▆▇█"
"""A cell filled from the foot."""
NOTHING = "·"
"""What stands where there is nothing, so that a gap is seen as one."""
STEPS = 8
WIDEST = 8
"""Cells of a column and its gap, where there is room."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar chart."""

    label: str
    value: float
    words: str
    """The number, and what belongs to it: it stands behind the bar."""


def level(value: float, most: float, steps: int) -> int:
    """How many of some steps a value fills: none for nothing, at least one for something, never too many."""
    if not (value > 0 and most > 0):
        return 0
    if math.isinf(value) or value >= most:
        return steps
    return min(steps, max(1, int(value / most * steps + 0.5)))


def spark(values: Sequence[float], most: float = 0) -> str:
    """A trend in as many cells as there are values: ``▁▃·█``.

    Args:
        most: the value of a full cell; the highest one where not given.
    """
    top = most or _top(values)
    return "".join(HEIGHTS[level(one, top, STEPS)] if one > 0 else NOTHING for one in values)


def bar(value: float, most: float, width: int) -> str:
    """A bar in exactly so many cells, to an eighth of a cell."""
    full, rest = divmod(level(value, most, width * STEPS), STEPS)
    return (EIGHTHS[-1] * full + (EIGHTHS[rest] if rest else "")).ljust(width)


def bars(rows: Sequence[Bar], width: int, most: float = 0) -> list[str]:
    """Bars under each other, each with its label before and its number behind it.

    Args:
        width: cells of a line; what does not fit is cut, the number last.
        most: the value of a full bar; the highest one where not given.
    """
    if not rows or width < 1:
        return []
    top = most or _top([one.value for one in rows])
    label = min(max(cell_len(one_line(one.label)) for one in rows), max(4, width // 3))
    words = min(max(cell_len(one_line(one.words)) for one in rows), max(0, width - label - 2))
    room = max(0, width - label - words - 2)
    return [
        set_cell_size(
            f"{fitted(one.label, label)} {bar(one.value, top, room)} {fitted(one.words, words)}", width
        )
        for one in rows
    ]


def columns(
    points: Sequence[tuple[str, float]], width: int, height: int, marks: Mapping[int, str] | None = None
) -> list[str]:
    """Columns over days, with the highest number at the side, the first and last under the foot.

    Args:
        points: label and value of each, in order; where there are more than fit, some are left out.
        width: cells of a line.
        height: lines of the columns themselves.
        marks: words for some points, by their place: ``▲`` stands under these, and the words below.
    """
    if not points or width < 1 or height < 1:
        return []
    values = [value for _, value in points]
    top = _top(values)
    side = min(len(f"{top:,.0f}"), max(0, width - 2))
    room = max(1, width - side - 1)
    kept = thinned(len(points), room, marks or {})
    levels = [level(values[at], top, height * STEPS) for at in kept]
    lines = []
    for row in range(height, 0, -1):
        number = f"{top:,.0f}" if row == height else "0" if row == 1 else ""
        cells = (HEIGHTS[max(0, min(STEPS, one - (row - 1) * STEPS))] for one in levels)
        lines.append(f"{number:>{side}}│{''.join(cells)}")
    under = "".join("▲" if at in (marks or {}) else "─" for at in kept)
    lines.append(f"{'':>{side}}└{under}")
    (first, start), (last, end) = points[0], points[-1]
    lines.append(f"{'':>{side}} {one_line(first)}: {_number(start)} … {one_line(last)}: {_number(end)}")
    for at, words in sorted((marks or {}).items()):
        if 0 <= at < len(points):
            lines.append(f"{'':>{side}} ▲ {one_line(points[at][0])}: {one_line(words)}")
    return [set_cell_size(line, width) for line in lines]


def numbered(points: Sequence[tuple[str, float]], width: int, height: int) -> list[str]:
    """Columns over days as wide as there is room for, each with its number under it; none where that is not.

    Args:
        points: label and value of each, in order.
        width: cells of a line.
        height: lines of the columns themselves.
    """
    values = [value for _, value in points]
    top = _top(values)
    side = len(f"{top:,.0f}")
    each = min(WIDEST, (width - side - 1) // max(1, len(points)))
    if not points or height < 1 or each < 1 + max(len(_number(value)) for value in values):
        return []
    levels = [level(value, top, height * STEPS) for value in values]
    lines = []
    for row in range(height, 0, -1):
        number = f"{top:,.0f}" if row == height else "0" if row == 1 else ""
        cells = (HEIGHTS[max(0, min(STEPS, one - (row - 1) * STEPS))] * (each - 1) + " " for one in levels)
        lines.append(f"{number:>{side}}│{''.join(cells)}")
    lines.append(f"{'':>{side}}└{'─' * (each * len(points))}")
    lines.append(f"{'':>{side}} " + "".join(f"{_number(value):^{each - 1}} " for value in values))
    lines.append(f"{'':>{side}} {one_line(points[0][0])} … {one_line(points[-1][0])}")
    return [set_cell_size(line, width) for line in lines]


def thinned(count: int, room: int, marks: Mapping[int, str]) -> list[int]:
    """Which of so many points stand in the room: all, or evenly some, the marked ones among them."""
    if count <= room:
        return list(range(count))
    kept = [at * (count - 1) // max(1, room - 1) for at in range(room)]
    for mark in sorted(at for at in marks if 0 <= at < count):
        nearest = min(range(len(kept)), key=lambda n: (abs(kept[n] - mark), n))
        if kept[nearest] not in marks:
            kept[nearest] = mark
    return kept


def _top(values: Sequence[float]) -> float:
    """The highest value that is a number; 0 where there is none."""
    return max((one for one in values if one > 0 and math.isfinite(one)), default=0.0)


def _number(value: float) -> str:
    """A number as it is said under a chart."""
    return f"{value:,.0f}" if math.isfinite(value) else NOTHING
