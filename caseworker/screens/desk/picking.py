"""The picker of paragraphs: found by a few letters, the officer's favourites by their number keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import getters, work
from textual.binding import Binding
from textual.events import Key
from textual.message import Message
from textual.widgets import Input, Static

from caseworker.screens.asking import Choice, Pick
from caseworker.screens.base import CaseworkerApp
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from caseworker.casework.desk.compose import Choices
    from caseworker.letters.plan import Block, Offer

MOST = 60
"""Rows that are shown: whoever wants another one types on."""
KEYS = "enter choose · 1-9 your favourites · f7 make or unmake one · esc leave it"


class FigureLine(Input):
    """A line in which a figure is a key while nothing is typed, and a figure after that."""

    class Asked(Message):
        """A figure was pressed."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def on_key(self, event: Key) -> None:
        """A figure on the empty line is not typed."""
        if not self.value and event.character and event.character in "123456789":
            event.prevent_default()
            event.stop()
            self.post_message(self.Asked(int(event.character)))


class PickParagraph(Pick):
    """Pick a standard paragraph, the best for this case first; those for the place of the cursor on top."""

    BINDINGS = [
        Binding("f7", "favourite", "favourite", id="picker.favourite", priority=True, show=False),
    ]
    app = getters.app(CaseworkerApp)
    line = FigureLine

    def __init__(self, some: Choices, here: Block | None) -> None:
        """Ask.

        Args:
            here: the block on which the cursor stands.
        """
        super().__init__("Paragraphs, the best for this case first", self.found)
        self.picker, self.here = some.picker, here
        self.favourites: Mapping[int, str] = some.favourites

    def on_mount(self) -> None:
        """Say the keys."""
        self.query_one("#pick-keys", Static).update(KEYS)

    def found(self, typed: str) -> Sequence[Choice]:
        """What the words find, best first; all, those for this place first, while nothing is typed."""
        offers = self.picker.find(typed)
        if not typed.strip():
            offers = tuple(sorted(offers, key=lambda one: not self.fits(one)))
        numbers = {paragraph: number for number, paragraph in self.favourites.items()}
        return [choice_of(one, numbers.get(one.paragraph.id, 0)) for one in offers[:MOST]]

    def fits(self, offer: Offer) -> bool:
        """Whether an offer belongs where the cursor stands."""
        paragraph = offer.paragraph
        if self.here is None or paragraph.slot != self.here.slot:
            return False
        return not self.here.point or self.here.point in paragraph.points

    def on_figure_line_asked(self, message: FigureLine.Asked) -> None:
        """Choose the favourite of a number; where it cannot stand here, say so."""
        message.stop()
        number = message.number
        paragraph = self.favourites.get(number, "")
        if any(one.paragraph.id == paragraph for one in self.picker.offers):
            self.dismiss(paragraph)
            return
        why = f"{paragraph} does not fit this letter." if paragraph else f"No favourite has the key {number}."
        self.query_one("#pick-keys", Static).update(literal(f"{why} f7 makes the marked one a favourite."))

    @work
    async def action_favourite(self) -> None:
        """Make the marked paragraph a favourite, or unmake it."""
        at = self.listed.highlighted
        if at is not None and at < len(self.choices):
            chosen = self.choices[at].id
            words = await self.turned(chosen)
            self.fill(self.query_one(Input).value)
            self.listed.highlighted = min(at, len(self.choices) - 1)
            self.query_one("#pick-keys", Static).update(literal(words))

    async def turned(self, paragraph: str) -> str:
        """Turn a favourite, and say what it has now."""
        from caseworker.casework.library.favouring import turn
        from caseworker.law.refusals import Refused

        try:
            self.favourites = await self.app.ask(turn, paragraph)
        except Refused as refused:
            return f"{refused.what} {refused.do}"
        number = next((number for number, one in self.favourites.items() if one == paragraph), 0)
        return f"{paragraph}: key {number} from now on." if number else f"{paragraph}: no key any more."


def choice_of(offer: Offer, number: int) -> Choice:
    """An offer as a row: its number key first, where it has one; what it is, and why it is offered."""
    paragraph = offer.paragraph
    key = f"[{number}] " if number else ""
    return Choice(paragraph.id, f"{key}{paragraph.title}  ({paragraph.slot})", offer.why, paragraph.text)
