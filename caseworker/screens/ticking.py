"""A short list in which things are ticked: each tick by its shape, so that no colour is needed to see it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.widgets.option_list import Option

from caseworker.widgets.listed import Listed
from caseworker.widgets.literal import literal


class Ticks(Listed):
    """Things to tick by space."""

    BINDINGS = [Binding("space", "tick", "tick")]

    def __init__(self, things: Sequence[tuple[str, int, bool]], *, id: str | None = None) -> None:  # noqa: A002
        """Things to tick.

        Args:
            things: words, a number of its own, and whether it is ticked at first.
        """
        self.things = things
        self.ticked = {number for _, number, ticked in things if ticked}
        super().__init__(*(Option(self.line(n)) for n in range(len(things))), id=id, markup=False)

    @property
    def selected(self) -> list[int]:
        """The numbers of what is ticked, in the order of the list."""
        return [number for _, number, _ in self.things if number in self.ticked]

    def line(self, at: int) -> Content:
        """One thing, with its tick."""
        words, number, _ = self.things[at]
        return literal(f"{'■' if number in self.ticked else '□'} {words}")

    def action_tick(self) -> None:
        """Tick what is under the cursor, or take its tick away."""
        if self.highlighted is not None:
            at, number = self.highlighted, self.things[self.highlighted][1]
            self.ticked ^= {number}
            self.replace_option_prompt_at_index(at, self.line(at))
