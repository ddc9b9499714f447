"""Fields of a letter: every value formatted once, and filled into wording in one pass."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from caseworker.law.facts import Facts, Place
from caseworker.letters.library import FIELD
from caseworker.letters.phrases import about, says
from caseworker.letters.plain import plain

if TYPE_CHECKING:
    from caseworker.letters.plan import Answer

MOST_WORDS = 25
"""How many of the motorist's own words a letter quotes before it stops with an ellipsis."""
MOST_ITEMS = 6
"""How many pieces of evidence are named before the rest are counted."""
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_OWNED = re.compile(
    r"(?:an?|the|your|our|my|his|her|their|no|one|two|three|four|five|six|\d+)\b", re.IGNORECASE
)
_QUOTES = (("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"))
_CASE_FIELDS = (
    frozenset[str]()
    | {"pcn", "vrm", "authority", "contravention", "code", "location"}
    | {"contravened_on", "contravened_time", "received_on", "posts_on", "served_on", "last_day"}
    | {
        "pcn_served_on",
        "notice_served_on",
        "certificate_served_on",
        "certificate_last_day",
        "full",
        "discount",
    }
    | {"surcharged", "paid", "paid_on", "balance", "offer", "offer_until"}
    | {"recipient", "writer", "deceased", "officer_name", "officer_role", "notice"}
    | {"tribunal", "evidence_sent", "looked_at", "mitigation", "accepted", "grounds"}
)
POINT_FIELDS = frozenset({"words", "reason", "about"})
"""Fields that belong to one point and are filled from its answer."""
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


def listed(items: Sequence[str]) -> str:
    """Things in a row, as one says them: ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def values(facts: Facts, answers: Sequence[Answer] = ()) -> dict[str, str]:
    """Every field of the case that is known, formatted; a field that is not known is not in it.

    Args:
        facts: the case; money in pence, days as dates.
        answers: the points with their outcomes, for the fields that look over all of them.
    """
    found: dict[str, str] = {}
    _put_words(found, facts)
    _put_days(found, facts)
    _put_money(found, facts)
    found["notice"] = "Notice to Owner" if facts.regime == "tma-reg9" else "Penalty Charge Notice"
    found["tribunal"] = "London Tribunals" if facts.place is Place.LONDON else "the Traffic Penalty Tribunal"
    found["evidence_sent"] = things(facts.evidence_sent)
    found["looked_at"] = _looked_at(facts, answers)
    found["accepted"] = listed(
        list(dict.fromkeys(about(one.slug, one.label) for one in answers if one.upheld))
    )
    found["mitigation"] = listed(
        list(dict.fromkeys(about(one.slug, one.label) for one in answers if one.mitigation))
    )
    found["grounds"] = listed(
        list(dict.fromkeys(_ground(one) for one in answers if one.upheld and one.on_ground))
    )
    return {name: safe for name, value in found.items() if (safe := plain(value))}


def point_values(answer: Answer) -> dict[str, str]:
    """The fields that belong to one point: the motorist's words, the officer's reason, the point named."""
    found = {
        "words": quoted(answer.words) or says(answer.slug, answer.label),
        "reason": sentence(answer.reason),
        "about": about(answer.slug, answer.label),
    }
    return {name: safe for name, value in found.items() if (safe := plain(value))}


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


def quoted(words: str) -> str:
    """The motorist's own words in quotation marks, cut on a word after about twenty-five."""
    safe = plain(words)
    for opening, closing in _QUOTES:
        if len(safe) > 2 and safe[0] == opening and safe[-1] == closing and opening not in safe[1:-1]:
            safe = safe[1:-1].strip()
    if not safe:
        return ""
    said = safe.split(" ")
    if len(said) > MOST_WORDS:
        safe = " ".join(said[:MOST_WORDS]).rstrip(" ,;:.–-") + "…"
    return f"“{safe}”" if safe[-1] in ".!?…" else f"“{safe}”."


def sentence(words: str) -> str:
    """An officer's reason as a sentence: a capital first, a full stop last."""
    safe = plain(words)
    if not safe:
        return ""
    if safe[0].islower() and (len(safe) < 2 or not safe[1].isupper()):
        safe = safe[0].upper() + safe[1:]
    return safe if safe[-1] in ".!?…”’\"'" else f"{safe}."


def things(captions: Sequence[str]) -> str:
    """Pieces of evidence as one names them: ``the delivery note and your second photograph``."""
    named = [_thing(safe) for one in captions if (safe := plain(one))]
    if len(named) > MOST_ITEMS:
        rest = len(named) - MOST_ITEMS + 1
        named = [*named[: MOST_ITEMS - 1], f"{rest} other items"]
    return listed(named)


def _looked_at(facts: Facts, answers: Sequence[Answer]) -> str:
    """What the officer opened for the points, beside what the motorist sent."""
    sent = {plain(one) for one in facts.evidence_sent}
    opened = [one for answer in answers for one in answer.evidence if plain(one) not in sent]
    return things(("our record of this notice", *dict.fromkeys(opened)))


def _thing(caption: str) -> str:
    name = caption.rstrip(" .")
    if len(name) > 1 and name[0].isupper() and name[1].islower():
        name = name[0].lower() + name[1:]
    return name if _OWNED.match(name) else f"the {name}"


def _ground(answer: Answer) -> str:
    """A ground in words, to stand inside a sentence."""
    return f"{answer.ground[:1].lower()}{answer.ground[1:].rstrip('.')}"


def _put_words(found: dict[str, str], facts: Facts) -> None:
    for name in ("pcn", "vrm", "authority", "code", "location", "contravened_time", "deceased"):
        found[name] = getattr(facts, name)
    found["contravention"] = facts.contravention[:1].lower() + facts.contravention[1:].rstrip(".")
    found["recipient"] = facts.recipient.name
    found["writer"] = facts.writer.name
    found["officer_name"] = facts.officer_name
    found["officer_role"] = facts.officer_role


def _put_days(found: dict[str, str], facts: Facts) -> None:
    days = {
        "contravened_on": facts.contravened_on,
        "received_on": facts.received_on,
        "posts_on": facts.posts_on,
        "served_on": facts.served_on,
        "pcn_served_on": facts.pcn_served_on,
        "notice_served_on": facts.notice_served_on,
        "certificate_served_on": facts.certificate_served_on,
        "paid_on": facts.paid_on,
        "offer_until": facts.discount_offer_until,
        # "28 days beginning with" and "14 days beginning with" count the day of service as the first.
        "last_day": facts.served_on and facts.served_on + timedelta(days=27),
        "certificate_last_day": facts.certificate_served_on
        and facts.certificate_served_on + timedelta(days=13),
    }
    found.update({name: long_date(day) for name, day in days.items() if day})


def _put_money(found: dict[str, str], facts: Facts) -> None:
    sums = {
        "full": facts.full_pence,
        "discount": facts.discount_pence,
        "surcharged": facts.surcharged_pence,
        "offer": facts.discount_offer_pence,
        "paid": facts.paid_pence or None,
    }
    asked = facts.surcharged_pence if facts.certificate_served_on else facts.full_pence
    if asked is not None and asked > facts.paid_pence:
        sums["balance"] = asked - facts.paid_pence
    found.update({name: money(pence) for name, pence in sums.items() if pence is not None})
