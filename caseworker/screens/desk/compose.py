"""The compose pane: the plan of the letter left, the letter as it will read right, findings under it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea
from textual.widgets.option_list import Option

from caseworker.widgets.listed import Listed
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.casework.desk.compose import Checked
    from caseworker.casework.lettering import Reading
    from caseworker.letters.plan import Block

SLOTS = {
    "opening": "Opening",
    "decision": "Decision",
    "answer": "Answer",
    "discretion": "Weighing",
    "money": "Money",
    "refund": "Refund",
    "next-steps": "Next steps",
    "rights": "Rights",
    "care": "Care",
    "closing": "Closing",
    "free": "Own words",
    "linked": "PCNs",
}
FIELDS = (
    "{…} is filled in when the letter is written: {words} what the motorist said, {reason} your reason. "
    "*…* is printed in italics."
)
"""What stands between the marks of a paragraph that is being changed."""
HINT = "enter edit · k paragraph · + own words · - remove · ctrl+up/down move · u undo · f9 preflight"
LOW = 20
"""Lines of a screen below which the list of paragraphs gives way to the one that is being changed."""
MISSPELT = "bold underline"
"""How a misspelt word is marked: with or without colours."""
_MARKS = re.compile(r"\{[a-z_]{1,40}\}|\*\*")


class BlockList(Listed):
    """The letter's paragraphs in order, and the keys that change them."""

    BINDINGS = [
        Binding("minus,delete", "tell('remove')", "remove", id="compose.remove"),
        Binding("plus,insert", "tell('own')", "own words", id="compose.own"),
        Binding("ctrl+up", "tell('up')", "move up", id="compose.up"),
        Binding("ctrl+down", "tell('down')", "move down", id="compose.down"),
    ]

    class Asked(Message):
        """The officer asked for something to be done with the paragraph under the cursor."""

        def __init__(self, verb: str, index: int | None) -> None:
            super().__init__()
            self.verb = verb
            self.index = index

    def action_tell(self, verb: str) -> None:
        """Say what was asked, of which paragraph."""
        self.post_message(self.Asked(verb, self.highlighted))


