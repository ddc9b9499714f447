"""The council's logo, where its letterhead has one: looked at as a file from outside before it is drawn."""

from __future__ import annotations

import posixpath
import warnings
from collections.abc import Mapping
from io import BytesIO
from typing import Any, NamedTuple

from caseworker.law.refusals import Refused
from caseworker.letters import letterhead as head
from caseworker.letters.plain import plain

MOST_BYTES = 1024 * 1024
"""Largest file of a logo."""
MOST_PIXELS = 4_000_000
WIDEST, HIGHEST = 200.0, 52.0
"""The most room it takes on the sheet, in points: what stands below it stays above the envelope's window."""
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMU = 12_700
"""In a point."""
RELATIONS = "word/_rels/header1.xml.rels"
"""Where the letterhead says which file its picture is."""


class Logo(NamedTuple):
    """A logo ready to be drawn."""

    content: bytes
    """A PNG of plain colours on white, with nothing of what its file says besides."""
    words: str
    """What it shows, for whoever does not see it."""
    wide: float
    high: float
    """In points."""


def of_letterhead(parts: Mapping[str, bytes], header: Any, council: str) -> Logo | None:
    """The first picture of a letterhead's first page; None where it has none.

    Args:
        parts: the files of the document that hold pictures, and `RELATIONS`.
        header: the first page's header, read.
        council: its name, where the letterhead does not say what the picture shows.

    Raises:
        Refused: it is no PNG or JPEG, is too large, or is not in the file.
    """
    blip = next(header.iter(f"{_A}blip"), None)
    if blip is None:
        return None
    content = _file(parts, str(blip.get(f"{_R}embed") or ""))
    extent, told = next(header.iter(f"{_WP}extent"), None), next(header.iter(f"{_WP}docPr"), None)
    words = plain(told.get("descr") or "") if told is not None else ""
    drawn, pixels = _drawn(content)
    wide, high = (float(pixels[0]), float(pixels[1]))
    if extent is not None:
        wide, high = int(extent.get("cx")) / _EMU, int(extent.get("cy")) / _EMU
    if not (1 <= wide <= 2_000 and 1 <= high <= 2_000):
        raise _unfit("it has no size on the sheet")
    scale = min(1.0, WIDEST / wide, HIGHEST / high)
    return Logo(drawn, words or f"Logo of {council}", wide * scale, high * scale)


def _file(parts: Mapping[str, bytes], key: str) -> bytes:
    """The picture's file, by the key that the letterhead gives it."""
    from docx.oxml import parse_xml

    rows = parse_xml(parts[RELATIONS]) if RELATIONS in parts else ()
    for one in rows:
        if one.get("Id") == key and one.get("TargetMode") != "External":
            target = str(one.get("Target"))
            name = target[1:] if target.startswith("/") else posixpath.normpath(f"word/{target}")
            if name in parts:
                return parts[name]
    raise _unfit("its file is not in the letterhead")


def _drawn(content: bytes) -> tuple[bytes, tuple[int, int]]:
    """The picture drawn anew on white; its size in pixels."""
    from PIL import Image

    if len(content) > MOST_BYTES:
        raise _unfit(f"its file has {len(content):,} bytes")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise _unfit(f"it has {opened.width:,} by {opened.height:,} pixels")
                layer = opened.convert("RGBA")
    except Refused:
        raise
    except Exception as error:  # Pillow raises many kinds for a damaged file; each means the same here
        raise _unfit("it is damaged, or no PNG or JPEG") from error
    ground = Image.new("RGBA", layer.size, (255, 255, 255, 255))
    out = BytesIO()
    Image.alpha_composite(ground, layer).convert("RGB").save(out, "PNG")
    return out.getvalue(), layer.size


def _unfit(why: str) -> Refused:
    return Refused(
        f"The logo of the letterhead cannot be drawn: {why}.",
        rule=f"It is one PNG or JPEG within the letterhead's file, of at most {MOST_BYTES >> 20} MB and "
        f"{MOST_PIXELS // 1_000_000} million pixels.",
        do=f"Save the picture smaller, put it into the letterhead's first header ({head.FIRST_HEADER}), and "
        "try again.",
    )


def parts_of(archive: Any) -> dict[str, bytes]:
    """The files of a document that a logo can be in, none of them larger than one may be.

    Args:
        archive: the document, an open zip file.
    """
    found: dict[str, bytes] = {}
    for one in archive.infolist():
        if one.filename == RELATIONS or one.filename.startswith("word/media/"):
            with archive.open(one) as file:
                found[one.filename] = file.read(MOST_BYTES + 1)
    return found
