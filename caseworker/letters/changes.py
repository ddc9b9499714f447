"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_TOKENS = re.compile(r"\s*\S+|\s+$")
AROUND = 8
"""Words that are shown before and after a change."""


class Change(NamedTuple):
    """A run of words that stayed, went or came."""

    kind: str
    """``same``, ``gone`` or ``new``; ``cut`` stands for words that stayed and are not shown."""
    text: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """Every run of words of two texts, in order: without what is new they give the first, without what is
    gone the second."""
    from rapidfuzz.distance import Indel

    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    found: list[Change] = []
    for step in Indel.opcodes(old, new):
        gone, came = (
            "".join(old[step.src_start : step.src_end]),
            "".join(new[step.dest_start : step.dest_end]),
        )
        if step.tag == "equal":
            found.append(Change("same", gone))
            continue
        found += [Change(kind, text) for kind, text in (("gone", gone), ("new", came)) if text]
    return tuple(_joined(found))


def _joined(some: Iterable[Change]) -> Iterator[Change]:
    """Runs of one kind that follow each other as one; of a change, what went before what came."""
    gone = new = ""
    for one in some:
        if one.kind == "gone":
            gone += one.text
        elif one.kind == "new":
            new += one.text
        else:
            yield from _change(gone, new)
            gone = new = ""
            yield one
    yield from _change(gone, new)


def _change(gone: str, new: str) -> Iterator[Change]:
    """What went, then what came; a word that only stands after other space now has stayed."""
    word = gone.strip()
    blank, put = gone.removesuffix(word), new.removesuffix(word)
    if word and blank and put != new and put.startswith(blank) and put[-1].isspace():
        some = [("same", blank), ("new", put.removeprefix(blank)), ("same", word)]
    else:
        some = [("gone", gone), ("new", new)]
    yield from (Change(kind, text) for kind, text in some if text)


def shortened(some: Iterable[Change], around: int = AROUND) -> tuple[Change, ...]:
    """The changes with a few words about each: what stayed far from them is cut."""
    runs = list(some)
    found: list[Change] = []
    for at, one in enumerate(runs):
        words = _TOKENS.findall(one.text)
        first, last = at == 0, at == len(runs) - 1
        keep_start, keep_end = 0 if first else around, 0 if last else around
        if one.kind != "same" or len(words) <= keep_start + keep_end + 2:
            found.append(one)
            continue
        head, tail = "".join(words[:keep_start]), "".join(words[len(words) - keep_end :])
        parts = [("same", head), ("cut", " … "), ("same", tail)]
        found += [Change(kind, text) for kind, text in parts if text]
    return tuple(found)


def in_marks(some: Iterable[Change]) -> str:
    """The changes in plain characters: ``[-what went-]`` and ``{+what came+}``."""
    return "".join(_marked(one) for one in some)


def _marked(one: Change) -> str:
    if one.kind not in ("gone", "new"):
        return one.text
    start, end = ("[-", "-]") if one.kind == "gone" else ("{+", "+}")
    words = one.text.strip()
    before, _, after = one.text.partition(words)
    return f"{before}{start}{words}{end}{after}" if words else one.text
