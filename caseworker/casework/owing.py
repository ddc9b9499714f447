"""What a decision still needs of the officer: which point is the reason, and words where none speak yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from caseworker.casework import sheet
from caseworker.casework.office import Office
from caseworker.casework.views import PointView
from caseworker.law import policy
from caseworker.law.decisions import Allowed
from caseworker.law.facts import Facts, Outcome, PointOutcome
from caseworker.law.policy import Guideline
from caseworker.law.refusals import Refused
from caseworker.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

CARE = "care"
"""The event, and the entry of the audit, that the care route was followed."""
DISTRESS = "vulnerability-or-mental-health"
FEWEST_WORDS = 4
"""The fewest words that will do where a decision asks for words on this case."""
INTO_LETTER = "Your words go into the letter."


class Needs(Refused):
    """The decision needs something of the officer first: a window asks for it, and nothing is lost."""


class NeedsWords(Needs):
    """The decision needs the officer's own words first.

    Args:
        prompt: what to write about.
        guideline: the id of the guideline that asks; empty where none does.
        point: the slug of the point that the words are for; empty where they are for the whole case.
    """

    def __init__(self, prompt: str, guideline: str = "", point: str = "") -> None:
        super().__init__(prompt, rule="A guideline is a guide: each case is weighed.", do="Write a sentence.")
        self.guideline = guideline
        self.point = point


class NeedsReason(Needs):
    """A cancellation needs to know which of the open points is the reason.

    Args:
        points: those with no answer yet.
    """

    def __init__(self, points: Sequence[PointView]) -> None:
        super().__init__(
            "Which point is the reason for cancelling?",
            rule="A cancellation accepts what it rests on, and nothing else.",
            do="Tick what you accept; the others need not be decided.",
        )
        self.points = tuple(points)


class NeedsCare(Needs):
    """A letter that is read with care needs the council's care route first.

    Args:
        route: the steps, a sentence each.
    """

    def __init__(self, route: Sequence[str]) -> None:
        super().__init__(
            "The care route comes first.",
            rule="Whoever may be vulnerable, bereaved or in danger is looked after before being answered.",
            do="Type :care, read the steps and note that they were followed.",
        )
        self.route = tuple(route)


def cares(flags: str, slugs: Iterable[str]) -> bool:
    """Whether the care route is asked for: the letter is flagged, or distress is among the points."""
    return "care" in flags.split() or DISTRESS in slugs


def route_words(office: Office, followed: Row[Any] | None) -> str:
    """The care route in a line, until it was followed; then by whom and when."""
    if followed is not None:
        who = office.officers.name(followed.officer)
        return f"The care route was followed ({who}, {followed.on:%a %d %b})."
    steps = " ".join(f"{n}. {one}" for n, one in enumerate(office.council.care_route, 1))
    return f"The care route: {steps} :care notes that it was followed."


def answered(
    points: Sequence[PointView], outcome: Outcome, because: Collection[str], *, out_of_time: bool = False
) -> list[PointView]:
    """The points with what this outcome decides of each; what a cancellation need not decide stays open.

    Args:
        because: slugs of the open points that are the reason for cancelling.
        out_of_time: the law cancels because the time has passed: nothing is decided on any point.

    Raises:
        NeedsReason: several points are open, none is accepted, and nobody said which is the reason.
        Refused: the answers contradict the outcome.
    """
    if outcome is Outcome.UPHOLD:
        return _standing(points)
    waiting = [one for one in points if one.outcome is None]
    if out_of_time or any(one.outcome is PointOutcome.UPHELD for one in points):
        return list(points)
    if not waiting:
        raise Refused(
            "Every point is marked as not accepted, but the PCN would be cancelled.",
            rule="A cancellation rests on a ground or a reason that is accepted.",
            do="Mark the point that you accept (space, on the points), or press r.",
        )
    chosen = {one.slug for one in waiting} & set(because) or {one.slug for one in waiting[:1]}
    if len(waiting) > 1 and not because:
        raise NeedsReason(waiting)
    return [replace(one, outcome=PointOutcome.UPHELD) if one.slug in chosen else one for one in points]


def _standing(points: Sequence[PointView]) -> list[PointView]:
    """The points where the PCN stands: those with no answer yet are not upheld."""
    against = [one for one in points if one.outcome is PointOutcome.UPHELD and one.ground]
    against = [one for one in against if not one.mitigation]
    if against:
        raise Refused(
            f"“{against[0].label}” is accepted on a ground of the law, but the PCN would stand.",
            rule="A ground that is made out ends the charge.",
            do="Press a to cancel, or change the answer to that point (p).",
        )
    return [replace(one, outcome=one.outcome or PointOutcome.NOT_UPHELD) for one in points]


def guidelines_of(office: Office, facts: Facts, slugs: Iterable[str]) -> tuple[Guideline, ...]:
    """The council's guidelines on these points that speak of a case like this one."""
    from caseworker.letters.regimes import families

    return policy.match(office.guidelines, slugs, families(facts))


