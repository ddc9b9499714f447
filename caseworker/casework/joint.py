"""One letter on several linked cases: which may stand in it, how it is planned, what is checked for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from caseworker.casework import lettering, posted
from caseworker.casework.lettering import Checked
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView
from caseworker.law.kinds import Outcome
from caseworker.law.refusals import Refused
from caseworker.text import counted

if TYPE_CHECKING:
    from caseworker.law.facts import Facts
    from caseworker.law.findings import Finding
    from caseworker.letters.joint import Side
    from caseworker.letters.plan import Block

ONE_LETTER = "One letter is to one person, under one law, at one stage; each PCN in it is decided by itself."


def ready(office: Office, views: Sequence[CaseView]) -> tuple[CaseView, ...]:
    """Of some cases those that whoever acts has decided and not yet answered, in the order of their ids."""
    me = office.officer.id
    found = [
        one
        for one in views
        if one.status == "decided" and one.officer == me and one.decision and one.decision.officer == me
    ]
    return tuple(sorted(found, key=lambda one: one.id))


def fits(views: Sequence[CaseView]) -> None:
    """Refuse cases that cannot stand in one letter, with what to do instead.

    Raises:
        Refused: fewer than two; other recipients, laws or stages; a letter that only asks; another way out.
    """
    if len(views) < 2:
        raise Refused(
            "Fewer than two of these cases are decided by you.",
            rule=ONE_LETTER,
            do="Decide the linked cases first (J goes to the next), or write a letter on this one alone.",
        )
    for alike, what in _ALIKE:
        first = alike(views[0])
        other = next((one for one in views if alike(one) != first), None)
        if other is not None:
            raise Refused(
                f"{views[0].pcn} and {other.pcn} {what}.",
                rule=ONE_LETTER,
                do="Write a letter on each, or unlink (J) what does not belong; the rest can go in one.",
            )
    asks = next((one for one in views if one.decision and one.decision.outcome is Outcome.ASK), None)
    if asks is not None:
        raise Refused(
            f"The letter on {asks.pcn} only asks for something.",
            rule="What is asked for, and until when, belongs to one case.",
            do="Write that letter by itself.",
        )


_ALIKE: tuple[tuple[Callable[[CaseView], object], str], ...] = (
    (lambda one: (one.facts.regime, one.facts.place), "stand under different laws"),
    (lambda one: one.facts.kind, "stand at different stages"),
    (lambda one: one.facts.recipient, "must be answered to different people"),
    (lambda one: one.facts.deceased, "must be answered to different people"),
    (lambda one: (one.facts.by_hand, one.facts.posts_on), "leave in different ways"),
)
"""What must be the same of every case in one letter, and what is said where it is not."""


def facts_of(office: Office, views: Sequence[CaseView]) -> tuple[Facts, ...]:
    """The facts of each case with its decision, each knowing the others."""
    return tuple(
        lettering.letter_facts(office, one, [other for other in views if other is not one]) for one in views
    )


def sides(office: Office, views: Sequence[CaseView]) -> tuple[Side, ...]:
    """Each case as the letter is planned from it."""
    from caseworker.letters.joint import Side

    every = zip(facts_of(office, views), views, strict=True)
    return tuple(Side(facts, lettering.answers(one)) for facts, one in every)


def stamp(views: Sequence[CaseView]) -> str:
    """The cases as they were read: a draft made from others is planned anew."""
    return ",".join(f"{one.id}:{one.version}" for one in views)


def cases_in(words: str) -> tuple[int, ...]:
    """The ids of the cases in a stamp."""
    return tuple(int(one.partition(":")[0]) for one in words.split(",") if one)


def plan(office: Office, views: Sequence[CaseView]) -> tuple[Block, ...]:
    """The whole letter in one go, on one case or on several."""
    if len(views) == 1:
        from caseworker.letters.plan import plan as plan_alone

        (view,) = views
        return plan_alone(lettering.letter_facts(office, view), lettering.answers(view), office.library)
    from caseworker.letters.joint import plan_jointly

    return plan_jointly(sides(office, views), office.library, stamp(views))


def check(
    office: Office, views: Sequence[CaseView], blocks: Sequence[Block], *, news: tuple[str, ...] = ()
) -> Checked:
    """Render the letter whole, and check for each PCN what it says of that one.

    Raises:
        Refused: the cases cannot stand in one letter.
    """
    from caseworker.letters.render import reading, render

    lacking = tuple(_lacking(office, views, blocks))
    if len(views) == 1:
        checked = lettering.check(office, views[0], blocks, news=news)
        return replace(checked, findings=(*checked.findings, *lacking))
    fits(views)
    first, *others = sides(office, views)
    came = tuple(sorted({day for one in (first, *others) for day in _came(one.facts)}))
    letter = render(blocks, first.facts, first.answers, others)
    found: dict[tuple[str, int | None, int | None], tuple[Finding, list[str]]] = {}
    for side, view in zip((first, *others), views, strict=True):
        mine = reading(letter, side.pcn)
        for one in lettering.found(view, replace(side.facts, letters_received=came), mine.text):
            start, end = one.start, one.end
            if start is not None and end is not None:
                start, end = mine.whole(start, end)
            placed = replace(one, start=start, end=end)
            found.setdefault((one.code, start, end), (placed, []))[1].append(side.pcn)
    told = tuple(_told(one, pcns, len(views)) for one, pcns in found.values())
    ranked = tuple(sorted(told, key=lambda one: 0 if one.hard else 1 if one.level == "red" else 2))
    checked = lettering.gathered(views[0], first.facts, letter, ranked, (*by_when(views), *news))
    enclosed = (one for side in (first, *others) for one in lettering.enclosures(side.facts))
    return replace(checked, findings=(*checked.findings, *lacking), enclosures=tuple(dict.fromkeys(enclosed)))


def _lacking(office: Office, views: Sequence[CaseView], blocks: Sequence[Block]) -> Iterator[Finding]:
    """What the decision calls for and the letter leaves out."""
    from caseworker.law.findings import finding
    from caseworker.letters.lacking import left_out

    for one in left_out(blocks, plan(office, views)):
        words = f"The letter leaves out “{office.library.get(one.paragraph).title}”."
        yield finding(f"part-left-out:{one.paragraph}", words=words)


def _came(facts: Facts) -> tuple[date, ...]:
    """The days on which came what is answered on a case: one letter may name those of all its cases."""
    return (*facts.letters_received, *((facts.received_on,) if facts.received_on else ()))


def _told(one: Finding, pcns: Sequence[str], cases: int) -> Finding:
    """A finding that is of some PCNs only says of which."""
    if len(pcns) == cases or any(pcn in one.words for pcn in pcns):
        return one
    return replace(one, words=f"{', '.join(pcns)}: {one.words}")


def by_when(views: Sequence[CaseView]) -> tuple[str, ...]:
    """By when the letter must be posted, the earliest last day of its cases; and for which it is too late."""
    days = sorted((one.safe_post_on, one.pcn) for one in views if one.safe_post_on is not None)
    if not days:
        return ()
    day, pcn = days[0]
    posts_on = views[0].facts.posts_on
    late = [one for on, one in days if posts_on is not None and posts_on > on]
    words = f"One letter on {counted(len(views), 'PCN')}: post it by {posted.whole_day(day)}, for {pcn}."
    if not late:
        return (words,)
    return (f"{words} That day has gone for {', '.join(late)}: answer {_it(late)} by hand or apart.",)


def _it(late: Sequence[str]) -> str:
    return "it" if len(late) == 1 else "them"


def goes_together(views: Sequence[CaseView]) -> None:
    """Refuse a letter on several PCNs that would go two ways, or whose pictures are on a further case."""
    if len({(view.facts.way, view.facts.emailed_to) for view in views}) > 1:
        raise Refused(
            "The PCNs of this letter do not all go the same way: email was agreed for some, or for none.",
            rule="One letter goes one way, on one day.",
            do="Note the agreement on each of its cases (:reach), or answer them one by one.",
        )
    for view in views[1:]:
        if view.enclosed:
            raise Refused(
                f"A photograph is to go with the letter on {view.pcn}, which is not the letter's first PCN.",
                rule="The pictures of a letter on several PCNs are chosen on its first case.",
                do=f"Leave it out there, and enclose it on {views[0].pcn} (:enclose).",
            )
