"""Whether the letter applies rules that there are, and of its own law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from caseworker.law.findings import Finding, finding
from caseworker.letters.checks.case import Case
from caseworker.letters.checks.letter import Letter
from caseworker.letters.checks.patterns import rx, table


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something that letters say of the law, and that is not so."""

    said: str
    unless: str
    """Found in the same sentence, it says that the mistake is denied, or the motorist's own."""
    families: frozenset[str]
    """The families of law in which it is a mistake; empty for all."""
    codes: frozenset[str]
    """The contraventions of which it is one; empty for all."""
    words: str
    repair: str


@cache
def mistakes() -> tuple[Mistake, ...]:
    """Every mistake that is known."""
    return tuple(
        Mistake(
            row["said"],
            row["unless"],
            frozenset(row.get("families", ())),
            frozenset(row.get("codes", ())),
            row["words"],
            row.get("repair", ""),
        )
        for row in table("false_law")["mistake"]
    )


def wrong_law(letter: Letter, case: Case) -> Iterator[Finding]:
    """Applies a rule that does not exist, or that belongs to another regime."""
    for one in mistakes():
        if one.families and case.rules.law.family not in one.families:
            continue
        if one.codes and case.facts.code[:2] not in one.codes:
            continue
        for match in rx(one.said).finditer(letter.text):
            sentence = letter.at(match.start())
            if sentence is None or sentence.has(one.unless) or letter.quoted(match.start()):
                continue
            yield finding(
                "wrong-law", start=match.start(), end=match.end(), words=one.words, repair=one.repair
            )
            break
