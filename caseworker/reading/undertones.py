"""Reasons for care that a letter holds in no phrase: what its sentences, alone and together, sound like.

The model of `meaning` describes each clause, and neighbours by what lies between them. A weight for each
number and reason says how much that sounds like it; `data/learned/care.json` holds them, made by
`python -m bench.care fit`. Where the model is not installed nothing is heard, and the phrases of `care` stand
alone. What is heard only here is a line to read, never a bar.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from caseworker.reading.care import ORDER, CareFlag, book, flags
from caseworker.reading.meaning import WIDTH, fitted_encoder
from caseworker.reading.phrases import searchable
from caseworker.reading.points import READ, worth_hearing

if TYPE_CHECKING:
    from caseworker.reading.meaning import Array

TOGETHER = 3
"""Neighbouring clauses that are heard as one, at most: a hint is often in none of them alone."""
CLAUSES = 64
"""Clauses that are heard: two pages. Of a longer letter those at its beginning and its end."""
BRIEF = 4
"""Clauses up to which a text is brief: the more there are, the likelier one sounds so by accident."""
SHORT = 10
"""Clauses up to which a text that is not brief is short."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned of each reason for care, read once."""

    rows: Any
    """`WIDTH` weights for each reason, in the order of `care.ORDER`."""
    least: tuple[float, ...]
    """From which sum on each is told."""
    midway: tuple[float, ...]
    """The same of a short text."""
    briefly: tuple[float, ...]
    """The same of a brief text."""

    def told(self, clauses: int) -> tuple[float, ...]:
        """From which sum on each is told of a text of so many clauses."""
        return self.briefly if clauses <= BRIEF else self.midway if clauses <= SHORT else self.least


def read_with_care(text: str) -> tuple[CareFlag, ...]:
    """The reasons for care that phrases find and, after them, those that only the model hears."""
    said = flags(text)
    known = {one.flag for one in said}
    return (*said, *(one for one in undertones(text) if one.flag not in known))


@lru_cache(maxsize=64)
def undertones(text: str) -> tuple[CareFlag, ...]:
    """What the sentences of a text sound as if about, the most pressing first; none without the model."""
    model = fitted_encoder()
    if model is None:
        return ()
    search = searchable(text[:READ])
    places = _kept(worth_hearing(search))
    if not places:
        return ()
    spans = together(len(places))
    heard = scores(described(model.heard([search[start:end] for start, end in places]), spans))
    least = weights().told(len(places))
    found = []
    for n, name in enumerate(ORDER):
        best = max(range(len(spans)), key=lambda k: heard[k][n])
        if heard[best][n] >= least[n]:
            first, last = spans[best]
            start, end = places[first][0], places[last - 1][1]
            found.append(
                CareFlag(name, book()[name].label, start, end, text[start:end], pressing=False, heard=True)
            )
    return tuple(found)


def together(many: int) -> list[tuple[int, int]]:
    """Which clauses are heard as one: each alone, and each with its next, up to `TOGETHER`."""
    return [(at, at + k) for k in range(1, TOGETHER + 1) for at in range(many - k + 1)]


def described(rows: Array, spans: Sequence[tuple[int, int]]) -> Array:
    """Clauses that are heard as one, each group as one row of length one."""
    import numpy as np

    sums = np.vstack([np.zeros((1, WIDTH), np.float32), np.cumsum(rows, axis=0)])
    edges = np.asarray(spans)
    found = sums[edges[:, 1]] - sums[edges[:, 0]]
    evened: Array = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)
    return evened


def scores(rows: Array) -> list[list[float]]:
    """How much each row sounds like each reason: a sum without bounds."""
    found: list[list[float]] = (rows @ weights().rows).tolist()
    return found


@cache
def weights() -> Weights:
    """What was learned; the first call reads its file."""
    import numpy as np

    held = files("caseworker.reading").joinpath("data", "learned", "care.json").read_text(encoding="utf-8")
    head = json.loads(held)
    rows = np.frombuffer(b64decode("".join(head["weights"])), "<f2").reshape(WIDTH, len(ORDER))
    told = (tuple(head[key][name] for name in ORDER) for key in ("least", "midway", "briefly"))
    return Weights(rows.astype(np.float32), *told)


def _kept(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return places if len(places) <= CLAUSES else places[: CLAUSES // 2] + places[-CLAUSES // 2 :]
