"""Writes a letter as a document: the letterhead is read once, and only what changes is written again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from xml.sax.saxutils import escape

from caseworker import locations
from caseworker.law.facts import Facts
from caseworker.law.refusals import Refused
from caseworker.letters import docx_body, logo
from caseworker.letters import letterhead as head
from caseworker.letters.plain import plain
from caseworker.letters.render import Rendered, names_pcn
from caseworker.letters.ziparchive import Member, joined, packed

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""The media type of what is written."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OPEN = '<w:body xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
_CHANGING = (head.DOCUMENT, head.FIRST_HEADER, head.NEXT_HEADER, head.FOOTER, head.CORE)
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
    large: bool = False,
) -> bytes:
    """The letter as a document; the same letter gives the same bytes.

    Args:
        rendered: the letter as it reads.
        facts: the case, for number, date and kind of letter.
        council: the lines of the letterhead.
        training: print TRAINING on each page.
        number: the letter's own number, in the foot of each page; empty before it is issued.
        letterhead: a council's own, with the same styles; when not given, the one beside the paragraphs.
        large: in large print: its words in 18 points, nothing but the address for the window below 16.
    """
    path = letterhead or locations.paragraphs() / "letterhead.docx"
    template = _template(path, _stamp(path), large)
    made = {
        head.DOCUMENT: _serialised(_document(template, rendered, large)),
        head.FIRST_HEADER: _serialised(_first_header(template, council, training, large)),
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
    _template(path, _stamp(path), False)


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
def _template(path: Path, _stamp: int, large: bool) -> _Template:
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
    _look_at_pictures(path, blobs)
    return _Template(
        tuple(packed(name, data) for name, data in _archive(path, large) if name not in _CHANGING),
        parse_xml(blobs[head.DOCUMENT]),
        parse_xml(blobs[head.FIRST_HEADER]),
        parse_xml(blobs[head.NEXT_HEADER]),
        parse_xml(blobs[head.FOOTER]),
    )


def _look_at_pictures(path: Path, blobs: Mapping[str, bytes]) -> None:
    """Refuse a letterhead that shows a file from elsewhere, or a logo that the PDF could not draw."""
    from zipfile import ZipFile

    from docx.oxml import parse_xml

    with ZipFile(path) as archive:
        relations = [archive.read(name) for name in archive.namelist() if name.endswith(".rels")]
        parts = logo.parts_of(archive)
    if any(b"External" in one for one in relations):
        raise _unfit(path, "it points outside itself or holds field codes")
    logo.of_letterhead(parts, parse_xml(blobs[head.FIRST_HEADER]), "")


def _archive(path: Path, large: bool) -> Iterator[tuple[str, bytes]]:
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            yield name, enlarged(data) if large and name == head.STYLES else data


def enlarged(styles: bytes) -> bytes:
    """The styles of a letterhead in large print; the address alone keeps the size of the window."""
    from docx.oxml import parse_xml

    tree = parse_xml(styles)
    for size in (*tree.iter(f"{_W}sz"), *tree.iter(f"{_W}szCs")):
        above = next((one for one in size.iterancestors(f"{_W}style")), None)
        if above is None or above.get(f"{_W}styleId") != "Address":
            points = round(int(size.get(f"{_W}val")) * head.LARGE_BODY / head.BODY)
            size.set(f"{_W}val", str(min(max(points, head.LARGE), head.LARGEST)))
    return _serialised(tree)


def _unfit(path: Path, why: str) -> Refused:
    return Refused(
        f"The letterhead {path.name} cannot be used: {why}.",
        rule="A letterhead keeps the parts and styles of the one that comes with the program.",
        do="Start from paragraphs/letterhead.docx and change only fonts, sizes and margins.",
    )


def _document(template: _Template, rendered: Rendered, large: bool) -> Any:
    from docx.oxml import parse_xml

    tree = deepcopy(template.document)
    body = tree.find(f"{_W}body")
    end = body.find(f"{_W}sectPr")
    written = parse_xml(f"{_OPEN}{''.join(docx_body.elements(rendered.parts, large=large))}</w:body>")
    for element in list(written):
        end.addprevious(element)
    return tree


def _first_header(template: _Template, council: CouncilLines, training: bool, large: bool) -> Any:
    tree = deepcopy(template.first_header)
    if large:
        _widen(tree)
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


def _widen(tree: Any) -> None:
    """In large print the council's lines need more of the head's width than its name."""
    for row in (tree.iter(f"{_W}gridCol"), tree.iter(f"{_W}tcW")):
        for column, width in zip(row, ("4084", "5100"), strict=False):
            column.set(f"{_W}w", width)


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
            told = (_named(facts), f"letter {number}" if number else "")
            text.text = " · ".join(one for one in told if one)
    return tree


def _named(facts: Facts) -> str:
    """The PCN that the letter is about; of a letter on several the first, and how many more.

    Nothing where whoever reads it named no PCN, and none is theirs.
    """
    if not names_pcn(facts):
        return ""
    more = f" and {len(facts.linked)} more" if facts.linked else ""
    return f"{plain(facts.pcn)}{more}"


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
    title = escape(f"{kind} {_named(facts)}".strip()[:200])
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
