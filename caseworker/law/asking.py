"""What a motorist can be asked to send before anything is decided, by point."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caseworker.law.tables import table


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that can be asked for."""

    words: str
    """As it follows “we need something from you:”."""
    points: tuple[str, ...]
    """For which points it is usually asked."""


def things(slugs: Iterable[str] = ()) -> tuple[Thing, ...]:
    """All that can be asked for: what fits these points first, each group in the table's order."""
    raised = set(slugs)
    found = [
        Thing(words, tuple(row["points"])) for row in table("asking")["asked"] for words in row["things"]
    ]
    return tuple(sorted(found, key=lambda one: not raised.intersection(one.points)))
