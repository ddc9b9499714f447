"""A letter that asks for something first: why each thing is asked for, point by point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from caseworker.law.asking import things
from caseworker.letters.regimes import law_of

if TYPE_CHECKING:
    from caseworker.law.facts import Facts
    from caseworker.letters.paragraph import Paragraph
    from caseworker.letters.plan import Answer


def why_asked(
    facts: Facts, answers: Sequence[Answer], here: Sequence[Paragraph], holding: frozenset[str]
) -> Iterator[tuple[str, Paragraph]]:
    """For each point to which a thing asked for belongs, what says why it is asked; each wording once.

    What the officer asks for in words of their own belongs to no point, and needs none of these.

    Args:
        here: the answers of the library that may stand in this letter.
        holding: the conditions that hold.
    """
    law, _ = law_of(facts)
    asked = {one.rstrip(".;,") for one in facts.asked}
    wanted = {slug for one in things((), law.id) if one.words.rstrip(".;,") in asked for slug in one.points}
    given: set[str] = set()
    for answer in answers:
        fit = [one for one in here if answer.slug in one.points and holding.issuperset(one.when)]
        best = max(fit, key=lambda one: len(one.when), default=None)
        if answer.slug in wanted and best is not None and best.id not in given:
            given.add(best.id)
            yield answer.slug, best
