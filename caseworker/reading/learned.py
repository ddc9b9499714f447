"""What was learned from example sentences: how much a sentence sounds like each point.

`data/learned` holds it: `head.json` names the points and how the signs of a letter are weighed, `grams.bin`
the weight of each box of words, `meaning.bin` that of each number by which a sentence is described. All of it
is made from the sentences of `data/sentences` and the letters of `bench/motorists`, by
`python -m bench.motorists fit`.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import TYPE_CHECKING, Any

from caseworker.reading.grams import BOXES, counted

if TYPE_CHECKING:
    from caseworker.reading.meaning import Array

LENGTH = 4.0
"""To which a sentence is stretched before it is weighed."""
RARE = 16.0
"""The largest weight of a rare box; each is kept as one of 255 parts of it."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """How the signs of a letter make one score of a point."""

    signs: tuple[str, ...]
    weights: tuple[float, ...]
    bases: tuple[float, ...]
    """One for each point: some are said more plainly than others."""
    least: float
    """The score from which a point is suggested, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Learned:
    """All that was learned, read once."""

    slugs: tuple[str, ...]
    rare: bytes
    boxes: memoryview
    """A signed byte for each point, box after box."""
    scales: tuple[float, ...]
    bases: tuple[float, ...]
    meaning: bytes
    meaning_bases: tuple[float, ...]
    usual: Mapping[str, tuple[float, ...]]
    """By family, and by family and code: how usual each point is, as a logarithm."""
    weighing: Mapping[str, Weighing]
    """``full`` with the meaning of sentences, ``words`` without."""

    def by_words(self, sentence: str) -> list[float]:
        """How much a sentence sounds like each point by its words."""
        values = {box: n * self.rare[box] for box, n in counted(sentence).items() if self.rare[box]}
        length = sqrt(sum(value * value for value in values.values())) or 1.0
        many = len(self.slugs)
        sums = [0.0] * many
        for box, value in values.items():
            row = self.boxes[box * many : (box + 1) * many]
            sums = [one + value * weight for one, weight in zip(sums, row, strict=True)]
        return [
            base + LENGTH / length * scale * one
            for base, scale, one in zip(self.bases, self.scales, sums, strict=True)
        ]

    def by_meaning(self, rows: Array) -> list[list[float]]:
        """How much each sentence sounds like each point by its meaning.

        Args:
            rows: as `meaning.Encoder.encode` gives them.
        """
        import numpy as np

        weights = np.frombuffer(self.meaning, np.float16).reshape(-1, len(self.slugs)).astype(np.float32)
        found: list[list[float]] = (
            LENGTH * rows @ weights + np.asarray(self.meaning_bases, np.float32)
        ).tolist()
        return found

    def usually(self, family: str, code: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """How usual each point is in a family of law, and with a contravention code of it."""
        of_family = self.usual.get(family) or self.usual["parking"]
        return of_family, self.usual.get(f"{family}:{code[:2]}", of_family)


@cache
def learned() -> Learned:
    """What was learned; the first call reads its files."""
    folder = files("caseworker.reading").joinpath("data", "learned")
    head: dict[str, Any] = json.loads(folder.joinpath("head.json").read_text(encoding="utf-8"))
    unpacked = zlib.decompress(folder.joinpath("grams.bin").read_bytes())
    return Learned(
        slugs=tuple(head["slugs"]),
        rare=unpacked[:BOXES],
        boxes=memoryview(array("b", unpacked[BOXES:])),
        scales=tuple(head["scales"]),
        bases=tuple(head["bases"]),
        meaning=folder.joinpath("meaning.bin").read_bytes(),
        meaning_bases=tuple(head["meaning_bases"]),
        usual={name: tuple(row) for name, row in head["usual"].items()},
        weighing={
            name: Weighing(tuple(row["signs"]), tuple(row["weights"]), tuple(row["bases"]), row["least"])
            for name, row in head["weighing"].items()
        },
    )


def by_numbers(values: Sequence[float]) -> list[int]:
    """The places of values, the largest first."""
    return sorted(range(len(values)), key=lambda n: -values[n])
