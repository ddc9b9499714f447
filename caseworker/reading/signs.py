"""The signs by which a letter is judged to raise a point or not: made alike to learn and to suggest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

NAMES = (
    *("meaning", "words", "both", "meaning_again", "words_again", "denied", "phrase"),
    *("usual", "length", "rank", "meaning_there", "words_there"),
)
"""Each sign in its order."""
BY_MEANING = ("meaning", "both", "meaning_again", "meaning_there", "words_there")
BY_WORDS = tuple(name for name in NAMES if name not in BY_MEANING)
"""The signs that need no meaning."""
FALL = 1.5
"""How much fainter than the plainest clause the next one counts at least: a short letter has no other."""


@dataclass(frozen=True, slots=True)
class Sounding:
    """How the clauses of a letter sound: a row a clause, a column a point."""

    words: Sequence[Sequence[float]]
    meaning: Sequence[Sequence[float]] | None
    denied: Sequence[bool]


def signs(
    sounding: Sounding,
    phrases: Sequence[float],
    usual: Sequence[float],
    usual_code: Sequence[float],
) -> tuple[list[list[float]], list[int]]:
    """For each point its signs, and the clause that says it most plainly.

    Args:
        phrases: for each point how plainly a phrase says it, 0 where none does.
        usual: for each point how usual it is in this law; `usual_code`: with this code.
    """
    words = [list(column) for column in zip(*sounding.words, strict=True)]
    meaning = [list(column) for column in zip(*(sounding.meaning or sounding.words), strict=True)]
    rows: list[list[float]] = []
    places: list[int] = []
    for n, (m, w) in enumerate(zip(meaning, words, strict=True)):
        both = [one + other for one, other in zip(m, w, strict=True)]
        at, at_m, at_w = (max(range(len(some)), key=some.__getitem__) for some in (both, m, w))
        places.append(at)
        rows.append(
            [
                *(m[at_m], w[at_w], both[at], _again(m, at_m), _again(w, at_w), float(sounding.denied[at])),
                *(phrases[n], usual_code[n], log(len(both)), 0.0, m[at_w], w[at_m]),
            ]
        )
    rank = NAMES.index("rank")
    order = sorted(range(len(rows)), key=lambda n: -(rows[n][2] + 0.5 * usual[n]))
    for place, n in enumerate(order):
        rows[n][rank] = log(1 + place)
    return rows, places


def _again(values: Sequence[float], best: int) -> float:
    """How plainly another clause says it once more."""
    others = (one for n, one in enumerate(values) if n != best)
    return max((*others, values[best] - FALL))
