"""Fields of a letter: every value formatted once, and filled into wording in one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from caseworker.law.facts import CaseKind, Facts, Place, WriterRole
from caseworker.law.ledger import ASIDE
from caseworker.law.payable import rest
from caseworker.law.refunds import FEES, paid_parts
from caseworker.law.vrm import british
from caseworker.letters.claims import change_told, to_tell
from caseworker.letters.grounds import ground_in, on_grounds
from caseworker.letters.library import FIELD
from caseworker.letters.phrases import ASKED_FOR, CARE_POINTS, about, says
from caseworker.letters.plain import plain
from caseworker.letters.regimes import ORDER_DAYS, article, law_of
from caseworker.letters.tender import of_loss
from caseworker.letters.undecided import to_name
from caseworker.letters.wording import briefly, listed, picture, quoted, sentence, things

if TYPE_CHECKING:
    from caseworker.letters.plan import Answer

OUR_RECORD = "our record of this notice"
TOLD_BY_PAPERS = frozenset(
    {"challenge-ignored", "authority-did-not-consider", "pcn-wording-unlawful", "pcn-late"}
    | {"notice-late-or-missing", "traffic-order-invalid", "hire-vehicle", "not-owner-sold", "already-paid"}
    | {"amount-demanded-wrong", "discount-request", "told-by-council-it-was-fine", "first-offence"}
)
"""Points of which letters, papers and records tell, and no picture of the vehicle."""
TOLD_BY_LISTS = frozenset(
    {"resident-or-exempt-vehicle", "permit-held", "permit-lapsed", "pcn-not-served"}
    | {"blue-badge-displayed", "blue-badge-not-displayed"}
)
"""Points of which lists and records tell where a camera saw the vehicle: nobody looked at its windscreen."""
HELD_AS = {"removal": "removed", "clamp": "clamped"}
"""What was done with a vehicle, by the family of the law."""
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_CASE_FIELDS = (
    frozenset[str]()
    | {"pcn", "vrm", "authority", "contravention", "code", "location"}
    | {"contravened_on", "contravened_time", "received_on", "posts_on", "served_on", "last_day"}
    | {
        "pcn_served_on",
        "notice_served_on",
        "certificate_served_on",
        "certificate_last_day",
        "order_served_on",
        "order_last_day",
        "papers_missing",
        "full",
        "discount",
    }
    | {"vehicle_papers", "dvla_told", "surcharged", "paid", "paid_on", "balance", "offer", "offer_until"}
    | {"recipient", "writer", "written_for", "deceased", "officer_name", "officer_role", "notice"}
    | {"asked", "answer_by", "earlier_letters_on", "other_letters_on", "notices"}
    | {"tribunal", "evidence_sent", "looked_at", "mitigation", "accepted", "left", "grounds", "on_grounds"}
    | {"observed_from", "observed_to", "observed", "restriction", "record"}
    | {"next_notice", "law", "held", "daily_charge", "fees_paid", "paid_in_all", "paid_parts"}
    | {"how_to_pay", "call_us", "write_to_us", "send_to_us"}
    | {"language_help", "debt_advice", "complaint_route", "next_step", "appeal_form", "police_and_dvla"}
)
POINT_FIELDS = frozenset({"words", "reason", "about"})
"""Fields that belong to one point and are filled from its answer; so is its own ``looked_at``."""
KNOWN = _CASE_FIELDS | POINT_FIELDS
"""Every field that this program can fill."""


class Span(NamedTuple):
    """Where a field's value stands in the filled text."""

    start: int
    end: int
    name: str


class Filled(NamedTuple):
    """Wording with its fields filled."""

    text: str
    missing: tuple[str, ...]
    spans: tuple[Span, ...]


def money(pence: int) -> str:
    """Pence as a letter prints them: ``£160``, ``£2.60``, ``£1,200``."""
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02d}" if rest else f"£{pounds:,}"


def long_date(day: date) -> str:
    """A day as a letter prints it: ``Monday 20 April 2026``."""
    return f"{_DAYS[day.weekday()]} {short_date(day)}"


