"""The paragraphs offered in the picker, as rows to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from caseworker.screens.asking import Choice

if TYPE_CHECKING:
    from caseworker.letters.plan import Block, Offer


def finder(offered: tuple[Offer, ...], here: Block | None) -> Callable[[str], Sequence[Choice]]:
    """A finder over the offers; those for the place of the cursor first while nothing is typed."""

    def fits(offer: Offer) -> bool:
        """Whether an offer belongs where the cursor stands."""
        paragraph = offer.paragraph
        if here is None or paragraph.slot != here.slot:
            return False
        return not here.point or here.point in paragraph.points

    def find(typed: str) -> Sequence[Choice]:
        """What the words find, best first."""
        from caseworker.letters.plan import find as search

        found = search(typed, offered) if typed.strip() else sorted(offered, key=lambda one: not fits(one))
        return [
            Choice(
                one.paragraph.id,
                f"{one.paragraph.title}  ({one.paragraph.slot})",
                one.why,
                one.paragraph.text,
            )
            for one in found
        ]

    return find
