"""A photograph drawn in half-cells: two pixels to a character, without one escape code beyond colours."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work
from textual.color import Color
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from caseworker.law.refusals import Refused
from caseworker.reading.unfolding import MOST_PIXELS, unfolded
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["MOST_PIXELS", "Photo", "half_cells"]
_UPPER_HALF = "▀"


def half_cells(image_bytes: bytes, width: int, height: int) -> Content:
    """Draw a picture in so many cells, its shape kept.

    Args:
        image_bytes: the file as it was received.
        width: cells across.
        height: lines; each shows two rows of pixels.

    Raises:
        Refused: the file is no PNG, JPEG or TIFF, is damaged, or would unfold to too many pixels.
    """
    if width < 1 or height < 1:
        return Content("")
    picture = _small_picture(image_bytes, width, height * 2)
    wide, high = picture.size
    pixels = picture.tobytes()
    lines: list[Content] = []
    for y in range(0, high, 2):
        upper, lower = y * wide * 3, min(y + 1, high - 1) * wide * 3
        lines.append(_line(pixels[upper : upper + wide * 3], pixels[lower : lower + wide * 3]))
    return Content("\n").join(lines)


def _line(upper: bytes, lower: bytes) -> Content:
    """One line of cells; neighbours of the same two colours share a span."""
    parts: list[tuple[str, Style]] = []
    seen, run = b"", 0
    for at in range(0, len(upper) + 3, 3):
        colours = upper[at : at + 3] + lower[at : at + 3]
        if colours != seen and run:
            style = Style(background=Color(*seen[3:]), foreground=Color(*seen[:3]))
            parts.append((_UPPER_HALF * run, style))
            run = 0
        seen, run = colours, run + 1
    return Content.assemble(*parts)


def _small_picture(image_bytes: bytes, width: int, height: int) -> Image:
    """Open with care and shrink."""
    from PIL.Image import Resampling

    shown = unfolded(image_bytes, (width * 2, height * 2))
    scale = min(width / shown.width, height / shown.height)
    size = (max(1, round(shown.width * scale)), max(1, round(shown.height * scale)))
    return shown.resize(size, Resampling.BOX)


class Photo(Static):
    """A photograph, redrawn when its place changes size; words where it cannot be drawn."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__("", markup=False, id=id, classes=classes)
        self._bytes: bytes | None = None
        self._drawn_at: tuple[int, int] = (0, 0)

    def show(self, image_bytes: bytes) -> None:
        """Draw this picture; the drawing is done in a thread of its own."""
        self._bytes = image_bytes
        self._drawn_at = (0, 0)
        self.update("…")
        self._redraw()

    def clear(self) -> None:
        """Show nothing."""
        self._bytes = None
        self.update("")

    def on_resize(self) -> None:
        """Draw again for the new size."""
        self._redraw()

    def _redraw(self) -> None:
        size = (self.content_region.width, self.content_region.height)
        if self._bytes is not None and size != self._drawn_at and min(size) > 0:
            self._drawn_at = size
            self._draw(self._bytes, *size)

    @work(exclusive=True, group="photo")
    async def _draw(self, image_bytes: bytes, width: int, height: int) -> None:
        try:
            drawn = await asyncio.to_thread(half_cells, image_bytes, width, height)
        except Refused as refused:
            drawn = literal(str(refused))
        if self._bytes is image_bytes:
            self.update(drawn)
