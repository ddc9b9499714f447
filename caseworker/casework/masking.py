"""A picture as it is enclosed: what must not be seen is covered, and nothing of its file goes with it."""

from __future__ import annotations

import io
import re
from typing import NamedTuple

from caseworker.law.refusals import Refused

WHOLE = 1000
"""A picture's width, and its height, in the units of a mask."""
MOST = 40
"""The most masks on one picture."""
WIDEST = 1600
"""The longer side of an enclosed picture, in pixels: enough for a page."""
_ONE = re.compile(r"(\d{1,4}),(\d{1,4}),(\d{1,4}),(\d{1,4})", re.ASCII)


class Mask(NamedTuple):
    """One covered place of a picture, in thousandths of its width and height."""

    x: int
    y: int
    width: int
    height: int


def masks_of(words: str) -> tuple[Mask, ...]:
    """Masks as they are kept and typed: ``x,y,width,height`` each, spaces between.

    Raises:
        Refused: one is no place within the picture, or there are too many.
    """
    found = []
    for one in words.split():
        match = _ONE.fullmatch(one)
        mask = Mask(*(int(part) for part in match.groups())) if match else None
        if mask is None or not _within(mask):
            raise Refused(
                f"“{one[:40]}” is no place within the picture.",
                rule="A mask is x,y,width,height in thousandths of the picture, from its top left corner.",
                do="Write it as 120,300,80,60: from 120 across and 300 down, 80 wide and 60 high.",
            )
        found.append(mask)
    if len(found) > MOST:
        raise Refused(f"A picture takes {MOST} masks.", do="Cover more with each.")
    return tuple(found)


def _within(mask: Mask) -> bool:
    wide, high = mask.x + mask.width, mask.y + mask.height
    return mask.width > 0 and mask.height > 0 and wide <= WHOLE and high <= WHOLE


def words_of(masks: tuple[Mask, ...]) -> str:
    """Masks as they are kept."""
    return " ".join(",".join(str(part) for part in one) for one in masks)


def outlined(content: bytes, masks: tuple[Mask, ...], box: Mask) -> bytes:
    """A small copy with its masks black and a box in outline, to choose the next mask by."""
    from PIL import Image, ImageDraw

    with Image.open(io.BytesIO(masked(content, masks, widest=320)), formats=("JPEG",)) as opened:
        picture = opened.convert("RGB")
    left, top = box.x * picture.width // WHOLE, box.y * picture.height // WHOLE
    right = (box.x + box.width) * (picture.width - 1) // WHOLE
    bottom = (box.y + box.height) * (picture.height - 1) // WHOLE
    draw = ImageDraw.Draw(picture)
    draw.rectangle((left, top, right, bottom), outline=(255, 255, 0), width=4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def masked(content: bytes, masks: tuple[Mask, ...], *, widest: int = WIDEST) -> bytes:
    """The picture as a JPEG with its masks black, right to their edges; nothing under them can be had back.

    What the file says besides (where and by what it was taken) is left out.

    Args:
        content: the evidence as it was received.
        widest: the longer side of what is given, in pixels.

    Raises:
        Refused: the picture cannot be drawn.
    """
    from math import ceil

    from PIL import Image, ImageDraw
    from PIL.Image import Resampling

    from caseworker.reading.unfolding import unfolded

    picture = unfolded(content, (widest, widest))
    scale = min(1.0, widest / max(picture.size))
    if scale < 1:
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        picture = picture.resize(size, Resampling.LANCZOS)
    # On a new ground: what the file says besides would else be written into this one.
    ground = Image.new("RGB", picture.size)
    ground.paste(picture)
    picture = ground
    draw = ImageDraw.Draw(picture)
    for one in masks:
        left, top = one.x * picture.width // WHOLE, one.y * picture.height // WHOLE
        right = ceil((one.x + one.width) * picture.width / WHOLE) - 1
        bottom = ceil((one.y + one.height) * picture.height / WHOLE) - 1
        draw.rectangle((left, top, max(left, right), max(top, bottom)), fill=(0, 0, 0))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()
