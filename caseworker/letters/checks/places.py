"""Streets that a letter names: that of the PCN, or one that the case knows."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.days import PARTY
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.patterns import has, rx
from caseworker.letters.checks.topics import known

_KINDS = (
    r"(?:Road|Street|Lane|Avenue|Close|Way|Drive|Place|Square|Grove|Hill|Terrace|Crescent|Gardens|Parade"
    r"|Row|(?<!High )(?<!County )(?<!Crown )(?<!Supreme )(?<!Magistrates )(?<!Magistrates' )Court|Walk"
    r"|Broadway|Mews|Rise|Green|Park|Yard|Wharf|Quay|Bridge|Gate|Approach|Embankment)"
)
_STREET = rf"\b(?:(?:[A-Z][a-z']+|St\.?|High|Upper|Lower|Old|New|Great|Little)[ -]){{1,3}}{_KINDS}\b"
_THERE = (
    r"\b(?:alleged|contravention|issued|given|incurred|served|parked|stopped|seen|observed|recorded|filmed"
    r"|photographed|found|left|waiting|standing|stationary|stood|travelling|driv(?:en|ing)|drove|turned"
    r"|entered"
    r"|stayed|waited|was|were|is)\b[^.;,]{0,50}\b(?:in|at|on|along|into|down)\s*(?:the )?$"
    r"|\b(?:entered|drove|parked)\s*(?:the )?$"
)
"""What tells that the vehicle was in the street that is named next."""
_ATTENDED = (
    r"\b(?:officer|warden|patrol|beat)\b[^.;,]{0,30}\b(?:attended|visited|patrolled|covered|sent to"
    r"|called to)"
    r"\s*(?:the )?$"
)
_WHAT = rf"\b(?:{PARTY}|pcn|penalty|notice|charge|contravention|alleged|it|you)\b"
_ELSE = (
    r"\b(?:other|another|paid|payment|session|booked|permit|from|towards?|near|beside|corner"
    r"|junction|between"
    r"|off|next|you (?:say|said|state|tell|told|explain|thought|believed|meant)|home|live|address|nearest"
    r"|earlier|previous|opposite|not|if|whether|instead|would|could|might|may|can|also|sign|plate"
    rf"|(?:that|\w+'s) {PARTY})\b"
)
_STANDS = r"\bthere(?: is|'s| was| are| were)\b[^.;]{0,80}$|\b(?:car|lorry|coach) parks?\b[^.;,]{0,20}$"
"""What is to be found in a street is not the vehicle."""
LONG = 120
"""Characters before a street's name in which it is told whether the vehicle was there."""


def another_place(letter: Letter, case: Case) -> Iterator[Finding]:
    """Another street given as the place of the contravention."""
    place, held = case.facts.location, _plain(known(case))
    if not rx(_STREET, 0).search(place):
        return
    for match in rx(_STREET, 0).finditer(letter.text, letter.greeting_at):
        sentence = letter.at(match.start())
        if sentence is None or _plain(match.group()) in held or place.lower() in sentence.text.lower():
            continue
        before = letter.text[max(sentence.start, match.start() - LONG) : match.start()]
        if has(_ATTENDED, before):
            before = before.rpartition(",")[2]
        there = has(_THERE, before) and has(_WHAT, before) and not has(_STANDS, before)
        there = there or has(_ATTENDED, before)
        if (letter.is_reference(sentence) or there) and not has(_ELSE, before):
            words = f"The letter gives {match.group()} as the place; the PCN says {place}."
            start, end = match.span()
            yield finding("wrong-fact:location", start=start, end=end, words=words, repair=place)


def unknown_street(letter: Letter, case: Case) -> Iterator[Finding]:
    """A reason names a street that neither the PCN nor the motorist nor any paper of the case names."""
    facts, held = case.facts, _plain(known(case))
    told = set()
    for answer in case.answers:
        for match in rx(_STREET, 0).finditer(answer.reason):
            street = match.group()
            at = letter.text.find(street)
            if at < 0 or _plain(street) in held or street in told:
                continue
            told.add(street)
            place = f"the PCN says {facts.location}, and nothing else in this case names it"
            words = f"Your reason names {street}: {place}."
            yield finding("unknown-street", start=at, end=at + len(street), words=words)


def _plain(words: str) -> str:
    """Words without what two writers of a street's name do differently."""
    short = {"rd": "road", "st": "street", "ave": "avenue", "ln": "lane"}
    return " ".join(short.get(one, one) for one in rx(r"[a-z0-9]+").findall(words.lower().replace("'", "")))
