"""Whether the letter keeps to the story's days and times: when paid time ended, when a thing was sold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.days import Day, days, long_date
from caseworker.letters.checks.letter import Letter, read
from caseworker.letters.checks.patterns import has, rx
from caseworker.letters.checks.retold import CLOCK, clock_times
from caseworker.letters.checks.topics import heard, known


def story(letter: Letter, case: Case) -> Iterator[Finding]:
    """A day or a time of the story that is another one in the letter, which never gives the right one."""
    if case.asks:
        return
    yield from _another_end(letter, case)
    yield from _another_day(letter, case)
    yield from _another_notice_day(letter, case)


_PAID_FOR = r"\b(?:tickets?|sessions?|vouchers?|paid|payment|bought|booked|stay)\b"
_UNTIL = (
    r"\b(?:until|till|to|up to|(?:expir|end|finish|laps)(?:ed|es|ing|ry) ?(?:at)?|r[au]n out(?: at)?)"
    rf" (?:only |about )?(?=(?P<at>{CLOCK}))"
)
_ANOTHER_END = (
    r"\b(?:signs?|plate|hours|restrict\w*|controlled|watched|observ\w*|waited|officer|camera|film|recording"
    r"|other|another|first|second|earlier|later|previous|if|unless|would be|extend\w*|you (?:say"
    r"|said|told))\b"
)


def _another_end(letter: Letter, case: Case) -> Iterator[Finding]:
    """Paid time that ended at another time than the motorist wrote."""
    clauses = (one for one in rx(r"[;.]\s").split(heard(case)) if has(_PAID_FOR, one))
    theirs = {one for clause in clauses for one in _ends(clause)}
    if not theirs or theirs & clock_times(" ".join(s.text for s in letter.body)):
        return
    for sentence in letter.body:
        near = " ".join(one.text for one in letter.around(sentence, before=1))
        match = rx(_UNTIL).search(sentence.text)
        if match is None or has(_ANOTHER_END, sentence.text[: match.start()]) or not has(_PAID_FOR, near):
            continue
        if match["at"] and not _ends(sentence.text) & clock_times(known(case)):
            right = ", ".join(sorted(theirs))
            words = f"The letter has paid time end at {match['at']}; what was written is {right}."
            start, end = sentence.start + match.start("at"), sentence.start + match.end("at")
            yield finding("wrong-fact:end", start=start, end=end, words=words, repair=right)
            return


def _ends(text: str) -> set[str]:
    return {time for match in rx(_UNTIL).finditer(text) for time in clock_times(match["at"])}


_EVENTS = (
    (
        r"sold|sale|part[- ]exchanged?",
        r"sold|sale|went to|handed over|parted with|passed to|part[- ]exchanged?",
    ),
    (r"bought|purchased?", r"bought|purchased?"),
    (r"appl(?:y|ied|ication)|renew(?:al|ed)?", r"appl(?:y|ied|ication)|renew(?:al|ed)?|asked for"),
    (r"expired?|ran out|lapsed", r"expired?|ran out|lapsed|ended"),
    (r"died|death|passed away", r"died|death|passed away"),
    (r"stolen|theft|taken", r"stolen|theft|taken"),
    (r"moved|moving", r"moved|moving|move"),
    (r"scrapped", r"scrapped"),
    (r"admitted|operation", r"admitted|operation"),
)
"""What befalls once: how a motorist tells it, and how a letter does."""
_TOLD_BY = (
    r"\b(?:DVLA|records?|recorded|regist\w+|our|told|tell|notified|informed|wrote|letter|email"
    r"|receipt|dated|received|read|about"
    r"|if|unless|not|never|until|before|by|after|since|from|another|other|earlier|previous|second)\b"
)
_ON = r"\b(?:on|of|as) (?:the )?$|[a-z] $"


def _another_day(letter: Letter, case: Case) -> Iterator[Finding]:
    """What was sold, asked for or ended on another day than the motorist wrote."""
    said = _said(case)
    facts = case.facts
    ours = (facts.contravened_on, facts.received_on, facts.paid_on, facts.posts_on, *facts.letters_received)
    theirs = {(one.day, one.month) for one in days(read(said))}
    given = {(one.day, one.month) for one in days(letter)}
    for told, put in _EVENTS:
        right = _day_of(told, said)
        if right is None or (right.day, right.month) in given:
            continue
        for day in days(letter):
            clause = rx(r"[,;:]| but | and ").split(day.before)[-1]
            if (day.day, day.month) in theirs or any(day.is_(one) for one in ours if one):
                continue
            if not has(rf"\b(?:{put})\b", clause) or has(_TOLD_BY, clause) or not has(_ON, day.before):
                continue
            known_as = said[right.start : right.end]
            words = f"The letter gives {letter.text[day.start : day.end]}; what was written is {known_as}."
            yield finding("wrong-fact:day", start=day.start, end=day.end, words=words, repair=known_as)
            return


def _said(case: Case) -> str:
    return case.facts.challenge_summary or case.facts.challenge_text


def _day_of(event: str, said: str) -> Day | None:
    """The one day on which the motorist says that it befell."""
    found = [
        one
        for one in days(read(said))
        if has(rf"\b(?:{event})\b[^,;.]{{0,40}}$", rx(r"[,;]").split(one.before)[-1])
    ]
    return found[0] if len({(one.day, one.month) for one in found}) == 1 else None


_AGAIN = (
    r"\b(?:second|another|again|fresh|new|copy|later|re-?(?:sent|issued|served)|your|you (?:say|said|told)"
    r"|not|if|representations|repl(?:y|ied)|received|returned|came back|within|days)\b"
)
_DELIVERED = timedelta(days=14)
"""In so many days after its date a notice is posted and served, holidays counted in."""


def _another_notice_day(letter: Letter, case: Case) -> Iterator[Finding]:
    """The Notice to Owner, or the like, sent on another day than it was."""
    dated = case.facts.notice_dated_on
    if dated is None:
        return
    sent = (
        rf"(?:{case.rules.next_notice_pattern})[^.;,]{{0,40}}"
        r"\b(?:sent|posted|served|issued|dated|went|delivered|of)\b[^.;,]{0,16}$"
    )
    for day in days(letter):
        on = day.on(dated)
        if on is None or not has(sent, day.before) or has(_AGAIN, rx(r"[,;:]").split(day.before)[-1]):
            continue
        if not dated <= on <= dated + _DELIVERED:
            words = (
                f"The letter gives {letter.text[day.start : day.end]}; that notice is of {long_date(dated)}."
            )
            yield finding(
                "wrong-fact:notice", start=day.start, end=day.end, words=words, repair=long_date(dated)
            )
            return
