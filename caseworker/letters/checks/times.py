"""Times of day in a letter, where they are given as the time of the contravention."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.findings import Finding, finding
from caseworker.law.hours import outside
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.days import PARTY, days
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx

_TIME = (
    r"(?<![\d£.:/])([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?(?!\d|/)\s?(am|pm|a\.m\.|p\.m\.)?"
    r"|(?<![\d£.:])(\d{1,2})\s?(am|pm)\b"
)
_STATED = (
    r"\b(?:contravention|alleged(?:ly)?)\b[^.;]{0,80}\bat\s*(?:about )?$"
    r"|(?:date and )?time of (?:the )?(?:alleged )?contravention:? *(?:was|is)? *$"
)
_GIVEN = r"(?:issued|given|printed|served|written|fixed|put|placed|handed|produced)"
_NOTICE = rf"(?:notice|pcn|ticket|penalty charge notice) (?:was|were|had been|got) (?:\w+ )?{_GIVEN}"
ISSUED_AT = rf"\b(?:the|your|this) {_NOTICE}\b[^.;,]{{0,30}}\bat\s*(?:about )?$"
"""What stands before the time at which an officer gave the notice."""
_WHEN_ISSUED = rf"^,? (?:when|as) (?:the|your|this) {_NOTICE}\b"
_RANGE = r"\b(?:from|between|until|till|to|and|after|before|since|-)\s*$"
_ELSEWHERE = (
    r"\b(?:session|receipt|paid|ticket|expired?|ended|began|started|you (?:say|told|state|arrived"
    r"|left)|sign|hours|delivery"
    r"|invoice|pound|observ(?:ed|ation)|log|another|earlier|agreement|machine|appointment|second|other)\b"
)

_PAYMENT = r"£\s?\d[^.;]{0,60}$|\b(?:payment|transaction|transfer)\b[^.;]{0,60}$"
"""When money came in, not when the vehicle was seen."""
_TAKEN = (
    rf"\b(?:{PARTY}|it) (?:was|had been) (?:then )?(?:taken|removed|towed|lifted|clamped)\b[^.;,]{{0,50}}$"
    r"|\bclamp (?:was )?(?:put|placed|fixed)(?: on)?\b[^.;,]{0,50}$"
)
"""The vehicle was held at that time: some minutes after its contravention."""


def minutes(match_hour: str, match_minute: str, half: str) -> int:
    """A time of day in minutes after midnight."""
    hour = int(match_hour)
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    return hour * 60 + int(match_minute)


def wrong_time(letter: Letter, case: Case) -> Iterator[Finding]:
    """A time given as that of the contravention which is another one."""
    right = rx(r"^(\d{1,2}):(\d{2})").search(case.facts.contravened_time)
    if right is None:
        return
    wanted = int(right.group(1)) * 60 + int(right.group(2))
    for match in rx(_TIME).finditer(letter.text):
        sentence = letter.at(match.start())
        if sentence is None or not _claims(letter, case, sentence, match.start(), match.end()):
            continue
        hour, half = match.group(1) or match.group(4), (match.group(3) or match.group(5) or "").lower()
        found = minutes(hour, match.group(2) or "0", half)
        if found == wanted or (not half and found + 720 == wanted and int(hour) <= 12):
            continue
        words = (
            f"The letter gives {match.group().strip()} as the time of the contravention; it is "
            f"{case.facts.contravened_time}."
        )
        repair = case.facts.contravened_time
        yield finding("wrong-time", start=match.start(), end=match.end(), words=words, repair=repair)


def outside_the_hours(letter: Letter, case: Case) -> Iterator[Finding]:
    """Upholds a notice whose day and time lie outside the hours of the place, as the case holds them."""
    facts = case.facts
    if case.is_acceptance or case.asks or case.kind.beside:
        return
    told = outside(facts.restriction, facts.contravened_on, facts.contravened_time)
    if told and not letter.having(_IN_FORCE):
        yield finding("outside-the-hours", words=f"{told} The letter upholds the notice all the same.")


_IN_FORCE = (
    r"\b(?:in force|applie[sd]|controlled|restrict(?:ed|ion))\b[^.;]{0,60}\b(?:every day|at any time"
    r"|at all times|seven days|all week|on (?:sundays?|saturdays?)|until|from|between)\b"
)


_SAW = (
    rf"\b(?:saw|seen|recorded|noted|found|photographed|filmed)\b[^.;,]{{0,40}}\b(?:your"
    rf"|the) {PARTY}\b[^.;,]{{0,30}}\bat $"
)
_SEEN = (
    rf"\b(?:your|the) {PARTY}\b[^.;,]{{0,20}}\b(?:was|is) (?:\w+ )?(?:seen|recorded|noted"
    rf"|photographed|filmed)\b[^.;,]{{0,40}}\bat $"
)


def _slipped(letter: Letter, case: Case, sentence: Sentence, told: str, before: str) -> bool:
    """Whether it is said to have been seen at a time one figure away from the PCN's, never given right."""
    wanted = case.facts.contravened_time.replace(":", "")[:4]
    found = "".join(c for c in told if c.isdigit()).zfill(4)[:4]
    if not has(f"{_SAW}|{_SEEN}", before) or len(wanted) != 4:
        return False
    right = f"{int(wanted[:2])}[:.]{wanted[2:]}|{(int(wanted[:2]) - 1) % 12 + 1}[:.]{wanted[2:]}"
    return sum(a != b for a, b in zip(wanted, found, strict=True)) == 1 and not has(right, letter.text)


