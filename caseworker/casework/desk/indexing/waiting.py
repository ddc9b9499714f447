"""What is in the inbox."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework.desk.indexing.views import PieceView, Whole
from caseworker.casework.office import Office
from caseworker.law.calendar import england
from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

MOST = 500
"""Pieces listed at once: the oldest, where more wait."""


def inbox(office: Office, state: str = "waiting") -> tuple[PieceView, ...]:
    """Pieces in a state; those that wait oldest first.

    Args:
        state: one of `views.STATES`.
    """
    from caseworker.store import inbox as store

    with office.store.reading() as tx:
        rows = store.listed(tx, state, MOST)
        pcns = store.pcns_of(tx, [row.item_id for row in rows if row.item_id is not None])
        return tuple(_view(office, row, pcns) for row in rows)


def count(office: Office) -> int:
    """How many pieces wait."""
    from caseworker.store import inbox as store

    with office.store.reading() as tx:
        return store.count(tx)


def whole(office: Office, inbox_id: int) -> Whole:
    """One piece with its words.

    Raises:
        Refused: there is no such piece.
    """
    from caseworker.store import inbox as store

    with office.store.reading() as tx:
        row = got(tx, inbox_id)
        text, original = store.words(tx, inbox_id)
        pcns = store.pcns_of(tx, [row.item_id] if row.item_id is not None else [])
        return Whole(_view(office, row, pcns), text, original)


def got(tx: Connection, inbox_id: int) -> Row[Any]:
    """One piece's row.

    Raises:
        Refused: there is no such piece.
    """
    from caseworker.store import inbox as store

    row = store.get(tx, inbox_id)
    if row is None:
        raise Refused(f"There is no piece {inbox_id} in the inbox.", do="List it: caseworker inbox list.")
    return row


def parts(tx: Connection, inbox_id: int) -> str:
    """The parts of a piece that was split, each by its number, with the PCN it is on."""
    from caseworker.store import inbox as store

    rows = store.parts_of(tx, inbox_id)
    on = store.pcns_of(tx, [row.item_id for row in rows])
    return " and ".join(f"part {row.id} is on {on[row.item_id]}" for row in rows)


def _view(office: Office, row: Row[Any], pcns: dict[int, str]) -> PieceView:
    due = _due(row.received_on, office.council.service_days["informal"])
    return PieceView(
        id=row.id,
        version=row.version,
        state=row.state,
        channel=row.channel,
        received_on=row.received_on,
        due_on=due,
        days_left=(due - office.today()).days,
        from_name=row.from_name,
        from_postcode=row.from_postcode,
        subject=row.subject,
        pcn_read=row.pcn_read,
        kind=row.kind,
        media=row.media,
        name=row.name,
        fault=row.fault,
        officer=row.officer,
        changed_at=row.changed_at,
        pcn=pcns.get(row.item_id, "") if row.item_id is not None else "",
        case_id=row.case_id,
    )


def _due(received_on: date, days: int) -> date:
    return england().working_days_after(received_on, days)
