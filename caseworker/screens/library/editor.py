"""The editor of one paragraph: its file on the left or above, beside it how it reads and what to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.timer import Timer
from textual.widgets import Static, TextArea

from caseworker import keys
from caseworker.law.refusals import Refused
from caseworker.screens.base import BaseScreen
from caseworker.screens.board import bindings
from caseworker.screens.desk.header import Header
from caseworker.screens.library import drawing
from caseworker.text import clean, counted
from caseworker.widgets.literal import literal
from caseworker.widgets.mode_line import ModeLine
from caseworker.widgets.told import Told

if TYPE_CHECKING:
    from caseworker.casework.library.writing import Draft
    from caseworker.letters.paragraph import Problem
    from caseworker.letters.sampling import Sample

PAUSE = 0.8
"""Seconds without a key after which the draft is kept and looked over."""
TITLES = {"sample": "on a sample case", "changes": "what changed", "lint": "what to mend"}
SIDES = tuple(TITLES)
ACTIONS = (*keys.EDITOR, keys.action("board.turn_page"))


class EditorScreen(BaseScreen):
    """A draft being written: kept at each pause, looked over as it stands."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal")]
    DEFAULT_CSS = """
    EditorScreen #editor-body { height: 1fr; layout: horizontal; }
    EditorScreen #draft { width: 1fr; height: 1fr; border: round $panel; }
    EditorScreen #draft:focus { border: round $accent; }
    EditorScreen #side { width: 1fr; height: 1fr; border: round $panel; padding: 0 1; }
    EditorScreen #side:focus { border: round $accent; }
    EditorScreen.-narrow #editor-body { layout: vertical; }
    EditorScreen.-narrow #draft { width: 100%; height: 3fr; }
    EditorScreen.-narrow #side { width: 100%; height: 2fr; }
    EditorScreen #side-words { height: auto; }
    """
    BINDINGS = [
        *bindings(ACTIONS),
        Binding("escape", "back", "back", id="editor.back", show=False, priority=True),
    ]
    draft_area = getters.query_one("#draft", TextArea)

    def __init__(self, draft: Draft) -> None:
        """Write on a draft, as it was begun or opened."""
        super().__init__()
        self.draft = draft
        self.stood = ""
        self.kept = clean(draft.text)
        """The words as they were kept last, as the screen has them."""
        self.side = "sample"
        self.problems: tuple[Problem, ...] = ()
        self.samples: tuple[Sample, ...] = ()
        self.timer: Timer | None = None
        self.refused = False

    def compose(self) -> ComposeResult:
        """Header, the draft, what is said of it, foot."""
        yield Header()
        with Container(id="editor-body"):
            yield TextArea(self.kept, id="draft", soft_wrap=True, tab_behavior="focus")
            with VerticalScroll(id="side"):
                yield Static(id="side-words")
        yield Told()
        yield ModeLine()

    def on_mount(self) -> None:
        """Ready to write; looked over at once."""
        name = f"{self.draft.paragraph} · version {self.draft.number}"
        self.query_one(Header).show(self.app.office, "LIBRARY", name, self.draft.paragraph)
        remapped = self.app.keymap
        pairs = [(keys.shown(remapped.get(one.id, one.keys)), one.label) for one in ACTIONS]
        self.query_one(ModeLine).show("LIBRARY", [*pairs, ("esc", "done")])
        self.draft_area.move_cursor((self.first_line, 0))
        self.draft_area.focus()
        if self.draft.words:
            self.app.hint(f"Given back: {self.draft.words}")
        self.look()

    @property
    def first_line(self) -> int:
        """Where the words begin: after the particulars."""
        lines = self.kept.split("\n")
        marks = [number for number, line in enumerate(lines) if line.strip() == "+++"]
        return min(marks[1] + 2, len(lines) - 1) if len(marks) > 1 else 0

    def on_text_area_changed(self) -> None:
        """A change: kept and looked over at the next pause."""
        if self.timer is not None:
            self.timer.stop()
        self.timer = self.set_timer(PAUSE, self.look)

    @work(exclusive=True, group="look-over")
    async def look(self) -> None:
        """Keep what was typed, then say what the lint finds and how it reads."""
        from caseworker.casework.library.looking import looked_over
        from caseworker.casework.shelf import standing_text

        await self.keep()
        text = self.draft_area.text
        if not self.stood:
            self.stood = clean((await self.app.ask(standing_text, self.draft.paragraph))[1])
        found = await self.try_act(looked_over, self.draft.path, text)
        if found is not None and self.stands and text == self.draft_area.text:
            self.problems, self.samples = found
            self.draw()

    async def keep(self) -> bool:
        """Keep the words now, where they are not kept yet; False where they could not be."""
        from caseworker.casework.library.writing import save

        text = self.draft_area.text
        if text == self.kept:
            return True
        try:
            self.draft = await self.app.ask(save, self.draft.id, self.draft.saves, text)
        except Refused as refused:
            self.app.say_refused(refused)
            self.refused = True
            return False
        self.kept, self.refused = text, False
        return True

    async def keep_what_is_written(self) -> bool:
        """Keep the newest words before the program ends."""
        return await self.keep()

    def draw(self) -> None:
        """Draw what stands beside the draft, and how many things are to mend."""
        from caseworker.letters.changes import changes

        errors = sum(one.level == "error" for one in self.problems)
        more = len(self.problems) - errors
        mend = f"{errors} to mend, {more} worth a look" if self.problems else "nothing to mend"
        area = self.draft_area
        kept = "kept" if area.text == self.kept else "not kept"
        area.border_title = literal(self.draft.path)
        said = counted(len(area.text.rpartition("+++")[2].split()), "word")
        area.border_subtitle = literal(f"{mend} · {said} · {kept}")
        side = self.query_one("#side", VerticalScroll)
        shown = "lint" if self.side == "sample" and not self.samples else self.side
        side.border_title = literal(TITLES[shown])
        if shown == "sample":
            words = drawing.drawn_samples(self.samples)
        elif shown == "changes":
            words = drawing.drawn_changes(changes(self.stood, area.text))
        else:
            words = drawing.drawn_problems(self.problems)
        self.query_one("#side-words", Static).update(words)

    def action_turn_side(self) -> None:
        """Beside the draft: how it reads, what changed, what to mend, in turn."""
        self.side = SIDES[(SIDES.index(self.side) + 1) % len(SIDES)]
        self.draw()

    def action_turn_page(self) -> None:
        """Between the draft and what stands beside it."""
        side = self.query_one("#side", VerticalScroll)
        (self.draft_area if side.has_focus else side).focus()

    @work
    async def action_submit(self) -> None:
        """Keep, submit, and go back to the list."""
        from caseworker.casework.library.submitting import submit

        if await self.keep():
            done = await self.try_act(submit, self.draft.id, self.draft.saves)
            if done is not None:
                self.dismiss()
                self.app.say(done)

    @work
    async def action_back(self) -> None:
        """Keep, and go back; where it could not be kept, only the second time."""
        again = self.refused
        if await self.keep() or again:
            self.dismiss()
