"""The fonts of a PDF: Source Sans (SIL Open Font License), embedded, and what they cannot write."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

REGULAR, BOLD, ITALIC, BOTH = "Letter", "Letter-Bold", "Letter-Italic", "Letter-BoldItalic"
_FILES = {
    REGULAR: "SourceSansPro-Regular.ttf",
    BOLD: "SourceSansPro-Bold.ttf",
    ITALIC: "SourceSansPro-It.ttf",
    BOTH: "SourceSansPro-BoldIt.ttf",
}
_BACKWARDS = ("R", "AL", "AN")
"""Writing from right to left: it is not drawn here."""


@cache
def ready() -> dict[str, frozenset[int]]:
    """Read the fonts once; the characters that each has."""
    import font_source_sans_pro
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder, known = Path(font_source_sans_pro.font_directory), {}
    for name, file in _FILES.items():
        font = TTFont(name, str(folder / file))
        pdfmetrics.registerFont(font)
        known[name] = frozenset(font.face.charToGlyph)
    return known


def face(*, bold: bool, italic: bool) -> str:
    """The font of a run of words."""
    if bold:
        return BOTH if italic else BOLD
    return ITALIC if italic else REGULAR


def face_of(word: str, *, bold: bool, italic: bool) -> str:
    """The font of one word: its own, or where that lacks a letter of it the nearest that has them all."""
    own, known = face(bold=bold, italic=italic), ready()
    if word.isascii():
        return own
    letters = {ord(one) for one in word if not one.isspace()}
    others = (own, BOLD if bold else REGULAR, REGULAR)
    return next((one for one in others if letters <= known[one]), own)


@lru_cache(maxsize=20_000)
def width(font: str, size: float, text: str) -> float:
    """How wide some words are, in points."""
    from reportlab.pdfbase import pdfmetrics

    ready()
    return float(pdfmetrics.stringWidth(text, font, size))


def unwritable(text: str) -> str:
    """The characters of a text that our fonts do not draw, each once; empty where they draw all."""
    known = ready()[REGULAR]
    return "".join(
        dict.fromkeys(
            one
            for one in text
            if not one.isspace() and (ord(one) not in known or unicodedata.bidirectional(one) in _BACKWARDS)
        )
    )
