"""What a library lacks: an answer for the other outcome, a point nobody can answer, a part of a letter."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from caseworker.law.asking import things
from caseworker.law.facts import LetterKind
from caseworker.law.points import points
from caseworker.law.regimes import Regime, families_of, regime, regimes
from caseworker.letters.library import Library, Paragraph, Problem
from caseworker.letters.paragraph import MORE

UPHELD, NOT_UPHELD = "upheld", "not-upheld"
INFORMAL = frozenset({LetterKind.INFORMAL_REJECTION, LetterKind.INFORMAL_ACCEPTANCE})
_STAGE = {
    LetterKind.INFORMAL_REJECTION: "challenge",
    LetterKind.INFORMAL_ACCEPTANCE: "challenge",
    LetterKind.NOTICE_OF_REJECTION: "representations",
    LetterKind.NOTICE_OF_ACCEPTANCE: "representations",
    LetterKind.CERTIFICATE_RESPONSE: "charge certificate",
    LetterKind.INFORMATION_REQUEST: "asking first",
}
_FRAME = ("opening", "decision")
_PARTS: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.INFORMAL_REJECTION: (*_FRAME, "answer", "discretion", "money", "next-steps", "closing"),
    LetterKind.INFORMAL_ACCEPTANCE: (*_FRAME, "answer", "refund", "next-steps"),
    LetterKind.NOTICE_OF_REJECTION: (*_FRAME, "answer", "discretion", "rights", "closing", "enclosed"),
    LetterKind.NOTICE_OF_ACCEPTANCE: (*_FRAME, "answer", "refund", "next-steps"),
    LetterKind.CERTIFICATE_RESPONSE: (*_FRAME, "answer", "discretion", "rights", "next-steps"),
    LetterKind.INFORMATION_REQUEST: (*_FRAME, "rights", "next-steps"),
}
"""The places that a letter of a kind has to fill, whatever it is about; of any other kind its frame."""


def exists(kind: str, law: Regime) -> bool:
    """Whether a kind of letter is written at all under a law."""
    if kind in INFORMAL:
        return law.informal_stage
    return law.certificate or kind != LetterKind.CERTIFICATE_RESPONSE


@cache
def under(name: str) -> tuple[Regime, frozenset[str]]:
    """A law by its id, and the families of cases that there are under it."""
    law = regime(name)
    return law, frozenset({law.family}.union(*(families_of(name, basis) for basis in law.bases)))


def reach(one: Paragraph) -> set[tuple[str, str]]:
    """The families of cases in whose letters a paragraph may stand, each with the stage."""
    found = set()
    for name in one.regimes:
        law, there = under(name)
        stages = {_STAGE[kind] for kind in map(LetterKind, one.kinds) if kind in _STAGE and exists(kind, law)}
        found |= {
            (family, stage)
            for family in there
            if not one.families or family in one.families
            for stage in stages
        }
    return found


def laws_of(one: Paragraph) -> set[tuple[str, str]]:
    """The laws under which a paragraph may stand, each with a family of its cases."""
    return {
        (name, family)
        for name in one.regimes
        for family in under(name)[1]
        if not one.families or family in one.families
    }


def pairs(library: Library) -> Iterator[Problem]:
    """An answer that refuses has a twin that accepts in the same letters, and the other way round."""
    answers = [one for one in library if one.slot == "answer" and one.outcome != MORE]
    reached = {one.id: reach(one) for one in answers}
    raised = {point.slug: point.families for point in points()}
    given = {
        (slug, one.outcome, place) for one in answers for slug in one.points for place in reached[one.id]
    }
    for one in answers:
        other = UPHELD if one.outcome == NOT_UPHELD else NOT_UPHELD
        for slug in one.points if not one.alone and not one.variant else ():
            here = {place for place in reached[one.id] if place[0] in raised.get(slug, ())} or reached[one.id]
            lacking = {place for place in here if (slug, other, place) not in given}
            if not lacking:
                continue
            where = sorted({family for family, _stage in lacking})
            only = "" if lacking == here else f", in cases of: {', '.join(where)}"
            what = f"“{slug}” has no answer for the outcome {other}{only}."
            yield Problem(one.path, 2, what, "Write its twin, or say in “alone” why there is none.")


def unanswered(library: Library) -> Iterator[Problem]:
    """Each point has words of its own for each outcome, in each family of cases in which it is raised.

    The answers for any point carry what has none, so that this is worth a look and no fault.
    """
    answers = [one for one in library if one.slot == "answer" and one.points and one.use != "offer"]
    if not answers:
        return
    given = {
        (slug, one.outcome, family) for one in answers for slug in one.points for family, _stage in reach(one)
    }
    alone = {(slug, one.outcome) for one in answers for slug in one.points if one.alone}
    asked = {
        (slug, family)
        for law in regimes()
        for one in things((), law.id)
        for slug in one.points
        for family in under(law.id)[1]
    }
    for point in points():
        for outcome in (UPHELD, NOT_UPHELD, MORE):
            lacking = [
                family
                for family in point.families
                if (point.slug, outcome, family) not in given
                and (outcome != MORE or (point.slug, family) in asked)
            ]
            other = NOT_UPHELD if outcome == UPHELD else UPHELD
            excused = outcome != MORE and (point.slug, other) in alone
            if lacking and not excused:
                what = (
                    f"“{point.slug}” has no words of its own for {outcome} in cases of: {', '.join(lacking)}."
                )
                yield Problem("library", 1, what, "An answer for any point is all there is.", "warning")


def parts(library: Library) -> Iterator[Problem]:
    """Each kind of letter can be planned under each law that knows it: from opening to next steps."""
    held = {
        (kind, one.slot, name)
        for one in library
        if one.use != "offer" and not one.points and (one.slot != "answer" or one.outcome != MORE)
        for kind in one.kinds
        for name in one.regimes
    }
    for kind in LetterKind:
        for slot in _PARTS.get(kind, _FRAME):
            known = [law.id for law in regimes() if exists(kind, law)]
            lacking = [name for name in known if (kind, slot, name) not in held]
            if not lacking:
                continue
            under = "" if lacking == known else f" under {', '.join(lacking)}"
            what = f"No {slot} for letters of the kind {kind}{under}."
            yield Problem("library", 1, what, "Every letter needs one.")
