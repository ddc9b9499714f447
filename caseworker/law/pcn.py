"""The number of a PCN: the shapes that suppliers use, and one way of writing it."""

from __future__ import annotations

import re
import unicodedata

from caseworker.law.refusals import Refused

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{7,8}[A-Z]?")
_SEPARATORS = re.compile(r"[\s\-]+")


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
            rule="two letters, 7 or 8 digits, perhaps a letter: ZZ12345678, ZZ1234567A.",
            do="Check it against the notice.",
        )
    return plain
