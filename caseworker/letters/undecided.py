"""Points that a cancelling for another reason leaves undecided: those only named, and those written of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caseworker.law.facts import Facts, Outcome
from caseworker.letters.phrases import SPOKEN_OF

if TYPE_CHECKING:
    from caseworker.letters.plan import Answer


def undecided(facts: Facts, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The points that a cancellation did not need to decide: another is its reason."""
    if facts.outcome is not Outcome.CANCEL or not any(one.upheld for one in answers):
        return ()
    return tuple(one for one in answers if one.outcome is None)


def left_open(facts: Facts, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Those of which the officer writes nothing."""
    return tuple(one for one in undecided(facts, answers) if not one.reason.strip())


def to_name(facts: Facts, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Those that the letter names as left: not what it meets with words of their own, or with a refund."""
    met = SPOKEN_OF | ({"already-paid"} if facts.paid_pence else set())
    return tuple(one for one in left_open(facts, answers) if one.slug not in met)


def told_beside(facts: Facts, answers: Sequence[Answer]) -> frozenset[str]:
    """Those of which the officer writes all the same: what is written stands in the letter."""
    left = left_open(facts, answers)
    return frozenset(one.slug for one in undecided(facts, answers) if one not in left)
