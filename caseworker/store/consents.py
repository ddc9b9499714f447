"""Who agreed to be sent letters by email, for one PCN."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.tables import Consent

CONSENT = Consent.__table__  # type: ignore[attr-defined]


def of_pcn(tx: Connection, pcn_id: int) -> Row[Any] | None:
    """What was agreed for a PCN, or None."""
    return tx.execute(sa.select(CONSENT).where(CONSENT.c.pcn_id == pcn_id)).one_or_none()


def put(
    tx: Connection, pcn_id: int, *, email: str, given_on: date, words: str, officer: str, at: datetime
) -> None:
    """Write what was agreed, in place of what was agreed before."""
    drop(tx, pcn_id)
    row = {"email": email, "given_on": given_on, "words": words, "officer": officer, "at": at}
    tx.execute(sa.insert(CONSENT).values(pcn_id=pcn_id, **row))


def drop(tx: Connection, pcn_id: int) -> None:
    """Take it back: letters on the PCN go by post."""
    tx.execute(sa.delete(CONSENT).where(CONSENT.c.pcn_id == pcn_id))
