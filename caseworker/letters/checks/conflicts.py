"""Whether the letter agrees with itself: one period, one sum, one last day, one account of what happened."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.amounts import Role, pounds, sums, wrong_amount
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.days import days, offers, until_day
from caseworker.letters.checks.identity import of_another_notice
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx, table
from caseworker.letters.checks.rights import WITHIN_28, another_period

_ROLES = (Role.FULL, Role.DISCOUNT, Role.CERTIFICATE, Role.REFUND)


def contradictory_content(letter: Letter, case: Case) -> Iterator[Finding]:
    """Two passages that cannot both be right."""
    yield from _two_sums(letter, case)
    yield from _two_charges(letter, case)
    yield from _two_last_days(letter, case)
    yield from _two_periods(letter, case)
    yield from _two_accounts(letter, case)


def _found(start: int, end: int, words: str) -> Finding:
    return finding("contradictory-content", start=start, end=end, words=words)


def _two_sums(letter: Letter, case: Case) -> Iterator[Finding]:
    """The same sum given twice, and differently."""
    told = sums(letter, case)
    for role in _ROLES:
        here = [one for one in told if one.role is role]
        if (role is Role.REFUND and case.rules.held) or (case.rules.zone and role is Role.REFUND):
            continue
        other = next((one for one in here if one.pence != here[0].pence), None)
        if other is None or (case.facts.paid_pence and role is not Role.REFUND):
            continue
        if role is Role.FULL and case.is_certificate:
            continue
        words = (
            f"The {role.value} is {pounds(here[0].pence)} in one place and {pounds(other.pence)} in another."
        )
        yield _found(other.start, other.end, words)


def _two_charges(letter: Letter, case: Case) -> Iterator[Finding]:
    """The sum to be paid given right in one place and otherwise in another."""
    full = case.facts.full_pence
    told = [one for one in sums(letter, case) if one.role in (Role.FULL, Role.CHARGE)]
    right = rf"\b(?:it is|charge is|penalty is|charge of|penalty of) £{full // 100}\b" if full else ""
    if full and letter.having(right):
        told = [one for one in sums(letter, case) if one.role is not Role.OTHER]
    if not full or case.facts.paid_pence or not any(one.pence == full for one in told):
        return
    wrong = {(one.start, one.end): one.words for one in wrong_amount(letter, case)}
    for one in told:
        if (one.start, one.end) in wrong and one.pence != full:
            words = f"The charge is {pounds(full)} in one place and {pounds(one.pence)} in another."
            yield _found(one.start, one.end, words)
            return


def _two_last_days(letter: Letter, case: Case) -> Iterator[Finding]:
    """The reduced charge kept open until two days, or both closed and open."""
    given = [
        (offer, day)
        for offer in offers(letter, case)
        for day in days(letter)
        if until_day(letter, offer, day)
    ]
    for (_, one), (_, other) in combinations(given, 2):
        if (one.day, one.month) != (other.day, other.month) and one.sentence.start != other.sentence.start:
            first, second = letter.text[one.start : one.end], letter.text[other.start : other.end]
            words = f"The reduced charge is open until {first} in one place and {second} in another."
            yield _found(other.start, other.end, words)
            return
    shut = next((s for s in letter.body if s.has(_SHUT) and not s.has(_SHUT_NOT)), None)
    held = next((s for s in offers(letter, case) if s.has(_HELD_OPEN) and not s.has(_SHUT_NOT)), None)
    if shut is not None and held is not None and not given and held.start != shut.start:
        yield _found(shut.start, shut.end, "The reduced charge is refused here and offered in another place.")
    if shut is not None and given and given[0][0].start != shut.start:
        offer = given[0][0]
        yield _found(shut.start, shut.end, "The reduced charge is refused here and offered in another place.")
        del offer


_REDUCED = r"(?:discount(?:ed)?|reduced|lower)(?: \w+)?"
_SHUT = (
    rf"\b{_REDUCED}\b[^.;]{{0,40}}\b(?:no longer|has (?:now )?(?:ended|passed|expired|gone|lapsed)|cannot be"
    rf"|is not (?:now )?(?:available|open|offered))\b|\b(?:no longer|cannot|not able to"
    rf"|unable to) (?:offer|accept"
    rf"|re-?offer|extend)\b[^.;]{{0,30}}\b{_REDUCED}\b"
)
_SHUT += (
    r"|\b(?:no longer|not|cannot|unable to) (?:accept|take)\b[^.;]{0,20}\b(?:less than|below"
    r"|under) the full\b"
    r"|\b(?:nothing|no sum) (?:less than|below|under|short of) the full\b"
)
_HELD_OPEN = r"\b(?:is|remains?|stays?|still)\b[^.;]{0,20}\b(?:available|open|on offer)\b(?! only)"
_SHUT_NOT = (
    r"\bafter\b|\bif\b|\bonce\b|\bfrom \d|\bthen\b|\boriginal(?:ly)?\b|\bhad\b|\bbut\b|\bhowever\b|\bfirst\b"
)
_NUMBER = r"(?P<count>7|10|14|21|28|30|56|seven|ten|fourteen|twenty-one|twenty-eight|thirty)"
_TO_APPEAL = (
    rf"\b{_NUMBER}[- ](?:calendar |working )?days?\b[^.;]{{0,80}}\bappeal\b"
    rf"|\bappeal(?:ing)?\b[^.;]{{0,60}}\b(?:within|in|have|has|is"
    rf"|of)\b[^.;]{{0,20}}\b{_NUMBER.replace('count', 'other')}"
    r"[- ](?:calendar |working )?days?\b"
)
_COUNTS = {
    "seven": "7",
    "ten": "10",
    "fourteen": "14",
    "twenty-one": "21",
    "twenty-eight": "28",
    "thirty": "30",
}


_PERIOD_IS = (
    r"\b(?:the|that|this|your) (?:period|time|time limit|limit)\b(?! (?:for|to) (?:pay|appeal))[^.;,]{0,40}"
    rf"\b(?:is|lasts|means|comes to|amounts to) (?:\w+ )?{_NUMBER}[- ](?:calendar |working )?days?\b"
)
_OTHER_PERIOD = (
    r"\b(?:discount|reduced|refund|permit|hire|observ\w*|reply|answer|our|council|tribunal|certificate"
    r"|grace|stay)\b"
)


def _two_periods(letter: Letter, case: Case) -> Iterator[Finding]:
    """Two numbers of days for the same right of appeal."""
    seen: dict[str, Sentence] = {}
    for sentence in letter.body:
        match = rx(_TO_APPEAL).search(sentence.text)
        if match is None or sentence.has(
            r"discount|reduced|refund|decid|tribunal (?:will|aims)|repl(?:y|ies)"
        ):
            continue
        said = (match.group("count") or match.group("other")).lower()
        seen.setdefault(_COUNTS.get(said, said), sentence)
    if case.is_notice_of_rejection and letter.having(WITHIN_28):
        yield from _another_before_the_certificate(letter)
    other_period = another_period(letter)
    if other_period is not None and len(seen) < 2 and letter.having(WITHIN_28):
        words = "The time to appeal is 28 days in one place and another number here."
        yield _found(other_period.start, other_period.end, words)
    for sentence in letter.body if case.is_notice_of_rejection and letter.having(WITHIN_28) else ():
        match = rx(_PERIOD_IS).search(sentence.text)
        said = (match.group("count") if match else "28").lower()
        if match and _COUNTS.get(said, said) not in ("28", "56") and not sentence.has(_OTHER_PERIOD):
            words = "The time to pay or appeal is 28 days in one place and another number here."
            yield _found(sentence.start + match.start(), sentence.start + match.end(), words)
    if len(seen) > 1:
        (one, _), (other, place) = list(seen.items())[:2]
        words = f"The time to appeal is {one} days in one place and {other} days in another."
        yield _found(place.start, place.end, words)


_BEFORE_CERTIFICATE = (
    rf"\b(?:within|inside|in|during|after|before|once|end of|by the end of"
    rf"|for)\b[^.;,]{{0,30}}\b{_NUMBER}[- ]"
    r"(?:calendar |working )?days?\b"
)


def _another_before_the_certificate(letter: Letter) -> Iterator[Finding]:
    """A charge certificate threatened after another number of days than is given to pay or appeal."""
    for sentence in letter.having(r"\bcharge certificate\b"):
        match = rx(_BEFORE_CERTIFICATE).search(sentence.text)
        if match is None or not sentence.has(r"\b(?:if|unless|where|because|no|not|neither|nor|nothing)\b"):
            continue
        said = _COUNTS.get(match.group("count").lower(), match.group("count"))
        if said == "28" or sentence.has(
            r"discount|reduced|of the (?:charge )?certificate|on (?:it|the certificate)"
        ):
            continue
        words = f"The time to pay or appeal is 28 days in one place and {said} days here."
        yield _found(sentence.start + match.start(), sentence.start + match.end(), words)


_WATCHED = (
    r"\b(?:watched|observed|observation(?: period)?|waited)\b[^.;]{0,50}?\b(?P<count>\d{1,2}|one|two"
    r"|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)[- ]minutes?\b"
)
_THEIR_WORDS = (
    r"\byou (?:say|said|state|stated|tell|told|write|wrote|explain|explained|believe|claim|claimed|feel"
    r"|think|thought|ask"
    r"|argue|suggest|mention|describe)\b|\bif\b|\bwhether\b|\bthat (?:the|you|it)\b[^.;]{0,80}\?"
)

_UNSHOWN = (
    r"\b(?:nothing|no \w+|not|cannot|nor)\b[^.;,]{0,40}"
    r"\b(?:show|shows|prove|proves|say|says|suggest|suggests|tell|tells)\b"
)
"""What is not shown to be so is not said to be so."""


def _two_accounts(letter: Letter, case: Case) -> Iterator[Finding]:
    """Two accounts of one thing: seen for two lengths of time, there and not there, sent and not sent."""
    watched = []
    for sentence in letter.body:
        match = rx(_WATCHED).search(sentence.text)
        if match is not None and not sentence.has(_THEIR_WORDS):
            watched.append((match.group("count").lower(), sentence, match))
    for (one, _, _), (other, place, match) in combinations(watched, 2):
        if one != other and _figure(one) != _figure(other):
            words = f"The vehicle was watched for {one} minutes in one place and {other} in another."
            yield _found(place.start + match.start(), place.start + match.end(), words)
            break
    told = [s for s in letter.body if not s.has(_THEIR_WORDS) and not s.text.rstrip().endswith("?")]
    for row in table("accounts")["account"]:
        no, yes, what = row["no"], row["yes"], row["what"]
        denied = next((s for s in told if s.has(no)), None)
        said = next((s for s in told if s.has(yes) and not has(no, s.text) and not s.has(_UNSHOWN)), None)
        if denied is not None and said is not None and not _turns(letter, case, denied, said):
            later = max(denied, said, key=lambda one: one.start)
            yield _found(later.start, later.end, f"The letter gives two accounts of {what}.")


def _turns(letter: Letter, case: Case, one: Sentence, other: Sentence) -> bool:
    """Whether the two speak of two times or two things, and say so."""
    between = letter.text[min(one.start, other.start) : max(one.end, other.end)]
    if len(between) < 700 and of_another_notice(between, case.facts):
        return True
    return any(
        s.has(
            r"\b(?:since|before|earlier|until|then|now|on the day|other|another|next|but|however|by \d"
            r"|on \d)\b"
        )
        for s in (one, other)
    )


_FIGURES = dict(
    zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        range(1, 13),
        strict=True,
    )
) | {"fifteen": 15, "twenty": 20}


def _figure(word: str) -> int:
    return int(word) if word.isdigit() else _FIGURES[word]
