"""Whether the letter took up what was said: not its opposite, and nothing that nobody said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from caseworker.law.findings import Finding, finding
from caseworker.law.points import point
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import any_of, has, rx, table
from caseworker.letters.checks.told import terms


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that people write about."""

    name: str
    said: str
    points: frozenset[str]
    mistaken_for: frozenset[str]
    strong: bool
    also: str
    """By what other words somebody brings it up; nothing where they always name it."""


@cache
def topics() -> dict[str, Topic]:
    """Every topic, by name."""
    rows = table("topics")
    return {
        name: Topic(
            name,
            rf"\b(?:{row['said']})\b",
            frozenset(row["points"]),
            frozenset(row["not"]),
            row.get("strong", False),
            rf"\b(?:{row['also']})\b" if "also" in row else "",
        )
        for name, row in rows.items()
    }


SAID = (
    r"(?:say|said|state|stated|mention|mentioned|tell|told|claim|claimed|explain|explained|write|wrote"
    r"|argue|argued"
    r"|feel|believe|believed|raise|raised|suggest|suggested|point out|pointed out|complain|complained"
    r"|describe|described"
    r"|maintain|maintained|advise|advised|contend|report|reported)"
)
TAKEN_UP = (
    rf"\byou(?: have|'ve)? (?:also |then |further )?{SAID}\b|\byour (?:\w+ )?(?:point|ground"
    rf"|argument|claim) (?:is|was)\b"
)
_AS_FACT = (
    r"\b(?:as|because|since|given that)\b[^.;,]{0,60}\b(?:being|was|were|had been|has been|is)\b"
    r"|\byou (?:had )?(?:bought|sold)"
    r"\b|\byour (?:recent )?(?:purchase|sale|loss)\b|\bwhen you (?:bought|sold)\b"
)
_DENIES = r"\b(?:not|never|no|nothing|nor|n't|other than|rather than|instead of|unlike|whether|if)\b"


_UNSAID = (
    r"\b(?:nothing (?:was|is) said|no(?:thing)? mention|(?:does|did) not (?:say|mention)"
    r"|never (?:said|mention))"
)


def heard(case: Case) -> str:
    """What is known of what the motorist said: the summary, the letter, and the words of the points."""
    facts = case.facts
    words = (answer.words for answer in case.answers)
    sent = " ".join(facts.evidence_sent)
    summary = "".join(one for one in rx(r"(?<=[.;])").split(facts.challenge_summary) if not has(_UNSAID, one))
    return " ; ".join((summary, facts.challenge_text, sent, *words))


def known(case: Case) -> str:
    """All that the case tells in words: what was said, the PCN, the people, the papers and the records."""
    facts = case.facts
    people = (*facts.recipient.address, *facts.writer.address, *facts.write_to, facts.authority)
    papers = (*facts.records, *(facts.evidence_held or ()), *facts.enclosed, *facts.papers_tell)
    notice = (facts.location, facts.restriction, facts.contravention)
    return " ; ".join((heard(case), *notice, *people, *papers))


def _raised(case: Case, topic: Topic, said: str) -> bool:
    if has(topic.said, said) or (topic.also and has(topic.also, said)) or topic.name in case.facts.care:
        return True
    instead = any(has(topics()[name].said, said) for name in topic.mistaken_for if name in topics())
    return bool(topic.points & set(case.points)) and not instead


def point_misread(letter: Letter, case: Case) -> Iterator[Finding]:
    """The letter answers something else than was said, and easily mistaken for it."""
    said = heard(case)
    body = " ".join(s.text for s in letter.body)
    for topic in topics().values():
        if case.asks or _raised(case, topic, said):
            continue  # what a letter asks for, it does not put to anybody as theirs
        meant = [topics()[n] for n in topic.mistaken_for if n in topics()]
        meant = [t for t in meant if _raised(case, t, said) and not has(t.said, body)]
        match = _put_to_them(letter, topic) if meant else None
        if match is not None:
            start, end = match
            words = (
                f"The letter takes up “{letter.text[start:end]}”; what was written about is another thing."
            )
            yield finding("point-misread", start=start, end=end, words=words)
            return
    yield from _said_to_admit(letter, case, said)


def _put_to_them(letter: Letter, topic: Topic) -> tuple[int, int] | None:
    """Where the letter gives a topic as the motorist's own."""
    for sentence in letter.body:
        match = rx(topic.said).search(sentence.text)
        if match is None or letter.quoted(sentence.start + match.start()):
            continue
        before = sentence.text[: match.start()]
        theirs = has(TAKEN_UP, before) or has(r"\byou(?:r)?(?: \w+){0,2} $", before) or sentence.has(_AS_FACT)
        if theirs and not has(r"\b(?:if|unless|whether|instead|could|should|would)\b", before):
            return sentence.start + match.start(), sentence.start + match.end()
    return None


_ADMITS = (
    r"\byou(?: have|'ve)? (?:\w+ )?(?:accept(?:ed)?|admit(?:ted)?|acknowledged?|concede[ds]?|agreed?"
    r"|do not (?:dispute|deny)"
    r"|confirm(?:ed)?)\b(?P<what>[^.;]{4,160})"
)
_GIVEN = r"\b(?:accept|admit|acknowledg|conced|agree|not (?:disput|deny)|confirm)\w*"


def _said_to_admit(letter: Letter, case: Case, said: str) -> Iterator[Finding]:
    """The letter says that the motorist admits what the points deny."""
    if has(_GIVEN, said):
        return
    denied = [slug for slug in case.points if slug in terms() and point(slug).ground == "no-contravention"]
    for sentence in letter.body:
        match = rx(_ADMITS).search(sentence.text)
        if match is None or letter.quoted(sentence.start + match.start()):
            continue
        what = match.group("what")
        for slug in denied:
            if any_of(terms()[slug].sure).search(what) and has(_DENIES, what):
                words = f"The letter says that this is admitted; “{point(slug).label}” says the opposite."
                yield finding("point-misread", start=sentence.start, end=sentence.end, words=words)
                return


def never_said(letter: Letter, case: Case) -> Iterator[Finding]:
    """The letter rests on something that nobody said: a hire, a sale, a theft, a breakdown, a death."""
    said = heard(case)
    if not said.strip(" ;"):
        return
    for topic in topics().values():
        if (
            not topic.strong
            or _raised(case, topic, said)
            or any(_near(t, case, said) for t in topic.mistaken_for)
        ):
            continue
        match = _put_to_them(letter, topic)
        if match is not None:
            start, end = match
            sentence = letter.at(start)
            if sentence is None or _general(sentence, sentence.text[: start - sentence.start]):
                continue
            words = f"Nobody said anything of “{letter.text[start:end]}” in this case."
            yield finding(f"wrong-fact:{topic.name}", start=start, end=end, words=words)


def _near(name: str, case: Case, said: str) -> bool:
    topic = topics().get(name)
    return topic is not None and _raised(case, topic, said)


def _general(sentence: Sentence, before: str) -> bool:
    return has(_DENIES, before) or sentence.has(
        r"\b(?:other|another) (?:case|driver|vehicle)|\bform\b|\bground\b"
    )
