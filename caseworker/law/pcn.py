"""The number of a PCN: the shapes that suppliers use, and one way of writing it."""

from __future__ import annotations

import re
import unicodedata

from caseworker.law.refusals import Refused
from caseworker.law.vrm import look_alike

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{7,8}[A-Z]?")
_SEPARATORS = re.compile(r"[\s\-]+")
_LONGEST = 11
_LETTERS = str.maketrans("018526", "OIBSZG")
"""Digits as the letters they are taken for."""


def normal_pcn(text: str) -> str:
    """A PCN's number in capitals without spaces: two letters, seven or eight digits, perhaps a letter.

    Raises:
        Refused: the number has no known shape.
    """
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    plain = plain.upper() if plain.isascii() else plain
    if not _SHAPE.fullmatch(plain):
        shortened = text if len(text) <= 30 else text[:29] + "…"
        raise Refused(
            f'"{shortened}" is a PCN of no known shape.',
            rule="Two letters, 7 or 8 digits, perhaps a letter: ZZ12345678, ZZ1234567A.",
            do="Check it against the notice.",
        )
    return plain


def has_shape(plain: str) -> bool:
    """Whether capitals and digits without spaces have a PCN's shape."""
    return _SHAPE.fullmatch(plain) is not None


def as_misread(text: str) -> tuple[str, ...]:
    """PCNs for which a number was taken that has letters where digits stand, or the other way round.

    ``ZZ578O949T`` stands for ``ZZ5780949T``. Only look-alikes are exchanged; the number as read is not given.
    """
    plain = _SEPARATORS.sub("", text).upper()
    found = []
    for digits in (7, 8):
        head, body, tail = plain[:2], plain[2 : 2 + digits], plain[2 + digits :]
        if len(plain) <= _LONGEST and plain.isascii():
            found.append(head.translate(_LETTERS) + look_alike(body) + tail.translate(_LETTERS))
    return tuple(one for one in dict.fromkeys(found) if one != plain and has_shape(one))
