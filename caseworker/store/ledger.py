"""Money of a PCN: what was received, what was put right since, and what holding a vehicle began."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.tables import Adjustment, Payment, Removal

PAYMENT = Payment.__table__  # type: ignore[attr-defined]
ADJUSTMENT = Adjustment.__table__  # type: ignore[attr-defined]
REMOVAL = Removal.__table__  # type: ignore[attr-defined]


def payments_of(tx: Connection, pcn_id: int) -> list[Row[Any]]:
    """Payments for a PCN, oldest first; amounts in pence."""
    return list(tx.execute(_PAYMENTS, {"pcn": pcn_id}).all())


_PAYMENTS = (
    sa.select(PAYMENT)
    .where(PAYMENT.c.pcn_id == sa.bindparam("pcn"))
    .order_by(PAYMENT.c.received_on, PAYMENT.c.id)
)
"""Built once: built up anew for each case, it takes longer than it runs."""


def add_payment(
    tx: Connection, pcn_id: int, source_id: str, received_on: date, amount_pence: int, method: str
) -> int | None:
    """Write a payment once, and give its id; None where its `source_id` stands already."""
    if tx.execute(sa.select(PAYMENT.c.id).where(PAYMENT.c.source_id == source_id)).first():
        return None
    row = {"source_id": source_id, "received_on": received_on, "amount_pence": amount_pence, "method": method}
    done = sa.insert(PAYMENT).values(pcn_id=pcn_id, row_hash="", **row).returning(PAYMENT.c.id)
    return int(tx.execute(done).scalar_one())


def adjustments_of(tx: Connection, pcn_id: int) -> list[Row[Any]]:
    """Refunds, waivers, write-offs and corrections of a PCN, oldest first; amounts in pence."""
    found = sa.select(ADJUSTMENT).where(ADJUSTMENT.c.pcn_id == pcn_id)
    return list(tx.execute(found.order_by(ADJUSTMENT.c.on, ADJUSTMENT.c.id)).all())


def add_adjustment(
    tx: Connection,
    *,
    pcn_id: int,
    source_id: str,
    on: date,
    kind: str,
    account: str,
    pence: int,
    words: str,
    officer: str,
    at: datetime,
) -> bool:
    """Write an adjustment once; a `source_id` that stands already is left as it is.

    Args:
        source_id: the supplier's id or our own, by which it is never entered twice.
        pence: what it adds to what is owed; below nothing where it takes away.

    Returns:
        Whether it was new.
    """
    if tx.execute(sa.select(ADJUSTMENT.c.id).where(ADJUSTMENT.c.source_id == source_id)).first():
        return False
    tx.execute(
        sa.insert(ADJUSTMENT).values(
            pcn_id=pcn_id,
            source_id=source_id,
            on=on,
            kind=kind,
            account=account,
            pence=pence,
            words=words,
            officer=officer,
            at=at,
        )
    )
    return True


def removal_of(tx: Connection, pcn_id: int) -> Row[Any] | None:
    """That the vehicle of a PCN was clamped or removed, where it was."""
    return tx.execute(sa.select(REMOVAL).where(REMOVAL.c.pcn_id == pcn_id)).one_or_none()


def keep_removal(tx: Connection, pcn_id: int, **columns: Any) -> None:
    """Write what is known of a vehicle that was held; what was written before is replaced.

    Args:
        columns: as in the table ``removals``; those not given stay as they are.
    """
    done = tx.execute(sa.update(REMOVAL).where(REMOVAL.c.pcn_id == pcn_id).values(**columns))
    if done.rowcount == 0:
        tx.execute(sa.insert(REMOVAL).values(pcn_id=pcn_id, **columns))
