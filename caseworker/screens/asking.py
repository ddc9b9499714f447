"""Small windows that ask one question and give one answer, or None for esc."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from caseworker.screens.completing import Candidate, Completer
from caseworker.screens.keeping import Keep, Keeping
from caseworker.text import clean
from caseworker.widgets.listed import Listed
from caseworker.widgets.literal import literal


class WordsArea(TextArea):
    """Words to write: enter keeps them; ctrl+j begins a new line, where lines stay lines."""

    one = False
    """Whether they become one passage of a letter, in which a new line would be joined to the last."""

    BINDINGS = [
        Binding("enter", "keep", "keep", priority=True),
        Binding("ctrl+j,shift+enter", "line", "new line", priority=True),
    ]

    class Kept(Message):
        """The officer pressed enter."""

    def action_keep(self) -> None:
        """Done writing."""
        self.post_message(self.Kept())

    def action_line(self) -> None:
        """A new line."""
        self.insert(" " if self.one else "\n")


class AskWords(Keeping):
    """Ask for words: a reason, a note. Too few words are said so, and nothing is lost."""

    DEFAULT_CSS = """
    AskWords { align: center middle; }
    AskWords > Vertical { width: 76; max-width: 96%; height: auto; max-height: 90%; border: round $accent;
        background: $surface; padding: 0 1; }
    AskWords WordsArea { height: 7; border: tall $panel; }
    AskWords Static { height: auto; }
    """
    BINDINGS = [Binding("escape", "leave", "leave it")]

    def __init__(
        self,
        title: str,
        prompt: str,
        *,
        initial: str = "",
        least: int = 1,
        passage: bool = False,
        check: Callable[[str], object] = lambda words: None,
        keep: Keep | None = None,
    ) -> None:
        """Ask.

        Args:
            least: the fewest words that will do.
            passage: they become one passage of a letter: no new line is offered.
            check: raises `Refused` where the words cannot stand; they stay to be put right.
            keep: what is done with the words while the window stands.
        """
        super().__init__()
        self.check, self.passage, self.keep = check, passage, keep
        self.heading, self.prompt, self.initial, self.least = title, prompt, clean(initial), least

    def compose(self) -> ComposeResult:
        """What is asked, the place to write, the keys."""
        with Vertical() as box:
            box.border_title = literal(self.heading)
            yield Static(literal(self.prompt))
            area = WordsArea(self.initial, soft_wrap=True, tab_behavior="focus")
            area.one = self.passage
            yield area
            yield Static(id="complaint")
            line = "" if self.passage else "ctrl+j new line · "
            yield Static(literal(f"enter keep · {line}esc leave it").stylize("dim"))

    def on_mount(self) -> None:
        """Write at the end of what stands."""
        area = self.query_one(WordsArea)
        area.move_cursor(area.document.end)
        area.focus()

    def begun(self) -> bool:
        """Whether other words stand there than at first."""
        return self.query_one(WordsArea).text != self.initial

    def on_words_area_kept(self) -> None:
        """Give the words back where there are enough."""
        words = self.query_one(WordsArea).text.strip()
        if len(words.split()) < self.least:
            need = f"at least {self.least} words" if self.least > 1 else "a word"
            self.complain(f"This needs {need}.")
        elif self.stands(lambda: self.check(words)):
            self.give(words)


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a list to pick from."""

    id: str
    label: str
    why: str = ""
    preview: str = ""


class Pick(ModalScreen[str | None]):
    """Pick one of many by a few letters: the best first, a preview beside it, and why it is offered."""

    DEFAULT_CSS = """
    Pick { align: center middle; }
    Pick > Vertical { width: 96%; max-width: 130; height: 90%; border: round $accent; background: $surface; }
    Pick Input, Pick Input:focus { border: none; height: 1; background: $panel; margin: 0 1; }
    Pick Horizontal { height: 1fr; }
    Pick OptionList, Pick OptionList:focus { width: 1fr; border: none; padding: 0 1; }
    Pick VerticalScroll { width: 1fr; border-left: solid $panel; padding: 0 1; }
    Pick #pick-keys { height: 1; padding: 0 1; color: $text-muted; }
    """
    BINDINGS = [
        Binding("escape", "dismiss(None)", "leave it"),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
        Binding("pagedown", "step(8)", show=False, priority=True),
        Binding("pageup", "step(-8)", show=False, priority=True),
    ]
    listed = getters.query_one(OptionList)
    line: type[Input] = Input
    """What the letters are typed into."""

    def __init__(
        self,
        title: str,
        find: Callable[[str], Sequence[Choice]],
        *,
        hint: str = "",
        why_not: Callable[[str], str] | None = None,
    ) -> None:
        """Ask.

        Args:
            find: gives the choices for what was typed; everything, best first, for nothing.
            why_not: says of what was typed and found nothing why it is not to be had here; "" where it can't.
        """
        super().__init__()
        self.heading, self.find, self.hint, self.why_not = title, find, hint, why_not
        self.choices: list[Choice] = []

    def compose(self) -> ComposeResult:
        """The words typed, the list, the preview."""
        with Vertical() as box:
            box.border_title = literal(self.heading)
            yield self.line(placeholder=clean(self.hint) or "type a few letters")
            with Horizontal():
                yield Listed(markup=False)
                with VerticalScroll(can_focus=False):
                    yield Static(id="pick-preview")
            yield Static("enter choose · up and down move · esc leave it", id="pick-keys")

    def on_mount(self) -> None:
        """Everything first."""
        self.listed.can_focus = False
        self.query_one(Input).focus()
        self.fill("")

    def fill(self, words: str) -> None:
        """List what the words find."""
        self.choices = list(self.find(words))[:200]
        self.listed.clear_options()
        self.listed.add_options(
            [
                Option(
                    Content.assemble(
                        literal(one.label), literal(f"\n  {one.why}").stylize("dim") if one.why else ""
                    )
                )
                for one in self.choices
            ]
        )
        if self.choices:
            self.listed.highlighted = 0
        else:
            self.listed.add_option(Option(Content("Nothing fits these letters."), disabled=True))
            why = self.why_not(words) if self.why_not else ""
            self.query_one("#pick-preview", Static).update(literal(why))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Narrow as typed."""
        self.fill(message.value)

    def action_step(self, by: int) -> None:
        """Move in the list while the typing goes on."""
        if self.choices:
            at = (self.listed.highlighted or 0) + by
            self.listed.highlighted = max(0, min(len(self.choices) - 1, at))

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Show what would be chosen."""
        if message.option_index < len(self.choices):
            self.query_one("#pick-preview", Static).update(
                literal(self.choices[message.option_index].preview)
            )

    def on_input_submitted(self) -> None:
        """Choose the row under the cursor."""
        if self.choices and self.listed.highlighted is not None:
            self.dismiss(self.choices[self.listed.highlighted].id)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """A click chooses too."""
        if message.option_index < len(self.choices):
            self.dismiss(self.choices[message.option_index].id)


