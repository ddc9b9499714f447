"""The facts of a case, read from JSON as `caseworker letter check` takes it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from caseworker.cli.letter_words import in_all, named, slug, worded
from caseworker.law.calendar import Service, deemed_served_on, england, last_day
from caseworker.law.facts import CaseKind, Facts, LetterKind, Outcome, Party, Place
from caseworker.law.kinds import ANSWERS
from caseworker.law.points import point
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes
from caseworker.law.tables import unknown
from caseworker.letters.regimes import law_of

FIRST, LAST = date(1990, 1, 1), date(2199, 12, 31)
"""The days that a letter can speak of: others are slips, and cannot be counted from."""
FAMILIES = ("parking", "bus-lane", "moving-traffic", "caz")
"""What may stand for a regime where the place tells the rest."""

_TEXTS = {
    "authority": ("authority",),
    "vrm": ("vrm",),
    "code": ("contravention_code", "code"),
    "contravention": ("contravention_description", "contravention"),
    "contravened_time": ("contravention_time", "contravened_time"),
    "location": ("location",),
    "restriction": ("restriction",),
    "challenge_summary": ("challenge_summary",),
    "challenge_text": ("challenge_text", "challenge"),
    "discount_policy": ("discount_policy",),
    "deceased": ("deceased",),
    "emailed_to": ("emailed_to",),
}
_DAYS = {
    "contravened_on": ("contravention_date", "contravened_on"),
    "posts_on": ("reply_date", "posts_on"),
    "served_on": ("reply_deemed_served", "served_on"),
    "received_on": (
        "representation_received",
        "representations_received",
        "challenge_received",
        "received_on",
    ),
    "pcn_dated_on": ("pcn_dated", "pcn_dated_on"),
    "pcn_served_on": ("pcn_served", "pcn_served_on"),
    "notice_dated_on": ("nto_date", "enforcement_notice", "notice_dated_on"),
    "notice_served_on": ("notice_served", "notice_served_on"),
    "certificate_served_on": (
        "charge_certificate_served",
        "certificate_served_on",
        "charge_certificate_date",
    ),
    "order_served_on": ("order_served", "order_served_on"),
    "paid_on": ("paid_date", "paid_on"),
    "released_on": ("vehicle_released", "released_on"),
    "sold_on": ("vehicle_sold", "sold_on"),
    "discount_offer_until": ("discount_until", "discount_offer_until"),
    "answer_by": ("answer_by",),
}
_SUMS = {
    "full_pence": ("full_amount",),
    "discount_pence": ("discount_amount",),
    "surcharged_pence": ("charge_certificate_amount",),
    "paid_pence": ("paid_amount",),
    "discount_offer_pence": ("discount_offer_amount",),
    "daily_charge_pence": ("daily_charge", "daily_charge_amount"),
    "fees_paid_pence": ("fees_paid_amount",),
}
_FEES = {
    "release": ("release_paid_amount", "release_fee"),
    "storage": ("storage_paid_amount", "storage_fee"),
    "disposal": ("disposal_paid_amount", "disposal_fee"),
}
_RECORDS = (
    "permit",
    "session",
    "badge",
    "exemption",
    "payment_session",
    "dispensation",
    "voucher",
    "machine_log",
    "ceo_log",
    "observation",
    "sign_log",
    "ceo_photographs",
    "prior_pcns",
    "related_pcns",
    "log",
    "record",
    "records",
    "register",
)
"""What the council may know of a vehicle from its own records, each in words."""
_OTHER = frozenset(
    [
        "regime",
        "place",
        "kind",
        "pcn",
        "pcn_number",
        "challenge_points",
        "points",
        "letters_received",
        "evidence_sent",
        "evidence_held",
        "evidence",
        "enclosures",
        "own_numbers",
        "outcome",
        "basis",
        "care",
        *_RECORDS,
        "charge_certificate_date",
        "paid_breakdown",
        "recipient",
        "writer",
        "facts",
        "reply",
        "id",
        "faults",
        "optional_faults",
        "notes",
    ]
)


def _flat(given: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of the case and of its PCN in one place."""
    inner = given.get("pcn")
    flat = {key: value for key, value in given.items() if key != "pcn"}
    if isinstance(inner, Mapping):
        flat.update(inner)
    elif inner is not None:
        flat.setdefault("pcn_number", inner)
    return {key: value for key, value in flat.items() if value is not None}


