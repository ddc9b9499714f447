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


class Header(Horizontal):
    """One line, on every desk screen; the sandbox says TRAINING in it and has its own colour."""

    def compose(self) -> ComposeResult:
        """Left the place, right the day's count."""
        yield Static("caseworker", id="header-place")
        yield Static("", id="header-today")

    def show(self, office: Office, word: str, note: str) -> None:
        """Say who works here and in which store."""
        self.office, self.word, self.note = office, word, note
        self.set_class(office.training, "-training")
        self.draw()

    def mode(self, word: str, note: str | None = None) -> None:
        """Say where the officer is."""
        self.word, self.note = word, self.note if note is None else note
        self.draw()

    def on_resize(self) -> None:
        """As much of the day's count as the new width has room for."""
        if self.figures is not None:
            self.today(self.figures)

    def draw(self) -> None:
        """Draw the left side."""
        mark = "TRAINING  " if self.office.training else "caseworker  "
        words = f"{mark}{self.word}  {self.note}  {self.office.officer.name} (named, not signed in)"
        self.query_one("#header-place", Static).update(literal(words))

    figures: Today | None = None
    """The day's count as it was last read."""

    def today(self, figures: Today) -> None:
        """Draw the day's count."""
        self.figures = figures
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
        if narrow and "," in bar.plain:
            bar = bar[: bar.plain.index(",")]
        # Its words and shapes say all; its colours would not stand out on the frame's own.
        self.query_one("#header-today", Static).update(literal(bar.plain))
