"""What the council's case system is told of each PCN: an outbox, written in the transaction of the act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.tables import OutcomeExport, Told

TOLD = Told.__table__  # type: ignore[attr-defined]
EXPORT = OutcomeExport.__table__  # type: ignore[attr-defined]
KINDS = ("received", "decided", "information-asked", "returned", "corrected")


def tell(tx: Connection, **columns: Any) -> int:
    """Leave one thing for the case system, and give its id.

    Args:
        columns: columns of `Told`: at least pcn_id, case_id, pcn, kind (one of `KINDS`), hold (``on`` or
            ``off``) and at; and letter_id, decision, reasons, discount_pence, discount_until, refund_pence,
            stage and officer, where they are known.
    """
    return int(tx.execute(sa.insert(TOLD).values(**_whole(columns)).returning(TOLD.c.id)).scalar_one())


def tell_all(tx: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Leave many things at once: for an import."""
    if rows:
        tx.execute(sa.insert(TOLD), [_whole(row) for row in rows])


def waiting(tx: Connection) -> list[Row[Any]]:
    """What no file has carried yet, oldest first."""
    return list(tx.execute(sa.select(TOLD).where(TOLD.c.export_id.is_(None)).order_by(TOLD.c.id)).all())


def _whole(columns: dict[str, Any]) -> dict[str, Any]:
    """The row with its empty columns, so that the two engines are given the same."""
    defaults = {
        name: field.get_default()
        for name, field in Told.model_fields.items()
        if not field.is_required() and name != "id"
    }
    return defaults | columns