class AskLine(Keeping):
    """Ask for one line: a filter, a command. What may follow is listed below; tab takes it."""

    DEFAULT_CSS = """
    AskLine { align: center bottom; background: transparent; }
    AskLine > Vertical { width: 100%; height: auto; border: round $accent; background: $surface; }
    AskLine Input, AskLine Input:focus { border: none; height: 1; background: $panel; }
    AskLine Static { height: auto; padding: 0 1; color: $text-muted; }
    AskLine #complaint { display: none; }
    """
    AUTO_FOCUS = "Input"
    BINDINGS = [
        Binding("escape", "leave", "leave it"),
        Binding("tab", "take", "take what is marked", priority=True, show=False),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        hint: str,
        *,
        initial: str = "",
        complete: Completer | None = None,
        keep: Keep | None = None,
    ) -> None:
        """Ask.

        Args:
            hint: what the line understands.
            complete: gives the ways to go on from what was typed.
            keep: what is done with the line while the window stands.
        """
        super().__init__()
        self.heading, self.hint, self.initial, self.complete = title, hint, clean(initial), complete
        self.keep = keep
        self.candidates: Sequence[Candidate] = ()
        self.at = 0

    def compose(self) -> ComposeResult:
        """The line, what may follow, and what it understands."""
        with Vertical() as box:
            box.border_title = literal(self.heading)
            yield Input(self.initial, select_on_focus=True)
            yield Static(id="line-candidates")
            yield Static(id="complaint")
            yield Static(literal(self.hint))

    def on_mount(self) -> None:
        """What may stand first."""
        self.offer(self.initial)

    def on_input_changed(self, message: Input.Changed) -> None:
        """What may follow now."""
        self.offer(message.value)

    def offer(self, line: str) -> None:
        """List the ways to go on."""
        self.candidates = self.complete(line) if self.complete is not None else ()
        self.at = 0
        self.draw()

    def draw(self) -> None:
        """Draw the candidates, the one that tab takes marked."""
        width = max((len(one.line) for one in self.candidates), default=0)
        lines = [
            literal(f"{'▸' if n == self.at else ' '} {one.line:<{width}}  {one.help}")
            for n, one in enumerate(self.candidates)
        ]
        listed = self.query_one("#line-candidates", Static)
        listed.update(Content("\n").join(lines))
        listed.display = bool(lines)

    def action_step(self, by: int) -> None:
        """Mark another candidate."""
        if self.candidates:
            self.at = (self.at + by) % len(self.candidates)
            self.draw()

    def action_take(self) -> None:
        """Put the marked candidate into the line."""
        if self.candidates:
            line = self.query_one(Input)
            line.value = self.candidates[self.at].line
            line.cursor_position = len(line.value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Give the line back, where it can stand."""
        self.give(message.value.strip())


class Tell(ModalScreen[bool]):
    """Show something long to read: keys, both sides of a conflict, a fault. Enter or esc leaves it."""

    DEFAULT_CSS = """
    Tell { align: center middle; }
    Tell > VerticalScroll { width: 90; max-width: 96%; height: auto; max-height: 90%; border: round $accent;
        background: $surface; padding: 0 1; }
    Tell Static { height: auto; }
    """
    BINDINGS = [
        Binding("enter", "dismiss(True)", "go on"),
        Binding("escape,q", "dismiss(False)", "leave it"),
    ]

    def __init__(self, title: str, words: Content) -> None:
        super().__init__()
        self.heading, self.words = title, words

    def compose(self) -> ComposeResult:
        """The words, and how to leave."""
        with VerticalScroll() as box:
            box.border_title = literal(self.heading)
            yield Static(self.words)
            yield Static(Content("\nenter go on · esc leave it").stylize("dim"))

    def on_mount(self) -> None:
        """Arrow keys scroll at once."""
        self.query_one(VerticalScroll).focus()
