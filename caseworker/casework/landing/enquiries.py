"""A letter that asks or complains, and disputes nothing: a case of its own, where it lands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from caseworker.casework import opening
from caseworker.casework.landing.touched import Touched
from caseworker.casework.office import Office
from caseworker.law.beside import OWN_DATA
from caseworker.law.facts import Party
from caseworker.law.kinds import CaseKind
from caseworker.reading.rows import ENQUIRIES, LetterRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

BOTH = "both"
"""A complaint that disputes the PCN too: a challenge, and a complaint beside it."""
HALF = "/complaint"
"""What is added to such a letter's id for its words as they stand on the complaint."""


def open_for(tx: Connection, office: Office, touched: Sequence[Touched]) -> list[int]:
    """Give each enquiry among what landed its own case; the cases that were opened or joined."""
    found = []
    for one in touched:
        found += [_own_case(tx, office, one, letter) for letter, _ in one.loose if letter.kind in ENQUIRIES]
        found += [_beside_it(tx, office, one, letter) for letter in one.letters if letter.kind == BOTH]
    return found


def _own_case(tx: Connection, office: Office, one: Touched, letter: LetterRow) -> int:
    """The letter belongs to the enquiry's case."""
    from caseworker.store import correspondence, inbox

    case_id = _case(tx, office, one, letter, letter.kind)
    correspondence.give(tx, inbox.item_of(tx, letter.id), case_id)
    return case_id


def _beside_it(tx: Connection, office: Office, one: Touched, letter: LetterRow) -> int:
    """The letter belongs to the challenge; the same words, read as a complaint, to the case beside it.

    A letter that comes from another PCN brings them along.
    """
    from caseworker.store import correspondence

    case_id = _case(tx, office, one, letter, CaseKind.COMPLAINT.value)
    half = correspondence.by_source(tx, letter.id + HALF)
    if half is not None:
        correspondence.place(tx, half, one.id, case_id)
        return case_id
    correspondence.add_item(
        tx,
        letter.text,
        source_id=letter.id + HALF,
        pcn_id=one.id,
        case_id=case_id,
        channel=letter.channel,
        received_on=letter.received_on,
        from_name=letter.from_name,
        subject=letter.subject,
    )
    return case_id


def _case(tx: Connection, office: Office, one: Touched, letter: LetterRow, kind: str) -> int:
    """The open case of this kind on the PCN, or a new one that begins with this letter."""
    from caseworker.store import cases

    what = CaseKind.INFORMATION if kind == OWN_DATA else CaseKind(kind)
    if standing := opening.open_ones(tx, one.id, kind):
        return int(standing[0].id)
    lines = tuple(part for part in letter.from_address.splitlines() if part.strip())
    return opening.open_case(
        tx,
        office,
        cases.pcn_of(tx, one.id),
        what,
        letter.received_on,
        writer=Party(letter.from_name, lines, letter.from_postcode),
        role=letter.writer,
        own_data=kind == OWN_DATA,
    )
