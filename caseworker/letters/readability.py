"""How hard a text is to read: sentence length and reading age, reckoned here, with nothing fetched."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?;:…])[”’\"')*]*\s+(?=[“‘\"'(*]*[A-Z0-9£«{])|\n+")
_WORD = re.compile(r"[A-Za-z£][A-Za-z'’-]*|\d[\d.,:]*")
_VOWELS = re.compile(r"[aeiouy]+")
_MARKS = re.compile(r"\*+|^#+ |^- ", re.MULTILINE)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a bullet or a heading counts as one."""
    return [one for one in (part.strip() for part in _END.split(_MARKS.sub("", text))) if _WORD.search(one)]


def longest_sentence(text: str) -> tuple[int, str]:
    """How many words the longest sentence has, and the sentence."""
    counted = [(len(_WORD.findall(one)), one) for one in sentences(text)]
    return max(counted, default=(0, ""))


def reading_age(text: str) -> float:
    """The age at which one can read the text with ease (Flesch-Kincaid grade, and five for the years before).

    Numbers, dates and sums count as words of one syllable: they are read, not spelled out.
    """
    found = sentences(text)
    words = [word for one in found for word in _WORD.findall(one)]
    if not words:
        return 0.0
    beats = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(found) + 11.8 * beats / len(words) - 15.59 + 5


def syllables(word: str) -> int:
    """Roughly how many syllables an English word has."""
    low = word.lower().strip("'’-")
    if not low or not low[0].isalpha():
        return 1
    groups = len(_VOWELS.findall(low))
    if low.endswith("e") and not low.endswith(("le", "ee", "ie", "oe", "ye")) and groups > 1:
        groups -= 1
    if low.endswith("ed") and not low.endswith(("ted", "ded")) and groups > 1:
        groups -= 1
    return max(groups, 1)
