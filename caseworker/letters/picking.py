"""Finds paragraphs for the picker by what is typed: words, id or point, slips of the finger forgiven."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from caseworker.law.points import known_words
from caseworker.letters.plan import Offer
from caseworker.text import counted, telling

_WORD = re.compile(r"[a-z0-9]+")
_EXACT, _BEGINS, _INSIDE, _SLIP, _SAID, _BODY = 12, 10, 8, 6, 5, 3
"""How much a typed word counts by where it was found: in title, id and points first, then as motorists say it
of the points, then in the text."""
SLIP = 74
"""How alike, of a hundred, a mistyped word and the one that was meant are."""
BLAMED = 60
"""What a paragraph loses of its hundred, were each letter with it returned or lost for what it says."""
FEW = 10
"""Letters that are added to those with a paragraph, so that two of two weigh less than ten of ten."""


@dataclass(frozen=True, slots=True)
class Blame:
    """How letters with one wording fared that were returned, or lost, for what they say."""

    letters: int
    """Letters with it."""
    returned: int = 0
    lost: int = 0

    @property
    def loss(self) -> int:
        """What it loses in the order."""
        return round(BLAMED * (self.returned + self.lost) / (self.letters + FEW))

    @property
    def words(self) -> str:
        """Why it stands lower, for the officer."""
        parts = [f"{self.returned} returned"] if self.returned else []
        parts += [f"{self.lost} lost at the tribunal"] if self.lost else []
        return f"Of {counted(self.letters, 'letter')} with it, for what they say: {', '.join(parts)}."


def blamed(offers: Sequence[Offer], blames: Mapping[str, Blame]) -> tuple[Offer, ...]:
    """The offers with those lower whose letters fared badly for what they say, each telling so."""
    if not blames:
        return tuple(offers)
    told = [
        replace(one, score=one.score - found.loss, why=f"{one.why} {found.words}")
        if (found := blames.get(one.paragraph.id)) is not None and found.returned + found.lost
        else one
        for one in offers
    ]
    return tuple(sorted(told, key=lambda one: -one.score))


class Picker:
    """The paragraphs that may stand in a letter, to be found key by key."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        """Index the offers, which come best for the case first."""
        self.offers = tuple(offers)
        self._heads: dict[str, list[int]] = {}
        self._bodies: dict[str, list[int]] = {}
        self._said: dict[str, list[int]] = {}
        for at, one in enumerate(self.offers):
            paragraph = one.paragraph
            heads = set(_WORD.findall(paragraph.hay))
            for word in heads:
                self._heads.setdefault(word, []).append(at)
            for word in {one for slug in paragraph.points for one in known_words(slug)} - heads:
                self._said.setdefault(word, []).append(at)
            for word in set(_WORD.findall(paragraph.text.lower())) - heads:
                self._bodies.setdefault(word, []).append(at)
        self._ids = {one.paragraph.id: at for at, one in enumerate(self.offers)}
        self._head_words, self._body_words = sorted(self._heads), sorted(self._bodies)
        self._said_words = sorted(self._said)

    def find(self, typed: str) -> tuple[Offer, ...]:
        """The offers that hold each typed word: best match first, then best for the case; all for nothing."""
        words = _WORD.findall(typed.lower())
        if not words:
            return () if typed.strip() else self.offers
        scores = self._with_all(words) or self._with_all(telling(words) or words)
        whole = self._ids.get("-".join(words))
        if whole in scores:
            scores[whole] += _EXACT * len(words)
        found = sorted(scores, key=lambda at: (-scores[at], at))
        return tuple(self.offers[at] for at in found)

    def _with_all(self, words: Sequence[str]) -> dict[int, int]:
        """How well each offer holds all of these words."""
        scores = self._matches(words[0])
        for word in words[1:]:
            more = self._matches(word)
            scores = {at: score + more[at] for at, score in scores.items() if at in more}
        return scores

    def _matches(self, word: str) -> dict[int, int]:
        """How well each offer holds one typed word."""
        found: dict[int, int] = {}
        for known in _beginning(self._head_words, word):
            _best(found, self._heads[known], _EXACT if known == word else _BEGINS)
        if len(word) < 3:
            return found
        for known in self._head_words:
            if word in known:
                _best(found, self._heads[known], _INSIDE)
        for known in _beginning(self._said_words, word):
            _best(found, self._said[known], _SAID)
        for known in _beginning(self._body_words, word):
            _best(found, self._bodies[known], _BODY)
        if len(word) > 3 and word not in self._heads:
            for known in self._alike(word):
                _best(found, self._heads[known], _SLIP)
        return found

    def _alike(self, word: str) -> list[str]:
        """The words of titles, ids and points that a mistyped one may mean."""
        from rapidfuzz import fuzz, process

        near = process.extract(word, self._head_words, scorer=fuzz.ratio, score_cutoff=SLIP, limit=6)
        return [known for known, _score, _at in near]


def _beginning(words: Sequence[str], start: str) -> Sequence[str]:
    """The words that begin so, of a sorted list."""
    return words[bisect_left(words, start) : bisect_left(words, f"{start}\uffff")]


def _best(found: dict[int, int], places: Iterable[int], score: int) -> None:
    """Let each place have the score, where it has no better one."""
    for at in places:
        if found.get(at, 0) < score:
            found[at] = score
