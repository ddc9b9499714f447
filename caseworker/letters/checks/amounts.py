"""Sums in a letter: each is read with the part it plays, and compared with the charge in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from itertools import combinations

from caseworker.law.charges import daily_charge, vehicle_classes
from caseworker.law.facts import LetterKind
from caseworker.law.findings import Finding, finding
from caseworker.law.payable import rest
from caseworker.law.refusals import Refused
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx


class Role(StrEnum):
    """The part a sum plays in a letter."""

    FULL = "full charge"
    DISCOUNT = "reduced charge"
    CERTIFICATE = "charge after a charge certificate"
    REFUND = "refund"
    CHARGE = "charge"
    """One of the case's own sums, no part named."""
    OTHER = "other"
    """Not a sum of this PCN: a parking session, a tariff, an older rate."""


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum in the letter."""

    pence: int
    start: int
    end: int
    role: Role
    sentence: Sentence


_MONEY = r"£\s?(\d{1,3}(?:,\d{3})+|\d{1,5})(?:\.(\d{2}))?(?![\d])|\b(\d{2,3}) pounds\b"
_NOT_OURS = (
    r"\b(?:receipt|session|tariff|parking fee|per hour|an hour|hourly|ticket|daily charge"
    r"|the charge was £\d\b"
    r"|\buntil (?:\w+ ){1,2}20\d\d the|for the (?:day|hour)|permit|voucher|you had paid for|fare"
    r"|a year|per (?:year|annum)|yearly|annual(?:ly)?"
    r"|pay-and-display|registration fee|court fee"
    r"|release fee|storage|removal fee|your account|bought|surplus|rose from|went up|used to be"
    r"|increased from"
    r"|old rate|earlier rate|previous rate|other notice|other pcn|machine|coins?|card payment of"
    r"|instalments?|(?:equal )?parts of|a (?:week|month)\b|per (?:week|month)|monthly|weekly"
    r"|app\b|cost you|(?:to|by|on) (?:a|an|another|some|the wrong|an unofficial) (?:web)?site"
    r"|you (?:say|said|state|stated|tell|told|wrote|thought|think|mention|believed?)|asked (?:you )?for £"
    r"|demand(?:s|ed)?|the wrong (?:sum|amount|figure))"
)
_CERTIFICATE = (
    r"certificate|surcharge|increase(?:s|d)? (?:the (?:penalty )?(?:charge|amount|penalty) "
    r"|it )?(?:by (?:half|50|fifty))?|making the (?:penalty|charge)|would then (?:be|stand)"
    r"|charge would (?:then )?(?:be|stand|rise)|rises? to|go(?:es)? up"
)
_SETTLES = r"\bin full (?:settlement|payment|discharge|satisfaction)\b|as full payment|full and final"
_DISCOUNT = rf"discount|reduced|lower (?:charge|amount|sum|rate)|half (?:the|price)|{_SETTLES}"
_REFUND = (
    r"refund|return(?:ed|ing)? (?:the |your |it)|repay|repaid|pay(?:ing)? (?:you )?back|reimburs"
    r"|send(?:ing)? back|credited"
)
_CHARGE = (
    r"\b(?:pay|paid|pays|paying|payment|charge|penalty|amount|sum|due|owe|owed|owing|settle|send us|debt"
    r"|stands?|close the case)\b"
)


@lru_cache(maxsize=4)
def sums(letter: Letter, case: Case) -> tuple[Sum, ...]:
    """Every sum in the letter with the part it plays. Kept, because many checks ask."""
    found = []
    for match in rx(_MONEY).finditer(letter.text):
        pence = _pence(match)
        sentence = letter.at(match.start())
        if sentence is not None:
            role = _role(letter, sentence, match.start(), match.end(), pence, case)
            found.append(Sum(pence, match.start(), match.end(), role, sentence))
    return tuple(found)


def _pence(match: re.Match[str]) -> int:
    whole = (match.group(1) or match.group(3)).replace(",", "")
    return int(whole) * 100 + int(match.group(2) or 0)


def _clause(sentence: Sentence, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a sum within its own clause."""
    left = sentence.text[: start - sentence.start]
    right = sentence.text[end - sentence.start :]
    cut = max(
        (
            m.end()
            for m in rx(
                r"[;:|]|£|\bunless\b|\bif\b|\bor (?:to )?appeal|\bafter (?:that|which)|, (?:and|but|or"
                r"|after)\b|, (?=making|which|the)|, $"
            ).finditer(left)
        ),
        default=0,
    )
    stop = rx(
        r"[;|]|£|\.\s|\bor (?:you )?appeal|\bafter (?:that|which)|, (?:and|but|or|after|making"
        r"|which)\b|\ba charge certificate"
    ).search(right)
    return left[cut:], right[: stop.start()] if stop else right


