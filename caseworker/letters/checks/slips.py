"""A day or a time of the case with a slip of the finger, wherever in the letter it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.days import PARTY, Day, days, long_date
from caseworker.letters.checks.letter import Letter, Sentence, read
from caseworker.letters.checks.patterns import has, rx
from caseworker.letters.checks.topics import heard

_CLOCK = r"(?<![\d£.:/])([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?(?!\d|/)\s?(am|pm|a\.m\.|p\.m\.)?"
_OTHER_DAY = (
    r"\b(?:permit|session|ticket|badge|voucher|bought|paid|payment|valid|expir\w+|ended|ran out|renew\w*"
    r"|until"
    r"|inspect\w*|check(?:ed|s)?|report\w*|repair\w*|repaint\w*|clean\w*|order|made|put up|since|earlier"
    r"|later"
    r"|again|another|other|previous\w*|posted|sent|wrote|received|letter|email|born|died|sold|hire\w*"
    r"|agreement"
    r"|you (?:say|said|tell|told|write|wrote)|introduced|began|start\w*|install\w*|cancelled|last year|to and"
    r" including|appointment|next|following|before|after)\b"
)
_OF_THE_CASE = (
    rf"\b(?:{PARTY}|contravention|alleged|presence|happened|officer"
    r"|you (?:parked|stopped|were|drove|entered))\b"
)


def slipped_day(letter: Letter, case: Case) -> Iterator[Finding]:
    """The day of the contravention with a slip: beside its time, beside its place, or in another year."""
    on = case.facts.contravened_on
    if on is None:
        return
    known = _known_days(case)
    for day in days(letter):
        if day.start < letter.body_at or any(day.is_(one) for one in known):
            continue
        slipped = _beside_the_time(case, day) or _beside_the_place(case, day, on)
        if slipped or _of_another_year(case, day, on) or _of_the_street(letter, case, day, on):
            found, right = letter.text[day.start : day.end], long_date(on)
            words = f"The letter gives {found} as the day of the contravention; it is {right}."
            yield finding("wrong-date", start=day.start, end=day.end, words=words, repair=right)


def _known_days(case: Case) -> tuple[date, ...]:
    """Every day that the case holds, in whatever field or words it stands."""
    facts = case.facts
    held = [getattr(facts, one.name) for one in fields(facts)]
    found = [one for one in held if isinstance(one, date)]
    told = read(" ; ".join((heard(case), *facts.records, facts.restriction, *(facts.evidence_held or ()))))
    near = facts.posts_on or facts.contravened_on
    said = (day.on(near) for day in days(told) if near)
    return (*found, *facts.letters_received, *(day for day in said if day))


def _minutes(hour: str, minute: str, half: str | None) -> int:
    at = int(hour)
    if (half or "").lower().startswith("p") and at < 12:
        at += 12
    return at * 60 + int(minute)


def _wanted(case: Case) -> int | None:
    match = rx(r"^(\d{1,2}):(\d{2})").search(case.facts.contravened_time)
    return _minutes(match[1], match[2], None) if match else None


def _beside_the_time(case: Case, day: Day) -> bool:
    """Whether the time of the contravention stands at this day."""
    beside = rx(rf"^,? ?(?:at|\(|-)? ?{_CLOCK}").search(day.after)
    beside = beside or rx(rf"{_CLOCK},? (?:on )?$").search(day.before)
    return beside is not None and _minutes(beside[1], beside[2], beside[3]) == _wanted(case)


def _beside_the_place(case: Case, day: Day, on: date) -> bool:
    """Whether it is one figure away from the day of the contravention, and told of its place."""
    place = case.facts.location
    one, other = f"{day.day:02d}", f"{on.day:02d}"
    apart = sum(a != b for a, b in zip(one, other, strict=True))
    slip = day.month == on.month and (apart == 1 or one == other[::-1])
    slip = slip or (day.day == on.day and abs(day.month - on.month) == 1)
    text = day.sentence.text
    told = bool(place) and place.lower() in text.lower() and has(_OF_THE_CASE, day.before)
    return slip and told and not has(_OTHER_DAY, text)


_WHO = rf"(?:you|(?:your|the) {PARTY})"
_WAS = (
    r"(?:was|were|had been) (?:seen|parked|recorded|filmed|photographed|driven|driving|standing|stationary"
    r"|left|(?:in|on) (?:the|a|our) (?:\w+ )?(?:lane|zone|bay|box|road|street))"
)
_HAPPENED_THEN = rf"^,? {_WHO} (?:drove|parked|stopped|entered|stood|turned|{_WAS})\b"
_HAPPENED_ON = (
    rf"\b{_WHO} {_WAS}\b[^.;,]{{0,40}}\bon $"
    r"|\bcharge (?:was|is) (?:not )?(?:due|owed|payable)(?: \w+){0,2} (?:on|for) $|\bjourney (?:on|of) $"
)
NEAR = 21
"""Days around the contravention in which another day is more likely a slip than another event."""


def _of_the_street(letter: Letter, case: Case, day: Day, on: date) -> bool:
    """Whether it is told as the day of the contravention, whose own day the letter's body never gives."""
    other = day.on(on)
    if other is None or abs((other - on).days) > NEAR:
        return False
    if day.sentence.has(r"\b(?:also|again|earlier|before)\b") or any(
        one.is_(on) for one in days(letter) if one.start > letter.body_at
    ):
        return False
    begins = day.before.strip(" \"'*").lower() in ("", "on")
    return (begins and has(_HAPPENED_THEN, day.after)) or has(_HAPPENED_ON, day.before)