def ignored(given: Mapping[str, Any]) -> list[str]:
    """The keys that the check does not know, so that a slip in a name is seen."""
    known = {name for group in (_TEXTS, _DAYS, _SUMS, _FEES) for names in group.values() for name in names}
    return sorted(key for key in _flat(given) if key not in known and key not in _OTHER)


def facts_of(given: Mapping[str, Any]) -> tuple[Facts, tuple[str, ...] | None]:
    """The facts, and the enclosures where they are told.

    Raises:
        Refused: a key is missing, or a value is none that it can have; the nearest known name is given.
    """
    flat = _flat(given)
    kind = _choice(flat, "kind", [k.value for k in LetterKind])
    place = _choice(flat, "place", [p.value for p in Place])
    held: dict[str, Any] = {name: _text(flat, keys) for name, keys in _TEXTS.items()}
    held["deceased"] = named(flat.get("deceased"))
    held |= {name: _day(flat, keys) for name, keys in _DAYS.items()}
    held |= {name: _sum(flat, keys) for name, keys in _SUMS.items()}
    held["paid_pence"] = held["paid_pence"] or 0
    held |= _fees(flat, held["fees_paid_pence"])
    if held["full_pence"] and held["paid_pence"] > held["full_pence"]:
        # All that was paid was given as one sum: what was paid on the penalty is the rest.
        held["paid_pence"] = max(0, held["paid_pence"] - held["fees_paid_pence"])
    held["points"] = tuple(point(one).slug for one in _list(flat, "challenge_points", "points"))
    letter_kind = LetterKind(kind)
    held["discount_offer_until"] = held["discount_offer_until"] or _until(letter_kind, held)
    if held["discount_offer_until"] and held["discount_offer_pence"] is None and _in_time(held):
        held["discount_offer_pence"] = held["discount_pence"]
    outcome = _choice(flat, "outcome", [o.value for o in Outcome]) if "outcome" in flat else ""
    facts = Facts(
        **held,
        place=Place(place),
        regime=_regime(flat),
        basis=_text(flat, ("basis",)) or None,
        pcn=_text(flat, ("pcn_number",)),
        letter_kind=letter_kind,
        outcome=Outcome(outcome) if outcome else None,
        recipient=_party(flat, "recipient"),
        writer=_party(flat, "writer"),
        letters_received=_days(flat, "letters_received"),
        evidence_sent=_list(flat, "evidence_sent", "evidence"),
        evidence_held=_list(flat, "evidence_held") if "evidence_held" in flat else None,
        records=tuple(f"{_plain(name)} {text}" for name in _RECORDS if (text := _text(flat, (name,)))),
        papers_tell=tuple(f"{_plain(name)} {worded(flat[name])}" for name in ignored(given)),
        care=_list(flat, "care"),
        own_numbers=frozenset(_list(flat, "own_numbers")),
    )
    facts = replace(facts, kind=_case_kind(facts))
    certificate = _day(flat, ("charge_certificate_date",))
    if certificate and facts.certificate_served_on is None:
        facts = replace(
            facts, certificate_served_on=deemed_served_on(certificate, Service.FIRST_CLASS, england()).day
        )
    return facts, _list(flat, "enclosures") if "enclosures" in flat else None


def _case_kind(facts: Facts) -> CaseKind:
    """What kind of case a letter belongs to; of one that only asks, by the notices served so far."""
    if facts.letter_kind in ANSWERS:
        return ANSWERS[facts.letter_kind]
    if facts.certificate_served_on:
        return CaseKind.CERTIFICATE
    early = law_of(facts)[0].informal_stage and not facts.notice_served_on
    return CaseKind.INFORMAL if early else CaseKind.FORMAL


def _plain(key: str) -> str:
    return key.replace("_", " ")


def _regime(flat: Mapping[str, Any]) -> str:
    known = [*FAMILIES, *(one.id for one in regimes())]
    name = _choice(flat, "regime", known)
    if name == "parking":
        return "tma-reg10" if flat.get("basis") else "tma-reg9"
    return name


