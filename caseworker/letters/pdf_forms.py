"""Takes the pages of a form over from its own PDF, to be drawn with the letters that promise it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NamedTuple

from caseworker.law.refusals import Refused

MOST_BYTES = 5 * 1024 * 1024
"""Largest file of a form."""
MOST_PAGES = 12
_LEFT_OUT = frozenset(
    ("/Parent", "/StructParent", "/StructParents", "/AA", "/A", "/JS", "/Metadata", "/PieceInfo", "/OC")
)
"""What belongs to the form's own document, or would act: a page that is printed needs none of it."""


class FormPage(NamedTuple):
    """One page of a form."""

    name: str
    """Under which it stands once in a PDF, however many letters it goes with."""
    content: bytes
    """What is drawn on it."""
    resources: Any
    """Its fonts and pictures, as the form's file has them."""
    box: tuple[float, float, float, float]
    """Left, bottom, right and top of what is shown, in points."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form that goes with letters."""

    words: str
    """What it is called on its pages: ``London Tribunals appeal form``."""
    pages: tuple[FormPage, ...]


def form(content: bytes, words: str) -> Form:
    """A form's pages from its file.

    Args:
        content: the PDF as the council keeps it.
        words: what it is called.

    Raises:
        Refused: it is no PDF that can be drawn, is locked, or is too large.
    """
    from pypdf import PdfReader, PdfWriter

    if len(content) > MOST_BYTES:
        raise _unfit(f"it has {len(content):,} bytes")
    digest = hashlib.sha256(content).hexdigest()[:12]
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise _unfit("it is locked with a password")
        if not 0 < len(reader.pages) <= MOST_PAGES:
            raise _unfit(f"it has {len(reader.pages):,} pages")
        copied = PdfWriter(clone_from=reader)
        pages = tuple(_page(page, f"{digest}-{number}") for number, page in enumerate(copied.pages, start=1))
    except Refused:
        raise
    except Exception as error:  # the reader raises many kinds for a damaged file; each means the same here
        raise _unfit("it is damaged, or no PDF") from error
    return Form(words, pages)


def _page(page: Any, name: str) -> FormPage:
    if page.rotation:
        page.transfer_rotation_to_content()
    box, contents = page.cropbox, page.get_contents()
    edges = tuple(float(one) for one in (box.left, box.bottom, box.right, box.top))
    if edges[2] - edges[0] < 1 or edges[3] - edges[1] < 1:
        raise _unfit("a page of it has no size")
    drawn = contents.get_data() if contents is not None else b""
    return FormPage(name, drawn, page.get("/Resources", {}), (edges[0], edges[1], edges[2], edges[3]))


def _unfit(why: str) -> Refused:
    return Refused(
        f"The file of the tribunal's form cannot go with a letter: {why}.",
        rule=f"It is a PDF without a password, of at most {MOST_PAGES} pages and {MOST_BYTES >> 20} MB.",
        do="Put another copy in its place (appeal_form under [posting] in council.toml), and try again.",
    )


def placed(canvas: Any, page: FormPage) -> None:
    """Draw a page at the canvas's origin; its fonts and pictures stand in the PDF once."""
    from reportlab.pdfbase import pdfdoc

    document = canvas._doc
    if pdfdoc.xObjectName(page.name) not in document.idToObject:
        try:
            resources = _taken(document, page.resources, {}, 0)
        except Exception as error:
            raise _unfit("its fonts or pictures cannot be taken over") from error
        head = {"Type": "/XObject", "Subtype": "/Form", "BBox": pdfdoc.PDFArray(list(page.box))}
        stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(head | {"Resources": resources}), page.content)
        document.Reference(stream, pdfdoc.xObjectName(page.name))
    canvas.doForm(page.name)


def _taken(document: Any, value: Any, known: dict[tuple[int, int], Any], deep: int) -> Any:
    """A value of the form's file as the PDF that is written takes it; what is referred to, once."""
    from pypdf import generic
    from reportlab.pdfbase import pdfdoc

    if deep > 60:
        raise _unfit("its parts lie too deep in each other")
    if isinstance(value, generic.IndirectObject):
        place = (value.idnum, value.generation)
        target = value.get_object()
        if not isinstance(target, generic.DictionaryObject):
            return _taken(document, target, known, deep + 1)
        if place not in known:
            made = pdfdoc.PDFDictionary({})
            whole = pdfdoc.PDFStream(made, target._data) if isinstance(target, generic.StreamObject) else made
            known[place] = document.Reference(whole)
            made.dict.update(_entries(document, target, known, deep))
        return known[place]
    if isinstance(value, generic.StreamObject):
        made = pdfdoc.PDFDictionary(_entries(document, value, known, deep))
        return document.Reference(pdfdoc.PDFStream(made, value._data))
    if isinstance(value, dict):
        return pdfdoc.PDFDictionary(_entries(document, value, known, deep))
    if isinstance(value, list):
        return pdfdoc.PDFArray([_taken(document, one, known, deep + 1) for one in value])
    return _plain(value)


def _entries(document: Any, value: Any, known: dict[tuple[int, int], Any], deep: int) -> dict[str, Any]:
    """The entries of a dictionary; the length of a stream is counted anew."""
    left_out = _LEFT_OUT | {"/Length"}
    return {
        name[1:]: _taken(document, value.raw_get(name) if hasattr(value, "raw_get") else one, known, deep + 1)
        for name, one in value.items()
        if name not in left_out
    }


def _plain(value: Any) -> Any:
    """A name, a number, a string or nothing."""
    from pypdf import generic
    from reportlab.pdfbase import pdfdoc

    if isinstance(value, generic.NameObject):
        return pdfdoc.PDFName(str(value)[1:])
    if isinstance(value, generic.BooleanObject):
        return "true" if value.value else "false"
    if isinstance(value, generic.NumberObject):
        return int(value)
    if isinstance(value, generic.FloatObject):
        return float(value)
    if isinstance(value, generic.TextStringObject | generic.ByteStringObject):
        raw = value.original_bytes
        return f"<{raw.hex()}>"
    return "null"
