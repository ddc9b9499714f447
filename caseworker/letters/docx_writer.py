"""Writes a letter as a document: the letterhead is read once, and only what changes is written again."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from xml.sax.saxutils import escape

from caseworker import locations
from caseworker.law.facts import Facts
from caseworker.law.refusals import Refused
from caseworker.letters import letterhead as head
from caseworker.letters.plain import plain
from caseworker.letters.render import Part, Rendered
from caseworker.letters.ziparchive import Member, joined, packed

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""The media type of what is written."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OPEN = '<w:body xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
_CHANGING = (head.DOCUMENT, head.FIRST_HEADER, head.NEXT_HEADER, head.FOOTER, head.CORE)
_STYLE_OF_ROLE = {
    "address": "Address",
    "date": "LetterDate",
    "salutation": "Salutation",
    "sign-off": "SignOff",
    "signature": "Signature",
    "enclosed": "Enclosed",
}
_STYLE_OF_KIND = {"paragraph": "BodyText", "bullet": "ListBullet", "heading": "Heading1"}
_TITLES = {
    "informal-rejection": "Answer to a challenge",
    "informal-acceptance": "Answer to a challenge",
    "notice-of-rejection": "Notice of Rejection",
    "notice-of-acceptance": "Notice of Acceptance",
    "charge-certificate-response": "Answer about a charge certificate",
    "information-request": "Request for information",
}


class CouncilLines(Protocol):
    """What the letterhead prints of the council."""

    @property
    def name(self) -> str:
        """The council's name."""

    @property
    def address(self) -> tuple[str, ...]:
        """Its postal address, line by line."""

    @property
    def contact(self) -> tuple[str, ...]:
        """Telephone, email, website, opening hours: line by line."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the letterhead prints of the council."""

    name: str
    address: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()


class _Template(NamedTuple):
    """A letterhead, read: what never changes packed, what changes as trees that are copied."""

    fixed: tuple[Member, ...]
    document: Any
    first_header: Any
    next_header: Any
    footer: Any


def write(
    rendered: Rendered,
    facts: Facts,
    *,
    council: CouncilLines,
    training: bool = False,
    letterhead: Path | None = None,
    number: str = "",
) -> bytes:
    """The letter as a document; the same letter gives the same bytes.

    Args:
        rendered: the letter as it reads.
        facts: the case, for number, date and kind of letter.
        council: the lines of the letterhead.
        training: print TRAINING on each page.
        number: the letter's own number, in the foot of each page; empty before it is issued.
        letterhead: a council's own, with the same styles; when not given, the one beside the paragraphs.
    """
    path = letterhead or locations.paragraphs() / "letterhead.docx"
    template = _template(path, _stamp(path))
    made = {
        head.DOCUMENT: _serialised(_document(template, rendered)),
        head.FIRST_HEADER: _serialised(_first_header(template, council, training)),
        head.NEXT_HEADER: _serialised(_next_header(template, council, training)),
        head.FOOTER: _serialised(_footer(template, facts, number)),
        head.CORE: _core(facts).encode(),
    }
    return joined((*template.fixed, *(packed(name, data) for name, data in made.items())))


def look_at_letterhead(letterhead: Path | None = None) -> None:
    """Read the letterhead, so that what is wrong with it is said before a letter is written.

    Raises:
        Refused: it cannot be read or does not fit.
    """
    path = letterhead or locations.paragraphs() / "letterhead.docx"
    _template(path, _stamp(path))


def read_back(data: bytes) -> tuple[str, ...]:
    """The words of a written letter, paragraph by paragraph, as its text has them."""
    from docx import Document

    return tuple(_spoken(Document(BytesIO(data)).element.body))


def _spoken(body: Any) -> Iterator[str]:
    for element in body.iterchildren():
        if element.tag == f"{_W}p":
            style = element.find(f"{_W}pPr/{_W}pStyle")
            bullet = style is not None and style.get(f"{_W}val") == "ListBullet"
            yield ("- " if bullet else "") + _words(element)
        elif element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                yield " ".join(_words(cell) for cell in row.iter(f"{_W}tc"))


def _words(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_W}t"))


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError as error:
        raise Refused(
            f"The letterhead {path} cannot be read: {error.strerror}.",
            rule="A letter is written on the council's letterhead.",
            do="Put the file back, or name another letterhead.",
        ) from error


@lru_cache(maxsize=4)
def _template(path: Path, _stamp: int) -> _Template:
    """A letterhead read once; read again when its file has changed."""
    from zipfile import BadZipFile

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.oxml import parse_xml

    try:
        package = Document(str(path)).part.package
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise _unfit(path, "it is not a document") from error
    blobs = {str(part.partname).lstrip("/"): part.blob for part in package.iter_parts()}
    missing = [name for name in _CHANGING if name not in blobs]
    if missing:
        raise _unfit(path, f"it has no {', '.join(missing)}")
    if any(b'TargetMode="External"' in blob or b"instrText" in blob for blob in blobs.values()):
        raise _unfit(path, "it points outside itself or holds field codes")
    return _Template(
        tuple(packed(name, data) for name, data in _archive(path) if name not in _CHANGING),
        parse_xml(blobs[head.DOCUMENT]),
        parse_xml(blobs[head.FIRST_HEADER]),
        parse_xml(blobs[head.NEXT_HEADER]),
        parse_xml(blobs[head.FOOTER]),
    )


