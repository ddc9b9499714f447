"""Draws letters as PDF from their files as issued: the same words, the same bytes for the same letters."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

from caseworker.law.refusals import Refused
from caseworker.letters.docx_reader import Sheet, read
from caseworker.letters.pdf_enclosed import enclose
from caseworker.letters.pdf_fonts import ready, unwritable
from caseworker.letters.pdf_forms import Form, placed
from caseworker.letters.pdf_layout import (
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    Laid,
    Page,
    Picture,
    lay_out,
)
from caseworker.letters.pdf_tags import Tags

TYPE = "application/pdf"
"""The media type of what is written."""


class Undrawn(Refused):
    """A letter with characters that our fonts do not draw."""


def pdf(docx: bytes, *, large: bool = False, pictures: Sequence[Picture] = ()) -> bytes:
    """A letter's file as a PDF: tagged, its fonts embedded, its language and title set.

    The letterhead's words are drawn in our own look, with its logo: fonts of a council's own are not.

    Args:
        docx: the letter's file, as issued.
        large: in large print, whether or not it was written so.
        pictures: what goes with it, a page each.

    Raises:
        Refused: it is no letter of ours, or has characters that our fonts do not draw.
    """
    return draw([laid(docx, large=large, pictures=pictures)])


def laid(
    docx: bytes, *, large: bool = False, pictures: Sequence[Picture] = (), form: Form | None = None
) -> Laid:
    """A letter's file on pages, and what goes with it, to be drawn alone or with others.

    Args:
        form: the form by which it is appealed, after everything else.

    Raises:
        Refused: as `pdf`.
    """
    sheet = read(docx)
    check(sheet)
    found = lay_out(sheet, large=large)
    enclose(found, sheet, pictures, form, large=large or sheet.large)
    return found


def check(sheet: Sheet) -> None:
    """Refuse a letter with characters that our fonts do not draw: they would be missing on paper."""
    words = (sheet.council, *sheet.council_lines, sheet.foot, *(line.text for line in sheet.lines))
    missing = unwritable("".join(words))
    if missing:
        shown = " ".join(f"{one} (U+{ord(one):04X})" for one in missing[:8])
        raise Undrawn(
            f"The fonts of our PDFs do not draw {shown}.",
            rule="A PDF holds every word of its letter.",
            do="Print the letter from its .docx, whose fonts the word processor chooses.",
        )


def draw(letters: Sequence[Laid], *, duplex: bool = False, title: str = "") -> bytes:
    """Letters in one PDF, in this order.

    Args:
        duplex: each begins on a sheet of its own when both sides are printed: an odd page.
        title: of the whole; the first letter's where not given.
    """
    from reportlab.pdfgen.canvas import Canvas

    ready()
    out, first = BytesIO(), letters[0]
    canvas = Canvas(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        lang="en-GB",
        pdfVersion=(1, 7),
    )
    canvas.setTitle(title or first.title)
    canvas.setAuthor(first.author)
    canvas.setSubject(title or first.title)
    canvas.setCreator("caseworker")
    canvas.setProducer("caseworker")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    tags = Tags(canvas)
    for number, letter in enumerate(letters):
        if number:
            _blank(canvas, tags, duplex)
        tags.letter(letter.nodes)
        for page in letter.pages:
            tags.page()
            _page(canvas, tags, page)
            canvas.showPage()
    tags.write()
    canvas.save()
    return out.getvalue()


def _blank(canvas: Any, tags: Tags, duplex: bool) -> None:
    """An empty page, where the next letter would else begin on a back."""
    if duplex and len(tags.marks) % 2:
        tags.page()
        canvas._code.append(" ")
        canvas.showPage()


def _page(canvas: Any, tags: Tags, page: Page) -> None:
    for rule in page.rules:
        tags.begin(-1)
        canvas.setStrokeGray(0.5)
        canvas.setLineWidth(0.75)
        canvas.line(LEFT, PAGE_HEIGHT - rule, PAGE_WIDTH - RIGHT, PAGE_HEIGHT - rule)
        tags.end()
    for image in page.images:
        from reportlab.lib.utils import ImageReader

        tags.begin(image.node)
        shown = ImageReader(BytesIO(image.content))
        low = PAGE_HEIGHT - image.y - image.height
        canvas.drawImage(shown, image.x, low, image.width, image.height)
        tags.end()
    for shown in page.forms:
        tags.begin(shown.node)
        canvas.saveState()
        canvas.transform(shown.scale, 0, 0, shown.scale, shown.x, shown.y)
        placed(canvas, shown.page)
        canvas.restoreState()
        tags.end()
    # Furniture last: what reads without tags then meets the letter first, whole.
    inks = sorted(page.inks, key=lambda one: one.node < 0)
    for node, some in groupby(inks, key=lambda one: one.node):
        tags.begin(node)
        for ink in some:
            words = canvas.beginText(ink.x, PAGE_HEIGHT - ink.y)
            words.setFont(ink.font, ink.size)
            words.setFillGray(0.35 if ink.grey else 0)
            words.textOut(ink.text)
            canvas.drawText(words)
        tags.end()
