"""The desk: one screen with persistent panes. The queue first; then one case from its letter to the reply."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Key
from textual.widgets import ContentSwitcher
from textual.worker import Worker

from caseworker import keys
from caseworker.screens.base import BaseScreen
from caseworker.screens.desk.header import Header
from caseworker.screens.desk.modes import BESIDE, MODES, Mode, modes_of
from caseworker.screens.desk.queue import QueuePane
from caseworker.screens.desk.ways import Ways
from caseworker.widgets.mode_line import ModeLine
from caseworker.widgets.queue_table import QueueTable
from caseworker.widgets.told import Told

if TYPE_CHECKING:
    from caseworker.casework.views import CaseView
    from caseworker.screens.completing import Completer
    from caseworker.screens.desk.casefile import CaseFile


def _case_file() -> type[CaseFile]:
    """What a case is shown in; loaded in a thread, so that no key waits for it."""
    from caseworker.screens.desk.casefile import CaseFile

    return CaseFile


BEHIND = "behind the case"
"""The name under which the board is kept from which a case was opened."""


class DeskScreen(Ways):
    """The officer's whole working day."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (150, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(one.keys, one.verb, one.label, id=one.id, tooltip=one.help, show=False)
        for one in keys.DESK
        if one.group in ("Everywhere", "Queue") and one.id != "desk.turn_page"
    ]
    switcher = getters.query_one("#rooms", ContentSwitcher)
    mode_line = getters.query_one(ModeLine)

    behind: BaseScreen | None = None
    """The board or search from which the open case was opened, as the officer left it."""

    def __init__(self) -> None:
        super().__init__()
        self.building = asyncio.Lock()

    @property
    def view(self) -> CaseView | None:
        """The case that is open."""
        return self.file.view if self.mode.room == "case" and self.file is not None else None

    def compose(self) -> ComposeResult:
        """The frame and the queue: the case's panes come after the first frame."""
        yield Header()
        with ContentSwitcher(initial="room-queue", id="rooms"):
            yield QueuePane()
            yield Container(id="room-case")
        yield Told()
        yield ModeLine()

    def on_mount(self) -> None:
        """Draw the frame first; then read the queue, then build the case's panes."""
        self.header.show(self.app.office, "QUEUE", *self.day())
        self.enter("queue")
        self.queue.table.focus()
        self.queue.show("")

    def on_queue_pane_shown(self, message: QueuePane.Shown) -> None:
        """The queue's first rows are there: once they are drawn, build what a case needs."""
        message.stop()
        if self.file is None:
            self.call_after_refresh(self.prepare)

    @work
    async def prepare(self) -> None:
        """Build the case's panes and read the day's figures, which loads what the acts need."""
        await self.case_room()
        self.count_today()
        await self.read_once()
        # All this stays until the end: it is no longer looked through for garbage.
        gc.freeze()

    async def read_once(self) -> None:
        """Read the first case and show nothing of it: what reading needs is loaded before it is asked for."""
        from caseworker.casework.desk.view import view

        first = self.queue.pages.row(0)
        if first is not None:
            with suppress(Exception):
                await self.app.ask(view, first.id)

    async def case_room(self) -> CaseFile:
        """The panes of a case, mounted once and hidden: showing a case later only changes what they say."""
        async with self.building:
            if self.file is None:
                case_file = await self.app.aside(_case_file)
                built = case_file()
                await self.query_one("#room-case").mount(built)
                self.file = built
        return self.file

    async def keep_what_is_written(self) -> bool:
        """Keep the letter as it stands at this moment."""
        return self.file is None or await self.file.keep_what_is_written()

    # -- where we are -------------------------------------------------------------------------------

    def enter(self, name: str) -> None:
        """Change the mode: which room and pane show, which keys the footer names."""
        if name != self.mode.name:
            self.unsay_all()
        self.mode = self.modes()[name]
        self.switcher.current = f"room-{self.mode.room}"
        self.set_class(self.mode.room == "case", "-case")
        remapped = self.app.keymap
        pairs = [
            (keys.shown(key or remapped.get(name, keys.BY_ID[name].keys)), words)
            for name, key, words in self.mode.shown()
        ]
        self.mode_line.show(self.mode.word, pairs)
        self.header.mode(self.mode.word, *(self.day() if self.mode.room == "queue" else []))
        self.app.clear_notifications()
        self.refresh_bindings()

    def modes(self) -> Mapping[str, Mode]:
        """The modes of the open case's kind; of any dispute, where none was opened yet."""
        opened = self.file.view if self.file is not None else None
        return MODES if opened is None else modes_of(opened.facts.kind)

    def day(self) -> tuple[str, ...]:
        """In the practice office, on which day it lives; in fewer and fewer words."""
        if not self.app.office.training:
            return ("",)
        today = self.app.office.today()
        return (
            f"practice day {today:%a} {today.day} {today:%b %Y}",
            f"{today:%a} {today.day} {today:%b}",
            "",
        )

    def unsay(self, words: str) -> None:
        """Say no longer what was of another case."""
        self.query_one(Told).unsay(words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key works only where its mode lists it; elsewhere it does nothing at all."""
        if f"desk.{action}" in keys.BY_ID:
            return self.mode.allows(f"desk.{action}")
        return True

    def on_key(self, event: Key) -> None:
        """A key that has no use here says so; preflight's waits for a letter that is being opened."""
        remapped = self.app.keymap
        of_key = [one for one in keys.DESK if event.key in remapped.get(one.id, one.keys).split(",")]
        if not of_key or any(self.mode.allows(one.id) for one in of_key):
            return
        if of_key[0].id == "desk.preflight" and self.file is not None and self.file.opening_letter:
            self.file.then_preflight = True
        elif event.is_printable:
            one = of_key[0]
            elsewhere = any(modes[self.mode.name].allows(one.id) for modes in (MODES, BESIDE))
            where = "a case of this kind" if elsewhere else self.mode.word
            self.app.hint(f"{keys.shown(event.key)} ({one.label}) has no use in {where}: ? lists the keys.")

    @work(exclusive=True, group="today")
    async def count_today(self) -> None:
        """Read what was cleared today against the target, and draw the bar."""
        from caseworker.casework.desk.today import today

        figures = await self.try_act(today)
        if figures is not None:
            self.header.today(figures)

    # -- the queue ----------------------------------------------------------------------------------

    def on_queue_table_opened(self, message: QueueTable.Opened) -> None:
        """Enter on a row: claim that case and open it."""
        message.stop()
        self.open_case(message.row_id)

    def open_case(self, case_id: int | None = None) -> Worker[None]:
        """Claim a case (or, without an id, the next by the team's rule) and show it."""
        if self.view is None or self.view.id != case_id:
            self.forget_behind()
        return self.show_case(case_id)

    async def see_again(self) -> None:
        """Read the open case again, and show it where the officer stands."""
        if self.view is not None and self.file is not None:
            await self.file.see_again()

    def open_from(self, board: BaseScreen, case_id: int) -> None:
        """Open a case from a screen over the desk; esc from the case shows that screen again."""
        self.forget_behind()
        # What is installed is not taken apart when it no longer stands over the desk.
        self.app.install_screen(board, BEHIND)
        self.behind = board
        self.app.pop_screen()
        self.show_case(case_id)

    def forget_behind(self) -> None:
        """The officer went on to other work: the board they came from is taken apart."""
        if self.behind is not None:
            self.app.uninstall_screen(self.behind)
            self.behind.remove()
            self.behind = None

    def go_behind(self) -> None:
        """Show the board from which the case was opened, as it was left."""
        board, self.behind = self.behind, None
        if board is not None:
            self.app.uninstall_screen(board)
            self.app.push_screen(board)
            board.come_back()

    @work
    async def show_case(self, case_id: int | None) -> None:
        """Claim a case, or the next one, and show it.

        A case that cannot be claimed, since a colleague has it or the store cannot be written, is shown to be
        read; why was said.
        """
        from caseworker.casework.desk.claim import claim, claim_next

        file = await self.case_room()
        done, barred = None, None
        try:
            done = await (self.app.ask(claim_next) if case_id is None else self.app.ask(claim, case_id))
        except Exception as trouble:
            barred = trouble
        shown = case_id if done is None else done.case_id
        if shown is not None:
            await file.open(shown)
        if barred is not None:
            # Only now: what was said before is cleared away when a mode begins.
            self.app.say_trouble(barred)
        elif shown is None:
            if self.mode.room == "case":
                self.back_to_queue()
            self.app.hint("There is no case for you: the queue is empty, or all of it is with others.")

    def back_to_queue(self) -> None:
        """Show the queue as it is now, the cursor where it was."""
        self.forget_behind()
        self.lay_queue()

    def lay_queue(self) -> None:
        """The queue's room, its rows read again."""
        self.enter("queue")
        self.queue.show(keep=True)
        self.queue.table.focus()

    def action_next(self) -> None:
        """The next case by the team's rule."""
        self.open_case(None)

    def action_queue(self) -> None:
        """Back a step: from a pane to the case, from there to the board or queue, from a filter to all."""
        if self.mode.name == "case" or (self.mode.room == "queue" and self.behind is not None):
            self.lay_queue()
            self.go_behind()
        elif self.mode.name == "queue":
            if self.queue.words:
                self.queue.show("")
        elif self.file is not None:
            self.file.back()

    @work
    async def action_filter(self) -> None:
        """Filter the queue."""
        from caseworker.screens.asking import AskLine

        hint = 'kind:formal  due<5  officer:me  street:"Mare"  vrm:ZZ1*  or words   ·   tab completes'
        line = AskLine(
            "Filter the queue", hint, initial=self.queue.words, complete=self.completers()["filter"]
        )
        words = await self.app.push_screen_wait(line)
        if words is not None:
            self.queue.show(words)

    def action_sort(self) -> None:
        """The next order of the queue."""
        self.queue.turn_sort()

    @work
    async def action_export(self) -> None:
        """Write the marked rows, or the whole filtered queue, to a CSV file."""
        from caseworker import locations
        from caseworker.casework.desk.queue import export_queue

        marked = self.queue.table.marked
        folder = locations.data_folder() / "exports"
        path = await self.try_act(export_queue, folder, self.queue.words, marked)
        if path is not None:
            self.app.say(f"{'Marked rows' if marked else 'Queue'} in {path.name}, folder {path.parent}")

    def action_attention(self) -> None:
        """The next row that needs somebody today."""
        if not self.queue.go_to_urgent():
            self.app.hint("No other row on the pages read so far is urgent.")

    def action_copy(self) -> None:
        """The PCN, to the clipboard."""
        row = self.queue.row
        pcn = (
            self.file.view.pcn
            if self.mode.room == "case" and self.file and self.file.view
            else row and row.pcn
        )
        if pcn:
            self.app.copy_to_clipboard(pcn)
            self.app.say(f"{pcn} copied.")

    @work(exclusive=True, group="why")
    async def action_why(self) -> None:
        """The rule behind what the officer stands on."""
        if self.mode.room == "case" and self.file is not None:
            self.file.explain()
        elif (row := self.queue.row) is not None:
            from caseworker.casework.why import of_queued
            from caseworker.screens.desk.why import WhyWindow

            whys = await self.try_act(of_queued, row.id, row.target)
            if whys:
                self.app.push_screen(WhyWindow(whys))

    # -- going anywhere -----------------------------------------------------------------------------

    @work
    async def action_command(self) -> None:
        """Go anywhere by name."""
        from caseworker.screens.asking import AskLine
        from caseworker.screens.desk.commands import run

        hint = ":q [filter]  the queue   ·   :case PCN   ·   tab completes   ·   up and down choose"
        line = AskLine("Go to", hint, complete=self.completers()["command"])
        words = await self.app.push_screen_wait(line)
        if words:
            await run(self, words)

    @work
    async def action_views(self) -> None:
        """Pick, keep or forget a view."""
        from caseworker.screens.desk.views import pick

        await pick(self)

    def action_find(self) -> None:
        """Find a case for a caller."""
        from caseworker.screens.desk.commands import search

        search(self, "", "")

    def completers(self) -> dict[str, Completer]:
        """What may follow in the filter, and after the colon."""
        from caseworker.screens.completing import command_completer, filter_completer
        from caseworker.screens.desk.commands import COMMANDS

        filters = filter_completer([one.id for one in self.app.office.officers.everyone])
        return {"filter": filters, "command": command_completer(COMMANDS, filters)}

    @work
    async def action_keys(self) -> None:
        """Every key, grouped; in a case, those that have a use in its kind."""
        from caseworker.screens.asking import Tell
        from caseworker.screens.desk.commands import keys_content

        modes = (MODES, BESIDE) if self.view is None else (self.modes(),)
        useful = [
            one for one in keys.DESK if any(mode.allows(one.id) for some in modes for mode in some.values())
        ]
        await self.app.push_screen_wait(Tell("Keys", keys_content(useful, self.app.keymap)))
