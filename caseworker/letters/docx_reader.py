"""Reads a written letter again: its words, and the whole of it as other editions draw it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from caseworker.law.refusals import Refused
from caseworker.letters import letterhead as head
from caseworker.letters import logo
from caseworker.letters.logo import Logo
from caseworker.letters.markup import Run

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a letter."""

    style: str
    """The id of its style: ``BodyText``, ``ListBullet``, ``Heading1`` …"""
    runs: tuple[Run, ...]
    keep_next: bool = False
    """It stands on the page of what follows."""
    whole: bool = False
    """No page ends within it."""

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a letter: the reference box, and whatever else stands in rows."""

    widths: tuple[int, ...]
    """Of its columns, in twentieths of a point."""
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    """Rows of cells, each some paragraphs."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter's file, read whole."""

    title: str
    author: str
    day: str
    """``YYYY-MM-DD``: the day it is dated."""
    council: str
    council_lines: tuple[str, ...]
    training: bool
    foot: str
    """What stands at the foot of each page before its number."""
    body: tuple[Line | Table, ...]
    large: bool
    """Whether it was written in large print."""
    logo: Logo | None = None
    """The council's, where its letterhead has one."""

    @property
    def lines(self) -> Iterator[Line]:
        """Every paragraph, those of tables too, in reading order."""
        for part in self.body:
            if isinstance(part, Line):
                yield part
            else:
                yield from (line for row in part.rows for cell in row for line in cell)


def read_back(data: bytes) -> tuple[str, ...]:
    """The words of a written letter, paragraph by paragraph, as its text has them."""
    return tuple(_spoken(_tree(data, head.DOCUMENT).find(f"{_W}body")))


def read(data: bytes) -> Sheet:
    """A letter's file as other editions draw it.

    Raises:
        Refused: it is no letter of ours, or its logo cannot be drawn.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            trees = {name: _parsed(archive.read(name)) for name in _READ}
            pictures = logo.parts_of(archive)
    except (BadZipFile, KeyError, SyntaxError) as error:
        raise Refused(
            "The letter's file cannot be read.",
            rule="Other editions are drawn from the file as it was issued.",
            do="Run caseworker audit verify, and tell whoever looks after the store.",
        ) from error
    first, core, body = trees[head.FIRST_HEADER], trees[head.CORE], trees[head.DOCUMENT].find(f"{_W}body")
    council = " ".join(_in_style(first, "CouncilName"))
    return Sheet(
        title=_of_core(core, f"{_DC}title"),
        author=_of_core(core, f"{_DC}creator"),
        day=_of_core(core, f"{_TERMS}created")[:10],
        council=council,
        council_lines=tuple(_in_style(first, "CouncilLine")),
        training=bool(list(_in_style(first, "Training"))),
        foot=next((text.text or "" for text in trees[head.FOOTER].iter(f"{_W}t")), ""),
        body=tuple(_parts(body)),
        large=_size(trees[head.STYLES]) >= head.LARGE,
        logo=logo.of_letterhead(pictures, first, council),
    )


_KEPT = ("Heading1", "SignOff", "Signature")
"""Styles that by themselves stay with what follows."""
_READ = (head.DOCUMENT, head.FIRST_HEADER, head.FOOTER, head.CORE, head.STYLES)


def _tree(data: bytes, name: str) -> Any:
    with ZipFile(BytesIO(data)) as archive:
        return _parsed(archive.read(name))


def _parsed(xml: bytes) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def _of_core(tree: Any, name: str) -> str:
    found = tree.find(name)
    return "" if found is None else found.text or ""


def _in_style(tree: Any, style: str) -> Iterator[str]:
    for paragraph in tree.iter(f"{_W}p"):
        if _style(paragraph) == style and (words := _words(paragraph)):
            yield words


def _size(styles: Any) -> int:
    """The size of the letter's words, in half points."""
    found = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}sz")
    return 0 if found is None else int(found.get(f"{_W}val"))


def _parts(body: Any) -> Iterator[Line | Table]:
    for element in body.iterchildren():
        if element.tag == f"{_W}p":
            yield _line(element)
        elif element.tag == f"{_W}tbl":
            yield _table(element)


def _table(element: Any) -> Table:
    widths = tuple(int(one.get(f"{_W}w")) for one in element.iter(f"{_W}gridCol"))
    rows = tuple(
        tuple(tuple(_line(one) for one in cell.iter(f"{_W}p")) for cell in row.iter(f"{_W}tc"))
        for row in element.iter(f"{_W}tr")
    )
    return Table(widths, rows)


def _line(element: Any) -> Line:
    own = f"{_W}pPr/{_W}"
    runs = tuple(
        Run(
            _words(run),
            bold=run.find(f"{_W}rPr/{_W}b") is not None,
            italic=run.find(f"{_W}rPr/{_W}i") is not None,
        )
        for run in element.iter(f"{_W}r")
    )
    style = _style(element)
    return Line(
        style,
        tuple(run for run in runs if run.text),
        keep_next=style in _KEPT or element.find(f"{own}keepNext") is not None,
        whole=element.find(f"{own}keepLines") is not None,
    )


def _style(element: Any) -> str:
    found = element.find(f"{_W}pPr/{_W}pStyle")
    return "BodyText" if found is None else str(found.get(f"{_W}val"))


def _spoken(body: Any) -> Iterator[str]:
    for element in body.iterchildren():
        if element.tag == f"{_W}p":
            yield ("- " if _style(element) == "ListBullet" else "") + _words(element)
        elif element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                yield " ".join(_words(cell) for cell in row.iter(f"{_W}tc"))


def _words(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_W}t"))
