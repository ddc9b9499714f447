"""Spelling of what an officer typed: British, with the council's own words; names of the case are let be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from caseworker.law.facts import Facts
from caseworker.letters.dictionary import Dictionary
from caseworker.letters.plan import FREE, Answer, Block
from caseworker.letters.render import Rendered
from caseworker.text import one_line

LONGEST_WORD = 40
"""Letters of the longest word that the council may add."""
TRADE = frozenset({"footway", "footways"})
"""Words of the law of roads that British dictionaries lack."""
_TOKEN = re.compile(r"[^\s“”\"()\[\]{}«»…]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ADDRESS = re.compile(r"@|://|www\.|/|\\|\w\.\w", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]{0,2000}”|\"[^\"\n]{0,2000}\"")
_NAMED = re.compile(r"\b[A-Z][^\W\d_]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_LETTERS_OF_A_NAME = 5
"""So many capitals may be an abbreviation; a longer word in capitals is a word."""


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A word that stands in no dictionary here, and where."""

    word: str
    start: int
    end: int
    block: int = -1
    """Which paragraph of the letter it stands in; -1 in a text of its own."""


def misspelt(text: str, dictionary: Dictionary, known: Collection[str] = ()) -> tuple[Misspelt, ...]:
    """The words of a text that are not spelt as a British dictionary has them.

    Numbers, references, plates, postcodes, addresses of the net, short abbreviations and what stands in
    quotation marks (it is somebody else's) are let be.

    Args:
        known: words that are right here, in small letters: `known_words`.
    """
    hidden = [found.span() for found in _QUOTED.finditer(text)]
    found = []
    for token in _TOKEN.finditer(text):
        if any(start <= token.start() < end for start, end in hidden):
            continue
        bare = token[0].strip(".,;:!?'’‘*_")
        if _ADDRESS.search(bare) or any(one.isdigit() for one in bare):
            continue
        for word in _WORD.finditer(token[0]):
            if not _right(word[0], dictionary, known):
                start = token.start() + word.start()
                found.append(Misspelt(word[0], start, start + len(word[0])))
    return tuple(found)


def _right(word: str, dictionary: Dictionary, known: Collection[str]) -> bool:
    plain = word.replace("’", "'")
    if len(plain) == 1 or (plain.isupper() and len(plain) <= _LETTERS_OF_A_NAME):
        return True
    low = plain.casefold()
    stem = low[:-2] if low.endswith("'s") else low
    if low in TRADE or low in known or stem in known or stem.removesuffix("s") in known:
        return True
    return dictionary.knows(plain)


def known_words(facts: Facts, own: Iterable[str] = (), more: Iterable[str] = ()) -> frozenset[str]:
    """The words that are right in one case: its names, places and records, and the council's own.

    Args:
        own: the council's words.
        more: other texts of the case's records.
    """
    said = (facts.challenge_text, facts.challenge_summary)
    records = _texts(replace(facts, challenge_text="", challenge_summary=""))
    words = {word.casefold() for text in (*own, *records, *more) for word in _WORD.findall(text)}
    # Of the motorist's words only what they write like a name: their misspellings are not ours.
    words |= {word.casefold() for text in said for word in _NAMED.findall(text)}
    return frozenset(words)


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value of the case."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | frozenset | list):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))


def typed(
    letter: Rendered, blocks: Sequence[Block], answers: Sequence[Answer]
) -> Iterator[tuple[int, int, int]]:
    """Where in a letter stand words that the officer typed: start, end, and which paragraph.

    A changed paragraph counts whole, of a standard one only the officer's reason that was filled into it.
    """
    reasons = {
        one.slug: [part for part in _SENTENCE.split(one.reason.strip()) if part]
        for one in answers
        if one.reason
    }
    for part in letter.parts:
        if not 0 <= part.block < len(blocks):
            continue
        block = blocks[part.block]
        if block.changed or block.paragraph == FREE:
            yield part.start, part.end, part.block
            continue
        for sentence in reasons.get(block.point, ()):
            at = letter.text.find(sentence.rstrip("."), part.start, part.end)
            if at >= 0:
                yield at, at + len(sentence.rstrip(".")), part.block


def misspelt_in(
    letter: Rendered,
    blocks: Sequence[Block],
    answers: Sequence[Answer],
    dictionary: Dictionary,
    known: Collection[str],
) -> tuple[Misspelt, ...]:
    """The misspelt words among those that the officer typed, with their place in the letter."""
    return tuple(
        replace(one, start=start + one.start, end=start + one.end, block=block)
        for start, end, block in typed(letter, blocks, answers)
        for one in misspelt(letter.text[start:end], dictionary, known)
    )


def corrected(
    blocks: Sequence[Block], answers: Sequence[Answer], wrong: Misspelt, right: str
) -> tuple[Block, ...]:
    """The letter with a word put right wherever it stands in its paragraph.

    Where it stands in a reason that is filled in, the reason is written out into the paragraph.
    """
    block = blocks[wrong.block]
    word = re.compile(rf"(?<![\w'’]){re.escape(wrong.word)}(?![\w])")
    text = block.text
    if not word.search(text):
        reason = next((one.reason for one in answers if one.slug == block.point), "")
        text = text.replace("{reason}", reason.strip())
    text = word.sub(lambda found: right, text)
    changed = replace(block, text=text, changed=True)
    return (*blocks[: wrong.block], changed, *blocks[wrong.block + 1 :])


def as_word(typed_word: str) -> str:
    """A word as it is added to the council's own; empty where it is none."""
    word = one_line(typed_word).strip()
    return word if len(word) <= LONGEST_WORD and _WORD.fullmatch(word) else ""