def short_date(day: date) -> str:
    """A day without its weekday: ``20 April 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def values(facts: Facts, answers: Sequence[Answer] = ()) -> dict[str, str]:
    """Every field of the case that is known, formatted; a field that is not known is not in it.

    Args:
        facts: the case; money in pence, days as dates.
        answers: the points with their outcomes, for the fields that look over all of them.
    """
    found: dict[str, str] = {}
    _put_words(found, facts)
    _put_watch(found, facts)
    law, _ = law_of(facts)
    found["notice"] = found["notices"] = law.terms
    found["next_notice"] = f"{article(law.terms)} {law.terms}"
    found["law"] = law.law
    found["held"] = held = HELD_AS.get(law.family, "")
    _put_council(found, facts)
    _put_days(found, facts)
    _put_money(found, facts)
    found["tribunal"] = "London Tribunals" if facts.place is Place.LONDON else "the Traffic Penalty Tribunal"
    found["evidence_sent"] = things(facts.evidence_sent)
    found["asked"] = listed(list(facts.asked), apart=any("," in one or ";" in one for one in facts.asked))
    found["answer_by"] = long_date(facts.answer_by) if facts.answer_by else ""
    found["looked_at"] = _looked_at(facts, answers)
    found["papers_missing"] = listed(list(facts.papers_missing))
    of_another = _of_another(facts)
    upheld = [one for one in answers if one.upheld]
    upheld = [one for one in upheld if one.slug not in ASKED_FOR] or upheld
    weighed = [one for one in answers if one.weighed and one.slug not in ASKED_FOR]
    for name, some in (("accepted", upheld), ("left", to_name(facts, answers)), ("mitigation", weighed)):
        about_them = (_about(one, of_another, held, facts.challenge_text) for one in some)
        found[name] = listed(list(dict.fromkeys(about_them)))
    own = facts.writer_role is WriterRole.KEEPER
    won = (ground_in(one.ground, own=own) for one in answers if one.upheld and one.on_ground)
    grounds = list(dict.fromkeys(won))
    found["grounds"] = listed(grounds)
    if grounds:
        found["on_grounds"] = on_grounds(grounds)
    return {name: safe for name, value in found.items() if (safe := plain(value))}


def point_values(
    answer: Answer,
    answers: Sequence[Answer] = (),
    *,
    of_the_dead: bool = False,
    of_another: bool = False,
    held: str = "",
    letter: str = "",
    sent: Sequence[str] = (),
) -> dict[str, str]:
    """The fields that belong to one point: the motorist's words, the officer's reason, the point named.

    Args:
        answer: the point.
        answers: all points in their order; words that also tell of distress, illness or loss are not quoted
            back, and the same words are quoted once.
        of_the_dead: the letter is about somebody who has died: nothing of whoever wrote is quoted back.
        of_another: whoever wrote did so for somebody else, whose permit, vehicle or badge it is.
        held: what was done with the vehicle: ``removed`` or ``clamped``.
        letter: all that was written, where it is known.
        sent: what the motorist sent, by its captions.
    """
    silent = of_the_dead or _tender(answer, answers) or _said_before(answer, answers)
    words = "" if silent else quoted(answer.words, letter)
    named = _about(answer, of_the_dead or of_another, held, letter)
    said = _said(answer, named, held, of_another=of_the_dead or of_another)
    found = {
        "words": words or said,
        "reason": sentence(answer.reason),
        "about": named,
        "looked_at": _rests_on(answer, answers, sent),
    }
    return {name: safe for name, value in found.items() if (safe := plain(value))}


def of_point(facts: Facts, answer: Answer, answers: Sequence[Answer] = ()) -> dict[str, str]:
    """The fields that belong to one point of a case: `point_values`, as this case speaks of it."""
    law, _ = law_of(facts)
    return point_values(
        answer,
        answers,
        of_the_dead=bool(facts.deceased),
        of_another=_of_another(facts),
        held=HELD_AS.get(law.family, ""),
        letter=facts.challenge_text,
        sent=facts.evidence_sent,
    )


def _of_another(facts: Facts) -> bool:
    """Whether what is spoken of is not the writer's own: somebody died, or has them write."""
    return bool(facts.deceased) or facts.writer_role is WriterRole.AGENT


def _about(answer: Answer, of_another: bool, held: str, letter: str) -> str:
    """The point as a noun phrase, as this case speaks of it."""
    told = answer.words, answer.reason
    return about(answer.slug, answer.label, of_another, held=held, told=told, letter=letter)