class Editor(TextArea):
    """The words of one paragraph being changed. Fields stay as ``{names}`` and are filled in the preview."""

    BINDINGS = [Binding("escape", "done", "done", id="compose.done")]

    class Left(Message):
        """The officer has finished with this paragraph."""

    wrong: re.Pattern[str] | None = None
    """The misspelt words, each as it stands."""

    def action_done(self) -> None:
        """Leave the paragraph."""
        self.post_message(self.Left())

    def mark(self, words: Iterable[str]) -> None:
        """Mark words as misspelt wherever they stand; none takes every mark away."""
        some = sorted({re.escape(one) for one in words}, key=len, reverse=True)
        self.wrong = re.compile(rf"(?<![\w'’])(?:{'|'.join(some)})(?!\w)") if some else None
        self.notify_style_update()

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn, its misspelt words marked."""
        line = super().get_line(line_index)
        if self.wrong is not None:
            for found in self.wrong.finditer(line.plain):
                line.stylize(MISSPELT, *found.span())
        return line


class ComposePane(Vertical):
    """The letter being written."""

    DEFAULT_CSS = """
    ComposePane { border: round $accent; border-title-color: $text; }
    ComposePane #compose-body { height: 1fr; }
    ComposePane #plan { width: 2fr; max-width: 60; }
    ComposePane BlockList { height: 1fr; border: none; padding: 0 1; text-wrap: nowrap;
        text-overflow: ellipsis; }
    ComposePane BlockList:focus { border: none; }
    ComposePane Editor { height: 1fr; border: round $accent; display: none; }
    ComposePane #fields { height: auto; padding: 0 1; color: $text-muted; display: none; }
    ComposePane.-editing Editor, ComposePane.-editing #fields { display: block; }
    ComposePane.-editing BlockList { height: 30%; max-height: 6; }
    ComposePane #preview-scroll { width: 3fr; border-left: solid $panel; padding: 0 1; }
    ComposePane #compose-line { height: auto; padding: 0 1; color: $text-muted; }
    """
    listed = getters.query_one(BlockList)
    editor = getters.query_one(Editor)

    class Edited(Message):
        """The words of a paragraph changed."""

        def __init__(self, index: int, text: str) -> None:
            super().__init__()
            self.index = index
            self.text = text

    class Finished(Message):
        """The officer left the editor."""

    blocks: tuple[Block, ...] = ()
    editing: int | None = None
    checked: Checked | None = None

    def compose(self) -> ComposeResult:
        """Plan and editor left, preview right, the line of findings under both."""
        with Horizontal(id="compose-body"):
            with Vertical(id="plan"):
                yield BlockList(id="blocks", markup=False)
                yield Static(FIELDS, id="fields", markup=False)
                yield Editor(soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
            with VerticalScroll(id="preview-scroll"):
                yield Static(id="preview")
        yield Static(HINT, id="compose-line")

    def show(self, blocks: tuple[Block, ...], *, at: int = 0) -> None:
        """List the paragraphs, the cursor on one of them."""
        self.listed.clear_options()
        self.blocks = blocks
        self.listed.add_options([Option(block_line(n, one)) for n, one in enumerate(blocks, 1)])
        if blocks:
            self.listed.highlighted = min(at, len(blocks) - 1)

    def begin(self) -> None:
        """Another letter is opened: nothing of the one before stands beside its paragraphs."""
        self.checked = None
        self.query_one("#preview", Static).update("")
        self.query_one("#compose-line", Static).update(HINT)

    def preview(self, checked: Checked) -> None:
        """Show the letter as it will read, and what the check says of it so far."""
        body = literal(checked.letter.text)
        for one in checked.findings:
            if one.start is not None and one.end is not None:
                body = body.stylize("reverse" if one.level == "red" else "underline", one.start, one.end)
        wrong = checked.reading.misspelt if checked.reading else ()
        for word in wrong:
            body = body.stylize(MISSPELT, word.start, word.end)
        self.editor.mark(word.word for word in wrong)
        self.query_one("#preview", Static).update(body)
        self.fill_in(checked)
        self.checked = checked
        self.kept(checked.saved_words)

    def fill_in(self, checked: Checked) -> None:
        """Show each paragraph of the list by its words as they will be printed."""
        words: dict[int, str] = {}
        for part in checked.letter.parts:
            words.setdefault(part.block, part.text)
        for n, block in enumerate(self.blocks):
            if n in words and n < self.listed.option_count:
                line = block_line(n + 1, block, words[n])
                self.listed.replace_option_prompt_at_index(n, line)

    def kept(self, words: str) -> None:
        """Say under the letter what the check found so far, and when the draft was last kept."""
        checked = self.checked
        if checked is None:
            return
        reds = sum(1 for one in checked.findings if one.level == "red")
        ambers = len(checked.findings) - reds
        first = next(iter(sorted(checked.findings, key=lambda one: one.level != "red")), None)
        counted = f"{'! ' if reds else ''}{reds} red · {ambers} amber · {checked.words} words"
        counted += reading_words(checked.reading)
        line = f"{counted} · {words}" if words else counted
        told = first.words if first else HINT
        self.query_one("#compose-line", Static).update(
            literal("\n".join([line, *misspelt_words(checked.reading), *checked.news[:1], told]))
        )

    def edit(self, index: int, text: str) -> None:
        """Open one paragraph for changing."""
        self.editing = index
        self.editor.load_text(text)
        self.add_class("-editing")
        self.give_room(editing=True)
        self.editor.focus()
        self.editor.move_cursor(self.editor.document.end)

    def give_room(self, *, editing: bool) -> None:
        """On a narrow screen the words being changed have the whole width; on a low one, its lines too."""
        narrow, low = self.screen.has_class("-narrow"), self.screen.size.height < LOW
        self.listed.display = not (low and editing)
        self.query_one("#preview-scroll").display = not (narrow and editing)
        self.query_one("#plan").styles.max_width = "100%" if narrow and editing else 60

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Each change of words goes up, so that it is kept within two seconds."""
        message.stop()
        if self.editing is not None and self.has_class("-editing"):
            self.post_message(self.Edited(self.editing, self.editor.text))

    def on_editor_left(self, message: Editor.Left) -> None:
        """Back to the list."""
        message.stop()
        self.close_editor()
        self.post_message(self.Finished())

    def close_editor(self) -> None:
        """Shut the editor; what was typed has been sent up already."""
        self.remove_class("-editing")
        self.give_room(editing=False)
        self.editing = None
        self.listed.focus()


def reading_words(reading: Reading | None) -> str:
    """How hard the letter is to read, in a few words."""
    return f" · reading age {reading.age:.0f} · longest sentence {reading.longest}" if reading else ""


def misspelt_words(reading: Reading | None) -> list[str]:
    """The misspelt words with the keys for them, in a line; none where there are none."""
    words = list(dict.fromkeys(one.word for one in reading.misspelt)) if reading else []
    if not words:
        return []
    more = f" and {len(words) - 3} more" if len(words) > 3 else ""
    return [f"? misspelt: {', '.join(words[:3])}{more} · f12 put right · ctrl+o council's word"]


def block_line(number: int, block: Block, filled: str = "") -> Content:
    """One paragraph of the plan: its place, its id, the first of its words.

    Args:
        filled: its words as they will be printed; until those are known, fields stand by their names.
    """
    name = SLOTS.get(block.slot, block.slot)
    about = f" · {block.point}" if block.point else ""
    source = (
        "own words"
        if block.paragraph == "free"
        else block.paragraph + (" (changed)" if block.changed else "")
    )
    plain = filled or _MARKS.sub(lambda mark: mark[0].strip("{}*").replace("_", " "), block.text)
    first = " ".join(plain.split())[:70]
    return Content.assemble(
        literal(f"{number:>2}  {name}{about}").stylize("bold"),
        literal(f"\n    {source}").stylize("dim"),
        literal(f"\n    {first}"),
    )
