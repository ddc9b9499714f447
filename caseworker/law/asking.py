"""What a motorist can be asked to send before anything is decided, by point."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caseworker.law.regimes import regime
from caseworker.law.tables import table


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that can be asked for."""

    words: str
    """As it follows “we need something from you:”."""
    points: tuple[str, ...]
    """For which points it is usually asked."""
    regimes: tuple[str, ...]
    """Only in these regimes; empty for all."""


def things(slugs: Iterable[str] = (), regime_id: str = "") -> tuple[Thing, ...]:
    """All that can be asked for: what fits these points first, each group in the table's order.

    Args:
        slugs: the points that were raised.
        regime_id: only what can be asked in this regime; where none is given, whatever there is.
    """
    raised = set(slugs)
    found = [
        Thing(words, tuple(row["points"]), tuple(row.get("regimes", ())))
        for row in table("asking")["asked"]
        if not regime_id or regime(regime_id).id in row.get("regimes", [regime_id])
        for words in row["things"]
    ]
    return tuple(sorted(found, key=lambda one: not raised.intersection(one.points)))