def _archive(path: Path) -> Iterator[tuple[str, bytes]]:
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def _unfit(path: Path, why: str) -> Refused:
    return Refused(
        f"The letterhead {path.name} cannot be used: {why}.",
        rule="A letterhead keeps the parts and styles of the one that comes with the program.",
        do="Start from paragraphs/letterhead.docx and change only fonts, sizes and margins.",
    )


def _document(template: _Template, rendered: Rendered) -> Any:
    from docx.oxml import parse_xml

    tree = deepcopy(template.document)
    body = tree.find(f"{_W}body")
    end = body.find(f"{_W}sectPr")
    written = parse_xml(f"{_OPEN}{''.join(_elements(rendered.parts))}</w:body>")
    for element in list(written):
        end.addprevious(element)
    return tree


def _elements(parts: tuple[Part, ...]) -> Iterator[str]:
    rows: list[str] = []
    near_end = _last_words(parts)
    for place, (part, after) in enumerate(zip(parts, (*parts[1:], None), strict=True)):
        if part.kind == "table":
            rows.append(_row(part))
            continue
        if rows:
            yield _table(rows)
            rows = []
        style = _STYLE_OF_ROLE.get(part.role) or _STYLE_OF_KIND[part.kind]
        # A signature never stands on a page of its own: the last words of the letter go with it. What leads
        # in a list stays with it, and the list with itself: “one of two things” ends no page.
        listed = after is not None and after.kind == "bullet"
        words = "".join(_run(run.text, run.bold, run.italic) for run in part.runs)
        yield _paragraph(style, words, listed or place in near_end, whole=part.kind == "bullet")
    if rows:
        yield _table(rows)


WORDS_WITH_SIGNATURE = 60
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
    keep = "<w:keepNext/>" * with_next + "<w:keepLines/>" * (whole or with_next) + "<w:widowControl/>"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>{runs}</w:p>'


def _row(part: Part) -> str:
    label, *rest = part.runs
    cells = (
        (2900, _paragraph("RefLabel", _run(label.text.rstrip()))),
        (6284, _paragraph("RefValue", "".join(_run(run.text) for run in rest))),
    )
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{text}</w:tc>' for width, text in cells
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inside}</w:tr>"


def _table(rows: list[str]) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="7F7F7F"/>' for side in ("top", "bottom")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="9184" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="2900"/><w:gridCol w:w="6284"/></w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def _first_header(template: _Template, council: CouncilLines, training: bool) -> Any:
    tree = deepcopy(template.first_header)
    _mark(tree, training)
    for paragraph in _styled(tree, "CouncilName"):
        _say(paragraph, council.name)
    for paragraph in _styled(tree, "CouncilLine"):
        lines = [plain(line) for line in (*council.address, *council.contact)]
        for line in lines:
            copied = deepcopy(paragraph)
            _say(copied, line)
            paragraph.addprevious(copied)
        if lines:
            paragraph.getparent().remove(paragraph)
        else:
            _say(paragraph, "")
    return tree


def _next_header(template: _Template, council: CouncilLines, training: bool) -> Any:
    tree = deepcopy(template.next_header)
    _mark(tree, training)
    for paragraph in _styled(tree, "Header"):
        _say(paragraph, council.name)
    return tree


def _footer(template: _Template, facts: Facts, number: str) -> Any:
    tree = deepcopy(template.footer)
    for text in tree.iter(f"{_W}t"):
        if text.text == head.PCN_MARK:
            text.text = f"{plain(facts.pcn)} · letter {number}" if number else plain(facts.pcn)
    return tree


def _mark(tree: Any, training: bool) -> None:
    """Keep the word TRAINING on practice letters and take it off live ones."""
    for paragraph in _styled(tree, "Training"):
        if training:
            _say(paragraph, "TRAINING")
        else:
            paragraph.getparent().remove(paragraph)


def _styled(tree: Any, style: str) -> list[Any]:
    marks = [mark for mark in tree.iter(f"{_W}pStyle") if mark.get(f"{_W}val") == style]
    return [mark.getparent().getparent() for mark in marks]


def _say(paragraph: Any, words: str) -> None:
    """Put words into the first run of a paragraph and empty the others."""
    texts = list(paragraph.iter(f"{_W}t"))
    for place, text in enumerate(texts):
        text.text = plain(words) if place == 0 else ""


def _serialised(tree: Any) -> bytes:
    from docx.opc.oxml import serialize_part_xml

    return bytes(serialize_part_xml(tree))


def _core(facts: Facts) -> str:
    """The document's particulars: title, author, day and language; no name of a motorist."""
    kind = _TITLES.get(facts.letter_kind or "", "Letter")
    title = escape(f"{kind} {plain(facts.pcn)}"[:200])
    author = escape(plain(facts.authority)[:200])
    day = (facts.posts_on or date(1980, 1, 1)).isoformat()
    stamps = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:subject>{title}</dc:subject><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>{stamps}<dc:language>en-GB</dc:language>"
        "</cp:coreProperties>"
    )