def _said(answer: Answer, named: str, held: str, *, of_another: bool) -> str:
    """The point in our words: what was said of it where words are marked, else only what it is about."""
    if not plain(answer.words):
        return f"About {named}."
    return f"You told us about {named}." if of_another else says(answer.slug, answer.label, held)


def fill(text: str, known: Mapping[str, str]) -> Filled:
    """Put values into wording in one pass: what a value holds is never read as a field.

    A field with no value stays visible as ``«field»``, so that nobody posts it unseen.
    """
    parts: list[str] = []
    spans: list[Span] = []
    missing: list[str] = []
    at = length = 0
    for match in FIELD.finditer(text):
        name = match[1]
        value = known.get(name, "")
        if not value:
            missing.append(name)
            value = f"«{name}»"
        before = text[at : match.start()]
        start = length + len(before)
        parts += (before, value)
        length = start + len(value)
        spans.append(Span(start, length, name))
        at = match.end()
    parts.append(text[at:])
    return Filled("".join(parts), tuple(dict.fromkeys(missing)), tuple(spans))


def _looked_at(facts: Facts, answers: Sequence[Answer]) -> str:
    """What the officer opened for the points, beside what the motorist sent."""
    sent = {plain(one) for one in facts.evidence_sent}
    opened = [one for answer in answers for one in answer.evidence if plain(one) not in sent]
    return things((OUR_RECORD, *dict.fromkeys(opened)))


def _rests_on(answer: Answer, answers: Sequence[Answer], sent: Sequence[str]) -> str:
    """What a point rests on; in short where a point before it has named the very same.

    Our record of the notice is named where nothing else is: in full by the first that rests on it alone.
    """
    named = _telling(answer, sent)
    first = next((one for one in answers if set(_telling(one, sent)) == set(named)), answer)
    again = first is not answer and first.slug != answer.slug
    if not named:
        return "our record" if again else OUR_RECORD
    return briefly(named) if again else things(named)


def _telling(answer: Answer, sent: Sequence[str]) -> tuple[str, ...]:
    """The evidence that can tell of a point: our pictures of the vehicle show no letter, paper or list."""
    filmed = any(picture(one) == "film" for one in answer.evidence)
    if answer.slug in TOLD_BY_PAPERS or (filmed and answer.slug in TOLD_BY_LISTS):
        theirs = {plain(one) for one in sent}
        told = (one for one in answer.evidence if plain(one) in theirs or not picture(one))
        return tuple(dict.fromkeys(told))
    return tuple(dict.fromkeys(answer.evidence))


def _tender(answer: Answer, answers: Sequence[Answer]) -> bool:
    """Whether the words of a point tell of distress, illness or loss: those are never quoted back."""
    if answer.slug in CARE_POINTS or of_loss(answer.words):
        return True
    return any(_share(answer, one) for one in answers if one.slug in CARE_POINTS)


def _said_before(answer: Answer, answers: Sequence[Answer]) -> bool:
    """Whether the answer to a point before this one quotes the same words."""
    before = answers[: next((n for n, one in enumerate(answers) if one is answer), 0)]
    return any(_share(answer, one) for one in before)


def _share(one: Answer, other: Answer) -> bool:
    """Whether the words of one point hold those of the other."""
    words, others = (plain(each.words).casefold().strip(" .!?…") for each in (one, other))
    return bool(words and others) and (words in others or others in words)


def _put_words(found: dict[str, str], facts: Facts) -> None:
    for name in ("pcn", "vrm", "authority", "code", "location", "contravened_time", "deceased"):
        found[name] = getattr(facts, name)
    found["contravention"] = facts.contravention[:1].lower() + facts.contravention[1:].rstrip(".")
    found["recipient"], found["writer"] = facts.recipient.name, facts.writer.name
    found["written_for"] = facts.written_for
    british_papers = "V5C registration certificate"
    found["vehicle_papers"] = british_papers if british(facts.vrm) else "vehicle's registration document"
    found["police_and_dvla"] = to_tell(facts.challenge_text)
    found["dvla_told"] = change_told(facts.challenge_text, facts.evidence_sent)
    found["officer_name"], found["officer_role"] = facts.officer_name, facts.officer_role


