"""What was said about each point raised, and the words by which a letter deals with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from caseworker.letters.checks.case import Case
from caseworker.letters.checks.patterns import any_of, rx, table

SETS_ASIDE = (
    r"\b(?:none|neither|nothing) (?:of|in) (?:them|these|those|this|that|which|it"
    r"|what)\b[^.;]{0,80}\b(?:grounds?"
    r"|assists?|helps?|alters?|changes?|affects?|relevant|bears?|reasons?)\b"
    r"|\b(?:other|remaining|various|further) (?:matters|points|things|comments|remarks|issues)\b[^.;]{0,90}"
    r"\b(?:not|none|no|nothing|neither)\b[^.;]{0,50}\b(?:grounds?|assist|help|alter|change|affect"
    r"|relevant|bear"
    r"|reasons?|need)\b|\bwithout (?:being|having been) (?:looked at|read|considered|gone into"
    r"|examined)\b"
    r"|\b(?:placed|put|kept|held|left|retained|stored) on (?:the |our |your )?(?:file|record)\b"
    r"|^\W*(?:they|these|those|such things) (?:do|did|can|could|would)(?: not"
    r"|n't)\b[^.;]{0,40}\b(?:assist|help"
    r"|alter|change|affect)\b|\b(?:we|i) (?:do|did|can|could|will|shall)(?: not|n't) go into\b"
    r"|^\W*(?:we|i) (?:understand|see|note|gather) that you (?:question|dispute|challenge|disagree"
    r"|contest|object"
    r"|wish|are un)\w*\b|\b(?:taken|took) (?:the|some) time to\b"
    r"|\b(?:each|every one|all)(?: of (?:them|these|those))? (?:has|have|bears?|carr(?:y|ies)) (?:its"
    r"|their) own\b"
    r"|\b(?:separate|individual) (?:decision|reply|answer|letter)s?\b[^.;]{0,40}\b(?:will|shall"
    r"|to follow|being)\b"
)
"""What names a point only to lay it by, for another day or another letter."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The words by which a letter deals with a point."""

    sure: tuple[str, ...]
    """Words used only by somebody who deals with the point."""
    near: tuple[str, ...]
    """Words that also stand in boilerplate."""
    mitigation: bool
    must: str = ""
    """What some sentence has to say, in one of many ways, before the point can have been dealt with."""


@cache
def terms() -> dict[str, Terms]:
    """The words for each point, by slug."""
    rows = table("point_terms")
    return {
        slug: Terms(
            tuple(row["sure"]), tuple(row["near"]), bool(row.get("mitigation", False)), row.get("must", "")
        )
        for slug, row in rows.items()
    }


@dataclass(frozen=True, slots=True)
class Told:
    """The particular words of what was said about one point, as stems: a kerb, an angle, a nurse."""

    sure: frozenset[str] = frozenset()
    """From a passage that plainly speaks of the point."""
    likely: frozenset[str] = frozenset()
    """From a passage that speaks of no point plainly, and so perhaps of this one."""

    def without(self, others: frozenset[str]) -> Told:
        """What is left when the words of other points are taken away."""
        return Told(
            *(frozenset(w for w in words if w[:4] not in others) for words in (self.sure, self.likely))
        )


@lru_cache(maxsize=8)
def told(case: Case) -> dict[str, Told]:
    """What was said about each point raised.

    The summary of the challenge is cut at its stops and each part given to the point that it speaks of; what
    speaks of none belongs to a point that has none yet, in the order of the points.
    """
    slugs = [slug for slug in case.points if slug in terms()]
    found = {a.slug: Told(particular(a.words)) for a in case.answers if a.slug in slugs and a.words}
    known = {answer.slug for answer in case.answers}
    waiting = [slug for slug in slugs if slug not in known]
    loose: list[frozenset[str]] = []
    parts = _parts(case.facts.challenge_summary, waiting)
    for place, part in enumerate(parts):
        marks = {slug: _hits(slug, part) for slug in waiting}
        if len(parts) == len(waiting) and marks[waiting[place]]:
            marks[waiting[place]] += 3.0  # as many passages as points: most write of them in the same order
        best = max(marks.values(), default=0.0)
        words = particular(part)
        if not best:
            loose.append(words)
        for slug in (one for one in waiting if best and marks[one] == best):
            found[slug] = Told(found.get(slug, Told()).sure | words)
    spare = frozenset().union(*loose)
    for slug in (slug for slug in waiting if slug not in found):
        found[slug] = Told(likely=spare)
    return {
        slug: found.get(slug, Told()).without(_words_of(set(slugs) - {slug}) | _near_of(slug))
        for slug in slugs
    }


def _near_of(slug: str) -> frozenset[str]:
    return frozenset(word[:4].lower() for one in terms()[slug].near for word in one.split() if len(word) > 3)


def _words_of(slugs: Iterable[str]) -> frozenset[str]:
    """The beginnings of the words by which points are known."""
    words = (
        word for slug in slugs for one in (*terms()[slug].sure, *terms()[slug].near) for word in one.split()
    )
    return frozenset(word[:4].lower() for word in words if len(word) > 3)


def _parts(summary: str, slugs: list[str]) -> list[str]:
    """The summary cut at its stops, and at its joints where what follows speaks of a point of its own."""
    parts: list[str] = []
    for piece in rx(r"[;.:](?!\d)").split(summary):
        first = True
        for joint in rx(r", | and (?=\w+ )").split(piece):
            if not joint.strip():
                continue
            if first or any(_hits(slug, joint) for slug in slugs):
                parts.append(joint)
            else:
                parts[-1] += f", {joint}"
            first = False
    return parts


def _hits(slug: str, text: str) -> float:
    known = terms().get(slug)
    if known is None:
        return 0.0
    return 2.0 * len(any_of(known.sure).findall(text)) + len(any_of(known.near).findall(text))


@cache
def _common() -> frozenset[str]:
    return frozenset(table("common_words")["words"].split())


@cache
def said_of(slug: str) -> frozenset[str]:
    """The beginnings of the words by which people speak of a point, and seldom of another."""
    return frozenset(table("point_words").get(slug, "").split())


def particular(text: str) -> frozenset[str]:
    """The stems of the words that only this story has."""
    words = (word.lower() for word in rx(r"[A-Za-z]{3,}|\d{2,}").findall(text))
    return frozenset(word[:5] for word in words if word not in _common())