def _role(letter: Letter, sentence: Sentence, start: int, end: int, pence: int, case: Case) -> Role:
    before, after = _clause(sentence, start, end)
    after = rx(r"\b(?:at|to|for) (?:the|a) (?:reduced|discounted|lower) \w+ of\s*$").sub("", after)
    clause = f"{before} # {after}"
    if has(r"\b(?:other|another|different|separate|second|earlier) (?:notice|pcn|penalty)", sentence.text):
        return Role.OTHER
    if letter.quoted(start) or (has(_OF_AGENTS, sentence.text) and pence not in _own(case)):
        return Role.OTHER
    if _before_the_increase(sentence, start, pence, case):
        return Role.CHARGE
    if case.is_acceptance and has(_REFUND, sentence.text):
        return Role.REFUND
    if case.is_acceptance and has(r"\byou(?:'ve| have)? paid\b", before) and case.facts.paid_pence:
        return Role.REFUND
    if _after_the_discount(sentence, start, pence, case):
        return Role.FULL
    if has(_CERTIFICATE, before) or has(r"^[^.]{0,30}\bcharge certificate", after[:50]):
        return Role.CERTIFICATE
    _, named, since = sentence.text[: start - sentence.start].lower().rpartition("certificate")
    if named and has(r"(?:for|to|at|be|making it)\s*$", before) and not has(r"\b(?:unless|pay|if)\b", since):
        return Role.CERTIFICATE
    if has(_NOT_OURS, clause) and not has(
        r"penalty|discount|reduced|full charge|we (?:will|can) accept", clause
    ):
        return Role.OTHER
    if has(
        r"\bfull (?:penalty )?(?:charge|amount|sum|penalty|price)|undiscounted"
        r"|(?<!payment )(?<!accepted )\bin full\b(?! (?:settle|payment|discharge|satisf))",
        clause,
    ) and not has(_DISCOUNT, before):
        return Role.FULL
    if _reduced(clause, pence, case):
        return Role.DISCOUNT
    if has(
        (
            r"(?:\bif (?:we|you|it)\b[^£]{0,40}\b(?:receive|get|have|pay|reach)|\buntil\b|\bby\b"
            r"|\bon or before\b)[^£]{0,40}\d"
        ),
        after[:90],
    ) and case.kind.value.startswith("informal"):
        return Role.DISCOUNT
    if has(r"\bwe (?:will|can|shall|would)(?: still)? (?:take|accept)\b", before):
        return Role.DISCOUNT
    return Role.CHARGE if has(_CHARGE, sentence.text) or has(_CHARGE, before) else Role.OTHER


_OVER = (
    r"no longer|not (?:offer|available)|ha[sd] (?:now )?(?:ended|passed|expired|gone|run out)"
    r"|\bbehind us\b|\bis (?:now )?(?:over|past)\b|\btake only\b"
)


def _reduced(clause: str, pence: int, case: Case) -> bool:
    """Whether a clause offers less than the full charge; that charge, too, settles the matter in full."""
    if pence == case.facts.full_pence:
        clause = rx(_SETTLES).sub(" ", clause)
    return has(_DISCOUNT, clause) and not has(_OVER, clause)


