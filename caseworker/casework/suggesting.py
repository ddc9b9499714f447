"""What the letters of a case seem to raise: suggestions with their place; an officer decides on each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from caseworker.casework.views import ItemView, Suggested
from caseworker.law import points as law_points
from caseworker.law.facts import Facts

if TYPE_CHECKING:
    from sqlalchemy import Row

    from caseworker.reading.points import Suggestion


NO_DISPUTE = ("ceo-conduct", "evidence-requested")
"""What a complaint is about, and what a request for information is: by itself it disputes nothing."""
SURE = 0.5
"""The score from which an enquiry disputes too: whoever asks about a thing names it as well."""


def suggestions(items: tuple[ItemView, ...], facts: Facts, case: Row[Any]) -> tuple[Suggested, ...]:
    """Points found in what came in; the best place of each, at most eight. An officer decides on each."""
    if not case.open or facts.kind.beside:
        return ()
    best: dict[str, Suggested] = {}
    for item in items:
        if item.direction != "in" or item.elsewhere:
            continue
        for one in _raised(item.text, facts.regime, facts.code, facts.kind):
            found = Suggested(
                one.slug, law_points.point(one.slug).label, one.words, item.id, one.start, one.end, one.score
            )
            if one.slug not in best or best[one.slug].score < one.score:
                best[one.slug] = found
    return tuple(sorted(best.values(), key=lambda one: -one.score)[:8])


@lru_cache(maxsize=64)
def _raised(text: str, regime: str, code: str, stage: str) -> tuple[Suggestion, ...]:
    """What a letter seems to raise: its case is read anew after each act, and the letter stays as it is."""
    from caseworker.reading.points import suggest

    return suggest(text, regime=regime, code=code, stage=stage)


def disputes_too(items: tuple[ItemView, ...], facts: Facts) -> tuple[str, ...]:
    """What the words of an enquiry raise against the PCN: it is a challenge too, and needs both answers."""
    raised = [
        law_points.point(one.slug).label
        for item in items
        if item.direction == "in" and not item.elsewhere
        for one in _raised(item.text, facts.regime, facts.code, facts.kind)
        if one.slug not in NO_DISPUTE and one.score >= SURE
    ]
    return tuple(dict.fromkeys(raised))[:3]
