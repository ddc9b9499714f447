"""The council's own guidelines: what it usually does in a situation. Guides, weighed case by case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caseworker.law.kinds import Outcome


@dataclass(frozen=True, slots=True)
class Guideline:
    """One guideline of the council (``policy.toml``)."""

    id: str
    situation: str
    """When it applies, in words."""
    points: tuple[str, ...]
    """The slugs of the points for which it is shown."""
    evidence_usually: str
    usual_outcome: Outcome | None
    """What the council usually does; nothing where it only says what to weigh."""
    first_time_rule: str = ""
    """For example: once in twelve months. Empty where there is none."""
    note: str = ""
    families: tuple[str, ...] = ()
    """The families of cases of which it speaks; empty where it holds for all."""


def match(
    guidelines: Iterable[Guideline], slugs: Iterable[str], families: Iterable[str] = ()
) -> tuple[Guideline, ...]:
    """The guidelines for these points: those that answer most of them first, else in the council's order.

    Args:
        families: what the case is; empty where that is not known, and each guideline may fit.
    """
    raised, of = set(slugs), set(families)
    found = [one for one in guidelines if raised.intersection(one.points)]
    found = [one for one in found if not (of and one.families) or of.intersection(one.families)]
    return tuple(sorted(found, key=lambda one: -len(raised.intersection(one.points))))


def departs(guideline: Guideline, outcome: Outcome) -> bool:
    """Whether an outcome departs from what the guideline usually leads to: then words are asked for."""
    return guideline.usual_outcome is not None and guideline.usual_outcome is not outcome