_OF_AGENTS = (
    r"\b(?:bailiff|enforcement agent|court|traffic enforcement centre|warrant|solicitor)\w*\b[^.;]{0,120}"
    r"\b(?:fees?|costs?|charges?|adds?|begin|starts?)\b"
    r"|\bfees?\b[^.;]{0,60}\b(?:bailiff|enforcement agent|court|traffic enforcement centre|regist)"
)
"""What a court or an enforcement agent asks for is no sum of the PCN."""
_ROSE = (
    r"\b(?:up|rises?|rose|risen|raised?|raising|increas\w+|goes|went|go|gone|grown?|grew|becomes?|became"
    r"|makes?|made|making|turns?|turned|brings?|brought|puts?|adds?|added|instead of|rather than"
    r"|more than)\b"
)


def _after_the_discount(sentence: Sentence, start: int, pence: int, case: Case) -> bool:
    """Whether it is the full charge to which the reduced one goes up, told after it and of no certificate."""
    if pence != case.facts.full_pence or sentence.has(r"certificate|surcharge"):
        return False
    earlier = rx(_MONEY).finditer(sentence.text[: start - sentence.start])
    return any(_pence(match) == case.facts.discount_pence for match in earlier)


def _own(case: Case) -> frozenset[int | None]:
    facts = case.facts
    return frozenset((facts.full_pence, facts.discount_pence, facts.surcharged_pence, facts.paid_pence))


def _before_the_increase(sentence: Sentence, start: int, pence: int, case: Case) -> bool:
    """Whether it is what the charge was, or what was added, beside the right sum it was raised to."""
    facts = case.facts
    raised = facts.surcharged_pence
    before, after = sentence.text[: start - sentence.start], sentence.text[start - sentence.start :]
    added = has(r"\b(?:by|adds?|added|adding|extra|another|further|plus)\s*$", before) or has(
        r"^£[\d.]+ (?:\w+ ){0,2}(?:added|more|extra|on top|further)\b", after
    )
    if not raised or pence != (raised - (facts.full_pence or 0) if added else facts.full_pence):
        return False
    named = {_pence(match) for match in rx(_MONEY).finditer(sentence.text)}
    return (added or raised in named) and sentence.has(_ROSE)


def _expected(role: Role, case: Case) -> tuple[int, ...]:
    """The sums that may stand in this part, the right one first."""
    facts = case.facts
    full = facts.surcharged_pence if case.is_certificate else facts.full_pence
    discount = facts.discount_offer_pence or facts.discount_pence
    everything = (
        full,
        facts.full_pence,
        discount,
        facts.discount_pence,
        facts.surcharged_pence,
        facts.paid_pence,
        *((rest(facts), rest(facts, discounted=True)) if facts.paid_pence else ()),
        *daily_charges(case),
        *(
            price + day
            for price in (full, discount, facts.surcharged_pence)
            if price
            for day in daily_charges(case)
        ),
        *(_fees(case) if case.rules.held else ()),
    )
    wanted: dict[Role, tuple[int | None, ...]] = {
        Role.FULL: (facts.full_pence, full),
        Role.DISCOUNT: (discount,),
        Role.CERTIFICATE: (facts.surcharged_pence,),
        Role.REFUND: _refunded(case),
        Role.CHARGE: everything,
    }
    return tuple(pence for pence in wanted.get(role, ()) if pence)


def _refunded(case: Case) -> tuple[int | None, ...]:
    """What may be paid back: the penalty, the fees of a vehicle that was held, the daily charge of a zone."""
    facts = case.facts
    if case.rules.held and not facts.fees_paid_pence:
        return ()  # what was paid for the release is not known here, and a refund is of all of it
    if case.rules.held:
        return (*_fees(case), facts.paid_pence)
    beside = daily_charges(case)
    if not facts.paid_pence:
        return (*beside, *(price + day for price in _own(case) if price for day in (0, *beside) if beside))
    parts = (facts.paid_pence - one for one in beside if facts.paid_pence > one)
    return (facts.paid_pence, *(one + facts.paid_pence for one in beside), *beside, *parts)


