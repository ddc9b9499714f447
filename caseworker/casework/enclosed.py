"""The pictures that went with letters, drawn from the evidence with their places covered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseworker.casework import masking
from caseworker.casework.office import Office

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from caseworker.letters.pdf_layout import Picture


@dataclass(frozen=True, slots=True)
class EnclosedView:
    """A picture that goes with the next letter."""

    evidence_id: int
    caption: str
    masks: str
    """Its covered places, as `masking` reads them; empty: somebody looked, and nothing had to be covered."""


def chosen(office: Office, case_id: int) -> tuple[Picture, ...]:
    """What will go with the next letter on a case, ready to be drawn.

    Raises:
        Refused: a picture cannot be drawn.
    """
    from caseworker.store import enclosures

    with office.store.reading() as tx:
        return _drawn(tx, enclosures.chosen(tx, case_id))


def pictures(office: Office, letter_ids: Sequence[int]) -> dict[int, tuple[Picture, ...]]:
    """What went with some letters, by letter, ready to be drawn; a letter with nothing is not in it.

    Raises:
        Refused: a picture can no longer be drawn.
    """
    from caseworker.store import enclosures

    found: dict[int, tuple[Picture, ...]] = {}
    with office.store.reading() as tx:
        for letter_id, rows in enclosures.of_letters(tx, letter_ids).items():
            found[letter_id] = _drawn(tx, rows)
    return found


def _drawn(tx: Connection, rows: Sequence[Row[Any]]) -> tuple[Picture, ...]:
    from caseworker.letters.pdf_layout import Picture
    from caseworker.store import evidence

    return tuple(
        Picture(
            masking.masked(evidence.content(tx, row.evidence_id)[1], masking.masks_of(row.masks)), row.caption
        )
        for row in rows
    )
