"""A list whose cursor stays at its ends: up on the first row is no way to the last."""

from __future__ import annotations

from textual.widgets import OptionList


class Listed(OptionList):
    """Rows to choose from, each of one line or several."""

    def action_cursor_up(self) -> None:
        """The row before, where there is one."""
        self.move(-1)

    def action_cursor_down(self) -> None:
        """The next row, where there is one."""
        self.move(1)

    def move(self, by: int) -> None:
        """To the nearest row in a direction that can be chosen; without a cursor, from the end it comes from.

        Args:
            by: 1 down, -1 up.
        """
        count = self.option_count
        start = (0 if by > 0 else count - 1) if self.highlighted is None else self.highlighted + by
        rows = range(start, count if by > 0 else -1, by)
        wanted = next((at for at in rows if not self.get_option_at_index(at).disabled), None)
        if wanted is not None:
            self.highlighted = wanted
