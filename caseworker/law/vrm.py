"""Registration marks: one way of writing them, and the letters that are taken for one another."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations, product

from caseworker.law.refusals import Refused

_PLAIN = re.compile(r"[A-Z0-9]{1,15}")
_SEPARATORS = re.compile(r"[\s.\-]+")
_CURRENT = re.compile(r"([A-Z]{2}\d{2})([A-Z]{3})")
_PREFIX = re.compile(r"([A-Z]\d{1,3})([A-Z]{3})")
_SUFFIX = re.compile(r"([A-Z]{3})(\d{1,3}[A-Z])")
_DATELESS = re.compile(r"([A-Z]{1,3})(\d{1,4})")
_DATELESS_REVERSED = re.compile(r"(\d{1,4})([A-Z]{1,3})")
_SHAPES = (_CURRENT, _PREFIX, _SUFFIX, _DATELESS, _DATELESS_REVERSED)
_TWINS = {"0": "0OQD", "1": "1IL", "8": "8B", "5": "5S", "2": "2Z", "6": "6G"}
_ALIKE = str.maketrans(
    {"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "B": "8", "S": "5", "Z": "2", "G": "6"}
)


def normal(vrm: str) -> str:
    """A registration mark in capitals without spaces: ``zz19 abc`` becomes ``ZZ19ABC``.

    Raises:
        Refused: it holds anything but letters and digits, or is empty or longer than 15.
    """
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", vrm))
    plain = plain.upper() if plain.isascii() else plain
    if not _PLAIN.fullmatch(plain):
        raise Refused(
            f'"{_shortened(vrm)}" is not a registration mark.',
            rule="A registration mark has 1 to 15 letters A to Z and digits.",
            do="Check it against the PCN.",
        )
    return plain


def shown(vrm: str) -> str:
    """A registration mark as it stands on a plate: ``ZZ19 ABC``; one that cannot be read stays as it is."""
    try:
        plain = normal(vrm)
    except Refused:
        return vrm
    for shape in _SHAPES:
        found = shape.fullmatch(plain)
        if found:
            return " ".join(found.groups())
    return plain


def british(vrm: str) -> bool:
    """Whether a mark is formed as those of the United Kingdom are."""
    plain = _SEPARATORS.sub("", vrm).upper()
    return any(one.fullmatch(plain) for one in _SHAPES)


def look_alike(vrm: str) -> str:
    """A mark in its normal form with look-alikes made one (O Q D/0, I L/1, B/8, S/5, Z/2, G/6).

    Two marks that are easily taken for each other have the same.
    """
    return vrm.translate(_ALIKE)


def look_alike_marks(vrm: str, most: int) -> list[str]:
    """Marks that are easily taken for this one, itself first, then those with one slip; at most so many."""
    twins = [_TWINS.get(look_alike(char), "").replace(char, "") for char in vrm]
    places = [at for at, found in enumerate(twins) if found]
    marks = [vrm]
    for slips in range(1, len(places) + 1):
        for chosen in combinations(places, slips):
            for letters in product(*(twins[at] for at in chosen)):
                if len(marks) >= most:
                    return marks
                swapped = dict(zip(chosen, letters, strict=True))
                marks.append("".join(swapped.get(at, char) for at, char in enumerate(vrm)))
    return marks


def look_alikes(one: str, other: str) -> bool:
    """Whether two different marks are easily taken for each other."""
    first, second = normal(one), normal(other)
    return first != second and look_alike(first) == look_alike(second)


def _shortened(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
