"""Texts that say the same twice: two paragraphs an officer could not tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from caseworker.letters.library import Library, Paragraph, Problem

ALIKE = 85.0
"""How alike, of a hundred, two texts may be that stand in the same letters on the same conditions."""
CLOSE = 96.0
"""The same of two that stand in the same letters on different conditions: those say what differs."""
SAME = 100.0
"""Two laws may want the same words with their own names; to the letter the same, they are one paragraph."""


def alike(some: Iterable[Paragraph], library: Library) -> Iterator[Problem]:
    """Texts of one place in a letter that say the same, each pair once.

    Twins are let be where the law wants them: of two laws, or of two states of a case.

    Args:
        some: those that are asked about, each against the whole library.
    """
    from rapidfuzz import fuzz, process

    asked = {one.id for one in some}
    order = {one.id: place for place, one in enumerate(library)}
    by_slot = sorted(library, key=lambda one: (one.slot, len(one.text)))
    for _slot, group in groupby(by_slot, key=lambda one: one.slot):
        row = list(group)
        texts = [one.text for one in row]
        for place, one in enumerate(row):
            # Two texts are at most as alike as their lengths are: what is much longer need not be looked at.
            longest = len(one.text) * (200 - ALIKE) / ALIKE
            end = next((n for n in range(place, len(row)) if len(texts[n]) > longest), len(row))
            near = process.extract(
                one.text, texts[place + 1 : end], scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None
            )
            for _text, score, offset in near:
                other = row[place + 1 + offset]
                if asked.isdisjoint((one.id, other.id)) or score < _limit(one, other):
                    continue
                first, second = sorted((one, other), key=lambda each: (each.id not in asked, order[each.id]))
                what = f"The text is {score:.0f}% that of {second.id}."
                yield Problem(first.path, first.first_line, what, "Keep one of them.", "warning")


def _limit(one: Paragraph, other: Paragraph) -> float:
    """From where on two texts are too alike; more than all where they may be the same."""
    if one.path == other.path or not set(one.kinds) & set(other.kinds):
        return SAME + 1
    together = set(one.regimes) & set(other.regimes) and _families_meet(one, other)
    if not together:
        return SAME
    return ALIKE if set(one.when) == set(other.when) else CLOSE


def _families_meet(one: Paragraph, other: Paragraph) -> bool:
    return not one.families or not other.families or not set(one.families).isdisjoint(other.families)
