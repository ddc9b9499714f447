"""Patterns, compiled at first use and kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def rx(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """The compiled pattern. Letter case is ignored unless flags say otherwise."""
    return re.compile(pattern, flags)


@cache
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for many words or phrases; ``*`` stands for the rest of a word, a space for any gap."""
    return re.compile(
        r"(?<![A-Za-z0-9])(?:" + "|".join(_one(word) for word in words) + r")(?![A-Za-z0-9])", re.I
    )


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table of the checks, by its file's stem; read once."""
    path = files("caseworker.letters.checks").joinpath("data", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def has(pattern: str, text: str) -> bool:
    """Whether the pattern is found in the text."""
    return rx(pattern).search(text) is not None


def _one(word: str) -> str:
    parts = (re.escape(part).replace(r"\*", r"[a-z']*") for part in word.split())
    return r"[\s-]+".join(parts)


def content_words(text: str, longer_than: int = 4) -> frozenset[str]:
    """The stems of the words that carry meaning, for comparing two passages."""
    found: Iterable[str] = (word.lower() for word in rx(r"[A-Za-z]+|\d{3,}").findall(text))
    return frozenset(
        word[:6] for word in found if (len(word) > longer_than and word not in _EMPTY) or word.isdigit()
    )


_EMPTY = frozenset(
    [
        "about",
        "after",
        "again",
        "against",
        "because",
        "before",
        "being",
        "between",
        "could",
        "didn't",
        "doing",
        "during",
        "every",
        "first",
        "having",
        "might",
        "other",
        "ought",
        "shall",
        "should",
        "since",
        "still",
        "their",
        "there",
        "these",
        "thing",
        "think",
        "those",
        "though",
        "through",
        "under",
        "until",
        "using",
        "where",
        "which",
        "while",
        "whose",
        "would",
        "years",
        "asked",
        "asks",
        "council",
        "vehicle",
        "parked",
        "parking",
        "penalty",
        "charge",
        "notice",
        "letter",
        "motorist",
        "driver",
        "keeper",
        "wrote",
        "writes",
        "nothing",
        "anything",
        "something",
        "really",
        "supplied",
        "enclosed",
        "encloses",
        "attached",
        "attaches",
        "sends",
        "evidence",
        "given",
        "gives",
        "copy",
        "copies",
    ]
)
