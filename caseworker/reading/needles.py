"""Pieces of which a text must hold one before a phrase can be found in it, so that most are never tried."""

from __future__ import annotations

import re

_ITEM = re.compile(
    r"""(?P<opened>\()|(?P<class>\[(?:\\.|[^\]])*\])|(?P<escape>\\.)|(?P<letter>[a-z])|(?P<other>.)""",
    re.DOTALL,
)
_MANY = re.compile(r"(?P<may>[?*]|\{0?,\d*\}|\{0\})|(?P<must>\+|\{[1-9]\d*(?:,\d*)?\})")
MANY = 20
"""Choices at the beginning of a phrase from which it is parted."""
LEAST = 3
"""Letters of the shortest piece that is worth looking for."""


def needles(phrase: str) -> tuple[str, ...]:
    """The pieces of a phrase, the rarest that can be told; none where it may be found in any text."""
    return tuple(sorted(_any(phrase)))


def parted(phrase: str) -> list[str]:
    """A phrase that begins with a choice of many words as one phrase a word: each has its own piece."""
    if not phrase.startswith("(") or phrase.startswith("(?"):
        return [phrase]
    end = _closing(phrase, 0)
    choices = _alternatives(phrase[1 : end - 1])
    if len(choices) < MANY or _MANY.match(phrase, end):
        return [phrase]
    return [one + phrase[end:] for one in choices]


def _any(pattern: str) -> frozenset[str]:
    """Pieces of which each of a pattern's alternatives holds one."""
    found: set[str] = set()
    for one in _alternatives(pattern):
        pieces = _all(one)
        if not pieces:
            return frozenset()
        found |= pieces
    return frozenset(found)


def _all(pattern: str) -> frozenset[str]:
    """The best pieces of one alternative: a run of letters, or one of a group's."""
    offered: list[frozenset[str]] = []
    run, at = "", 0
    while at < len(pattern):
        item = _ITEM.match(pattern, at)
        assert item is not None
        end = _closing(pattern, at) if item["opened"] else item.end()
        many = _MANY.match(pattern, end)
        if item["letter"] and not many:
            run, at = run + item["letter"], end
            continue
        if item["letter"] and many and many["must"]:
            run += item["letter"]
        offered, run = [*offered, frozenset({run})], ""
        if item["opened"] and not (many and many["may"]):
            inner = pattern[at + 1 : end - 1]
            if not inner.startswith("?") or inner.startswith("?:"):
                offered.append(_any(inner.removeprefix("?:")))
        at = many.end() if many else end
    offered.append(frozenset({run}))
    fit = [one for one in offered if one and min(map(len, one)) >= LEAST]
    return max(fit, key=lambda one: (min(min(map(len, one)), 6), -len(one)), default=frozenset())


def _alternatives(pattern: str) -> list[str]:
    """A pattern split at the bars that stand in no group."""
    parts, at, last = [], 0, 0
    while at < len(pattern):
        item = _ITEM.match(pattern, at)
        assert item is not None
        if item[0] == "|":
            parts.append(pattern[last:at])
            last = item.end()
        at = _closing(pattern, at) if item["opened"] else item.end()
    return [*parts, pattern[last:]]


def _closing(pattern: str, at: int) -> int:
    """Behind the bracket that closes the one that is opened here."""
    depth = 0
    while at < len(pattern):
        item = _ITEM.match(pattern, at)
        assert item is not None
        depth += {"(": 1, ")": -1}.get(item[0], 0)
        at = item.end()
        if depth == 0:
            return at
    return at
