"""Cases put aside until a day: a hold ends when it is lifted or its day comes, and no clock waits for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Table

from caseworker.store.tables import Case, Hold

HOLD: Table = Hold.__table__  # type: ignore[attr-defined]
CASE: Table = Case.__table__  # type: ignore[attr-defined]


def put(
    tx: Connection,
    *,
    case_id: int,
    pcn_id: int,
    kind: str,
    words: str,
    officer: str,
    at: datetime,
    until: date,
) -> int:
    """Write a hold; whoever calls sets `held_until` on the case itself."""
    row = {"case_id": case_id, "pcn_id": pcn_id, "kind": kind, "words": words, "officer": officer}
    done = tx.execute(sa.insert(HOLD).values(**row, made_at=at, until_on=until).returning(HOLD.c.id))
    return int(done.scalar_one())


def of_case(tx: Connection, case_id: int) -> Row[Any] | None:
    """The newest hold of a case that nobody lifted, whether its day has come or not; else None."""
    found = sa.select(HOLD).where(HOLD.c.case_id == case_id, HOLD.c.lifted_at.is_(None))
    return tx.execute(found.order_by(HOLD.c.id.desc()).limit(1)).one_or_none()


def lift(tx: Connection, case_ids: Collection[int], *, by: str, at: datetime) -> list[int]:
    """Lift every hold of some cases, and give the cases that had one.

    `held_until` is emptied without raising the version: for new mail, which an officer's open case must see.

    Args:
        by: an officer's id, or ``mail`` where a new letter lifted it.
    """
    ids = list(case_ids)
    lifted: set[int] = set()
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        done = tx.execute(
            sa.update(HOLD)
            .where(HOLD.c.case_id.in_(some), HOLD.c.lifted_at.is_(None))
            .values(lifted_at=at, lifted_by=by)
            .returning(HOLD.c.case_id)
        )
        lifted |= {int(one) for one in done.scalars()}
        tx.execute(
            sa.update(CASE).where(CASE.c.id.in_(some), CASE.c.held_until.is_not(None)).values(held_until=None)
        )
    return sorted(lifted)


def lift_for_mail(tx: Connection, case_ids: Collection[int], at: datetime) -> list[int]:
    """Lift the holds of cases to which new mail came; what is still to be asked for stays."""
    ids = list(case_ids)
    held: list[int] = []
    for start in range(0, len(ids), 500):
        found = sa.select(CASE.c.id).where(CASE.c.id.in_(ids[start : start + 500]))
        held += tx.execute(found.where(CASE.c.held_until.is_not(None))).scalars()
    return lift(tx, held, by="mail", at=at) if held else []
