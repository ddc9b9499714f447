"""How well points are found in letters: learned anew on four fifths, tried on the fifth that was left out."""

from __future__ import annotations

from bench.measure import Row
from bench.motorists.figures import Figures


def measured(runs: int = 1) -> list[Row]:
    """The figures of the goal, each letter judged by what was learned without it."""
    from bench.motorists.learning import across_folds

    return rows("development letters", across_folds())


def rows(whose: str, found: Figures) -> list[Row]:
    """Figures as rows of the table, each beside its goal."""

    def row(what: str, value: float, goal: float, least: bool = True) -> Row:
        return Row(f"{what}, {whose}", f"{value:.3f}", "", value, goal, "", least)

    return [
        row("F1", found.f1, 0.65),
        row("precision", found.precision, 0.6),
        row("recall", found.recall, 0.6),
        row("recall at eight", found.at_eight, 0.85),
        row("traps flagged", found.traps, 0.10, least=False),
    ]
