"""A PDF read again by a library that did not write it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfReader


def reader(data: bytes) -> PdfReader:
    """The PDF, open."""
    return PdfReader(BytesIO(data))


def pages(data: bytes) -> list[str]:
    """The words of each page, lines as drawn."""
    return [page.extract_text() for page in reader(data).pages]


def words(data: bytes, *, council: tuple[str, ...], foot: str) -> list[str]:
    """Every word of the letter itself, in reading order: without letterhead, foot and TRAINING."""
    found: list[str] = []
    for number, page in enumerate(pages(data)):
        lines = page.split("\n")
        # What belongs to the page and not to the letter is drawn last on each.
        assert lines.pop().startswith(foot)
        for furniture in (council[0], "TRAINING") if number else ("TRAINING",):
            if lines and lines[-1].strip() == furniture:
                lines.pop()
        if number == 0:
            lines = _after_head(lines, council)
        found += [word for line in lines for word in line.split() if word != "•"]
    return found


def _after_head(lines: list[str], council: tuple[str, ...]) -> list[str]:
    """The lines of a first page without the council's own, which a reader may give as one or several."""
    left = " ".join(council).split()
    kept = list(lines)
    while left:
        for word in kept.pop(0).split():
            assert word == left.pop(0)
    return kept


def placed(data: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Words with where they stand: millimetres from the left and from the top."""
    found: list[tuple[str, float, float]] = []

    def visit(text: str, _cm: Any, tm: list[float], _font: Any, _size: Any) -> None:
        if text.strip():
            found.append((text.strip(), tm[4] * 25.4 / 72, 297 - tm[5] * 25.4 / 72))

    reader(data).pages[page].extract_text(visitor_text=visit)
    return found


def elements(data: bytes) -> list[str]:
    """The kinds of the document's elements in reading order, as a screen reader meets them."""
    root = reader(data).trailer["/Root"]["/StructTreeRoot"]
    found: list[str] = []

    def walk(element: Any) -> None:
        element = element.get_object()
        if element.get("/Type") != "/StructElem":
            return
        found.append(str(element["/S"])[1:])
        for kid in element.get("/K", ()):
            walk(kid)

    walk(root["/K"])
    return found
