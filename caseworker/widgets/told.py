"""The line above the keys that says, for a few seconds, what was done, or why something was not."""

from __future__ import annotations

import time

from textual.timer import Timer
from textual.widgets import Static

from caseworker.widgets.literal import literal

JUST_NOW = 1.5
"""Seconds within which two things said stand beside each other."""
TOLD_FOR = 6.0
"""Seconds for which it says what was done."""
REFUSED_FOR = 12.0
"""Seconds for which it says what was not done, by which rule, and what to do."""


class Told(Static):
    """What was said last; hidden once it has been read."""

    def __init__(self) -> None:
        super().__init__(id="told", markup=False)
        self.words = ""
        self.at = 0.0
        self.timer: Timer | None = None

    def tell(self, words: str, *, done: bool = True) -> None:
        """Say what was done, or why a key did nothing; what was said a moment ago stays beside it."""
        now = time.monotonic()
        said = f"{'✔' if done else '·'} {words}"
        just_now = self.display and now - self.at < JUST_NOW and self.words
        self.words = f"{self.words}   {said}" if just_now else said
        self.at = now
        self._show(self.words, TOLD_FOR)

    def refuse(self, title: str, words: str) -> None:
        """Say what was not done; as many lines as it needs, up to four."""
        self.words, self.at = "", 0.0
        self._show(f"✖ {title}: {' '.join(words.split())}", REFUSED_FOR, refused=True)

    def unsay(self, words: str) -> None:
        """Say no longer what is not so any more."""
        if words and words in self.words:
            self.nothing()

    def nothing(self) -> None:
        """What was said has been read."""
        self.display = False

    def _show(self, words: str, seconds: float, *, refused: bool = False) -> None:
        self.update(literal(words))
        self.set_class(refused, "-refused")
        self.display = True
        if self.timer is not None:
            self.timer.stop()
        self.timer = self.set_timer(seconds, self.nothing)
