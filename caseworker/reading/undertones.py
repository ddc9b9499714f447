"""Reasons for care that a letter holds in no phrase: what neighbouring sentences sound as if about.

The model of meanings, fitted once more to passages that give such reasons, reads a few neighbouring clauses
at once: a hint is often in none of them alone. For each reason a judge says which of their pieces to attend
to, and another what those say. `data/learned/caring.bin`, `caring-heads.bin` and `caring.json` hold what was
learned, by `python -m bench.care tune` and `fit`. Where the model is not installed nothing is heard, and the
phrases of `care` stand alone. What is heard only here is a line to read, never a bar.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from caseworker.reading.care import ORDER, CareFlag, book, flags
from caseworker.reading.fitting import CARED
from caseworker.reading.meaning import LAYERS, WIDTH, Encoder, fitted_encoder
from caseworker.reading.phrases import searchable
from caseworker.reading.points import READ, worth_hearing

if TYPE_CHECKING:
    from caseworker.reading.meaning import Array

Place = tuple[int, int]
"""Where something begins and ends."""
WINDOW = 90
"""Pieces of neighbouring clauses that are read at once, at most."""
CLAUSES = 64
"""Clauses that are heard: two pages. Of a longer letter those at its beginning and its end."""
MARKS = 2
"""Pieces that are no words: the marks of beginning and end."""


@dataclass(frozen=True, slots=True)
class Judges:
    """What was learned, read once; a column for each reason, in the order of `care.ORDER`."""

    heed: Array
    """Which pieces to attend to."""
    say: Array
    """What a piece says."""
    least: tuple[tuple[float, ...], ...]
    """From which sum on each reason is told: of one window, of two, of more."""

    def told(self, windows: int) -> tuple[float, ...]:
        """From which sum on each is told of a text of so many windows: more may sound so by accident."""
        return self.least[min(windows, len(self.least)) - 1]


def read_with_care(text: str) -> tuple[CareFlag, ...]:
    """The reasons for care that phrases find and, after them, those that only the model hears."""
    said = flags(text)
    known = {one.flag for one in said}
    return (*said, *(one for one in undertones(text) if one.flag not in known))


@lru_cache(maxsize=64)
def undertones(text: str) -> tuple[CareFlag, ...]:
    """What the sentences of a text sound as if about, the most pressing first; none without the model."""
    model = fitted_encoder(CARED)
    if model is None:
        return ()
    search = searchable(text[:READ])
    some = windows(model, search)
    if not some:
        return ()
    heard = sounds(model, search, some)
    found = []
    for n, name in enumerate(ORDER):
        best = max(range(len(some)), key=lambda k: heard[k][0][n])
        if heard[best][0][n] >= judges().told(len(some))[n]:
            start, end = _place(model, search, some[best], heard[best][1][:, n])
            found.append(
                CareFlag(name, book()[name].label, start, end, text[start:end], pressing=False, heard=True)
            )
    return tuple(found)


def windows(model: Encoder, search: str) -> list[list[Place]]:
    """Neighbouring clauses that are read at once, as many as `WINDOW` holds."""
    places = worth_hearing(search)
    if len(places) > CLAUSES:
        places = places[: CLAUSES // 2] + places[-CLAUSES // 2 :]
    found: list[list[Place]] = []
    room = 0
    for start, end in places:
        many = len(model.cut(search[start:end])) - MARKS
        if many > room:
            found.append([])
            room = WINDOW
        found[-1].append((start, end))
        room -= many
    return found


def words(search: str, window: Sequence[Place]) -> str:
    """What a window says."""
    return " ".join(search[start:end] for start, end in window)


def sounds(model: Encoder, search: str, some: Sequence[Sequence[Place]]) -> list[tuple[list[float], Array]]:
    """How much each window sounds like each reason: a sum without bounds, and what each piece adds to it."""
    import numpy as np

    held = judges()
    numbered = [model.cut(words(search, one)) for one in some]
    rows = model.through(numbered, LAYERS)
    found: list[tuple[list[float], Array]] = []
    for begin, end in pairwise(accumulate(map(len, numbered), initial=0)):
        heed = rows[begin:end] @ held.heed
        heed = np.exp(heed - heed.max(0))
        heed /= heed.sum(0)
        said = rows[begin:end] @ held.say
        given: Array = heed * (said - said.min(0))
        found.append(((heed * said).sum(0).tolist(), given))
    return found


def _place(model: Encoder, search: str, window: Sequence[Place], given: Array) -> Place:
    """The clause of a window whose pieces give most to what it sounds like."""
    at, most, best = 1, float("-inf"), window[0]
    for start, end in window:
        many = len(model.cut(search[start:end])) - MARKS
        if (here := float(given[at : at + many].sum())) > most:
            most, best = here, (start, end)
        at += many
    return best


@cache
def judges() -> Judges:
    """What was learned; the first call reads its files."""
    import numpy as np

    folder = files("caseworker.reading").joinpath("data", "learned")
    head = json.loads(folder.joinpath("caring.json").read_text(encoding="utf-8"))
    held = np.frombuffer(folder.joinpath("caring-heads.bin").read_bytes(), "<f2").astype(np.float32)
    heed, say = held.reshape(2, WIDTH, len(ORDER))
    return Judges(heed, say, tuple(tuple(row[name] for name in ORDER) for row in head["least"]))
