"""A letter cut into what it says one thing at a time: sentences, and parts of those that never end."""

from __future__ import annotations

import re

LONGEST = 28
"""Words from which a sentence is cut into parts: dictated letters have no full stop at all."""
FEWEST = 6
"""Words that a part holds at least."""
CHARACTERS = 400
"""Characters at which a cut is made whatever stands there: a word without end is no sentence."""
_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+|\n\s*\n|;\s+|\n(?=[ \t]*[-*•\d])|\t+")
_WORD = re.compile(r"\S+")
_OPENS = re.compile(
    r"(?:and|but|so|because|cos|then|which|when|anyway|also|plus|i|my|we|the|he|she|they|it|you|your)$", re.I
)
_STRONG = frozenset({"and", "but", "so", "because", "cos", "then", "anyway", "also", "plus"})


def clauses(text: str) -> list[tuple[int, int]]:
    """Where each thing that a text says begins and ends, in its order; blanks at the ends left out."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        found += _parts(text, start, end.start())
        start = end.end()
    return found + _parts(text, start, len(text))


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """One sentence as it is, or cut where a new thought most likely begins."""
    words = [place for one in _WORD.finditer(text, start, end) for place in _short(one.start(), one.end())]
    found: list[tuple[int, int]] = []
    todo = [words]
    while todo:
        part = todo.pop()
        if not part:
            continue
        if len(part) == 1 or (len(part) <= LONGEST and part[-1][1] - part[0][0] <= CHARACTERS):
            found.append((part[0][0], part[-1][1]))
            continue
        cut = _cut(text, part)
        todo += [part[cut:], part[:cut]]
    return found


def _short(start: int, end: int) -> list[tuple[int, int]]:
    """A word, or pieces of one that has no end."""
    return [(one, min(one + CHARACTERS, end)) for one in range(start, end, CHARACTERS)]


def _cut(text: str, words: list[tuple[int, int]]) -> int:
    """Before which word a long sentence is cut: near the middle, where a comma or a small word lets it."""
    middle = len(words) // 2
    # A window around the middle: a sentence of a thousand words is looked at in time that grows with it.
    low = max(min(FEWEST, middle), middle - LONGEST)
    high = min(max(len(words) - FEWEST, middle), middle + LONGEST)
    return min(range(low, high + 1), key=lambda n: abs(n - middle) + _stiff(text, words, n))


def _stiff(text: str, words: list[tuple[int, int]], n: int) -> int:
    """How little a cut before a word is called for: none at a comma, most within a phrase."""
    before, after = words[n - 1], words[n]
    if text[before[1] - 1] in ",:-–—" or "\n" in text[before[1] : after[0]]:
        return 0
    word = text[after[0] : after[1]].strip("\"'(").lower()
    if word in _STRONG:
        return 3
    return 6 if _OPENS.match(word) else 20
