"""Whether a text may hold any of many pieces at all: asked of each word once, however often it comes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_LONG = 40
"""Characters from which a word is looked at without being remembered."""


class Sieve:
    """Lets a text through where one of the pieces stands in it; exact, only quicker than trying each."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self.pieces = tuple(dict.fromkeys(pieces))
        # Of a piece of several words, each must stand in some word of the text: the longest sorts best.
        self._longest = tuple(max(piece.split() or [piece], key=len) for piece in self.pieces)
        self._known = lru_cache(maxsize=50_000)(self._look)

    def lets_through(self, search: str) -> bool:
        """Whether any piece stands in a text."""
        may = 0
        for word in search.split():
            may |= self._known(word) if len(word) < _LONG else self._look(word)
        at = 0
        while may:
            if may & 1 and self.pieces[at] in search:
                return True
            may >>= 1
            at += 1
        return False

    def _look(self, word: str) -> int:
        """Which pieces may stand in a text with this word, a bit each."""
        return sum(1 << at for at, piece in enumerate(self._longest) if piece in word)