def guideline_of(office: Office, facts: Facts, points: Sequence[PointView]) -> Guideline | None:
    """The guideline that speaks to this case, where one says what is usually done."""
    found = guidelines_of(office, facts, [one.slug for one in points])
    return next((one for one in found if one.usual_outcome is not None), None)


def unsaid(guideline: Guideline | None, points: Sequence[PointView], sent: int) -> list[PointView]:
    """The points on which a sentence on this case is still owed: the guideline's, or where evidence was sent.

    Args:
        sent: how many pieces of evidence the motorist sent.
    """
    owed = [one for one in points if guideline is not None and one.slug in guideline.points]
    owed = owed or (list(points) if sent else [])
    return [] if any(len(one.reason.split()) >= FEWEST_WORDS for one in owed) else owed


def weighed(
    guideline: Guideline | None, points: Sequence[PointView], outcome: Outcome, sent: int, words: str
) -> dict[str, str]:
    """The officer's words on this case, by the points that they are the reason of.

    Args:
        points: those that are decided.

    Raises:
        NeedsWords: a guideline is departed from, or applied without weighing this case, or the motorist sent
            evidence and nobody says what it shows.
    """
    owed = unsaid(guideline, points, sent)
    if owed and len(words.split()) < FEWEST_WORDS:
        raise NeedsWords(
            f"{_asked(guideline, outcome, sent)} {INTO_LETTER}",
            guideline.id if guideline else "",
        )
    said = clean(words).strip()
    # Words on what was sent are said once, with the first point; on a guideline with each of its points.
    silent = {one.slug for one in (owed if guideline is not None else owed[:1]) if not one.reason}
    return dict.fromkeys(silent, said) if said else {}


def _asked(guideline: Guideline | None, outcome: Outcome, sent: int) -> str:
    """What a guideline, or evidence that was sent, asks the officer to write about."""
    if guideline is None:
        changes = "change the outcome" if outcome is Outcome.CANCEL else "not change the outcome"
        return f"The motorist sent evidence ({sent}). What does it show, and why does that {changes}?"
    what = guideline.situation.rstrip(".")
    departs = policy.departs(guideline, outcome)
    asks = "usually leads the other way. Why not here?" if departs else "fits. Why is it right in this case?"
    return f"The guideline on “{what}” {asks}"


def ask_other_means(words: str) -> None:
    """Ask, before the law is taken to have cancelled, whether a decision was served in another way.

    Raises:
        NeedsWords: nobody has said where they looked and what they found.
    """
    if len(words.split()) < FEWEST_WORDS:
        raise NeedsWords(
            "Did a decision go out by other means: by hand, by e-mail, from another system? Say where you "
            "looked and what you found. It is kept with the decision and does not go into the letter. "
            "If one was served in time, press esc and ask your leader."
        )


def reasoned(points: Sequence[PointView], words: Mapping[str, str]) -> list[PointView]:
    """The points with these words as their reason, where they have none."""
    return [
        replace(one, reason=clean(words[one.slug]).strip()) if not one.reason and words.get(one.slug) else one
        for one in points
    ]


def unspoken(
    office: Office, facts: Facts, allowed: Allowed, points: Sequence[PointView]
) -> Iterator[tuple[PointView, str]]:
    """The points refused in words that say nothing of this case, each with what the wording asks.

    The standard wording of such a point holds only for somebody who wrote why it holds here.
    """
    from caseworker.letters.plan import wordings

    if allowed.outcome is not Outcome.UPHOLD:
        return
    decided = sheet.refusing(facts, allowed)
    chosen = wordings(decided, sheet.answers_of(points, {}), office.library)
    for one in points:
        if one.outcome is PointOutcome.NOT_UPHELD and not one.reason and one.slug in chosen:
            best = chosen[one.slug]
            if best.asks and "reason" not in best.fields:
                yield one, best.asks


def say_unspoken(office: Office, facts: Facts, allowed: Allowed, points: Sequence[PointView]) -> None:
    """Refuse a decision whose letter would refuse a point without a word on this case.

    Raises:
        NeedsWords: the first such point.
    """
    for one, asks in unspoken(office, facts, allowed, points):
        raise NeedsWords(f"“{one.label}”: {asks} {INTO_LETTER}", point=one.slug)
