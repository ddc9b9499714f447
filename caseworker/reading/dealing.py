"""What a sentence of a reply deals with: a point that was raised, a paper that was sent.

The model of meanings is fitted to what councils answer, well and badly: what deals with the substance of a
point lies apart from what only names it, and from what answers another thing. A judge a point hears that in a
sentence; a paper is heard by how near its name lies to the sentence, where that weighs a paper at all.
`data/learned/dealing.bin` and `dealing.json` hold what was learned, by `python -m bench.replies tune`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from caseworker.reading.fitting import ANSWERED
from caseworker.reading.learned import LENGTH
from caseworker.reading.meaning import WIDTH, fitted_encoder

if TYPE_CHECKING:
    from caseworker.reading.meaning import Array

LIKENESS = LENGTH / 4
"""How much of a likeness counts before it is weighed."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The judges: one for each point, and one for papers."""

    slugs: dict[str, int]
    weights: Array
    """A column a point; the last is for papers."""
    bases: Array
    likeness: float
    """How much it counts that a sentence and the name of a paper lie near each other."""


def points(sentences: Sequence[str], slugs: Sequence[str]) -> Sequence[Sequence[float]] | None:
    """How surely each sentence deals with the substance of each point: a sum without bounds.

    A row a sentence. None without the model; a point that was never learned is dealt with by all.
    """
    model = fitted_encoder(ANSWERED)
    if model is None:
        return None
    held = heads()
    sums = model.heard(sentences) @ held.weights * LENGTH + held.bases
    at = [held.slugs.get(slug) for slug in slugs]
    return [[float("inf") if n is None else float(row[n]) for n in at] for row in sums]


def papers(sentences: Sequence[str], names: Sequence[str]) -> Sequence[Sequence[float]] | None:
    """How surely each sentence says what each paper shows or weighs: a sum without bounds.

    A row a sentence. None without the model.
    """
    model = fitted_encoder(ANSWERED)
    if model is None:
        return None
    held = heads()
    rows = model.heard([*sentences, *names])
    told, named = rows[: len(sentences)], rows[len(sentences) :]
    weighs = told @ held.weights[:, -1] * LENGTH + held.bases[-1]
    found: list[list[float]] = (weighs[:, None] + held.likeness * LIKENESS * (told @ named.T)).tolist()
    return found


@cache
def heads() -> Heads:
    """The judges; the first call reads their files."""
    import numpy as np

    folder = files("caseworker.reading").joinpath("data", "learned")
    head: dict[str, Any] = json.loads(folder.joinpath("dealing.json").read_text(encoding="utf-8"))
    weights = np.frombuffer(folder.joinpath("dealing-heads.bin").read_bytes(), "<f2")
    return Heads(
        {slug: n for n, slug in enumerate(head["slugs"])},
        weights.reshape(WIDTH, -1).astype(np.float32),
        np.array(head["bases"], np.float32),
        head["likeness"],
    )
