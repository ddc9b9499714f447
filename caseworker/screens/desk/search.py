"""The search: answers as you type, for whoever calls; what may be read out stands beside each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from caseworker.screens.base import BaseScreen
from caseworker.screens.desk.header import Header
from caseworker.text import clean, one_line
from caseworker.widgets.literal import literal
from caseworker.widgets.mode_line import ModeLine
from caseworker.widgets.queue_table import Column, QueueTable
from caseworker.widgets.row_source import MemorySource, Row
from caseworker.widgets.told import Told

if TYPE_CHECKING:
    from caseworker.casework.desk.search import Card, Hit, Hits
    from caseworker.screens.desk.ways import Ways

COLUMNS = (
    Column("pcn", "PCN", 11),
    Column("vrm", "VRM", 9),
    Column("name", "Name", 20, narrow=12),
    Column("kind", "Kind", 11, priority=2),
    Column("status", "Stands", 8, priority=3),
    Column("received", "Received", 11, priority=4),
    Column("postcode", "Postcode", 9, priority=1),
    Column("by", "Found by", 14, priority=1),
    Column("street", "Street", 24, priority=5),
)
PAUSE = 0.06
"""Seconds after a key at which the search begins: whoever types on is not waited for."""
ASKED = {
    "": "anything",
    "pcn": "a PCN",
    "vrm": "a VRM",
    "name": "a name",
    "postcode": "a postcode",
    "words": "words of a letter",
}
FOOTER = [("enter", "open the case"), ("f6", "read the card"), ("esc", "back"), ("f1", "keys")]
HELP = """Type a PCN (zeros at its head may be left out), a VRM, words of a name,
a postcode, or words of a letter.

  up, down, page up, page down   move in the list; what may be read out stands beside it
  enter                          open the case
  f6                             go to the card and back, to scroll it
  esc                            back to the desk

