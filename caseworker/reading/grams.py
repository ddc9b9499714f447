"""A sentence as its words, pairs of words and pieces of words, each counted in one of so many boxes."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from zlib import crc32

BOXES = 1 << 15
"""Boxes in which pieces are counted: few share one."""
_WORD = re.compile(r"[a-z0-9£']+")
_DIGIT = re.compile(r"\d")
_SIZES = (3, 4, 5)
"""Letters of a piece of a word; a misspelt word shares most of its pieces with the right one."""


def counted(text: str) -> dict[int, float]:
    """How often each box is met in a text, damped; figures count as nought, capitals as small letters."""
    boxes = Counter(crc32(one.encode()) % BOXES for one in _grams(text))
    return {box: 1 + math.log(n) for box, n in boxes.items()}


def _grams(text: str) -> Iterator[str]:
    words = _WORD.findall(_DIGIT.sub("0", text.replace("’", "'").lower()))
    yield from words
    for pair in pairwise(words):
        yield " ".join(pair)
    for word in words:
        padded = f"_{word}_"
        for size in _SIZES:
            if len(padded) <= size:
                # A short word is one piece.
                yield f"#{padded}"
                break
            for start in range(len(padded) - size + 1):
                yield f"#{padded[start : start + size]}"
