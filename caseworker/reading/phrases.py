"""Phrases searched for in letters: one book a table, compiled once, offsets kept to the text as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n\s*\n|;")
_NEWLINE = re.compile("\n")
_FOLDED = 45
"""Characters from which a line is taken to go on in the next one."""
_REPLACED = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})
_DENIED = re.compile(
    r"(not saying|not claiming|not arguing|n't arguing|not disputing|not suggesting|not trying (that|to say)"
    r"|(do|did|does)(n'?t| not) (dispute|deny|argue|say|claim|suggest|mean)|nor (do|am|did) i|not because"
    r"|never (said|mentioned|claimed|argued)|i (fully )?accept that|nothing to do with|no quarrel with)"
    r"[^.!?;\n]{0,60}$"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a phrase was found."""

    start: int
    end: int
    strong: bool


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one idea."""

    label: str
    strong: re.Pattern[str] | None
    weak: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    not_for: frozenset[str]
    codes: frozenset[str]
    of: re.Pattern[str] | None
    """What it is said of, and `not_of` what else it could be said of: the last one named before decides."""
    not_of: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    """What a text must hold somewhere for the idea to be in it at all."""
    strict: bool
    """For care: a denial does not drop a hit, and an `unless` phrase must touch it."""
    stems: tuple[str, ...]
    """Pieces of which a text must hold one before the phrases are tried at all; empty: always tried."""

    def hits(self, search: str) -> Iterator[Hit]:
        """Every place where it is said and not denied in the same sentence."""
        if self.stems and not any(stem in search for stem in self.stems):
            return
        for pattern, strong in ((self.strong, True), (self.weak, False)):
            if pattern is None:
                continue
            for found in pattern.finditer(search):
                start, end = sentence(search, found.start(), found.end())
                if self._excused(search, start, end, found.start(), found.end()):
                    continue
                yield Hit(found.start(), found.end(), strong)

    def _excused(self, search: str, begin: int, end: int, start: int, stop: int) -> bool:
        """Whether a hit (`start` to `stop`) means something else in its sentence (`begin` to `end`)."""
        if self.strict:
            some = self.unless.finditer(search, begin, end) if self.unless else iter(())
            return any(one.start() < stop and start < one.end() for one in some)
        if self.unless and self.unless.search(search[begin:end]):
            return True
        if _last(self.not_of, search[begin:stop]) > _last(self.of, search[begin:stop]):
            return True
        return _DENIED.search(search[begin:start]) is not None


def searchable(text: str) -> str:
    """The text in small letters with plain quotes, each character at its own place."""
    lowered = text.translate(_REPLACED).lower()
    if len(lowered) != len(text):
        # A few letters grow when lowered (İ becomes two): keep the offsets true by lowering one by one.
        lowered = "".join(low if len(low := one.lower()) == 1 else one for one in text.translate(_REPLACED))
    return lowered


def sentence(search: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends."""
    begin = 0
    for found in _SENTENCE_END.finditer(search, max(0, start - 400), start):
        begin = found.end()
    begin = max(begin, start - 400)
    after = _SENTENCE_END.search(search, end)
    stop = min(after.start() if after else len(search), end + 400)
    # A short line ends a thought though no full stop is there; a long one was only folded.
    breaks = [found.start() for found in _NEWLINE.finditer(search, begin, stop)]
    for place in breaks:
        short = place - (search.rfind("\n", 0, place) + 1) < _FOLDED
        if short and place < start:
            begin = place + 1
        elif short and place >= end:
            return begin, place
    return begin, stop


@cache
def book(name: str) -> Mapping[str, Phrases]:
    """One table of phrases of ``reading/data``."""
    import tomllib
    from importlib.resources import files

    text = files("caseworker.reading").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return {slug: _phrases(row, strict=name == "care") for slug, row in tomllib.loads(text).items()}


def _last(pattern: re.Pattern[str] | None, words: str) -> int:
    """Where the last of what a pattern finds ends; -1 where it finds nothing."""
    return max((found.end() for found in pattern.finditer(words)), default=-1) if pattern else -1


def _phrases(row: Mapping[str, Any], *, strict: bool) -> Phrases:
    return Phrases(
        label=row.get("label", ""),
        strong=_pattern(row.get("strong", row.get("phrases", ()))),
        weak=_pattern(row.get("weak", ())),
        unless=_pattern(row.get("unless", ())),
        not_for=frozenset(row.get("not_for", ())),
        of=_pattern(row.get("of", ())),
        not_of=_pattern(row.get("not_of", ())),
        codes=frozenset(row.get("codes", ())),
        needs=_pattern(row.get("needs", ())),
        strict=strict,
        stems=tuple(row.get("stems", ())),
    )


def _pattern(phrases: list[str] | tuple[str, ...]) -> re.Pattern[str] | None:
    """All phrases as one pattern: a blank is any run of blanks, an apostrophe may be missing."""
    if not phrases:
        return None
    spaced = (phrase.replace("'", "'?").replace(" ?", r"\s*").replace(" ", r"\s+") for phrase in phrases)
    # A backslash-b stands before a letter only: phrases may begin with a bracket or a sign.
    # Asked first, and once for all of them, whether a word begins here: most places are within one.
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(f'(?:{one})' for one in spaced)})", re.DOTALL)
