"""Unfolds a picture from outside with care: its header is judged before a pixel is."""

from __future__ import annotations

import contextlib
import io
import warnings
from typing import TYPE_CHECKING, cast

from caseworker.law.refusals import Refused
from caseworker.reading.pictures import PIXEL_CAP

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "TIFF")
"""The only kinds that are opened; each other reader of the picture library stays shut."""
MOST_PIXELS = PIXEL_CAP
"""More pixels than any camera or scanner in use makes; a small file can unfold to far more."""
_BEHIND = (128, 128, 128)


def unfolded(image_bytes: bytes, at_least: tuple[int, int]) -> Image:
    """A picture in plain colours, the right way up, with nothing of what its file says besides.

    Args:
        image_bytes: the file as it was received.
        at_least: a size in pixels; a file that can be read smaller without falling below it is.

    Raises:
        Refused: the file is no PNG, JPEG or TIFF, is damaged, or would unfold to too many pixels.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(image_bytes), formats=FORMATS) as opened:
                wide, high = opened.size
                if wide * high > MOST_PIXELS:
                    raise _too_large(f"{wide:,} by {high:,} pixels")
                opened.draft("RGB", at_least)
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
    return shown


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
