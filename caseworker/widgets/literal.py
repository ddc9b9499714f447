"""The one door by which words from outside come onto the screen: always as text, never as markup."""

from __future__ import annotations

from textual.content import Content

from caseworker.text import MAX_CHARS, MAX_LINE, clean, cut


def literal(text: str, *, max_chars: int = MAX_CHARS, max_line: int = MAX_LINE) -> Content:
    """Return words from outside as content that is shown letter by letter.

    What could act on the terminal stands there as a visible mark; what is too long for a screen ends in a
    line that says how much more the original holds.
    """
    return Content(cut(clean(text), max_chars=max_chars, max_line=max_line))
