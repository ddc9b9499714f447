"""What the council's case system is told of each PCN: an outbox, written in the transaction of the act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.tables import OutcomeExport, Told

TOLD = Told.__table__  # type: ignore[attr-defined]
EXPORT = OutcomeExport.__table__  # type: ignore[attr-defined]
KINDS = ("received", "decided", "information-asked", "returned", "corrected", "moved")


def tell(tx: Connection, **columns: Any) -> int:
    """Leave one thing for the case system, and give its id.

    Args:
        columns: columns of `Told`: at least pcn_id, case_id, pcn, kind (one of `KINDS`), hold (``on`` or
            ``off``) and at; and letter_id, decision, reasons, discount_pence, discount_until, refund_pence,
            stage and officer, where they are known.
    """
    return int(tx.execute(sa.insert(TOLD).values(**_whole(columns)).returning(TOLD.c.id)).scalar_one())


def refund_told(tx: Connection, case_id: int) -> int:
    """What the case system was told already to pay back for a case, in pence."""
    found = sa.select(sa.func.coalesce(sa.func.sum(TOLD.c.refund_pence), 0)).where(TOLD.c.case_id == case_id)
    return int(tx.execute(found).scalar_one())


def of_export(tx: Connection, export_id: int) -> list[Row[Any]]:
    """What one file carried."""
    return list(tx.execute(sa.select(TOLD).where(TOLD.c.export_id == export_id).order_by(TOLD.c.id)).all())


def listed(tx: Connection, which: str, limit: int = 1_000) -> list[Row[Any]]:
    """The newest first.

    Args:
        which: ``refused``, ``waiting`` (in no file yet), ``unheard`` (in a file, nothing heard) or ``all``.
    """
    found = sa.select(TOLD).order_by(TOLD.c.id.desc()).limit(limit)
    narrowed = {
        "refused": TOLD.c.acknowledged == "refused",
        "waiting": TOLD.c.export_id.is_(None),
        "unheard": sa.and_(TOLD.c.export_id.is_not(None), TOLD.c.acknowledged == ""),
    }
    return list(tx.execute(found.where(narrowed[which]) if which in narrowed else found).all())


def counts(tx: Connection) -> dict[str, int]:
    """How many wait, are unheard of and were refused."""
    told = sa.select(
        sa.func.count().filter(TOLD.c.export_id.is_(None)),
        sa.func.count().filter(TOLD.c.export_id.is_not(None), TOLD.c.acknowledged == ""),
        sa.func.count().filter(TOLD.c.acknowledged == "refused"),
    )
    waits, unheard, refused = tx.execute(told).one()
    return {"waiting": int(waits), "unheard": int(unheard), "refused": int(refused)}


def to_send(tx: Connection) -> list[Row[Any]]:
    """What no file has carried yet, oldest first, held until the transaction ends."""
    found = sa.select(TOLD).where(TOLD.c.export_id.is_(None)).order_by(TOLD.c.id).with_for_update()
    return list(tx.execute(found).all())


def add_export(tx: Connection, **columns: Any) -> int:
    """Write a file's row, and give its number."""
    return int(tx.execute(sa.insert(EXPORT).values(**columns).returning(EXPORT.c.id)).scalar_one())


def send(tx: Connection, ids: Sequence[int], export_id: int) -> None:
    """Note that these go out in a file: these only, since another may have been told a moment ago."""
    for at in range(0, len(ids), _AT_ONCE):
        some = sa.update(TOLD).where(TOLD.c.id.in_(ids[at : at + _AT_ONCE]))
        tx.execute(some.values(export_id=export_id))


def seal_export(tx: Connection, export_id: int, sha256: str) -> None:
    """Keep the digest of a file."""
    tx.execute(sa.update(EXPORT).where(EXPORT.c.id == export_id).values(sha256=sha256))


def export(tx: Connection, export_id: int) -> Row[Any] | None:
    """One file's row, or None."""
    return tx.execute(sa.select(EXPORT).where(EXPORT.c.id == export_id)).one_or_none()


def export_with(tx: Connection, sha256: str) -> Row[Any] | None:
    """The file of a digest, or None."""
    found = sa.select(EXPORT).where(EXPORT.c.sha256 == sha256).order_by(EXPORT.c.id.desc()).limit(1)
    return tx.execute(found).one_or_none()


def by_ids(tx: Connection, ids: Sequence[int]) -> dict[int, Row[Any]]:
    """What stands under some ids, held until the transaction ends."""
    found: dict[int, Row[Any]] = {}
    for at in range(0, len(ids), _AT_ONCE):
        some = sa.select(TOLD).where(TOLD.c.id.in_(ids[at : at + _AT_ONCE])).order_by(TOLD.c.id)
        found |= {row.id: row for row in tx.execute(some.with_for_update())}
    return found


def acknowledge(tx: Connection, told_id: int, answer: str, words: str, at: datetime) -> None:
    """Note what the case system said to one thing."""
    heard = {"acknowledged": answer, "acknowledged_at": at, "answer": words}
    tx.execute(sa.update(TOLD).where(TOLD.c.id == told_id).values(**heard))


_AT_ONCE = 500
"""Ids asked for in one query."""


def _whole(columns: dict[str, Any]) -> dict[str, Any]:
    """The row with its empty columns, so that the two engines are given the same."""
    defaults = {
        name: field.get_default()
        for name, field in Told.model_fields.items()
        if not field.is_required() and name != "id"
    }
    return defaults | columns
