"""Whether marks and figures are given back as the case has them: a bay, a time, a sum, a weekday."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.agreeing import NUMBERS
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.days import days
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.patterns import has, rx
from caseworker.letters.checks.topics import TAKEN_UP, heard, known


def retold(letter: Letter, case: Case) -> Iterator[Finding]:
    """A mark or a figure of the case given back otherwise than it is known."""
    yield from _another_mark(letter, case)
    yield from _their_figures(letter, case)
    yield from _another_weekday(letter, case)
    yield from _wrong_difference(letter)


def _told(what: str, start: int, end: int, right: str) -> Finding:
    words = f"The letter gives this otherwise than the case has it: {right}."
    return finding(f"wrong-fact:{what}", start=start, end=end, words=words, repair=right)


_MARK = (
    r"(?i:\b(?P<thing>zone|bay|machine|space|location|level|gate)s?(?: (?:number|no\.?|code|called))?) "
    r"(?P<mark>[A-Z]{1,2}\d{0,3}|\d{1,5}[A-Z]?)\b(?!:|\.\d)"
)


def _another_mark(letter: Letter, case: Case) -> Iterator[Finding]:
    """Bay 14 for bay 41, zone E for zone F: a mark that nobody gave, and never the one that was given."""
    pattern, held = rx(_MARK, 0), known(case)
    marks = {match["thing"].lower(): match["mark"] for match in pattern.finditer(held)}
    marks = {thing: mark for thing, mark in marks.items() if not has(rf"\b{mark}\b", letter.text)}
    for match in pattern.finditer(letter.text, letter.body_at) if marks else ():
        thing, sentence = match["thing"].lower(), letter.at(match.start())
        if thing not in marks or sentence is None or has(rf"\b{match['mark']}\b", held):
            continue
        if not sentence.has(r"\bsigns?\b|\bother\b|\bnot\b"):
            yield _told(thing, match.start(), match.end(), f"{thing} {marks[thing]}")
            return


CLOCK = r"(?<![\d£.])([01]?\d|2[0-3])[:.]([0-5]\d)\b(?! ?(?:metres|m\b|km|%))"
_SUM = r"£(\d{1,6}(?:\.\d\d)?)"
_SAYS = rf"{TAKEN_UP}|\b(?:as )?you (?:say|put it|paid|bought|came|returned|left|arrived)\b"
_JOINT = r"[,;]|: |\b(?:but|however|although|whereas|while)\b"
_OURS = r"\b(?:our|officer|record\w*|film|shows?|penalty|charge)\b"


def clock_times(text: str) -> set[str]:
    """Times in one way of writing, as on a clock of twelve hours."""
    return {f"{int(hour) % 12}:{minute}" for hour, minute in rx(CLOCK).findall(text)}


def _sums(text: str) -> set[str]:
    return {f"£{float(one):.2f}" for one in rx(_SUM).findall(text)}


def _their_figures(letter: Letter, case: Case) -> Iterator[Finding]:
    """A time or a sum given back as theirs that is not in what they wrote, where theirs is left out."""
    facts = case.facts
    held = f"{known(case)} {facts.contravened_time} {facts.observed_from} {facts.observed_to}"
    body = " ".join(s.text for s in letter.body)
    for what, read in (("time", clock_times), ("sum", _sums)):
        theirs = read(heard(case))
        if not theirs or theirs & read(body):
            continue
        for sentence in letter.body:
            clauses = [one for one in rx(_JOINT).split(sentence.text) if has(_SAYS, one)]
            if any(read(one) - read(held) and not has(_OURS, one) for one in clauses):
                yield _told(what, sentence.start, sentence.end, ", ".join(sorted(theirs)))
                return


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_THAT_DAY = (
    r"(?:\b(?:parked|stopped|seen|issued|recorded|filmed|photographed|contravention|drove|driven"
    r"|served on it)"
    r"\b[^.;,]{0,40}\bon|\b(?:it|that|this|the day) was) (?:an? |the |that |on a )?"
    rf"(?P<day>{'|'.join(_WEEKDAYS)})\b(?!s|,? \d|,? the \d| to| and| or)"
    rf"|\b(?:on|of|during|through) that (?P<same>{'|'.join(_WEEKDAYS)})\b(?! \d| and\b| or\b)"
)


def _another_weekday(letter: Letter, case: Case) -> Iterator[Finding]:
    """A Sunday for the Tuesday on which it happened."""
    on = case.facts.contravened_on
    if on is None:
        return
    right, held = _WEEKDAYS[on.weekday()], known(case)
    for sentence in letter.body:
        match = rx(_THAT_DAY).search(sentence.text)
        if match is None or sentence.has(rf"{TAKEN_UP}|{right}|\b(?:if|not|other|permit|paid|between)\b"):
            continue
        if match["same"] and (days(letter) and any(d.sentence.start == sentence.start for d in days(letter))):
            continue  # that of the day which the sentence names
        if not has(match["day"] or match["same"], held):
            yield _told("weekday", sentence.start + match.start(), sentence.start + match.end(), right)
            return


_LATER = rf"(?<![\w-])(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)}) minutes? later\b"


def _wrong_difference(letter: Letter) -> Iterator[Finding]:
    """So many minutes later, where the two times of the sentence are further apart or nearer."""
    for sentence in letter.body:
        match = rx(_LATER).search(sentence.text)
        clocks = [int(h) * 60 + int(m) for h, m in rx(CLOCK).findall(sentence.text)] if match else []
        if match is None or len(clocks) != 2 or len(rx(r"\bminutes?\b").findall(sentence.text)) != 1:
            continue
        told, apart = match["n"].lower(), abs(clocks[1] - clocks[0])
        number = int(told) if told.isdigit() else NUMBERS[told]
        if abs(apart - number) > 1:
            start, end = sentence.start + match.start(), sentence.start + match.end()
            yield _told("minutes", start, end, f"{apart} minutes lie between them")
            return
