"""A letter in the making: its facts, its text, and what the check says of it. Compose and issue share it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from caseworker.casework import handover, posted, proceedings, sheet
from caseworker.casework.office import LONDON, Office
from caseworker.casework.views import CaseView, LetterView, PointView
from caseworker.casework.warnings import clock_runs_on, large_print_words, no_authority_words
from caseworker.law import charges
from caseworker.law.beside import papers
from caseworker.law.facts import Facts, LetterKind, Outcome, PointOutcome
from caseworker.law.kinds import ANSWERED_BY
from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from caseworker.law.findings import Finding
    from caseworker.letters.docx_writer import Letterhead
    from caseworker.letters.plan import Answer, Block
    from caseworker.letters.render import Rendered
    from caseworker.letters.spelling import Misspelt


_QUOTED = re.compile(r"\*\{words\}\*\s*")
"""The motorist's own words at the head of an answer."""
LOSS, SELF_HARM = "bereavement", "self-harm"


@dataclass(frozen=True, slots=True)
class Reading:
    """How hard a letter is to read, and which words of the officer's are spelt in no dictionary."""

    age: float
    """The age at which one can read it with ease; 0 where there are too few words to tell."""
    longest: int
    """Words of its longest sentence."""
    misspelt: tuple[Misspelt, ...] = ()
    no_dictionary: bool = False
    """Whether no dictionary is installed: then no spelling was looked at."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A letter as it will read, and every finding on it."""

    letter: Rendered
    findings: tuple[Finding, ...]
    words: int
    recipient: str
    posts_on: date
    served_on: date
    kind_words: str
    enclosures: tuple[str, ...] = ()
    """What goes into the envelope with it."""
    news: tuple[str, ...] = ()
    """What came in since the case was opened; that the clock runs on; that no authority was seen; that large
    print was asked for, and the letter is in ordinary print."""
    reading: Reading | None = None
    """How hard it is to read, and the misspelt words: looked at while it is written."""
    saved_words: str = ""
    """When the draft was last kept."""


def letter_facts(office: Office, view: CaseView, linked: Sequence[CaseView] = ()) -> Facts:
    """The facts with the decision in them.

    Args:
        linked: the other cases that the same letter answers: it may name their PCNs and vehicles.

    Raises:
        Refused: nothing is decided yet.
    """
    decision = view.decision
    if decision is None:
        raise Refused(
            "There is no decision yet.",
            rule="A letter says what was decided, and why.",
            do="Press d, then a or r.",
        )
    text = sheet.written(view.items)
    named = {one.pcn for one in view.others} | set(_NUMBERS.findall(text.upper()))
    named |= {view.facts.writer.name, view.keeper}
    named |= {number for one in linked for number in (one.pcn, one.facts.vrm)}
    to_tribunal = decision.letter_kind == LetterKind.TRIBUNAL_HAND_OVER
    return sheet.deciding(
        replace(
            view.facts,
            enclosed=tuple(one.caption for one in view.enclosed),
            evidence_held=tuple(f"{one.label} ({one.kind})" for one in view.evidence),
            court_ground=proceedings.declared(view.proceedings),
            standard_on=sheet.standard_on(office, view.facts),
            linked=tuple(one.pcn for one in linked),
            papers_missing=handover.missing(view) if to_tribunal else (),
            papers_tell=papers_tell(view),
            care=care_told(view),
        ),
        outcome=decision.outcome,
        letter_kind=LetterKind(decision.letter_kind),
        discount_pence=decision.discount_pence,
        discount_until=decision.discount_until,
        asked=decision.asked,
        answer_by=decision.answer_by,
        points=[one.slug for one in view.points],
        text=text,
        letters_received=unanswered(view),
        evidence_sent=[one.label for one in view.evidence if one.sent_by == "motorist"],
        others=frozenset(one for one in named if one),
    )


def papers_tell(view: CaseView) -> tuple[str, ...]:
    """What notes, sessions, the order and the papers of the place say: streets that they name are known."""
    place = view.background.place
    told = [one.text for one in view.notes]
    told += [text for one in view.background.sessions for text in (one.location, one.words)]
    if place is not None:
        told += [place.street, place.part, place.zone, place.order, place.article, place.schedule]
        told += [one.label for one in place.papers]
    return tuple(dict.fromkeys(one for one in told if one))