def _fees(case: Case) -> tuple[int, ...]:
    """What was paid for a vehicle that was held: all of it first, then all fees, then each of them."""
    facts = case.facts
    return (facts.paid_in_all_pence, facts.fees_paid_pence, *(pence for _, pence in facts.fees_paid))


def daily_charges(case: Case) -> tuple[int, ...]:
    """What the zone charges for a day, in pence: this vehicle's where it is known, else of every class."""
    facts = case.facts
    if not case.rules.zone:
        return ()
    if facts.daily_charge_pence:
        return (facts.daily_charge_pence,)
    return _of_every_class(facts.contravened_on) if facts.contravened_on else ()


@cache
def _of_every_class(on: date) -> tuple[int, ...]:
    found = []
    for one in vehicle_classes():
        try:
            found.append(daily_charge(one, on).pence)
        except Refused:
            continue  # the zone did not charge on that day yet
    return tuple(dict.fromkeys(pence for pence in found if pence))


def pounds(pence: int) -> str:
    """A sum as a letter writes it."""
    return f"£{pence // 100}" if pence % 100 == 0 else f"£{pence // 100}.{pence % 100:02d}"


_SET_ASIDE = (
    r"\b(?:not|no|never|only|other|another|different|from|since|before|until|older?|newer?"
    r"|instead)\b"
)


def _asked_about(one: Sum, case: Case) -> bool:
    """Whether the motorist names the sum, and the letter says why it is not the one asked for."""
    said = f"{case.facts.challenge_summary} {case.facts.challenge_text}"
    named = {_pence(match) for match in rx(_MONEY).finditer(said)}
    before, after = _clause(one.sentence, one.start, one.end)
    return one.pence in named and has(_SET_ASIDE, f"{before} # {after}")


def _of_the_fees(one: Sum, letter: Letter, case: Case) -> bool:
    """Whether it is a part of what was paid for the release, where only the whole is known.

    The parts that the letter names (release, storage, disposal) then add up to the whole.
    """
    whole = case.facts.fees_paid_pence
    if not case.rules.held or not whole or case.facts.fees_paid:
        return False
    named = {two.pence for two in sums(letter, case)} - {one.pence}
    return any(one.pence + sum(others) == whole for count in (1, 2) for others in combinations(named, count))


def _of_the_accounts(one: Sum, case: Case) -> bool:
    """Whether an answer to a request for information tells of the council's money, and of nobody's PCN."""
    about_them = rf"\byour?\b|{re.escape(case.facts.pcn)}"
    return case.kind is LetterKind.INFORMATION_ANSWER and not one.sentence.has(about_them)


_NO_SUM = r"£\s?\d+,\d{1,2}(?!\d)|£\s?\d+\.\d(?!\d)(?! ?(?:m|bn|k|million|billion|thousand)\b)"


def wrong_amount(letter: Letter, case: Case) -> Iterator[Finding]:
    """A sum that is not the charge in force for this PCN and stage, or is none at all."""
    for match in rx(_NO_SUM).finditer(letter.text):
        if not letter.quoted(match.start()):
            words = f"{match.group()} is no sum. Pounds and pence are written £12.34."
            yield finding("wrong-amount", start=match.start(), end=match.end(), words=words)
    for one in sums(letter, case):
        wanted = () if _of_the_accounts(one, case) else _expected(one.role, case)
        paid = one.pence == case.facts.paid_pence and one.sentence.has(r"\bpaid\b")
        if not wanted or paid or one.pence in wanted or (one.role is Role.CHARGE and one.pence < 2000):
            continue
        if one.role is Role.CHARGE and (_asked_about(one, case) or _of_the_fees(one, letter, case)):
            continue
        if one.role is Role.CHARGE:
            listed = ", ".join(pounds(p) for p in dict.fromkeys(wanted))
            words = f"{pounds(one.pence)} is no charge of this PCN. Its sums are {listed}."
        else:
            words = f"The {one.role.value} is given as {pounds(one.pence)}; it is {pounds(wanted[0])}."
        yield finding("wrong-amount", start=one.start, end=one.end, words=words, repair=pounds(wanted[0]))
