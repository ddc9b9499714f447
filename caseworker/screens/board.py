"""A board over the desk: lists under a word (POST, INBOX …), what each row says, and keys to act on it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import ContentSwitcher, Static

from caseworker import keys
from caseworker.screens.base import BaseScreen
from caseworker.screens.desk.header import Header
from caseworker.screens.sections import LAST_KEY, Section, naming
from caseworker.text import counted
from caseworker.widgets.literal import literal
from caseworker.widgets.mode_line import ModeLine
from caseworker.widgets.queue_table import QueueTable
from caseworker.widgets.row_source import MemorySource, Row
from caseworker.widgets.told import Told

if TYPE_CHECKING:
    from caseworker.casework.office import Office
    from caseworker.law.why import Why
    from caseworker.screens.desk.ways import Ways
    from caseworker.screens.keeping import Keep


def bindings(actions: Sequence[keys.Action]) -> list[BindingType]:
    """The keys of some actions."""
    return [
        Binding(one.keys, one.verb, one.label, id=one.id, tooltip=one.help, show=False) for one in actions
    ]


class BoardScreen(BaseScreen):
    """Lists with a detail pane. A board says what it shows (`fetch`, `detail`) and adds its own keys."""

    WORD: ClassVar[str] = "BOARD"
    SECTIONS: ClassVar[tuple[Section, ...]] = ()
    FOOTER: ClassVar[tuple[str, ...]] = ("board.open", "board.next_section", "board.filter", "board.keys")
    """At most eight action ids, in the order of the task."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (150, "-wide")]
    DEFAULT_CSS = """
    BoardScreen #sections { height: auto; max-height: 4; padding: 0 1; background: $panel; }
    BoardScreen #board { height: 1fr; layout: horizontal; }
    BoardScreen #lists { width: 3fr; height: 1fr; }
    BoardScreen #detail { width: 2fr; height: 1fr; border-left: solid $panel; padding: 0 1; }
    BoardScreen #detail:focus { border-left: solid $accent; }
    BoardScreen.-narrow #board { layout: vertical; }
    BoardScreen.-narrow #lists { width: 100%; height: 3fr; }
    BoardScreen.-narrow #detail { width: 100%; height: 2fr; border-left: none; border-top: solid $panel; }
    BoardScreen #detail-words { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings([one for one in keys.BOARD if one.id != "board.open"]),
        *(Binding(str(n), f"section({n - 1})", show=False) for n in range(1, LAST_KEY + 1)),
    ]
    header = getters.query_one(Header)
    lists = getters.query_one("#lists", ContentSwitcher)

    def __init__(self, desk: Ways) -> None:
        """A board over a desk: it goes back there, with a case to open or without."""
        super().__init__()
        self.desk = desk
        self.rows: Mapping[str, Sequence[Row]] = {}
        self.section = self.SECTIONS[0]
        self.words = ""
        self.sorted_by = -1
        self.read_once = False

    # -- what a board says -------------------------------------------------------------------------

    @abstractmethod
    def fetch(self, office: Office) -> Mapping[str, Sequence[Row]]:
        """The rows of each section, by its id; runs in a thread, and may keep what `detail` needs."""

    def detail(self, section: str, row_id: int) -> Content:
        """What is said of a row, from what `fetch` kept."""
        return Content("")

    def case_of(self, section: str, row_id: int) -> int | None:
        """The case that enter opens, where the row belongs to one."""
        return None

    def pcn_of(self, section: str, row_id: int) -> str:
        """The PCN that a full stop copies."""
        return ""

    def whys(self, office: Office, section: str, row_id: int) -> Sequence[Why]:
        """The rules behind a row, the first the most asked; runs in a thread."""
        return ()

    def notes(self) -> Sequence[str]:
        """A few words beside the mode word; then the same in fewer, for fewer columns."""
        return [""]

    # -- the frame ---------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Header, sections, list and detail, foot."""
        yield Header()
        yield Static(id="sections")
        with Container(id="board"):
            with ContentSwitcher(initial=f"list-{self.section.id}", id="lists"):
                for one in self.SECTIONS:
                    yield QueueTable(one.columns, id=f"list-{one.id}")
            yield from self.compose_detail()
        yield Told()
        yield ModeLine()

    def compose_detail(self) -> ComposeResult:
        """What stands beside the list, or under it on a narrow screen."""
        with VerticalScroll(id="detail"):
            yield Static(id="detail-words")

    def on_mount(self) -> None:
        """Frame first, then the rows."""
        self.header.show(self.app.office, self.WORD, "reading …")
        self.foot()
        self.draw_sections()
        self.table.focus()
        self.load()

    def foot(self) -> None:
        """The footer's keys, as this officer has them."""
        remapped = self.app.keymap
        found = [keys.BY_ID[one] for one in self.section.footer or self.FOOTER]
        pairs = [(keys.shown(remapped.get(one.id, one.keys)), one.label) for one in found]
        self.query_one(ModeLine).show(self.WORD, pairs)

    @property
    def table(self) -> QueueTable:
        """The list that is shown."""
        return self.query_one(f"#list-{self.section.id}", QueueTable)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.table.cursor_row

    @work(exclusive=True, group="board")
    async def load(self) -> None:
        """Read the rows and draw them; the cursor stays where it was."""
        found = await self.try_act(self.fetch)
        if not self.stands:
            return
        if found is None:
            self.header.mode(self.WORD, "could not be read")
            return
        self.rows, self.read_once = found, True
        self.header.mode(self.WORD, *self.notes())
        self.draw()

    def draw(self) -> None:
        """Draw the sections and the rows of each."""
        self.draw_sections()
        for one in self.SECTIONS:
            table = self.query_one(f"#list-{one.id}", QueueTable)
            at = table.cursor_index
            table.set_source(MemorySource(self.shown(one)), keep_marks=True)
            table.go_to(at)
        self.draw_detail()

    def shown(self, section: Section) -> list[Row]:
        """A section's rows under the filter, in the order asked for."""
        rows = list(self.rows.get(section.id, ()))
        if section is self.section:
            wanted = self.words.casefold().split()
            rows = [row for row in rows if all(word in _words(row) for word in wanted)]
            if self.sorted_by >= 0:
                rows.sort(key=lambda row: _text(row.cells[self.sorted_by]).casefold())
        return rows

    def draw_sections(self) -> None:
        """Name the lists, with how many rows each has."""
        counts = {name: len(rows) for name, rows in self.rows.items()}
        named = naming(self.SECTIONS, self.section, counts, self.words, width=self.size.width - 2)
        self.query_one("#sections", Static).update(named)

    def on_resize(self) -> None:
        """Another width: the lists are named in its lines."""
        self.draw_sections()

    def draw_detail(self) -> None:
        """What the row under the cursor says."""
        row = self.row
        words = literal(self.section.empty) if self.read_once else Content("")
        if row is not None:
            words = self.detail(self.section.id, row.id)
        self.query_one("#detail-words", Static).update(words)
        self.query_one("#detail", VerticalScroll).scroll_home(animate=False)

    def on_queue_table_highlighted(self, message: QueueTable.Highlighted) -> None:
        """Another row."""
        message.stop()
        self.draw_detail()

    def on_queue_table_opened(self, message: QueueTable.Opened) -> None:
        """Enter on a row."""
        message.stop()
        self.opened(message.row_id)

    def opened(self, row_id: int) -> None:
        """What enter does: open the row's case."""
        case_id = self.case_of(self.section.id, row_id)
        if case_id is None:
            self.app.hint("This row has no case to open.")
        else:
            self.leave(case_id)

    def leave(self, case_id: int | None = None) -> None:
        """Back to the desk; with a case to open, the board stays as it is until the officer comes back."""
        if case_id is None:
            self.app.pop_screen()
            self.desk.count_today()
        else:
            self.desk.open_from(self, case_id)

    def come_back(self) -> None:
        """List, filter and cursor as they were; the rows as they are now."""
        self.load()

    async def act(self, doing: Callable[[Office], Any]) -> Any:
        """Run one act, say its refusal, read board and day's count again; None where it was refused."""
        try:
            return await self.keep(doing)
        except Exception as trouble:
            self.app.say_trouble(trouble)
        return None

    async def keep(self, doing: Callable[[Office], Any]) -> Any:
        """Run one act, and read board and day's count again: for a window that stays until it is kept.

        Raises:
            Refused: the act is refused.
        """
        done = await self.app.ask(doing)
        self.load()
        self.desk.count_today()
        return done

    def keeper(self, act: Any, *args: Any) -> Keep:
        """What a window does with its answer: the act with what is known here, and the answer last."""
        return lambda answer: self.keep(lambda office: act(office, *args, answer))

    # -- keys --------------------------------------------------------------------------------------

    def show_section(self, at: int) -> None:
        """Show another list."""
        self.section = self.SECTIONS[at % len(self.SECTIONS)]
        self.words, self.sorted_by = "", -1
        self.lists.current = f"list-{self.section.id}"
        self.foot()
        self.draw()
        self.table.focus()

    def action_section(self, at: int) -> None:
        """The list of a number."""
        if at < len(self.SECTIONS):
            self.show_section(at)

    def action_next_section(self) -> None:
        """The next list."""
        self.show_section(self.SECTIONS.index(self.section) + 1)

    def action_last_section(self) -> None:
        """The list before."""
        self.show_section(self.SECTIONS.index(self.section) - 1)

    @work
    async def action_filter(self) -> None:
        """Show only rows with these words."""
        from caseworker.screens.asking import AskLine

        hint = "words that must stand in the row; nothing shows all"
        words = await self.app.push_screen_wait(AskLine("Filter this list", hint, initial=self.words))
        if words is not None:
            self.words = words
            self.draw()

    def action_sort(self) -> None:
        """The order of the next column; after the last one as it came."""
        columns = self.section.columns
        self.sorted_by = self.sorted_by + 1 if self.sorted_by + 1 < len(columns) else -1
        self.draw()
        by = columns[self.sorted_by].label if self.sorted_by >= 0 else "what is most urgent"
        self.app.hint(f"In the order of {by}.")

    @work
    async def action_export(self) -> None:
        """Write the marked rows, or the whole list, to a CSV file."""
        from caseworker import locations
        from caseworker.casework.export import export_rows

        marked = self.table.marked
        rows = [row for row in self.shown(self.section) if not marked or row.id in marked]
        cells = [[_text(cell) for cell in row.cells] for row in rows]
        name = f"{self.WORD.lower()}-{self.section.id}"
        columns = [one.label for one in self.section.columns]
        folder = locations.data_folder() / "exports"
        path = await self.try_act(export_rows, folder, name, columns, cells)
        if path is not None:
            self.app.say(f"{counted(len(rows), 'row')} in {path.name}, folder {path.parent}")

    def action_attention(self) -> None:
        """The next urgent row."""
        if self.table.next_where(lambda row: row.style == "urgent") is None:
            self.app.hint("No other row here is urgent.")

    @work(exclusive=True, group="why")
    async def action_why(self) -> None:
        """The rule behind the row under the cursor."""
        from caseworker.screens.desk.why import WhyWindow

        row = self.row
        found = None if row is None else await self.try_act(self.whys, self.section.id, row.id)
        if found:
            self.app.push_screen(WhyWindow(found))
        elif found is not None:
            self.app.hint("No rule of law stands behind this row.")

    def action_turn_page(self) -> None:
        """Between the list and the detail."""
        detail = self.query_one("#detail", VerticalScroll)
        (self.table if detail.has_focus else detail).focus()

    def action_copy(self) -> None:
        """The PCN, to the clipboard."""
        pcn = self.pcn_of(self.section.id, self.row.id) if self.row is not None else ""
        if pcn:
            self.app.copy_to_clipboard(pcn)
            self.app.say(f"{pcn} copied.")

    def action_command(self) -> None:
        """Go anywhere by name: from the desk."""
        self.leave()
        self.desk.action_command()

    @work
    async def action_keys(self) -> None:
        """Every key that works here."""
        from caseworker.screens.asking import Tell
        from caseworker.screens.desk.commands import actions_content

        own = [one for name, place in keys.PLACES.items() if name == self.WORD.lower() for one in place]
        words = actions_content([*own, *keys.BOARD], self.app.keymap)
        await self.app.push_screen_wait(Tell(f"Keys of {self.WORD}", words))

    def action_back(self) -> None:
        """Take the filter away; else back to the desk."""
        if self.words:
            self.words = ""
            self.draw()
        else:
            self.leave()


def _text(cell: Any) -> str:
    """A cell's words."""
    return cell if isinstance(cell, str) else str(cell.text)


def _words(row: Row) -> str:
    """A row's words, for the filter."""
    return " ".join(_text(cell) for cell in row.cells).casefold()
