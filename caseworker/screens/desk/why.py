"""Why? The rule behind what stands under the cursor, and behind all else that the pane shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from unicodedata import category

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from caseworker.text import clean
from caseworker.widgets.listed import Listed
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.law.why import Why

LEAST = 24
"""Cells below which words are not folded any narrower."""
NAMES = 14
"""Cells of the longest name of a row, with the space after it."""


JOINERS = "\u200c\u200d"
CHOOSING = "up and down choose · enter opens · pgdn on · esc back"


def why_content(told: Why, width: int) -> Content:
    """A rule to be read: its words, its law, since when, how well verified, then the working.

    Args:
        width: cells of a line.
    """
    room = max(LEAST, width)
    lines = [*_folded(told.title, room, "bold"), *_folded(told.words, room), Content("")]
    for name, words in told.rows:
        doubtful = name == "how verified" and not told.verified
        lines += _named(name, words, room, "bold $text-warning" if doubtful else "")
    if told.working:
        lines += [Content(""), Content("Working").stylize("bold")]
        for step in told.working:
            lines += _hung(step, room, "  ")
    for words in told.warnings:
        lines += [Content(""), *(line.stylize("$text-warning") for line in _hung(words, room, "! "))]
    return Content("\n").join(lines)


def _folded(words: str, room: int, style: str = "") -> list[Content]:
    return [literal(line).stylize(style) if style else literal(line) for line in _wrapped(words, room)]


def _wrapped(words: str, room: int) -> list[str]:
    return [line for part in clean(words).split("\n") for line in _fold(part, room)]


def _fold(words: str, room: int) -> list[str]:
    """Words in lines of at most so many letters; one that is longer has lines of its own."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".lstrip()
        while len(lines[-1]) > room:
            cut = _cut(lines[-1], room)
            lines[-1:] = [lines[-1][:cut], lines[-1][cut:]]
    return lines


def _cut(word: str, room: int) -> int:
    """Where a long word is cut: after a stroke of an address, and never inside of what is one letter."""
    cut = word.rfind("/", 1, room) + 1 or room
    while cut > 1 and any(one in JOINERS or category(one).startswith("M") for one in word[cut - 1 : cut + 1]):
        cut -= 1
    return cut


def _hung(words: str, room: int, first: str) -> list[Content]:
    """Words under words, the first line after a mark."""
    lines = _wrapped(words, room - len(first))
    return [literal((first if at == 0 else " " * len(first)) + line) for at, line in enumerate(lines)]


def _named(name: str, words: str, room: int, style: str) -> Iterator[Content]:
    """A row: its name left, its words right, long words under words."""
    for at, line in enumerate(_wrapped(words, room - NAMES)):
        said = literal(line).stylize(style) if style else literal(line)
        yield Content.assemble((f"{name if at == 0 else '':<{NAMES}}", "dim"), said)


class WhyText(Static):
    """One rule, folded to the width there is."""

    DEFAULT_CSS = "WhyText { height: auto; }"
    told: Why | None = None
    drawn_at = -1
    """The width for which it was last folded."""

    def show(self, told: Why) -> None:
        """Show another rule."""
        self.told = told
        self.draw()

    def on_resize(self) -> None:
        """Fit the new width; where only the height changed, all stands as it is."""
        if self.content_size.width != self.drawn_at:
            self.draw()

    def draw(self) -> None:
        """Fold the words to the width."""
        self.drawn_at = self.content_size.width
        if self.told is not None and self.drawn_at:
            self.update(why_content(self.told, self.drawn_at))


class WhyWindow(ModalScreen[None]):
    """The rule behind one thing; where a pane shows several, they are listed, and the arrow keys choose."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal")]
    DEFAULT_CSS = """
    WhyWindow { align: center middle; }
    WhyWindow > Vertical { width: 96%; max-width: 130; height: auto; max-height: 92%; border: round $accent;
        background: $surface; }
    WhyWindow Container { height: auto; max-height: 1fr; layout: vertical; }
    WhyWindow OptionList, WhyWindow OptionList:focus { width: 100%; height: auto; max-height: 40%;
        border: none; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; background: $surface; }
    WhyWindow VerticalScroll { height: auto; max-height: 1fr; padding: 0 1; border-top: solid $panel; }
    WhyWindow.-several > Vertical { height: 92%; }
    WhyWindow.-several Container, WhyWindow.-several VerticalScroll { height: 1fr; }
    WhyWindow.-normal Container { layout: horizontal; }
    WhyWindow.-normal OptionList, WhyWindow.-normal OptionList:focus { width: 1fr; height: 100%;
        max-height: 100%; }
    WhyWindow.-normal VerticalScroll { width: 1fr; border-top: none; border-left: solid $panel; }
    WhyWindow.-whole OptionList { display: none; }
    WhyWindow.-whole VerticalScroll { border: none; }
    WhyWindow #why-keys { height: 1; padding: 0 1; color: $text-muted; }
    """
    BINDINGS = [
        Binding("escape", "back", "leave it"),
        Binding("pagedown", "scroll(1)", "read on", priority=True, show=False),
        Binding("pageup", "scroll(-1)", "read back", priority=True, show=False),
    ]
    listed = getters.query_one("#why-list", OptionList)
    reader = getters.query_one("#why-scroll", VerticalScroll)
    text = getters.query_one(WhyText)

    def __init__(self, whys: Iterable[Why], at: int = 0) -> None:
        """Show rules.

        Args:
            whys: all that can be asked about here; at least one.
            at: which of them the officer stands on.
        """
        super().__init__()
        self.whys: Sequence[Why] = tuple(whys)
        self.at = at if at < len(self.whys) else 0
        self.several = len(self.whys) > 1

    def compose(self) -> ComposeResult:
        """What can be asked about, the rule, the keys."""
        with Vertical() as box:
            box.border_title = "Why?"
            with Container():
                yield Listed(*(Option(row(one)) for one in self.whys), id="why-list", markup=False)
                with VerticalScroll(id="why-scroll"):
                    yield WhyText()
            yield Static(id="why-keys")

    def on_mount(self) -> None:
        """The rule of what the officer stands on."""
        self.set_class(self.several, "-several")
        self.whole(not self.several)
        self.listed.highlighted = self.at
        self.text.show(self.whys[self.at])

    def whole(self, alone: bool) -> None:
        """The rule alone, or beside the list."""
        self.set_class(alone, "-whole")
        (self.reader if alone else self.listed).focus()
        keys = "up and down read on · esc back" if alone else CHOOSING
        self.query_one("#why-keys", Static).update(keys)

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Show the rule that is chosen."""
        message.stop()
        self.at = message.option_index
        self.text.show(self.whys[self.at])
        self.reader.scroll_home(animate=False)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Enter: the rule has the window to itself."""
        message.stop()
        self.whole(True)

    def action_scroll(self, pages: int) -> None:
        """Move the rule by so many screens."""
        self.reader.scroll_relative(y=pages * max(1, self.reader.size.height - 1), animate=False)

    def action_back(self) -> None:
        """From the rule to the list; else leave."""
        if self.several and self.has_class("-whole"):
            self.whole(False)
        else:
            self.dismiss(None)


def row(told: Why) -> Content:
    """One thing that can be asked about: its mark, its name; what is not verified says so in words."""
    line = literal(f"{told.mark} {clean(told.title)}")
    if told.verified or told.citation is None:
        return line
    return Content.assemble((f"{told.mark} NOT VERIFIED  ", "bold $text-warning"), literal(clean(told.title)))
