"""The line above the keys that says, for a few seconds, what was done, or why something was not."""

from __future__ import annotations

import time

from textual.timer import Timer
from textual.widgets import Static

from caseworker.widgets.literal import literal

JUST_NOW = 1.5
"""Seconds within which two things said stand above each other."""
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
        self.last = "done"
        """What was said last: ``done``, ``hint`` or ``refused``."""
        self.timer: Timer | None = None

    def tell(self, words: str, *, done: bool = True) -> None:
        """Say what was done, or why a key did nothing; what was said a moment ago stays above it."""
        now = time.monotonic()
        said = f"{'✔' if done else '·'} {words}"
        just_now = self.display and now - self.at < JUST_NOW and self.words
        # A hint stands above nothing but what was done or refused; what is done now overtakes a refusal.
        joins = just_now and self.last != "hint" if not done else just_now and self.last == "done"
        refused = bool(joins) and self.last == "refused"
        self.words = f"{self.words}\n{said}" if joins else said
        self.at, self.last = now, "done" if done else "refused" if refused else "hint"
        self._show(self.words, REFUSED_FOR if refused else TOLD_FOR, refused=refused)

    def refuse(self, title: str, words: str) -> None:
        """Say what was not done, in as many lines as it needs."""
        self.words, self.at, self.last = f"✖ {title}: {' '.join(words.split())}", time.monotonic(), "refused"
        self._show(self.words, REFUSED_FOR, refused=True)

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
