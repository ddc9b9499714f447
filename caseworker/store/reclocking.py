"""The days of open cases, worked out anew: a page for each day of receipt, all cases of one day at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Table

from caseworker.store.tables import Case

CASE: Table = Case.__table__  # type: ignore[attr-defined]
KINDS = ("informal", "formal", "certificate")
"""The kinds of case whose days follow from regime, kind and day of receipt."""


def days(tx: Connection) -> list[tuple[date, int]]:
    """The days on which open cases were received, with how many there are, oldest first."""
    found = sa.select(CASE.c.received_on, sa.func.count()).where(CASE.c.open == 1, CASE.c.kind.in_(KINDS))
    rows = tx.execute(found.group_by(CASE.c.received_on).order_by(CASE.c.received_on))
    return [(row[0], int(row[1])) for row in rows]


def groups(tx: Connection, received_on: date) -> list[tuple[str, str]]:
    """Regime and kind of the open cases of one day of receipt."""
    found = sa.select(CASE.c.regime, CASE.c.kind).where(
        CASE.c.open == 1, CASE.c.received_on == received_on, CASE.c.kind.in_(KINDS)
    )
    return [(row.regime, row.kind) for row in tx.execute(found.distinct().order_by(CASE.c.regime))]


def _others(received_on: date, regime: str, kind: str, columns: dict[str, Any]) -> sa.ColumnElement[bool]:
    """The open cases of one day, regime and kind whose days are not these."""
    same = sa.and_(*(CASE.c[name].is_not_distinct_from(value) for name, value in columns.items()))
    theirs = (CASE.c.open == 1, CASE.c.received_on == received_on, CASE.c.regime == regime)
    return sa.and_(*theirs, CASE.c.kind == kind, ~same)


def count(tx: Connection, received_on: date, regime: str, kind: str, **columns: Any) -> int:
    """How many open cases of one day, regime and kind have other days than these."""
    others = _others(received_on, regime, kind, columns)
    return int(tx.execute(sa.select(sa.func.count()).select_from(CASE).where(others)).scalar_one())


def put(tx: Connection, received_on: date, regime: str, kind: str, **columns: Any) -> int:
    """Give the open cases of one day, regime and kind their days, and say how many had others.

    Args:
        columns: reply_due_on, safe_post_on, target_on and urgency.
    """
    others = _others(received_on, regime, kind, columns)
    return int(tx.execute(sa.update(CASE).where(others).values(**columns)).rowcount)
