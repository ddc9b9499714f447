"""Words in a letter after which its writer is to be read with care first."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.reading.phrases import Phrases, book, searchable

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
    return any(next(book("care")[flag].hits(search), None) for flag in ORDER)
