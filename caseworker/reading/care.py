"""Words in a letter after which its writer is to be read with care first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from caseworker.reading.phrases import Phrases, book, searchable
from caseworker.reading.sieve import Sieve

ORDER = ("self-harm", "threat", "bereavement", "vulnerability")
"""The most pressing first."""


@dataclass(frozen=True, slots=True)
class CareFlag:
    """One reason for care, and where in the text it stands."""

    flag: str
    label: str
    start: int
    end: int
    words: str


def flags(text: str) -> tuple[CareFlag, ...]:
    """The reasons for care in a text, each once, the most pressing first: for a person to judge."""
    search = searchable(text)
    found: list[CareFlag] = []
    for flag in ORDER:
        phrases: Phrases = book("care")[flag]
        hit = next(phrases.hits(search), None)
        if hit:
            found.append(CareFlag(flag, phrases.label, hit.start, hit.end, text[hit.start : hit.end]))
    return tuple(found)


def needed(text: str) -> bool:
    """Whether a text gives any reason for care."""
    search = searchable(text)
    sieve = _sieve()
    if sieve is not None and not sieve.lets_through(search):
        return False
    return any(next(book("care")[flag].hits(search), None) for flag in ORDER)


@cache
def _sieve() -> Sieve | None:
    """The pieces of all reasons together; none where a reason is to be tried on every text."""
    books = [book("care")[flag] for flag in ORDER]
    return Sieve(stem for one in books for stem in one.stems) if all(one.stems for one in books) else None
