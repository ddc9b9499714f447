"""Lays a letter out on pages: lines broken at words, pages where nothing is torn that belongs together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from caseworker.letters.docx_reader import Line, Sheet, Table
from caseworker.letters.markup import Run
from caseworker.letters.pdf_fonts import BOLD, REGULAR, width
from caseworker.letters.pdf_forms import FormPage
from caseworker.letters.pdf_lines import wrap

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT = RIGHT = 22 * MM
WIDTH = PAGE_WIDTH - LEFT - RIGHT
WINDOW_TOP, WINDOW_BOTTOM = 50 * MM, 79 * MM
"""Between these the window of a DL envelope shows the sheet, wherever it lies in it (see `letterhead`)."""
BELOW_WINDOW = 87 * MM
BOTTOM = 19 * MM
BODY = 11.0
"""The size of the text, in points: an acceptance and most that asks for something then stand on one page."""


class Look(NamedTuple):
    """How a style is drawn; sizes and spaces in points."""

    size: float = BODY
    before: float = 0
    after: float = 0
    bold: bool = False
    indent: float = 0
    tag: str = "P"


_LOOKS = {
    "LetterDate": Look(before=0, after=8),
    "RefLabel": Look(before=0.5, after=0.5, bold=True, tag="TH"),
    "RefValue": Look(before=0.5, after=0.5, tag="TD"),
    "Salutation": Look(before=10, after=6),
    "BodyText": Look(after=6.5),
    "Heading1": Look(size=12.5, before=5, after=5, bold=True, tag="H1"),
    "ListBullet": Look(after=6, indent=22, tag="LBody"),
    "SignOff": Look(before=6, after=22),
    "Signature": Look(),
    "Enclosed": Look(size=10, before=8),
}


class Spacing(NamedTuple):
    """How lines stand apart, by the size of their font, and how much is kept of the spaces between."""

    leading: float
    gaps: float


ROOMY, CLOSE = Spacing(1.25, 1.0), Spacing(1.18, 0.65)
"""The second only where it saves a page: the end of a short letter is then not a page of its own."""
LARGE_BODY, LARGE_LEAST = 18.0, 16.0


class Node(NamedTuple):
    """One element of the letter as a screen reader meets it."""

    tag: str
    parent: int
    """Its place among the nodes; -1 for the letter itself."""
    words: str = ""
    """Of a picture: what it shows."""


class Ink(NamedTuple):
    """Some words at their place on a page, from its top left."""

    x: float
    y: float
    font: str
    size: float
    text: str
    node: int
    """-1: page furniture, which a screen reader leaves out."""
    grey: bool = False


class Image(NamedTuple):
    """A picture at its place."""

    x: float
    y: float
    width: float
    height: float
    content: bytes
    node: int


class Drawn(NamedTuple):
    """A page of a form at its place, from the bottom left."""

    x: float
    y: float
    scale: float
    page: FormPage
    node: int


class Picture(NamedTuple):
    """A picture that goes with a letter."""

    content: bytes
    """A JPEG, covered where it must be."""
    caption: str


@dataclass(slots=True)
class Page:
    """What stands on one page."""

    inks: list[Ink] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)
    """How far from the top thin lines are drawn across it."""
    images: list[Image] = field(default_factory=list)
    forms: list[Drawn] = field(default_factory=list)


@dataclass(slots=True)
class Laid:
    """A letter laid out."""

    title: str
    author: str
    day: str
    pages: list[Page]
    nodes: list[Node]


class Seg(NamedTuple):
    """Some words of one line: where they begin, in which font."""

    x: float
    font: str
    size: float
    text: str
    node: int


@dataclass(slots=True)
class Block:
    """Lines that are placed together as far as a page has room."""

    lines: list[list[Seg]]
    leading: float
    before: float = 0
    after: float = 0
    keep_next: bool = False
    whole: bool = False
    rule: str = ""
    """``above`` or ``below``: a thin line, where a table begins or ends."""

    @property
    def height(self) -> float:
        """Of its lines, with the space before them."""
        return self.before + len(self.lines) * self.leading

    @property
    def least(self) -> float:
        """What of it must stand where it begins: all, or two lines that leave two for the next page."""
        few = len(self.lines) if self.whole or len(self.lines) <= 3 else 2
        return self.before + few * self.leading


def lay_out(sheet: Sheet, *, large: bool = False) -> Laid:
    """A letter on pages.

    Args:
        large: in large print; a letter that was written so is always drawn so.
    """
    large = large or sheet.large
    roomy = _laid(sheet, large, ROOMY)
    if large or len(roomy.pages) == 1:
        return roomy
    close = _laid(sheet, large, CLOSE)
    return close if len(close.pages) < len(roomy.pages) else roomy


def _laid(sheet: Sheet, large: bool, spacing: Spacing) -> Laid:
    writer = _Writer(large, spacing)
    pages = [writer.first(sheet)]
    blocks = list(writer.blocks(sheet.body))
    top = BELOW_WINDOW if any(line.style == "Address" for line in sheet.lines) else writer.below_head
    _place(pages, blocks, max(top, writer.below_head), writer.next_top(sheet))
    writer.furnish(sheet, pages)
    return Laid(sheet.title, sheet.author, sheet.day, pages, writer.nodes)


def centred(page: Page, words: str, size: float, top: float) -> float:
    """A mark in the middle of the page's head; where what follows begins."""
    at = (PAGE_WIDTH - width(BOLD, size, words)) / 2
    page.inks.append(Ink(at, top + size, BOLD, size, words, -1))
    return top + size * 1.4


