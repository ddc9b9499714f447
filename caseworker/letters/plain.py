"""The documents' door: words from outside made safe before they reach a letter."""

from __future__ import annotations

import re

from caseworker.text import clean

_BREAKS = re.compile(r"[ \t]*\n\s*")


def plain(text: str, *, lines: bool = False) -> str:
    """Words from outside, safe to print: hidden characters shown, line ends folded into spaces.

    Args:
        text: anything a person or another system wrote.
        lines: keep line ends, for a value that stands alone on lines of its own.
    """
    safe = clean(text)
    return safe.strip("\n") if lines else _BREAKS.sub(" ", safe).strip()