def care_told(view: CaseView) -> tuple[str, ...]:
    """What the letters of a case that is read with care tell that its answer must meet: danger, a death."""
    from caseworker.reading.care import flags

    if "care" not in view.flags:
        return ()
    letters = (one for one in view.items if one.direction == "in" and not one.elsewhere)
    told = {one.flag for item in letters for one in flags(f"{item.subject}\n\n{item.text}")}
    return tuple(one for one in (SELF_HARM, LOSS) if one in told)


def unanswered(view: CaseView) -> tuple[date, ...]:
    """The days on which came what no letter of ours has answered yet, oldest first.

    A letter that asks for something answers nothing; nor does one that came back to us.
    """
    answered = [
        one.issued_at.astimezone(LONDON).date()
        for one in view.letters
        if one.kind != LetterKind.INFORMATION_REQUEST
        and (one.kind == ANSWERED_BY.get(view.facts.kind) if view.facts.kind.beside else not _beside(one))
        and one.where not in posted.BACK
    ]
    since = max(answered, default=date.min)
    return tuple(
        sorted(
            {
                one.received_on
                for one in view.items
                if one.direction == "in" and not one.elsewhere and one.received_on > since
            }
        )
    )


def _beside(letter: LetterView) -> bool:
    """Whether a letter answers what stands beside the dispute."""
    return LetterKind(letter.kind).beside


_NUMBERS = re.compile(r"\b[A-Z]{2}[0-9]{7,8}[A-Z0-9]?\b|\b[A-Z]{2}[0-9]{2} ?[A-Z]{3}\b")


def overtaken(office: Office, view: CaseView) -> str:
    """Why the decision no longer fits the day, the money or the notice; empty where it still does."""
    decision = view.decision
    if decision is None or view.status in ("issued", "closed") or view.facts.kind.beside:
        return ""
    now = sheet.allowed(office, view.facts, decision.outcome)
    if now.bars:
        return now.bars[0].words
    if now.letter_kind != decision.letter_kind:
        return f"The notice has moved on: the letter would now be another ({now.letter_kind})."
    if now.refund_pence != decision.refund_pence:
        was, due = charges.pounds(decision.refund_pence), charges.pounds(now.refund_pence)
        return f"The refund noted with the decision is {was}; by now {due} was paid."
    until = decision.discount_until
    if until is not None and (now.discount_until, now.discount_pence) != (until, decision.discount_pence):
        day = posted.whole_day(until)
        return f"The discount was decided on an earlier day and offered until {day}."
    return ""


def answers(view: CaseView) -> tuple[Answer, ...]:
    """The points as the letter answers them; of a case beside the dispute, what the officer answers."""
    from caseworker.letters.plan import Answer

    if view.facts.kind.beside:
        opened = tuple(one.label for one in view.evidence if one.opened_at is not None)
        reason = view.decision.weighed if view.decision else ""
        return (Answer("enquiry", "", reason=reason, evidence=opened),)
    # What somebody noted of a call is not what the caller said: no letter quotes it.
    noted = {one.id for one in view.items if one.channel == "phone"}
    points = [replace(one, words="") if one.item_id in noted else one for one in view.points]
    return sheet.answers_of(points, {one.id: one.label for one in view.evidence})


def around(office: Office, view: CaseView, point: PointView) -> dict[PointOutcome, tuple[str, str]]:
    """What a letter's own words say before and after the reason of a point, by how the point is answered.

    A point that is accepted under a ground or a mitigation is put as a letter that cancels puts it, any other
    as a letter that rejects does; nothing stands there for an answer whose wording carries no reason.
    """
    found = {}
    for outcome in (PointOutcome.UPHELD, PointOutcome.NOT_UPHELD):
        of_case = Outcome.CANCEL if outcome is PointOutcome.UPHELD and point.ground else Outcome.UPHOLD
        answered = replace(point, outcome=outcome, reason="{reason}")
        seen = replace(view, points=tuple(answered if one.slug == point.slug else one for one in view.points))
        if words := _around(office, seen, point.slug, of_case):
            found[outcome] = words
    return found


