"""How a letter names the grounds of the law on which it accepts."""

from __future__ import annotations

from collections.abc import Sequence

from caseworker.letters.wording import listed

_YOU = (
    ("the recipient never was ", "you never were "),
    ("the recipient was not ", "you were not "),
    ("the recipient is ", "you are "),
    ("the recipient ", "you "),
)
"""How a ground is told to the one whom it is about."""


_FOR_THE_OFFICER = (" (", ": ", ", or not yet")
"""Where a ground's label begins to list what can fall under it: a letter names the ground, not the list."""


def ground_in(ground: str, *, own: bool) -> str:
    """A ground in words, to stand inside a sentence; what its label adds for the officer stays there.

    Args:
        own: the letter goes to the recipient of the notice, and speaks to them.
    """
    for mark in _FOR_THE_OFFICER:
        ground = ground.partition(mark)[0]
    words = ground.rstrip(".")
    words = f"{words[:1].lower()}{words[1:]}"
    told = next(((said, you) for said, you in _YOU if own and words.startswith(said)), ("", ""))
    return told[1] + words.removeprefix(told[0])


def on_grounds(grounds: Sequence[str]) -> str:
    """That something is accepted on one ground, or on several."""
    many = any("," in one for one in grounds)
    lead = "on the grounds that" if len(grounds) > 1 else "on the ground that"
    return f"{lead} {listed([grounds[0], *(f'that {one}' for one in grounds[1:])], apart=many)}"
