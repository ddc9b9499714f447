"""The window that asks which of the open points is the reason for cancelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from caseworker.screens.desk.points import short
from caseworker.screens.ticking import Ticks
from caseworker.widgets.literal import literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseworker.casework.views import PointView


ASKS = "Which point is the reason? The letter accepts it, and says that the others need not be decided."


class WhichReason(ModalScreen["tuple[str, ...] | None"]):
    """Tick what is accepted; the other points are left undecided."""

    DEFAULT_CSS = """
    WhichReason { align: center middle; }
    WhichReason > Vertical { width: 90; max-width: 96%; height: auto; max-height: 90%; border: round $accent;
        background: $surface; padding: 0 1; }
    WhichReason Static { height: auto; }
    WhichReason Ticks { height: auto; max-height: 12; border: none; }
    """
    BINDINGS = [Binding("escape", "dismiss(None)", "leave it")]
    ticks = getters.query_one(Ticks)

    def __init__(self, title: str, points: Sequence[PointView]) -> None:
        super().__init__()
        self.heading, self.points = title, tuple(points)

    def compose(self) -> ComposeResult:
        """The question, the open points, the keys."""
        with Vertical() as box:
            box.border_title = literal(self.heading)
            yield Static(ASKS)
            yield Ticks([(line(one), n, False) for n, one in enumerate(self.points)])
            keys = "enter the one under the cursor, or all that are ticked · space tick · esc leave it"
            yield Static(literal(keys).stylize("dim"))

    def on_mount(self) -> None:
        """The first point under the cursor."""
        self.ticks.highlighted = 0
        self.ticks.focus()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Give back what is ticked; where nothing is, the point under the cursor."""
        chosen = self.ticks.selected or [message.option_index]
        self.dismiss(tuple(self.points[n].slug for n in chosen))


def line(point: PointView) -> str:
    """A point, with what was said."""
    return f"{point.label}: “{short(point.words, 60)}”" if point.words else point.label
