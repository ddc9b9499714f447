"""The pictures that went with letters, drawn from the evidence with their places covered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseworker.casework import masking
from caseworker.casework.office import Office

if TYPE_CHECKING:
    from caseworker.letters.pdf_layout import Picture


@dataclass(frozen=True, slots=True)
class EnclosedView:
    """A picture that goes with the next letter."""

    evidence_id: int
    caption: str
    masks: str
    """Its covered places, as `masking` reads them; empty: somebody looked, and nothing had to be covered."""


def pictures(office: Office, letter_ids: Sequence[int]) -> dict[int, tuple[Picture, ...]]:
    """What went with some letters, by letter, ready to be drawn; a letter with nothing is not in it.

    Raises:
        Refused: a picture can no longer be drawn.
    """
    from caseworker.letters.pdf_layout import Picture
    from caseworker.store import enclosures, evidence

    found: dict[int, tuple[Picture, ...]] = {}
    with office.store.reading() as tx:
        for letter_id, rows in enclosures.of_letters(tx, letter_ids).items():
            found[letter_id] = tuple(
                Picture(
                    masking.masked(evidence.content(tx, row.evidence_id)[1], masking.masks_of(row.masks)),
                    row.caption,
                )
                for row in rows
            )
    return found
