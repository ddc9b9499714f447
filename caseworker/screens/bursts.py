"""Letters that come all at once were pasted, or meant for a field that is not there: they are no keys."""

from __future__ import annotations

from collections.abc import Sequence

from textual.events import Key
from textual.screen import Screen

SO_MANY, UNLIKE = 12, 6
"""Letters from which on they are words and no keys, and how many of them differ: a slow line brings at once
what was pressed in a moment, and what one held down gave."""
AT_ONCE = 0.02
"""Seconds between two keys, at most, that came at once: hands leave more between them."""
A_LOOK = 0.005
"""Seconds for which a letter waits to be seen beside those that come with it."""
ASKS = frozenset(
    {
        *("command", "filter", "find", "views", "paragraphs", "note", "hold", "ask", "event"),
        *("type", "kind", "split", "move", "aside", "regimes", "work_out", "tell('add')", "tell('own')"),
    }
)
"""Actions that open a window to write in: what comes behind such a key is meant for it."""


def burst(held: Sequence[Key]) -> int:
    """How many of the keys that wait came at once with the first, if they are too many letters; else none.

    Args:
        held: the keys that wait, oldest first; what came with the letters, as the end of a line, goes too.
    """
    many = 1
    while many < len(held) and held[many].time - held[many - 1].time <= AT_ONCE:
        many += 1
    letters = next((at for at in range(many) if not held[at].is_printable), many)
    return many if letters >= SO_MANY and len({held[at].key for at in range(letters)}) >= UNLIKE else 0


def asks(screen: Screen[object], key: Key) -> bool:
    """Whether a key opens a window to write in, where the officer is."""
    found = screen.active_bindings.get(key.key)
    return found is not None and found.binding.action.removeprefix("screen.") in ASKS
