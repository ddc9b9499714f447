"""Whether an Act that a letter names is one under which such a charge can stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from caseworker.law import tables
from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.patterns import has, rx, table

_WORD = r"(?:[A-Z][A-Za-z'’-]{0,30}|\([A-Z][^()]{2,40}\))"
_ACT = rf"(?<![\w'’-]){_WORD}(?:,? (?:{_WORD}|of|and|for|etc\.?)){{0,12}} Act (?:of )?(?:1[89]\d\d|20\d\d)\b"
_OF_HIRE = "road traffic offenders act 1988"
"""What this says of hiring agreements is used here; the rest of it is criminal law."""
_DENIED = (
    r"\b(?:no|not|never|nor|another|other|different|police|criminal|repealed|neither)\b|n't\b"
    r"|\byou(?:r letter)? (?:say|said|write|wrote|mention|refer|quote|cite|rely|name|ask)"
)


@cache
def _known() -> tuple[str, ...]:
    """The Acts that the law's tables cite, and those of `data/acts.toml` beside them, in small letters."""
    titles = (str(row["title"]).lower() for row in tables.table("instruments").values())
    beside = (one.lower() for one in table("acts")["beside"])
    return (*(one for one in titles if " act " in one and one != _OF_HIRE), *beside)


def unknown_act(letter: Letter, case: Case) -> Iterator[Finding]:
    """Rests on an Act that has no part in charges of this kind, or that nobody ever passed."""
    for match in rx(_ACT, 0).finditer(letter.text):
        sentence = letter.at(match.start())
        named = " ".join(match.group().lower().replace(" act of ", " act ").replace("’", "'").split())
        if sentence is None or any(named.endswith(one) or one.endswith(named) for one in _known()):
            continue
        if named.endswith(_OF_HIRE) and sentence.has(r"\bhir(?:e|er|ing)\b|\blease"):
            continue
        if letter.quoted(match.start()) or has(_DENIED, sentence.text):
            continue
        words = f"“{match.group()}”: no charge of this kind stands under that Act. Look it up first."
        repair = f"Use the words of this law: {case.rules.law.law}."
        yield finding("wrong-law", start=match.start(), end=match.end(), words=words, repair=repair)
