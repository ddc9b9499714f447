"""The line at the top: where we are, the filter, how old the data is, today's count against the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from caseworker.widgets.literal import literal
from caseworker.widgets.target_bar import target_bar

if TYPE_CHECKING:
    from caseworker.casework.office import Office
    from caseworker.casework.views import Today


EDGES = 2
"""Cells beside the words of one side."""
ROOMY = 140
"""Columns from which the day's count says also why it asks for no pace."""
SIGNED = (" (not signed in)", "")
"""That whoever works here was not asked to sign in, and without where there is no room for it."""


class Header(Horizontal):
    """One line, on every desk screen; the sandbox says TRAINING in it and has its own colour."""

    def compose(self) -> ComposeResult:
        """Left the place, right the day's count."""
        yield Static("caseworker", id="header-place")
        yield Static("", id="header-today")

    office: Office | None = None
    figures: Today | None = None
    """The day's count as it was last read."""
    counted = EDGES
    """Cells that the day's count takes, with its edges."""

    def show(self, office: Office, word: str, *notes: str) -> None:
        """Say who works here and in which store."""
        self.office, self.word, self.notes = office, word, notes
        self.set_class(office.training, "-training")
        self.draw()

    def mode(self, word: str, *notes: str) -> None:
        """Say where the officer is.

        Args:
            notes: the same in fewer and fewer words, for fewer columns; none leaves what was said.
        """
        self.word, self.notes = word, notes or self.notes
        self.draw()

    def on_resize(self) -> None:
        """As much of the day's count and of the place as the new width has room for."""
        if self.figures is not None:
            self.today(self.figures)
        else:
            self.draw()

    def draw(self) -> None:
        """Draw the left side in the most words that fit; what never fits ends in an ellipsis."""
        if self.office is None:
            return
        store = "TRAINING" if self.office.training else "caseworker"
        begins = f"{store}  {self.word}"
        room = self.size.width - self.counted - EDGES
        name = self.office.officer.name
        most = literal(f"{begins}  {self.notes[0]}  {name} (named, not signed in)")
        less = [literal(f"{begins}  {note}  {name}{signed}") for signed in SIGNED for note in self.notes]
        if self.notes[-1]:
            # The mode's word stands in the last line too: it goes before anybody's name is cut.
            less.append(literal(f"{store}  {self.notes[-1]}  {name}"))
        # Before it is laid out, the header has no width: nothing is left out then.
        fits = (one for one in (most, *less) if one.cell_length <= room or not self.size.width)
        words = next(fits, less[-1])
        self.query_one("#header-place", Static).update(words)

    def today(self, figures: Today) -> None:
        """Draw the day's count."""
        self.figures = figures
        if not self.query(Static):
            return  # They came when the program is being left: there is nothing to draw them on.
        narrow = self.size.width < 100
        bar = target_bar(
            figures.done,
            figures.target,
            weighted=None if narrow else figures.weighted,
            width=5 if narrow else 10,
            passed=figures.day_share,
            away=figures.away,
            working=figures.working,
        )
        # Why there is no pace is left out before anybody's name is.
        if self.size.width < ROOMY and "," in bar.plain:
            bar = bar[: bar.plain.index(",")]
        # Its words and shapes say all; its colours would not stand out on the frame's own.
        self.query_one("#header-today", Static).update(literal(bar.plain))
        self.counted = bar.cell_length + EDGES
        self.draw()
