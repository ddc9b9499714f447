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
    return tx.execute(_HOLD, {"case": case_id}).one_or_none()


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
        done = tx.execute(_LIFT, {"cases": some, "lifted_at": at, "lifted_by": by})
        lifted |= {int(one) for one in done.scalars()}
        tx.execute(_RELEASE, {"cases": some, "held_until": None})
    return sorted(lifted)


def lift_for_mail(tx: Connection, case_ids: Collection[int], at: datetime) -> list[int]:
    """Lift the holds of cases to which new mail came; what is still to be asked for stays."""
    ids = list(case_ids)
    held: list[int] = []
    for start in range(0, len(ids), 500):
        found = sa.select(CASE.c.id).where(CASE.c.id.in_(ids[start : start + 500]))
        held += tx.execute(found.where(CASE.c.held_until.is_not(None))).scalars()
    return lift(tx, held, by="mail", at=at) if held else []


# The commands are built once: built up anew for each case, they take longer than they run.

_HOLD = (
    sa.select(HOLD)
    .where(HOLD.c.case_id == sa.bindparam("case"), HOLD.c.lifted_at.is_(None))
    .order_by(HOLD.c.id.desc())
    .limit(1)
)
_SOME: Any = sa.bindparam("cases", expanding=True)
_LIFT = sa.update(HOLD).where(HOLD.c.case_id.in_(_SOME), HOLD.c.lifted_at.is_(None)).returning(HOLD.c.case_id)
_RELEASE = sa.update(CASE).where(CASE.c.id.in_(_SOME), CASE.c.held_until.is_not(None))
