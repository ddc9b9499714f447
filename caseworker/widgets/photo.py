"""A photograph drawn in half-cells: two pixels to a character, without one escape code beyond colours."""

from __future__ import annotations

import asyncio
import contextlib
import io
import warnings
from typing import TYPE_CHECKING, cast

from textual import work
from textual.color import Color
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from caseworker.law.refusals import Refused
from caseworker.reading.pictures import PIXEL_CAP
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "TIFF")
"""The only kinds that are opened; each other reader of the picture library stays shut."""
MOST_PIXELS = PIXEL_CAP
"""More pixels than any camera or scanner in use makes; a small file can unfold to far more."""
_UPPER_HALF = "▀"
_BEHIND = (128, 128, 128)


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
    """Open with care and shrink: the header is judged before a pixel is unfolded."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(image_bytes), formats=FORMATS) as opened:
                wide, high = opened.size
                if wide * high > MOST_PIXELS:
                    raise _too_large(f"{wide:,} by {high:,} pixels")
                opened.draft("RGB", (width * 2, height * 2))
                shown = _opaque(opened)
                # A damaged note on which way up it was taken is no reason not to show the picture.
                with contextlib.suppress(Exception):
                    shown = ImageOps.exif_transpose(shown)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(f"more than {Image.MAX_IMAGE_PIXELS:,} pixels") from error
    except Refused:
        raise
    except Exception as error:  # Pillow raises many kinds for a damaged file; each means the same here.
        raise Refused(
            "This picture cannot be drawn.",
            rule="Only a sound PNG, JPEG or TIFF file can be; this one is damaged or of another kind.",
            do="Open the original in the system's viewer.",
        ) from error
    scale = min(width / shown.width, height / shown.height)
    size = (max(1, round(shown.width * scale)), max(1, round(shown.height * scale)))
    return shown.resize(size, Image.Resampling.BOX)


def _opaque(opened: Image) -> Image:
    """Any mode of picture in plain colours; what is transparent shows a middle grey."""
    from PIL import Image

    if opened.mode.startswith("I") or opened.mode == "F":
        # Sixteen bits a pixel: Pillow clips rather than scales, and all but black would come out white.
        grey = opened.convert("F")
        low, high = cast("tuple[float, float]", grey.getextrema())
        scale = 255 / max(1.0, high - low)
        return grey.point(lambda v: v * scale - low * scale).convert("RGB")
    if "transparency" not in opened.info and opened.mode not in ("RGBA", "LA", "PA"):
        return opened.convert("RGB")
    layer = opened.convert("RGBA")
    ground = Image.new("RGBA", layer.size, (*_BEHIND, 255))
    return Image.alpha_composite(ground, layer).convert("RGB")


def _too_large(found: str) -> Refused:
    return Refused(
        f"This picture is too large to draw here: {found}.",
        rule=f"A picture may have {MOST_PIXELS:,} pixels.",
        do="Open the original in the system's viewer.",
    )


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
