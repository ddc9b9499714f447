"""Where letters on a PCN go instead of the address that is known of whoever is written to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.tables import Readdressed

MOVED = Readdressed.__table__  # type: ignore[attr-defined]


def of_pcn(tx: Connection, pcn_id: int) -> Row[Any] | None:
    """The other address for a PCN, or None."""
    return tx.execute(sa.select(MOVED).where(MOVED.c.pcn_id == pcn_id)).one_or_none()


def put(
    tx: Connection,
    pcn_id: int,
    *,
    name: str,
    address: str,
    postcode: str,
    words: str,
    officer: str,
    at: datetime,
) -> None:
    """Write another address, in place of one written before."""
    drop(tx, pcn_id)
    row = {"name": name, "address": address, "postcode": postcode, "words": words}
    tx.execute(sa.insert(MOVED).values(pcn_id=pcn_id, officer=officer, at=at, **row))


def drop(tx: Connection, pcn_id: int) -> None:
    """Letters on the PCN go where they went before."""
    tx.execute(sa.delete(MOVED).where(MOVED.c.pcn_id == pcn_id))
