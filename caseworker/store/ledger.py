"""Money received for a PCN."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.tables import Payment

PAYMENT = Payment.__table__  # type: ignore[attr-defined]


def payments_of(tx: Connection, pcn_id: int) -> list[Row[Any]]:
    """Payments for a PCN, oldest first; amounts in pence."""
    return list(tx.execute(_PAYMENTS, {"pcn": pcn_id}).all())


_PAYMENTS = (
    sa.select(PAYMENT)
    .where(PAYMENT.c.pcn_id == sa.bindparam("pcn"))
    .order_by(PAYMENT.c.received_on, PAYMENT.c.id)
)
"""Built once: built up anew for each case, it takes longer than it runs."""