def _heads(letter: Letter, case: Case, sentence: Sentence) -> bool:
    """Whether it is a part of the line that names the case, written with full stops: its day and its time."""
    lead = [one for one in letter.around(sentence, before=3) if one.paragraph == sentence.paragraph]
    named = any(case.facts.pcn and case.facts.pcn in s.text.replace(" ", "") for s in lead if s.words <= 8)
    on = any(d.sentence.start == sentence.start and d.is_(case.facts.contravened_on) for d in days(letter))
    return named and on and sentence.words <= 7


_THEIR_DOING = (
    r"\b(?:you|he|she|they|your (?:wife|husband|son|daughter|mother|father|partner|friend|driver"
    r"|colleague))"
    r" (?:\w+ )?(?!(?:were|was|are|is|be|parked|park|stopped|stood|waited|drove|entered|turned|left|had"
    r"|have|then|also)\b)"
    r"\w+(?:ed|t|ght|ng|de|w|d|n)\b[^.;]{0,60}$"
)
"""What somebody did at that time, other than stopping or driving there."""
_THEN = (
    r"^[^.;,]{0,24}, (?:(?:some|about|nearly|almost|only|just|over) )?(?:\w+ ){0,3}(?:minutes?"
    r"|hours?) (?:after|before|later|earlier)\b"
)


FAR = 20
"""Minutes around the time on the notice in which it may have been written and given."""


def _given_at(case: Case, before: str, after: str, told: str) -> bool:
    """Whether it is told as the time at which an officer gave the notice, and far from the right one."""
    facts = case.facts
    right, found = (rx(r"(\d{1,2})[:.](\d\d)").search(one) for one in (facts.contravened_time, told))
    if facts.regime != "tma-reg9" or right is None or found is None:
        return False
    if not (has(ISSUED_AT, before) or has(_WHEN_ISSUED, after)) or has(_OTHER_NOTICE, before):
        return False
    apart = abs(minutes(right[1], right[2], "") - minutes(found[1], found[2], ""))
    return min(apart, abs(apart - 720)) > FAR


_OTHER_NOTICE = (
    r"\b(?:another|other|earlier|second|first|next|you (?:say|said|tell|told|write|state)|if|neighbour)\b"
)


def _claims(letter: Letter, case: Case, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the letter presents this as the time of the contravention."""
    before, after = letter.text[sentence.start : start], letter.text[end : sentence.end]
    if has(_RANGE, before) or has(r"^\s?(?:to|until|and|-)\s?\d", after):
        return False
    if letter.is_reference(sentence):
        return not has(r"\b(?:hours|open|phone|call)\b", before)
    if _heads(letter, case, sentence):
        return True
    if has(_STATED, before):
        return not has(_ELSEWHERE, before[-60:])
    if _given_at(case, before, after, letter.text[start:end]):
        return True
    if has(_ELSEWHERE, before) or has(_TAKEN, before) or has(_PAYMENT, before):
        return False
    if _slipped(letter, case, sentence, letter.text[start:end], before):
        return True
    if has(_THEIR_DOING, before) or has(_THEN, after):
        return False
    contravened = case.facts.contravened_on
    near = [d for d in days(letter) if d.sentence.start == sentence.start and d.is_(contravened)]
    beside = any(-26 <= d.start - end <= 8 or -6 <= start - d.end <= 6 for d in near)
    return beside and has(
        rf"\b(?:your|the) {PARTY}\b|\bpcn\b|penalty charge|\bcontravention\b", sentence.text
    )
