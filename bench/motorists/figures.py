"""Precision, recall and their like, over all letters together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.motorists.letters import Letter


@dataclass(frozen=True)
class Figures:
    """How well points were found in some letters."""

    hit: int
    wrong: int
    missed: int
    in_eight: int
    raised: int
    flagged: int
    set_traps: int

    @property
    def precision(self) -> float:
        """Of what was suggested, the part that was raised."""
        return self.hit / max(1, self.hit + self.wrong)

    @property
    def recall(self) -> float:
        """Of what was raised, the part that was suggested."""
        return self.hit / max(1, self.hit + self.missed)

    @property
    def f1(self) -> float:
        """Precision and recall in one."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    @property
    def at_eight(self) -> float:
        """Of what was raised, the part among the eight that come first, suggested or not."""
        return self.in_eight / max(1, self.raised)

    @property
    def traps(self) -> float:
        """Of the traps, the part that was suggested."""
        return self.flagged / max(1, self.set_traps)


def figures(some: Iterable[tuple[Letter, Sequence[tuple[str, float]], float]]) -> Figures:
    """Count letters.

    Args:
        some: each letter with the points in their order and their scores, and the score from which one is
            suggested.
    """
    sums = [0] * 7
    for letter, ranked, least in some:
        eight = {slug for slug, _ in ranked[:8]}
        suggested = {slug for slug, score in ranked[:8] if score >= least}
        row = (
            len(suggested & letter.points),
            len(suggested - letter.points - letter.optional),
            len(letter.points - suggested),
            len(eight & letter.points),
            len(letter.points),
            len(suggested & letter.traps),
            len(letter.traps),
        )
        sums = [one + more for one, more in zip(sums, row, strict=True)]
    return Figures(*sums)
