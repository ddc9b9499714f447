"""Small windows with several lines to fill in, or one of a few to choose by its letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key, Paste
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from caseworker.screens.keeping import Keep, Keeping
from caseworker.screens.ticking import Ticks
from caseworker.text import clean
from caseworker.widgets.literal import literal

Check = Callable[[Mapping[str, str]], object]
"""Raises `Refused` where what was filled in cannot stand."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line to fill in."""

    id: str
    label: str
    initial: str = ""
    hint: str = ""
    check: Callable[[str], object] = lambda words: None
    """Raises `Refused` where this line cannot stand: the cursor goes to it."""


class Fill(Keeping):
    """Fill in a few lines: enter goes to the next, on the last it keeps all. Nothing is lost by a slip."""

    DEFAULT_CSS = """
    Fill { align: center middle; }
    Fill > VerticalScroll { width: 76; max-width: 96%; height: auto; max-height: 96%; border: round $accent;
        background: $surface; padding: 0 1; }
    Fill Static { height: auto; }
    Fill Input, Fill Input:focus { border: none; height: 1; background: $panel; }
    Fill Ticks, Fill Ticks:focus { height: auto; max-height: 9; border: none; padding: 0; }
    """
    BINDINGS = [
        Binding("escape", "leave", "leave it"),
        Binding("f10", "keep", "keep", priority=True),
    ]

    def __init__(
        self,
        title: str,
        prompt: str,
        lines: Sequence[Line],
        *,
        check: Check = lambda filled: None,
        keep: Keep | None = None,
        choices: Sequence[str] = (),
        ticked: Sequence[str] = (),
    ) -> None:
        """Ask.

        Args:
            check: looks at what was filled in before it is kept.
            keep: what is done with it while the window stands.
            choices: things to tick above the lines; those that were come back under ``ticked``, a line each.
            ticked: those of them that are ticked from the start.
        """
        super().__init__()
        self.ticked = ticked
        self.heading, self.prompt, self.lines = title, prompt, lines
        self.check, self.keep, self.choices = check, keep, choices

    def compose(self) -> ComposeResult:
        """What is asked, what can be ticked, the lines, the keys."""
        with VerticalScroll(can_focus=False) as box:
            box.border_title = literal(self.heading)
            yield Static(literal(self.prompt))
            if self.choices:
                yield Ticks([(one, n, one in self.ticked) for n, one in enumerate(self.choices)], id="ticks")
            for one in self.lines:
                yield Static(literal(one.label).stylize("dim"))
                yield Input(clean(one.initial), placeholder=clean(one.hint), id=f"line-{one.id}")
            yield Static(id="complaint")
            space = "space ticks · tab next · " if self.choices else ""
            words = f"{space}enter next, on the last line keep · f10 keep · esc leave it"
            yield Static(literal(words).stylize("dim"))

    def begun(self) -> bool:
        """Whether something else is filled in or ticked than at first."""
        first = {one.id: clean(one.initial).strip() for one in self.lines}
        if self.choices:
            first["ticked"] = "\n".join(one for one in self.choices if one in self.ticked)
        return self.filled() != first

    def on_mount(self) -> None:
        """Begin with the first thing."""
        self.query_one("#ticks" if self.choices else f"#line-{self.lines[0].id}").focus()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter in what can be ticked: on to the lines."""
        message.stop()
        self.focus_next()

    def on_key(self, event: Key) -> None:
        """What is typed over the ticks is meant for the first line: nothing typed falls nowhere."""
        typed = event.character if event.is_printable else None
        if typed and typed != " " and isinstance(self.focused, Ticks):
            event.stop()
            self.begin(typed)

    def on_paste(self, event: Paste) -> None:
        """What is pasted over the ticks, the same."""
        if isinstance(self.focused, Ticks) and event.text.strip():
            event.stop()
            self.begin(clean(event.text.strip().splitlines()[0]))

    def begin(self, words: str) -> None:
        """Begin the first line anew, the cursor behind these words."""
        line = self.query_one(f"#line-{self.lines[0].id}", Input)
        line.select_on_focus = False
        line.value, line.cursor_position = words, len(words)
        line.focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter: the next line; on the last one keep."""
        message.stop()
        if message.input.id == f"line-{self.lines[-1].id}":
            self.action_keep()
        else:
            self.focus_next()

    def filled(self) -> dict[str, str]:
        """What was filled in, by line."""
        found = {one.id: self.query_one(f"#line-{one.id}", Input).value.strip() for one in self.lines}
        if self.choices:
            ticked = self.query_one("#ticks", Ticks).selected
            found["ticked"] = "\n".join(self.choices[n] for n in ticked)
        return found

    def action_keep(self) -> None:
        """Give it back where it can stand; else say why not."""
        found = self.filled()
        for one in self.lines:
            if not self.stands(partial(one.check, found[one.id])):
                self.query_one(f"#line-{one.id}", Input).focus()
                return
        if self.stands(lambda: self.check(found)):
            self.give(found)


class OneOf(ModalScreen[str | None]):
    """Choose one of a few by its letter."""

    DEFAULT_CSS = """
    OneOf { align: center middle; }
    OneOf > VerticalScroll { width: 60; max-width: 96%; height: auto; border: round $accent;
        background: $surface; padding: 0 1; }
    OneOf Static { height: auto; }
    """
    BINDINGS = [
        Binding("escape", "dismiss(None)", "leave it"),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
    ]
    at = 0

    def __init__(self, title: str, choices: Mapping[str, str]) -> None:
        """Ask.

        Args:
            choices: what each letter chooses, in words.
        """
        super().__init__()
        self.heading, self.choices = title, choices

    def compose(self) -> ComposeResult:
        """A line each."""
        with VerticalScroll() as box:
            box.border_title = literal(self.heading)
            yield Static(id="one-of")
            yield Static(Content("a letter, or up, down and enter · esc leave it").stylize("dim"))

    def on_mount(self) -> None:
        """The first is marked."""
        self.action_step(0)

    def action_step(self, by: int) -> None:
        """Mark the next one or the one before."""
        self.at = max(0, min(len(self.choices) - 1, self.at + by))
        lines = [
            Content.assemble((f"{'▸' if n == self.at else ' '} {key}  ", "bold"), literal(words))
            for n, (key, words) in enumerate(self.choices.items())
        ]
        self.query_one("#one-of", Static).update(Content("\n").join(lines))

    def action_take(self) -> None:
        """Choose what is marked."""
        self.dismiss(list(self.choices)[self.at])

    def on_key(self, event: Key) -> None:
        """A letter chooses."""
        if event.character in self.choices:
            event.stop()
            self.dismiss(event.character)
