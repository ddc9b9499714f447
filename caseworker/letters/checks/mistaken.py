"""Whether the letter names another thing of a kind than was said: a sister for a brother."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from caseworker.law.findings import Finding, finding
from caseworker.law.points import point
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter, Sentence
from caseworker.letters.checks.patterns import has, rx, table
from caseworker.letters.checks.told import terms
from caseworker.letters.checks.topics import TAKEN_UP, heard, known, never_said, point_misread

_PUT = {
    "your": r"\b(?:your|her|his)(?: late| elderly| own| young\w*| \w+ and)? $",
    "at": r"\b(?:you|your|card|letter|note)\b.{0,60}"
    r"\b(?:at|to|in|inside|visiting|for) (?:the |a |an |your |her |his )(?:\w+ )?$",
    "as": r"\b(?:you (?:are|were|work|worked)(?: as)?|as|being) (?:an? )(?:\w+ )?$",
}
"""How a thing is given as theirs, by the words before it."""
_SPOKEN = {
    "say": rf"{TAKEN_UP}|\byou (?:say|put it|write|paid|ask us to)\b|\byour (?:candou?r|admission)\b"
    r"|\b(?:i|we) \w+ that you\b",
    "you": r"\byour?\b",
}
"""How a sentence gives all that it tells as theirs."""
_IF = r"\b(?:if|unless|whether|instead of|rather than)\b"
_MIGHT = (
    r"\b(?:could|should|would|must|may|can|other|another|every|any|all|these|those|sign|says|copy"
    r"|form|please)\b"
)
_NOT = r"\b(?:not|no|never|nothing|nor|none|without)\b|n't\b"
"""Words before a thing, in its own clause, by which it is nobody's, or only one that might be."""
_WRITER = r"\b(?:writes?|wrote|written|on behalf|for (?:her|his) (?!own)\w+)\b"
"""A summary that tells of another who writes: whose son is whose, words do not tell."""
_BIRTH = r"\bbirth of\b|\bcongratulat\w+|\bnewborn\b"
"""Who was born since is nobody that the story spoke of."""
_REFERRED = r"^ (?:before|after|earlier|later)\b"
"""The evening before is told from the morning after: the same story, from its other end."""
_BESIDE = r"\b(?:appeal|tribunal|adjudicator|£\d|pay by|charge certificate|costs|form|complain)\b"


@dataclass(frozen=True, slots=True)
class Kind:
    """Things of which a story has one."""

    what: str
    code: str
    put: str
    words: tuple[str, ...]


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of thing that is looked at."""
    return tuple(
        Kind(row["what"], code, row["put"], tuple(rf"\b(?:{one})\b" for one in row["words"]))
        for code, rows in table("mistaken").items()
        for row in rows
    )


def mistaken(letter: Letter, case: Case) -> Iterator[Finding]:
    """The letter names a thing that nobody named, and never the one of its kind that was named."""
    if case.asks:
        return
    said = heard(case)
    labels = (point(slug).label for slug in case.points if slug in terms())
    held = " ; ".join((known(case), *labels))
    body = " ".join(s.text for s in letter.body)
    told = {letter.at(one.start or 0) for one in (*point_misread(letter, case), *never_said(letter, case))}
    for kind in kinds():
        meant = [one for one in kind.words if has(one, said)]
        if not meant or any(has(one, body) for one in meant) or (kind.put == "your" and has(_WRITER, said)):
            continue
        others = [one for one in kind.words if has(one, body) and not has(one, held)]
        place = next((at for one in others for at in _put(letter, kind, one)), None)
        if place is not None and letter.at(place[0]) not in told:
            start, end = place
            right = rx(meant[0]).findall(said)[0]
            words = f"The letter speaks of “{letter.text[start:end]}”; what was written is “{right}”."
            code = f"{kind.code}:{'-'.join(kind.what.split())}"
            yield finding(code, start=start, end=end, words=words, repair=right)


def _put(letter: Letter, kind: Kind, other: str) -> Iterator[tuple[int, int]]:
    """Where the letter gives a thing as theirs."""
    for sentence in letter.body:
        if letter.is_reference(sentence) or sentence.has(_BESIDE):
            continue
        match = rx(other).search(sentence.text)
        if match is not None and _theirs(sentence, kind, match.start()):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            if not letter.quoted(start) and not has(_REFERRED, letter.text[end : end + 10]):
                yield start, end


def _theirs(sentence: Sentence, kind: Kind, at: int) -> bool:
    before = sentence.text[:at]
    clause = rx(r"[,;:]| and ").split(before)[-1]
    if has(_IF, before) or has(_MIGHT, clause) or sentence.has(_BIRTH):
        return False
    if kind.put in _SPOKEN:
        return sentence.has(_SPOKEN[kind.put]) and not has(_NOT, clause)
    return has(_PUT[kind.put], before) and (kind.put == "your" or not has(_NOT, clause))