def _put_watch(found: dict[str, str], facts: Facts) -> None:
    """When the vehicle was seen, by whom, and what applies at the place."""
    start, end = facts.observed_from or facts.contravened_time, facts.observed_to
    found["observed_from"], found["observed_to"] = facts.observed_from, end
    if start:
        ranged = facts.observed_from and end and end != start
        found["observed"] = f"from {start} to {end}" if ranged else f"at {start}"
    found["restriction"] = facts.restriction.strip().rstrip(".")
    law, basis = law_of(facts)
    camera = basis == "approved-device" or law.filmed(basis) or law.family == "clean-air-zone"
    found["record"] = "the camera's recording" if camera else "the officer's record"


def _put_council(found: dict[str, str], facts: Facts) -> None:
    """How to pay and how to reach us, as the council has given it; else in general words."""
    certificate = facts.certificate_served_on is not None
    informal = facts.kind is CaseKind.INFORMAL
    paper = "charge certificate" if certificate else "Penalty Charge Notice" if informal else found["notice"]
    found["how_to_pay"] = f"The ways to pay are printed on the {paper}."
    if facts.pay_by:
        found["how_to_pay"] = f"You can pay {listed(facts.pay_by, 'or').rstrip('.')}."
    found["call_us"] = f"call us on {facts.phone}" if facts.phone else "call us"
    lines = ", ".join(facts.write_to)
    found["write_to_us"] = f"write to us at {lines}" if lines else "write to us"
    by = (facts.email and f"by e-mail to {facts.email}", lines and f"by post to {lines}")
    found["send_to_us"] = f"send it {' or '.join(one for one in by if one)}" if any(by) else "send it to us"
    found["language_help"] = facts.language_help or (
        f"If you would like this letter in large print, in another format or in another language, please "
        f"{found['call_us']}."
    )
    found["debt_advice"] = facts.debt_advice or (
        "Citizens Advice, National Debtline and StepChange give free and independent advice about debt."
    )
    found["next_step"] = facts.next_step
    found["appeal_form"] = facts.appeal_form
    found["complaint_route"] = facts.complaint_route or (
        "If you would like your complaint to be looked into, write to us and it will be handled separately, "
        "by somebody else."
    )


def _put_days(found: dict[str, str], facts: Facts) -> None:
    days = {
        "contravened_on": facts.contravened_on,
        "received_on": facts.received_on,
        "posts_on": facts.posts_on,
        "served_on": facts.served_on,
        "pcn_served_on": facts.pcn_served_on,
        "notice_served_on": facts.notice_served_on,
        "certificate_served_on": facts.certificate_served_on,
        "order_served_on": facts.order_served_on,
        "paid_on": facts.paid_on,
        "offer_until": facts.discount_offer_until,
        # "28 days beginning with" and "14 days beginning with" count the day of service as the first.
        "last_day": facts.served_on and facts.served_on + timedelta(days=27),
        "certificate_last_day": facts.certificate_served_on
        and facts.certificate_served_on + timedelta(days=13),
        "order_last_day": facts.order_served_on and facts.order_served_on + timedelta(days=ORDER_DAYS - 1),
    }
    found.update({name: long_date(day) for name, day in days.items() if day})
    came = facts.letters_received
    found["earlier_letters_on"] = listed([short_date(day) for day in came[:-1]])
    found["other_letters_on"] = listed([short_date(day) for day in came if day != facts.received_on])


_PAID_FOR = {
    "penalty": "for the penalty charge",
    "release": "for the release of the vehicle",
    "storage": "for storing it",
    "disposal": "for disposing of it",
    FEES: "for the release of the vehicle and its storage",
    ASIDE: "beyond what was due",
}
"""What a sum was paid for, by the account of the ledger."""


def _put_money(found: dict[str, str], facts: Facts) -> None:
    sums = {
        "full": facts.full_pence,
        "discount": facts.discount_pence,
        "surcharged": facts.surcharged_pence,
        "offer": facts.discount_offer_pence,
        "daily_charge": facts.daily_charge_pence,
        "fees_paid": facts.fees_paid_pence or None,
        "paid_in_all": facts.paid_in_all_pence if facts.fees_paid_pence else None,
        "paid": facts.paid_pence or None,
    }
    found["paid_parts"] = listed(
        [f"{money(pence)} {_PAID_FOR[name]}" for name, pence in paid_parts(facts) if name in _PAID_FOR]
    )
    sums["balance"] = rest(facts) or None
    found.update({name: money(pence) for name, pence in sums.items() if pence is not None})