def _choice(flat: Mapping[str, Any], key: str, known: Sequence[str]) -> str:
    if key not in flat:
        raise Refused(f'The facts have no "{key}".', do=f"Give one of: {', '.join(known)}.")
    name = str(flat[key]).strip().lower()
    if name not in known:
        raise unknown(key, name, known)
    return name


def _text(flat: Mapping[str, Any], keys: Sequence[str]) -> str:
    for key in keys:
        if key in flat:
            return worded(flat[key])
    return ""


def _day(flat: Mapping[str, Any], keys: Sequence[str]) -> date | None:
    for key in keys:
        if flat.get(key):
            try:
                day = date.fromisoformat(str(flat[key])[:10])
            except ValueError:
                raise Refused(f'"{key}" is no day: {flat[key]}.', do="Write it as 2026-05-06.") from None
            if not FIRST <= day <= LAST:
                raise Refused(f'"{key}" is no day of a PCN: {day}.', do="Check the year.")
            return day
    return None


def _days(flat: Mapping[str, Any], key: str) -> tuple[date, ...]:
    """Several days, each once, oldest first."""
    found = (_day({key: one}, (key,)) for one in _list(flat, key))
    return tuple(sorted({one for one in found if one}))


def _sum(flat: Mapping[str, Any], keys: Sequence[str]) -> int | None:
    for key in keys:
        if flat.get(key) not in (None, ""):
            given = str(in_all(flat[key])).replace(",", "").strip()
            match = re.fullmatch(r"£?\s?(\d{1,6})(?:\.(\d{1,2}))?", given)
            if match is None:
                raise Refused(f'"{key}" is no sum in pounds: {flat[key]}.', do="Write it as 160 or 160.00.")
            return int(match.group(1)) * 100 + int((match.group(2) or "0").ljust(2, "0"))
    return None


def _fees(flat: Mapping[str, Any], total: int | None) -> dict[str, Any]:
    """What was paid for a vehicle that was held: the sum, and its parts where they are told."""
    found = ((name, _sum(flat, keys)) for name, keys in _FEES.items())
    parts = tuple((name, pence) for name, pence in found if pence)
    sum_ = sum(pence for _, pence in parts)
    if parts and total not in (None, sum_):
        raise Refused(
            '"fees_paid_amount" is not the sum of what was paid for release, storage and disposal.',
            do="Give the parts alone, or parts that add up.",
        )
    return {"fees_paid": parts, "fees_paid_pence": sum_ or total or 0}


def _list(flat: Mapping[str, Any], *keys: str) -> tuple[str, ...]:
    for key in keys:
        if key in flat:
            value = flat[key]
            several = value if isinstance(value, list) else [value]
            return tuple(one for one in (slug(each) for each in several) if one)
    return ()


def _party(flat: Mapping[str, Any], key: str) -> Party:
    value = flat.get(key)
    if not isinstance(value, Mapping):
        return Party(name=named(value))
    return Party(_text(value, ("name",)), _list(value, "address"), _text(value, ("postcode",)))


def _in_time(named: Mapping[str, Any]) -> bool:
    """Whether the challenge came while the reduced charge was open: then the council's rule keeps it open."""
    contravened, received = named["contravened_on"], named["received_on"]
    return bool(contravened and received) and (received - contravened).days < 14


def _until(kind: LetterKind, named: Mapping[str, Any]) -> date | None:
    """The last day of the reduced charge by the council's rule for an informal rejection; none once paid."""
    match = re.search(
        r"\b(\d{1,2}) days (beginning with|from|of|after)\b(.*)", named["discount_policy"], re.I
    )
    posted: date | None = named["posts_on"]
    settled = 0 < (named["discount_pence"] or 0) <= named["paid_pence"]
    if kind is not LetterKind.INFORMAL_REJECTION or match is None or posted is None or settled:
        return None
    start: date = posted
    if re.search(r"\bserv", match.group(3), re.I):
        start = named["served_on"] or deemed_served_on(posted, Service.FIRST_CLASS, england()).day
    count = int(match.group(1))
    if match.group(2).lower() == "beginning with":
        return last_day(start, count)
    return start + timedelta(days=count)
