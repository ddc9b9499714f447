"""The body of a letter as a document: its paragraphs in their styles, and what no page may part."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from caseworker.letters.render import Part

_STYLE_OF_ROLE = {
    "address": "Address",
    "date": "LetterDate",
    "salutation": "Salutation",
    "sign-off": "SignOff",
    "signature": "Signature",
    "enclosed": "Enclosed",
}
# The window of a DL envelope (BS 4264: 20 mm from the left, 35 mm high) shows the sheet folded in three from
# 50 mm to 79 mm below its top wherever the sheet lies in the envelope: the address stands there, whatever
# else the letterhead says. 24 mm from the left edge, 50 mm from the top, 86 mm wide, room for what follows.
_WINDOW = (
    '<w:framePr w:w="4876" w:h="2041" w:hRule="atLeast" w:hSpace="0" w:wrap="notBeside" w:vAnchor="page"'
    ' w:hAnchor="page" w:x="1361" w:y="2835"/>'
)
_STYLE_OF_KIND = {"paragraph": "BodyText", "bullet": "ListBullet", "heading": "Heading1"}


def elements(parts: tuple[Part, ...], *, large: bool = False) -> Iterator[str]:
    """The paragraphs and tables of a letter, in order.

    Args:
        large: in large print, whose box gives its labels more room.
    """
    rows: list[str] = []
    near_end = _last_words(parts)
    for place, (part, after) in enumerate(zip(parts, (*parts[1:], None), strict=True)):
        if part.kind == "table":
            rows.append(_row(part, large))
            continue
        if rows:
            yield _table(rows, large)
            rows = []
        style = _STYLE_OF_ROLE.get(part.role) or _STYLE_OF_KIND[part.kind]
        # A signature never stands on a page of its own: the last words of the letter go with it. What leads
        # in a list stays with it, and the list with itself: “one of two things” ends no page. In large print
        # a list is as long as a page: only what leads in stays with its first words.
        item = part.kind == "bullet" and not large
        listed = after is not None and after.kind == "bullet" and (item or part.kind != "bullet")
        words = "".join(_run(run.text, run.bold, run.italic) for run in part.runs)
        yield _paragraph(style, words, listed or place in near_end, whole=item)
    if rows:
        yield _table(rows, large)


WORDS_WITH_SIGNATURE = 35
"""The fewest words of the letter that go with its signature to another page."""


def _last_words(parts: tuple[Part, ...]) -> frozenset[int]:
    """The places of the last paragraphs before the signature: enough that no page holds only the end."""
    found: set[int] = set()
    words = 0
    for place in range(len(parts) - 1, -1, -1):
        if parts[place].role != "body":
            continue
        if words >= WORDS_WITH_SIGNATURE:
            break
        found.add(place)
        words += len(parts[place].text.split())
    return frozenset(found)


def _run(text: str, bold: bool = False, italic: bool = False) -> str:
    weight = f"<w:rPr>{'<w:b/>' * bold}{'<w:i/>' * italic}</w:rPr>" if bold or italic else ""
    return f'<w:r>{weight}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(style: str, runs: str, with_next: bool = False, *, whole: bool = False) -> str:
    """A paragraph; no page begins or ends with a single line of it.

    Args:
        with_next: it stands on the page of what follows.
        whole: it is not cut by a page's end; so is what goes with the next.
    """
    keep = "<w:keepNext/>" * with_next + "<w:keepLines/>" * (whole or with_next)
    placed = _WINDOW * (style == "Address")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{placed}{WIDOWS}</w:pPr>{runs}</w:p>'


WIDOWS = "<w:widowControl/>"


def _row(part: Part, large: bool) -> str:
    label, *rest = part.runs
    first, second = _columns(large)
    cells = (
        (first, _paragraph("RefLabel", _run(label.text.rstrip()))),
        (second, _paragraph("RefValue", "".join(_run(run.text) for run in rest))),
    )
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{text}</w:tc>' for width, text in cells
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inside}</w:tr>"


def _columns(large: bool) -> tuple[int, int]:
    """The widths of the box's columns, in twentieths of a point."""
    return (4100, 5084) if large else (2900, 6284)


def _table(rows: list[str], large: bool) -> str:
    first, second = _columns(large)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="7F7F7F"/>' for side in ("top", "bottom")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="9184" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:firstColumn="1"/><w:tblCaption w:val="{CAPTION}"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{first}"/><w:gridCol w:w="{second}"/></w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


CAPTION = "What this letter is about"
"""What a screen reader says of the box with the references."""