def look_of(style: str, large: bool) -> Look:
    """How a style is drawn."""
    look = _LOOKS.get(style, _LOOKS["BodyText"])
    if not large:
        return look
    size = max(LARGE_LEAST, round(look.size * LARGE_BODY / BODY, 1))
    return look._replace(size=size, indent=look.indent * 1.4)


class _Writer:
    """Turns paragraphs into lines, and keeps the nodes as it goes."""

    def __init__(self, large: bool, spacing: Spacing) -> None:
        self.large = large
        self.spacing = spacing
        self.nodes: list[Node] = []
        self.small = LARGE_LEAST if large else 9.5
        self.below_head = 0.0

    def node(self, tag: str, parent: int = -1, words: str = "") -> int:
        """A new element; its place."""
        self.nodes.append(Node(tag, parent, words))
        return len(self.nodes) - 1

    # -- the letterhead ------------------------------------------------------------------------

    def first(self, sheet: Sheet) -> Page:
        """The first page with its letterhead and, in the window, the address."""
        page, top = Page(), 12 * MM
        if sheet.training:
            top = centred(page, "TRAINING", 15.0, top)
        name = Look(size=22.0 if self.large else 16.0)
        left, right = (72, 86) if self.large else (95, 64)
        y = top + self._logo(page, sheet, top)
        for line in wrap([Run(sheet.council, bold=True)], name.size, left * MM):
            y += name.size * 1.2
            self._put(page, line, LEFT, y, name.size, self.node("P"))
        y_right = top
        for words in sheet.council_lines:
            for line in wrap([Run(words)], self.small, right * MM):
                y_right += self.small * 1.2
                wide = sum(width(font, self.small, text) for font, text in line)
                self._put(page, line, PAGE_WIDTH - RIGHT - wide, y_right, self.small, self.node("P"))
        self.below_head = max(y, y_right) + 12
        self._address(page, sheet)
        return page

    def _logo(self, page: Page, sheet: Sheet, top: float) -> float:
        """The council's logo above its name; how much of the head it takes."""
        shown = sheet.logo
        if shown is None:
            return 0.0
        node = self.node("Figure", words=shown.words)
        page.images.append(Image(LEFT, top, shown.wide, shown.high, shown.content, node))
        return shown.high + 4

    def _address(self, page: Page, sheet: Sheet) -> None:
        """The address in the window, in smaller steps where it has many lines."""
        lines = [line for line in sheet.lines if line.style == "Address"]
        if not lines:
            return
        words = [one for line in lines for one in wrap(line.runs, 11.5, 84 * MM)]
        step = min(14.0, (WINDOW_BOTTOM - WINDOW_TOP) / len(words))
        size = min(11.5, step / 1.15)
        node = self.node("P")
        for number, one in enumerate(words, start=1):
            self._put(page, one, LEFT, WINDOW_TOP + number * step - step * 0.2, size, node)

    def _put(
        self, page: Page, line: list[tuple[str, str]], x: float, y: float, size: float, node: int
    ) -> None:
        for font, text in line:
            page.inks.append(Ink(x, y, font, size, text, node))
            x += width(font, size, text)

    def next_top(self, sheet: Sheet) -> float:
        """Where the text of a further page begins."""
        return 12 * MM + self.small * 1.2 + (21 if sheet.training else 0) + 14

    def furnish(self, sheet: Sheet, pages: Sequence[Page]) -> None:
        """The head of further pages, and the foot of each."""
        for number, page in enumerate(pages, start=1):
            if number > 1:
                top = centred(page, "TRAINING", 15.0, 12 * MM) if sheet.training else 12 * MM
                page.inks.append(
                    Ink(LEFT, top + self.small, REGULAR, self.small, sheet.council, -1, grey=True)
                )
            foot = f"{sheet.foot} · page {number} of {len(pages)}"
            at = (PAGE_WIDTH - width(REGULAR, self.small, foot)) / 2
            page.inks.append(Ink(at, PAGE_HEIGHT - 12 * MM, REGULAR, self.small, foot, -1, grey=True))

    # -- the text ------------------------------------------------------------------------------

    def blocks(self, body: Sequence[Line | Table]) -> Iterator[Block]:
        """The paragraphs and tables as lines to be placed, the address apart."""
        listed = -1
        for part in body:
            if isinstance(part, Table):
                yield from self._table(part)
            elif part.style != "Address":
                bullet = part.style == "ListBullet"
                listed = (listed if listed >= 0 else self.node("L")) if bullet else -1
                yield self._paragraph(part, listed)

    def _paragraph(self, line: Line, listed: int) -> Block:
        look = look_of(line.style, self.large)
        item = self.node("LI", listed) if listed >= 0 else -1
        mark = self.node("Lbl", item) if listed >= 0 else -1
        node = self.node(look.tag, item)
        lines = self._lines(line.runs, look, LEFT + look.indent, WIDTH - look.indent, node)
        if listed >= 0 and lines:
            lines[0].insert(0, Seg(LEFT + look.indent - 13, REGULAR, look.size, "• ", mark))
        # In large print a list is as long as a page, and is parted as any text is.
        tied = listed < 0 or not self.large
        keep_next, whole = line.keep_next and tied, line.whole and tied
        before, after = (one * self.spacing.gaps for one in (look.before, look.after))
        return Block(lines, look.size * self.spacing.leading, before, after, keep_next, whole)

    def _lines(self, runs: Sequence[Run], look: Look, x: float, room: float, node: int) -> list[list[Seg]]:
        own = [run._replace(bold=True) for run in runs] if look.bold else runs
        found = []
        for line in wrap(own, look.size, room):
            at, segs = x, []
            for font, text in line:
                segs.append(Seg(at, font, look.size, text, node))
                at += width(font, look.size, text)
            found.append(segs)
        return found

    def _table(self, table: Table) -> Iterator[Block]:
        whole, node = sum(table.widths) or 1, self.node("Table")
        columns = [one / whole * WIDTH for one in table.widths]
        for number, cells in enumerate(table.rows):
            row, x = self.node("TR", node), LEFT
            columns_lines: list[list[list[Seg]]] = []
            looks = []
            for cell, room in zip(cells, columns, strict=False):
                look = look_of(cell[0].style if cell else "RefValue", self.large)
                tag = self.node("TH" if look.tag == "TH" else "TD", row)
                columns_lines.append(
                    [seg for one in cell for seg in self._lines(one.runs, look, x + 3, room - 9, tag)]
                )
                looks.append(look)
                x += room
            high = max((len(one) for one in columns_lines), default=0)
            lines = [[seg for one in columns_lines if n < len(one) for seg in one[n]] for n in range(high)]
            look = max(looks, default=Look())
            last = number == len(table.rows) - 1
            rule = ("above" if number == 0 else "") + ("below" if last else "")
            leading = look.size * self.spacing.leading
            yield Block(lines, leading, look.before, look.after, not last, whole=True, rule=rule)


