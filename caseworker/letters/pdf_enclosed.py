"""Lays out what goes with a letter: its photographs, and the form by which it is appealed, a page each."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from caseworker.letters.docx_reader import Sheet
from caseworker.letters.markup import Run
from caseworker.letters.pdf_fonts import REGULAR, width
from caseworker.letters.pdf_forms import Form
from caseworker.letters.pdf_layout import (
    BODY,
    BOTTOM,
    LARGE_BODY,
    LARGE_LEAST,
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    ROOMY,
    WIDTH,
    Drawn,
    Image,
    Ink,
    Laid,
    Node,
    Page,
    Picture,
    centred,
)
from caseworker.letters.pdf_lines import wrap


def enclose(
    laid: Laid, sheet: Sheet, pictures: Sequence[Picture], form: Form | None = None, *, large: bool = False
) -> None:
    """Add a page for each picture after its letter, then the pages of the form, each with its caption.

    Args:
        sheet: the letter, for what stands at the foot of its pages, and whether it is practice.
        large: in large print.
    """
    for number, one in enumerate(pictures, start=1):
        told = f"Photograph {number} of {len(pictures)}: {one.caption}"
        foot = f"photograph {number} of {len(pictures)}"
        page, y, place = _page(laid, sheet, told, one.caption, foot, large=large)
        _picture(page, one, y, place)
    if form is not None:
        for number, shown in enumerate(form.pages, start=1):
            foot = f"{form.words}, page {number} of {len(form.pages)}"
            page, y, place = _page(laid, sheet, f"Enclosed: {foot}", foot, foot, large=large)
            left, bottom, right, top = shown.box
            wide, high = PAGE_WIDTH - 16 * MM, PAGE_HEIGHT - 18 * MM - y - 6
            scale = min(1.0, wide / (right - left), high / (top - bottom))
            x = (PAGE_WIDTH - (right - left) * scale) / 2 - left * scale
            low = PAGE_HEIGHT - y - 6 - top * scale
            page.forms.append(Drawn(x, low, scale, shown, place))


def _picture(page: Page, one: Picture, y: float, place: int) -> None:
    """A photograph as large as the page has room."""
    from reportlab.lib.utils import ImageReader

    wide, high = ImageReader(BytesIO(one.content)).getSize()
    room = PAGE_HEIGHT - BOTTOM - y - 12
    scale = min(WIDTH / wide, room / high)
    page.images.append(Image(LEFT, y + 12, wide * scale, high * scale, one.content, place))


def _page(
    laid: Laid, sheet: Sheet, caption: str, shows: str, foot: str, *, large: bool
) -> tuple[Page, float, int]:
    """A page with its caption and foot; where what it shows begins, and the element that this is."""
    size, small = (LARGE_BODY, LARGE_LEAST) if large else (BODY, 9.5)
    page, y = Page(), 20 * MM
    laid.nodes += [Node("P", -1), Node("Figure", -1, shows)]
    place = len(laid.nodes) - 2
    if sheet.training:
        centred(page, "TRAINING", 15.0, 12 * MM)
    for line in wrap([Run(caption)], size, WIDTH):
        y += size * ROOMY.leading
        page.inks += [Ink(LEFT, y, font, size, text, place) for font, text in line]
    words = f"{sheet.foot} · {foot}"
    at = (PAGE_WIDTH - width(REGULAR, small, words)) / 2
    page.inks.append(Ink(at, PAGE_HEIGHT - 12 * MM, REGULAR, small, words, -1, grey=True))
    laid.pages.append(page)
    return page, y, place + 1