def _of_another_year(case: Case, day: Day, on: date) -> bool:
    """Whether it is the day of the contravention in a year that is not its own."""
    same = (day.day, day.month) == (on.day, on.month) and day.year not in (None, on.year)
    return same and not has(_OTHER_DAY, day.sentence.text)


_WATCHED = (
    r"\b(?:officer|photographs?|photos?|pictures?|stills?|images?|film|recording|footage|camera|log|notes?"
    rf"|handheld|observ\w+)\b|\b(?:notice|pcn) (?:was |were )?(?:served|issued|given|printed)\b|\b{PARTY}\b"
)
_OTHER_TIME = (
    r"\b(?:paid|pay|session|tickets?|receipt|machine|permit|signs?|plates?|hours|you (?:say|said|tell"
    r"|told|write"
    r"|wrote|left|came|arrived|returned)|your (?:own )?(?:photo\w*|film|picture|screenshot|camera)|deliver\w*"
    r"|call\w*|appointment|clinic|inspect\w*|tested|earlier|later|other|another|until|open\w*|clos\w+|ended"
    r"|expir\w+|began|sent|dash-?cam|from \d)\b"
)


WATCH = 20
"""Minutes before and after the time on the notice in which an officer may have seen the vehicle."""


def slipped_time(letter: Letter, case: Case) -> Iterator[Finding]:
    """The time of the contravention with a slip, told of what was seen, and nowhere told right."""
    wanted = _wanted(case)
    if wanted is None:
        return
    told = [
        (sentence, match)
        for sentence in letter.body
        if not letter.is_reference(sentence)
        for match in rx(_CLOCK).finditer(sentence.text)
    ]
    known = {_minutes(*m.groups()) for m in rx(_CLOCK).finditer(f"{heard(case)} ; {_on_record(case)}")}
    if any(_same(match, wanted) for _, match in told):
        return
    for sentence, match in told:
        if _minutes(*match.groups()) in known or not _slip(match, wanted):
            continue
        if not _seen(sentence, match.start()):
            continue
        right = case.facts.contravened_time
        words = f"The letter gives {match.group().strip()} as the time of the contravention; it is {right}."
        start, end = sentence.start + match.start(), sentence.start + match.end()
        yield finding("wrong-time", start=start, end=end, words=words, repair=right)
        return


def _on_record(case: Case) -> str:
    facts = case.facts
    return " ; ".join((*facts.records, facts.restriction, facts.observed_from, facts.observed_to))


def _same(match: re.Match[str], wanted: int) -> bool:
    hour, minute, half = match.groups()
    at = _minutes(hour, minute, half)
    return at == wanted or (not half and at + 720 == wanted)


def _slip(match: re.Match[str], wanted: int) -> bool:
    """Whether one figure is another or two have changed places, and it is no moment of the same watch."""
    at = _minutes(*match.groups())
    if abs(at - wanted) <= WATCH:
        return False
    one, other = f"{at // 60:02d}{at % 60:02d}", f"{wanted // 60:02d}{wanted % 60:02d}"
    differ = [place for place in range(4) if one[place] != other[place]]
    mixed = len(differ) == 2 and sorted(one) == sorted(other)
    return mixed or differ in ([0], [1])


_CALLED = r"\bofficer (?:\w+ )?(?:called|came|saw|noted|found|recorded|passed|stood)\b[^.;,]{0,20}\bat $"


def _seen(sentence: Sentence, at: int) -> bool:
    """Whether it is told of what was seen, at the time that stands at a place."""
    return has(_CALLED, sentence.text[:at]) or (sentence.has(_WATCHED) and not sentence.has(_OTHER_TIME))