def _place(pages: list[Page], blocks: Sequence[Block], first_top: float, next_top: float) -> None:
    """Put blocks on pages: chains that belong together on one, no single line left alone."""
    end = PAGE_HEIGHT - BOTTOM
    y, fresh, at = first_top, True, 0
    while at < len(blocks):
        last = at
        while blocks[last].keep_next and last + 1 < len(blocks):
            last += 1
        chain = blocks[at : last + 1]
        need = sum(one.height + one.after for one in chain[:-1]) + chain[-1].least
        if y + need > end and not fresh and need <= end - next_top:
            pages.append(Page())
            y, fresh = next_top, True
        for one in chain:
            y = _put(pages, one, y, next_top, fresh)
            fresh = False
        at = last + 1


def _put(pages: list[Page], block: Block, y: float, next_top: float, fresh: bool) -> float:
    """Put one block, over as many pages as it needs; where the next begins."""
    end, done = PAGE_HEIGHT - BOTTOM, 0
    y += 0 if fresh else block.before
    if "above" in block.rule:
        pages[-1].rules.append(y - 2)
    while done < len(block.lines):
        left = len(block.lines) - done
        room = int((end - y) / block.leading + 0.001)
        take = left if left <= room else min(room, max(left - 2, 1))
        if take < left and (take < 2 or block.whole) and y > next_top:
            take = 0
        for line in block.lines[done : done + take]:
            y += block.leading
            pages[-1].inks += [
                Ink(seg.x, y - block.leading * 0.25, seg.font, seg.size, seg.text, seg.node) for seg in line
            ]
        done += take
        if done < len(block.lines):
            pages.append(Page())
            y = next_top
    if "below" in block.rule:
        pages[-1].rules.append(y + 4)
        y += 4
    return y + block.after
