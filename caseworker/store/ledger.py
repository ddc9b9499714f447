"""Money received for a PCN."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.tables import Payment

PAYMENT = Payment.__table__  # type: ignore[attr-defined]


def payments_of(tx: Connection, pcn_id: int) -> list[Row[Any]]:
    """Payments for a PCN, oldest first; amounts in pence."""
    found = sa.select(PAYMENT).where(PAYMENT.c.pcn_id == pcn_id).order_by(PAYMENT.c.received_on, PAYMENT.c.id)
    return list(tx.execute(found).all())