def _around(office: Office, view: CaseView, slug: str, outcome: Outcome) -> tuple[str, str] | None:
    from caseworker.letters.fields import fill, of_point, values
    from caseworker.letters.plan import wordings

    facts = replace(
        view.facts, outcome=outcome, letter_kind=None, points=tuple(one.slug for one in view.points)
    )
    put = answers(view)
    best = wordings(facts, put, office.library).get(slug)
    if best is None or "reason" not in best.fields:
        return None
    known = {**values(facts, put), **of_point(facts, next(one for one in put if one.slug == slug), put)}
    before, _, after = _QUOTED.sub("", best.text).partition("{reason}")
    filled = [fill(words.replace("*", ""), known).text.strip() for words in (before, after)]
    return filled[0], filled[1]


def letterhead(office: Office) -> Letterhead:
    """What the letterhead prints of the council."""
    from caseworker.letters.docx_writer import Letterhead

    council = office.council
    contact = (council.phone, council.email, council.website)
    return Letterhead(
        council.authority, (*council.address, council.postcode), tuple(line for line in contact if line)
    )


_ANSWERS = (
    *(LetterKind.QUERY_ANSWER, LetterKind.COMPLAINT_ANSWER),
    *(LetterKind.MEMBER_ANSWER, LetterKind.INFORMATION_ANSWER),
)
_LISTED = re.compile(r"^Enclosed: (?!photograph \d)(.+)$", re.MULTILINE)


def enclosures(facts: Facts, text: str = "") -> tuple[str, ...]:
    """What the post room encloses: with a notice of rejection, how to appeal; and what an answer sends.

    Args:
        text: the letter. Only an answer to what somebody asked lists what goes with it by itself.
    """
    if facts.letter_kind is LetterKind.TRIBUNAL_HAND_OVER:
        return tuple(one.label for one in papers() if one.clock == handover.PAPERS)
    pictures = tuple(f"photograph: {one}" for one in facts.enclosed)
    if facts.letter_kind in _ANSWERS:
        return (*_LISTED.findall(text), *pictures)
    form = (facts.appeal_form,) if facts.letter_kind is LetterKind.NOTICE_OF_REJECTION else ()
    return (*form, *pictures)


def check(office: Office, view: CaseView, blocks: Sequence[Block], *, news: tuple[str, ...] = ()) -> Checked:
    """Render the letter and check it, whole."""
    from caseworker.letters.render import render

    facts, answered = letter_facts(office, view), answers(view)
    letter = render(blocks, facts, answered)
    return gathered(view, facts, letter, found(view, facts, letter.text), news)


def found(view: CaseView, facts: Facts, text: str) -> tuple[Finding, ...]:
    """What the letter check says of a text as the letter on a case.

    Args:
        facts: its facts with the decision in them.
    """
    known: tuple[str, ...] | None = enclosures(facts, text)
    if known and facts.letter_kind in _ANSWERS:
        # What is asked for is as various as those who ask: only that nothing is listed can be seen.
        known = None
    return _found(text, facts, answers(view), known)


def gathered(
    view: CaseView, facts: Facts, letter: Rendered, findings: tuple[Finding, ...], news: tuple[str, ...]
) -> Checked:
    """A letter with its findings, and what whoever writes it must know beside them."""
    if facts.letter_kind is LetterKind.INFORMATION_REQUEST and (runs := clock_runs_on(view.safe_post_on)):
        news = (*news, runs)
    if words := no_authority_words(facts, seen=view.authority_seen):
        news = (*news, words)
    if words := large_print_words(view.items, view.flags):
        news = (*news, words)
    assert facts.posts_on is not None and facts.served_on is not None and facts.letter_kind is not None
    return Checked(
        letter=letter,
        findings=findings,
        words=len(letter.text.split()),
        recipient=facts.recipient.name or "nobody",
        posts_on=facts.posts_on,
        served_on=facts.served_on,
        kind_words=posted.kind_words(facts.letter_kind)
        + (", in large print" if sheet.LARGE in view.flags else ""),
        enclosures=enclosures(facts, letter.text),
        news=news,
    )


@lru_cache(maxsize=32)
def _found(
    text: str, facts: Facts, answered: tuple[Answer, ...], enclosed: tuple[str, ...] | None
) -> tuple[Finding, ...]:
    """What the letter check says: of the same letter on the same facts the same, so that it is asked once."""
    from caseworker.letters.preflight import check
    from caseworker.reading import dealing
    from caseworker.reading.faults import faults

    return tuple(check(text, facts, answers=answered, enclosures=enclosed, deals=dealing, sounds=faults))
