"""The smallest Textual app there can be: the floor under any start."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

MARK = "the first frame stands"


class Trivial(App[None]):
    """One line of words."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(MARK)


if __name__ == "__main__":
    Trivial().run()
