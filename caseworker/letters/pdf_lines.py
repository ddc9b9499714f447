"""Breaks words into lines of a width, each some stretches of one font."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from caseworker.letters.markup import Run
from caseworker.letters.pdf_fonts import face_of, width

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIED = re.compile(
    rf"\b\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?\b|\b\d{{1,2}}(?:[.:]\d{{2}})? [ap]m\b"
    r"|\b0\d{2,4}(?: \d{3,6}){1,2}\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]{2}\d{2} [A-Z]{3}\b"
    r"|\bCamera \d+\b|\bcode \d{2}[a-z]*\b"
)
"""What is read as one: a day, a time, a telephone number, a postcode, a registration, a code."""
_TIE = "\x1f"
"""Stands for a space at which no line ends; no letter holds it."""
SHORT, FULL = 0.14, 0.7
"""Of the room: a last line under the first is led by words of the line before, which keeps the second."""
_Word = list[tuple[str, str]]
"""A word in pieces of one font."""


def wrap(runs: Sequence[Run], size: float, room: float) -> list[list[tuple[str, str]]]:
    """Words broken into lines, each some stretches of one font.

    Args:
        size: of the font, in points.
        room: how wide a line may be, in points.
    """
    lines: list[list[_Word]] = [[]]
    used = 0.0
    for word in _words(_tied(runs), size, room):
        wide = _wide([word], size)
        gap = width(word[0][0], size, " ") if lines[-1] else 0.0
        if lines[-1] and used + gap + wide > room:
            lines.append([])
            used, gap = 0.0, 0.0
        lines[-1].append(word)
        used += gap + wide
    _led(lines, size, room)
    return [_joined(line) for line in lines if line]


def _led(lines: list[list[_Word]], size: float, room: float) -> None:
    """Words before a last line of a word or two go down to it, so that no sum or day stands alone."""
    if len(lines) < 2:
        return
    *_, before, last = lines
    while len(before) > 2 and _wide(last, size) < SHORT * room:
        if _wide(before[:-1], size) < FULL * room:
            return
        last.insert(0, before.pop())


def _wide(words: Sequence[_Word], size: float) -> float:
    """How wide words are, with the spaces between them."""
    return sum(width(font, size, text) for font, text in _joined(words))


def _tied(runs: Sequence[Run]) -> list[Run]:
    """The runs, with no space left inside what is read as one."""
    whole = "".join(run.text for run in runs)
    tied = _TIED.sub(lambda found: found.group().replace(" ", _TIE), whole)
    found, at = [], 0
    for run in runs:
        found.append(run._replace(text=tied[at : at + len(run.text)]))
        at += len(run.text)
    return found


def _words(runs: Sequence[Run], size: float, room: float) -> Iterator[_Word]:
    """The words of some runs, each in pieces of one font; what is wider than a line is cut."""
    word: _Word = []
    for run in runs:
        for number, piece in enumerate(run.text.split(" ")):
            text = piece.replace(_TIE, " ")
            if number and word:
                yield word
                word = []
            if text:
                font = face_of(text, bold=run.bold, italic=run.italic)
                *full, rest = _cut(font, size, text, room)
                for one in full:
                    yield [*word, (font, one)]
                    word = []
                word.append((font, rest))
    if word:
        yield word


def _cut(font: str, size: float, text: str, room: float) -> list[str]:
    if width(font, size, text) <= room:
        return [text]
    pieces, used = [""], 0.0
    for one in text:
        wide = width(font, size, one)
        if pieces[-1] and used + wide > room:
            pieces.append("")
            used = 0.0
        pieces[-1] += one
        used += wide
    return pieces


def _joined(words: Sequence[_Word]) -> list[tuple[str, str]]:
    """The words of a line with spaces between them, neighbours in one font as one stretch."""
    found: list[tuple[str, str]] = []
    for word in words:
        spaced = [(found[-1][0], " "), *word] if found else word
        for font, text in spaced:
            if found and found[-1][0] == font:
                found[-1] = (font, found[-1][1] + text)
            else:
                found.append((font, text))
    return found
