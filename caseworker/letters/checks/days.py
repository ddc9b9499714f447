"""Days in a letter: each is read with what the letter says happened on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)(?!\w)"
)
_WEEKDAY = (
    r"(?:(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu"
    r"|thur|thurs|fri|sat|sun)\b\.?,? (?:the )?)?"
)
_WORDS = (
    _WEEKDAY
    + r"(?<![\d:£.])(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? "
    + _MONTH
    + r"(?:,? (?P<year>\d{4}|\d{2}(?![\d:.])))?"
)
_AMERICAN = _MONTH + r" (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"
_FIGURES = r"(?<![\d/.-])(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})(?![\d/-])"
_ISO = r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"

PARTY = r"(?:vehicle|car|van|lorry|motorcycle|motorbike|taxi|minibus|scooter)"


@dataclass(frozen=True, slots=True)
class Day:
    """One day named in a letter."""

    day: int
    month: int
    year: int | None
    weekday: str
    start: int
    end: int
    sentence: Sentence
    before: str
    """What stands before it in its sentence."""
    after: str
    """What stands after it in its sentence."""

    def on(self, near: date) -> date | None:
        """The date, its year taken from a near one where it has none. Nothing where no such day exists."""
        try:
            return date(self.year or near.year, self.month, self.day)
        except ValueError:
            return None

    def is_(self, other: date | None) -> bool:
        """Whether this names that date. A day without a year names it in any year."""
        if other is None or (self.day, self.month) != (other.day, other.month):
            return False
        return self.year is None or self.year == other.year


def long_date(day: date) -> str:
    """A date as a letter writes it, for example ``4 June 2026``."""
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


@lru_cache(maxsize=4)
def days(letter: Letter) -> tuple[Day, ...]:
    """Every day named in the letter, in the order in which they stand. Kept, because many checks ask."""
    found: dict[int, Day] = {}
    for pattern in (_WORDS, _AMERICAN, _FIGURES, _ISO):
        for match in rx(pattern).finditer(letter.text):
            one = _day(letter, match)
            if one is not None and not any(o.start < one.end and one.start < o.end for o in found.values()):
                found[one.start] = one
    return tuple(found[start] for start in sorted(found))


def _day(letter: Letter, match: re.Match[str]) -> Day | None:
    parts = match.groupdict()
    month = parts["month"].lower()
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    year = int(parts["year"]) if parts.get("year") else None
    if year is not None and year < 100:
        year += 2000
    sentence = letter.at(match.start())
    if sentence is None or not 1 <= number <= 12 or not 1 <= int(parts["day"]) <= 31:
        return None
    before = letter.text[sentence.start : match.start()]
    after = letter.text[match.end() : sentence.end]
    weekday = (parts.get("weekday") or "").lower()
    return Day(int(parts["day"]), number, year, weekday, match.start(), match.end(), sentence, before, after)


def wrong_date(letter: Letter, case: Case) -> Iterator[Finding]:
    """A day that differs from the case, or that does not exist."""
    for day in days(letter):
        yield from _impossible(day, case)
        expected, what = _expected(letter, day, case)
        if expected and not any(day.is_(one) for one in expected):
            right = long_date(expected[0])
            found = letter.text[day.start : day.end]
            words = f"The letter gives {found} as {what}; it is {right}."
            yield finding("wrong-date", start=day.start, end=day.end, words=words, repair=right)


def _impossible(day: Day, case: Case) -> Iterator[Finding]:
    near = case.facts.posts_on or case.facts.contravened_on
    if near is None:
        return
    on = day.on(near)
    if on is None:
        if day.year or (day.month, day.day) != (2, 29):
            yield finding("wrong-date", start=day.start, end=day.end, words="There is no such day.")
    elif day.weekday and day.year and not _WEEKDAYS[on.weekday()].startswith(day.weekday[:3]):
        name = _WEEKDAYS[on.weekday()].capitalize()
        words = f"{long_date(on)} is a {name}, not a {_full(day.weekday)}."
        yield finding(
            "wrong-date", start=day.start, end=day.end, words=words, repair=f"{name} {long_date(on)}"
        )


def _full(weekday: str) -> str:
    return next(name for name in _WEEKDAYS if name.startswith(weekday[:3])).capitalize()


_HAPPENED = (
    r"contravention\b[^.;]{0,60}\b(?:on|of|dated?:?)\s*$"
    r"|date (?:and time )?of (?:the )?(?:alleged )?contravention:? *(?:was|is)? *$"
    rf"|\b(?:your|the) {PARTY}\b[^.;,]{{0,50}}\b(?:was|were|had been|is recorded|entered|stopped"
    rf"|parked|stood|seen)\b[^.;]{{0,90}}\bon\s*$"
    r"|\byou (?:were|had) parked\b[^.;]{0,80}\bon\s*$|\bparked (?:in|on|at)\b[^.;]{0,60}\bon\s*$"
)
_ISSUED = (
    r"\b(?:pcn|penalty charge notice|penalty)\b[^.;]{0,70}\b(?:issued|served|given|fixed"
    r"|placed)\b[^.;]{0,60}\bon\s*$"
    r"|\b(?:pcn|penalty charge notice)\b[^.;,]{0,40}\b(?:of|dated)\s*$"
)
_POSTED = (
    r"\b(?:pcn|penalty charge notice|(?<!to owner )(?:the|that|your|this|our) notice|it)\b[^.;,]{0,30}"
    r"\b(?:posted|dispatched|sent (?:out|off|by post|to you|to the keeper)?|put in(?:to)? the post)\b"
    r"[^.;,]{0,30}(?:\bon\s*|\bposted\s*)$"
    r"|\b(?:we|i) (?:printed and )?(?:posted|dispatched) (?:it|the (?:notice|pcn|penalty charge notice))\b"
    r"[^.;,]{0,30}\bon\s*$"
)
_OTHER_POST = (
    r"\b(?:letter|reply|rejection|acceptance|certificate|owner|order|reminder|copy|form|email|payment|cheque"
    r"|challenge|representations|you (?:say|told|wrote|posted|sent))\b"
)
_RECEIVED = (
    r"\b(?:received (?:by us |here )?on|we (?:received|had|got) (?:your )?[^.;]{0,60}\bon"
    r"|which (?:we received|reached us|came) on"
    r"|reached us on|received)\s*$"
)
_SERVED = (
    r"\b(?:treat|treated|deemed|regard(?:ed)?)\b[^.;]{0,40}\bserved (?:on )?\s*$"
    r"|date of service (?:is|of this [^.;]{0,30} is):?\s*$"
)
_WENT_OUT = r"\bnotice\b[^.;]{0,40}\b(?:dated|posted|sent|came)\b"
"""What is told of is how the notice on the case came, not this letter."""
_ELSEWHERE = (
    r"\b(?:earlier|previous|last|another|other|second|first time|before that|again|since|ago"
    r"|you (?:say|told|state|sold|bought)"
    r"|agreement|refund|application|permit|session|cancelled a|in (?:january|february|march)"
    r"|collected|released|(?:given|handed) back|pound|stor(?:age|ed|ing)|(?:brought|taken) in)\b"
    r"|\b(?:first|was|were|been|are|is|still)(?: the)? registered(?: keeper)?(?: \w+){0,3} on\s*$"
)


_OF_ANOTHER = (
    r"our ref|your ref|date:?\s*$"
    r"|\b(?:certificate|owner|enforcement notice|order|letter|email)\b[^.;]{0,20}$"
)


def _expected(letter: Letter, day: Day, case: Case) -> tuple[tuple[date, ...], str]:
    """The dates that may stand where this day stands, and what the letter says it is."""
    facts = case.facts
    before, sentence = day.before, day.sentence
    other = has(_ELSEWHERE, before)
    if (
        has(_SERVED, before)
        and case.served_on
        and has(r"\b(?:it|this|letter|notice)\b", before)
        and not has(r"pcn|notice to owner|certificate|enforcement notice|penalty charge notice|order", before)
    ):
        notices = (facts.pcn_served_on, facts.notice_served_on) if has(_WENT_OUT, before) else ()
        return (case.served_on, *(d for d in notices if d)), "the day of service"
    if case.asks and sentence.has(_ASKING):
        return (), ""  # it asks about a day: the motorist's own, another one, what happened before
    if has(_HAPPENED, before) and not other and facts.contravened_on and not has(_CAME, before):
        return (facts.contravened_on,), "the day of the contravention"
    if has(_ISSUED, before) and not other and facts.contravened_on:
        allowed = (facts.contravened_on, *(d for d in (facts.pcn_served_on, facts.notice_served_on) if d))
        return allowed, "the day of the Penalty Charge Notice"
    if has(_POSTED, before) and not other and facts.pcn_dated_on and not has(_OTHER_POST, sentence.text):
        return (facts.pcn_dated_on,), "the day on which the Penalty Charge Notice was posted"
    if (
        has(_RECEIVED, before)
        and not other
        and facts.received_on
        and has(_THEIRS, sentence.text)
        and not has(_MONEY_CAME, before)
    ):
        return (facts.received_on, *facts.letters_received), "the day on which we received the letter"
    if facts.contravened_on and letter.is_reference(sentence) and not has(_OF_ANOTHER, before):
        known = (
            *facts.letters_received,
            facts.pcn_served_on,
            facts.notice_served_on,
            facts.received_on,
            facts.posts_on,
            facts.served_on,
        )
        return (facts.contravened_on, *(d for d in known if d)), "the day of the contravention"
    if (
        facts.posts_on
        and sentence.start < letter.greeting_at
        and has(r"^(?:date:?)?\W*$", before + day.after)
    ):
        return (facts.posts_on,), "the date of the letter"
    return (), ""


_ASKING = (
    r"\?|\bplease\b|\b(?:ask|tell|send|show|let|give)\w* (?:us|me)\b|\b(?:could|can|would) you\b|\bwhether\b"
)
_CAME = r"\b(?:notice|pcn|letter) (?:was |is )?(?:served|posted|sent|received|came|arrived)(?: \w+)? on\s*$"
"""What is told last before the day is not what happened in the street."""
_MONEY_CAME = r"payment|\b(?:cheque|postal order|bank|refund|paid)\b|£[\d.,]+[^.;]{0,20}$"
"""What came on that day was money, and no letter."""
_THEIRS = r"\byour\b|\bchallenge\b|\brepresentations\b|\bwrote\b|\bletter\b|\bemail\b"


def late_beyond_56_days(letter: Letter, case: Case) -> Iterator[Finding]:
    """A decision on representations that is served after the last day, where the law sets one."""
    received, served = case.facts.received_on, case.served_on
    if not case.is_out_of_time or not received or not served:
        return
    last = received + timedelta(days=case.rules.reply_days - 1)
    if case.is_acceptance and letter.having(
        r"\b(?:56|fifty-six) days\b|\bin time\b|\btoo late\b|\bdeadline\b|\btime limit\b"
    ):
        return
    words = (
        f"The representations came on {long_date(received)}, so the decision had to be served by "
        f"{long_date(last)}."
        f" This letter is treated as served on {long_date(served)}."
    )
    repair = (
        "The representations are treated as accepted: cancel, refund anything paid, and say that the "
        "notice is"
        " cancelled because no decision was served in time."
    )
    yield finding("late-beyond-56-days", words=words, repair=repair)


_OFFER = (
    r"\b(?:discount(?:ed)?|reduced (?:charge|amount|sum|rate|penalty)|lower (?:charge|amount|sum"
    r"|rate)|half (?:price|the charge))\b"
    r"|\bwe (?:will|can|shall)(?: still)? (?:take|accept)\b"
)
_NO_OFFER = (
    r"\b(?:no longer|not (?:now )?(?:offer|available|able)|cannot|can't|has (?:now )?(?:ended"
    r"|passed|expired|gone)|had ended|lapsed|expired"
    r"|is over|did not|would have|ends? if|lose|instead of the)\b"
)
_UNTIL = (
    r"\b(?:by|until|till|before|no later than|not later than|latest|up to|end of|to and including"
    r"|on or before|expires(?: on)?|ends(?: on)?|last day(?: is| for)?)\b[^.;£]{0,40}$"
)


def wrong_discount_deadline(letter: Letter, case: Case) -> Iterator[Finding]:
    """The last day of the reduced charge: missing, wrong or already past."""
    facts = case.facts
    offered = offers(letter, case)
    until = facts.discount_offer_until
    if case.is_acceptance or case.is_certificate or (not offered and until is None):
        return
    given = [day for day in days(letter) for offer in offered if until_day(letter, offer, day)]
    if until is not None:
        yield from _compare(letter, case, offered, given, until)
        return
    for day in given:
        on = day.on(facts.posts_on) if facts.posts_on else None
        if on and facts.posts_on and on < (facts.served_on or facts.posts_on):
            words = f"The reduced charge is offered until {long_date(on)}, before this letter can arrive."
            yield finding("wrong-discount-deadline", start=day.start, end=day.end, words=words)


def until_day(letter: Letter, offer: Sentence, day: Day) -> bool:
    """Whether a day is the last one of an offer of the reduced charge."""
    beyond = 0 if offer.has(r"\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2}|\d/\d") else 1
    if day.sentence not in letter.around(offer, after=beyond):
        return False
    return has(_UNTIL, day.before) or has(r"^[^.;]{0,30}(?:at the latest|is the last)", day.after)


def offers(letter: Letter, case: Case) -> list[Sentence]:
    """The sentences that offer the reduced charge."""
    facts = case.facts
    reduced = facts.discount_offer_pence or facts.discount_pence
    sum_of = rf"£\s?{reduced // 100}(?:\.\d\d)?(?!\d|,\d)" if reduced else r"(?!x)x"
    found = []
    for sentence in letter.body:
        if sentence.has(_NO_OFFER) and not sentence.has(sum_of):
            continue
        if (
            sentence.has(sum_of)
            and not sentence.has(
                r"no longer|has (?:now )?(?:ended|expired|passed)|refund|\byou(?:'ve| have)? paid\b"
            )
        ) or (
            sentence.has(_OFFER)
            and sentence.has(r"£|\b(?:pay|paid|payment|until|by)\b")
            and sentence.has(r"£|\d")
        ):
            found.append(sentence)
    return found


def _compare(
    letter: Letter, case: Case, offers: list[Sentence], given: list[Day], until: date
) -> Iterator[Finding]:
    right = long_date(until)
    for day in given:
        if not day.is_(until) and not day.is_(case.appeal_until):
            found = letter.text[day.start : day.end]
            words = f"The letter keeps the reduced charge open until {found}; it is open until {right}."
            yield finding("wrong-discount-deadline", start=day.start, end=day.end, words=words, repair=right)
    if any(day.is_(until) for day in days(letter)) or given:
        return
    if not offers and case.facts.discount_offer_pence is None:
        return
    period = next((s for s in offers if s.has(r"\b(?:\d{1,2}|fourteen|twenty-one) days\b")), None)
    if period is not None:
        if case.facts.posts_on and _period_fits(period, case, until):
            return
        words = f"The period for the reduced charge does not end on {right}, the last day of the offer."
        yield finding(
            "wrong-discount-deadline", start=period.start, end=period.end, words=words, repair=right
        )
        return
    place = offers[0] if offers else None
    words = f"The letter does not say until when the reduced charge can be paid: {right}."
    repair = f"We will accept the reduced charge if we receive it by {right}."
    start, end = (place.start, place.end) if place else (None, None)
    yield finding("wrong-discount-deadline", start=start, end=end, words=words, repair=repair)


def _period_fits(sentence: Sentence, case: Case, until: date) -> bool:
    match = rx(r"\b(\d{1,2}|fourteen|twenty-one) days\b").search(sentence.text)
    if match is None or case.facts.posts_on is None:
        return False
    word = match.group(1).lower()
    count = {"fourteen": 14, "twenty-one": 21}.get(word) or int(word)
    served = sentence.has(r"\b(?:served|service|receiv)")
    base = case.served_on if served and case.served_on else case.facts.posts_on
    return until in (base + timedelta(days=count - 1), base + timedelta(days=count))