:find looks for anything; :vrm, :name, :postcode and :words for one thing only."""


class SearchScreen(BaseScreen):
    """A line to type in, what it finds, and the card of the row under the cursor."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (150, "-wide")]
    DEFAULT_CSS = """
    SearchScreen #typed, SearchScreen #typed:focus { border: none; height: 1; background: $panel; }
    SearchScreen #typed { margin: 0 1; }
    SearchScreen #found { height: 1; padding: 0 1; color: $text-muted; }
    SearchScreen #both { height: 1fr; layout: horizontal; }
    SearchScreen QueueTable { width: 3fr; height: 1fr; }
    SearchScreen #card { width: 2fr; height: 1fr; border-left: solid $panel; padding: 0 1; }
    SearchScreen #card:focus { border-left: solid $accent; }
    SearchScreen.-narrow #both { layout: vertical; }
    SearchScreen.-narrow QueueTable { width: 100%; height: 2fr; }
    SearchScreen.-narrow #card { width: 100%; height: 3fr; border-left: none; border-top: solid $panel; }
    SearchScreen #card-words { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back"),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
        Binding("pagedown", "step(10)", show=False, priority=True),
        Binding("pageup", "step(-10)", show=False, priority=True),
        Binding("f6", "turn_page", show=False),
        Binding("f1", "keys", show=False),
    ]
    header = getters.query_one(Header)
    typed = getters.query_one("#typed", Input)
    table = getters.query_one("#hits", QueueTable)

    def __init__(self, desk: Ways, words: str = "", way: str = "") -> None:
        """A search over a desk.

        Args:
            words: what is looked for at once.
            way: what it may be, one of `ASKED`.
        """
        super().__init__()
        self.desk, self.initial, self.way = desk, one_line(clean(words)), way
        self.hits: dict[int, Hit] = {}
        self.pause: Timer | None = None
        self.looked_for = ""
        """What the rows answer."""

    def compose(self) -> ComposeResult:
        """Header, line, list and card, foot."""
        yield Header()
        yield Input(self.initial, placeholder=f"type {ASKED[self.way]}", id="typed")
        yield Static(id="found")
        with Container(id="both"):
            yield QueueTable(COLUMNS, id="hits")
            with VerticalScroll(id="card"):
                yield Static(id="card-words")
        yield Told()
        yield ModeLine()

    def on_mount(self) -> None:
        """Type at once; what was given is looked for."""
        self.header.show(self.app.office, "SEARCH", f"for {ASKED[self.way]}")
        self.query_one(ModeLine).show("SEARCH", FOOTER)
        self.table.can_focus = False
        self.typed.focus()
        self.look(self.initial)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Look once the typing pauses."""
        message.stop()
        if self.pause is not None:
            self.pause.stop()
        words = message.value
        self.pause = self.set_timer(PAUSE, lambda: self.look(words))

    @work(exclusive=True, group="search")
    async def look(self, words: str) -> None:
        """Look for what was typed; an older search that is still under way is given up."""
        from caseworker.casework.desk.search import search

        found = await self.try_act(search, words, self.way)
        if found is not None and self.stands and words == self.typed.value:
            self.show_hits(words, found)

    def show_hits(self, words: str, found: Hits) -> None:
        """List what was found; the first row under the cursor."""
        self.looked_for = words
        self.hits = {one.pcn_id: one for one in found.rows}
        self.table.set_source(MemorySource([hit_row(one) for one in found.rows]))
        self.table.go_to(0)
        self.query_one("#found", Static).update(literal(found.note))
        self.show_card()

    @property
    def hit(self) -> Hit | None:
        """The row under the cursor."""
        row = self.table.cursor_row
        return None if row is None else self.hits.get(row.id)

    @work(exclusive=True, group="card")
    async def show_card(self) -> None:
        """Read what may be read out of the row's case."""
        from caseworker.casework.desk.search import card

        hit = self.hit
        words = Content("")
        if hit is not None and hit.case_id is None:
            words = literal(f"{hit.pcn}: there is no case here. Nothing about it is read out.")
        elif hit is not None and hit.case_id is not None:
            found = await self.try_act(card, hit.case_id)
            if not self.stands:
                return
            words = Content("") if found is None else card_content(found)
        self.query_one("#card-words", Static).update(words)
        self.query_one("#card", VerticalScroll).scroll_home(animate=False)

    def on_queue_table_highlighted(self, message: QueueTable.Highlighted) -> None:
        """Another row, another card."""
        message.stop()
        self.show_card()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter opens the case, once the rows answer what stands in the line."""
        message.stop()
        if self.looked_for == self.typed.value:
            self.open()

    def on_queue_table_opened(self, message: QueueTable.Opened) -> None:
        """A click opens too."""
        message.stop()
        self.open()

    def open(self) -> None:
        """To the row's case; esc there comes back to what was found."""
        hit = self.hit
        if hit is None or hit.case_id is None:
            self.app.hint("There is no case to open." if hit else "Nothing was found yet.")
            return
        self.desk.open_from(self, hit.case_id)

    def come_back(self) -> None:
        """What was typed and found as it was; the card as it is now."""
        self.show_card()

    def action_step(self, by: int) -> None:
        """Move in the list while the line keeps the cursor; in the card, scroll."""
        card = self.query_one("#card", VerticalScroll)
        if card.has_focus:
            card.scroll_relative(y=by, animate=False)
        elif self.hits:
            self.table.go_to(max(0, min(len(self.hits) - 1, self.table.cursor_index + by)))

    def action_turn_page(self) -> None:
        """Between the line and the card."""
        card = self.query_one("#card", VerticalScroll)
        (self.typed if card.has_focus else card).focus()

    @work
    async def action_keys(self) -> None:
        """What can be typed and pressed."""
        from caseworker.screens.asking import Tell

        await self.app.push_screen_wait(Tell("Keys of SEARCH", literal(HELP)))

    def action_back(self) -> None:
        """Back to the desk."""
        self.app.pop_screen()


def hit_row(hit: Hit) -> Row:
    """One row of the list."""
    return Row(hit.pcn_id, tuple(str(getattr(hit, column.key)) for column in COLUMNS))


def card_content(card: Card) -> Content:
    """The card: who it may be read to, what is read out, and what is not."""
    lines = [literal(card.pcn).stylize("bold"), Content("Read to").stylize("bold")]
    lines += [literal(f"· {one}") for one in (*card.to, card.anyone)]
    lines += [Content(""), Content("Read out").stylize("bold")]
    lines += [literal(f"■ {one}") for one in card.read_out]
    lines += [Content(""), Content("Do not read out").stylize("bold")]
    lines += [literal(f"✖ {one}").stylize("$text-error") for one in card.keep]
    return Content("\n").join(lines)
