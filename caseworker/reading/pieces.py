"""Words cut into the pieces that a small language model knows, as its own list of pieces names them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

_LONGEST = 100
"""Characters of a word that is cut into pieces; a longer one is unknown."""


def vocabulary(path: Path) -> dict[str, int]:
    """The pieces of a list, one a line, each with its number."""
    return {line: n for n, line in enumerate(path.read_text(encoding="utf-8").split("\n")) if line}


def words(text: str) -> list[str]:
    """A text in small letters without accents, cut at blanks, punctuation and each Chinese character."""
    lowered = unicodedata.normalize("NFD", text.lower())
    out: list[str] = []
    for one in lowered:
        kind = unicodedata.category(one)
        if kind == "Mn" or one == "\ufffd" or (kind in ("Cc", "Cf") and one not in "\t\n\r"):
            continue
        if one.isspace():
            out.append(" ")
        elif _apart(one, kind):
            out.append(f" {one} ")
        else:
            out.append(one)
    return "".join(out).split()


def _apart(one: str, kind: str) -> bool:
    """Whether a character is a word of its own."""
    if one.isascii():
        return not one.isalnum() and one.isprintable()
    return kind.startswith("P") or "\u4e00" <= one <= "\u9fff" or "\u3400" <= one <= "\u4dbf"


def pieces(text: str, known: Mapping[str, int], most: int) -> list[int]:
    """The numbers of the pieces of a text, between the marks of beginning and end.

    Args:
        most: pieces at most, the two marks among them.
    """
    found = [known["[CLS]"]]
    for word in words(text):
        found += _cut(word, known)
        if len(found) >= most - 1:
            break
    return [*found[: most - 1], known["[SEP]"]]


def _cut(word: str, known: Mapping[str, int]) -> list[int]:
    """A word as the longest pieces that are known, from its front."""
    if len(word) > _LONGEST:
        return [known["[UNK]"]]
    found: list[int] = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = word[start:end] if start == 0 else f"##{word[start:end]}"
            if piece in known:
                found.append(known[piece])
                start = end
                break
        else:
            return [known["[UNK]"]]
    return found
