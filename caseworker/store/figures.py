"""What was cleared, by officer and day: kept counts, so that a target bar never scans history."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection, TextClause


def add_done(
    tx: Connection, officer: str, day: date, kind: str, outcome: str, points: int, *, done: int = 1
) -> None:
    """Count a case as cleared, the same for cancelling as for upholding; `done=-1` takes it back.

    Args:
        day: the office's day, in Europe/London.
        points: how many points its letter answers; taken back with the case.
    """
    values = {"officer": officer, "day": day, "kind": kind, "outcome": outcome, "done": done}
    tx.execute(_adding(), {**values, "points": points * done})


@cache
def _adding() -> TextClause:
    """The command as text, the same on both engines: built up piece by piece it takes longer than it runs."""
    import sqlalchemy as sa

    return sa.text(
        "INSERT INTO tallies (officer, day_on, kind, outcome, done, points) "
        "VALUES (:officer, :day, :kind, :outcome, :done, :points) "
        "ON CONFLICT (officer, day_on, kind, outcome) "
        "DO UPDATE SET done = tallies.done + excluded.done, points = tallies.points + excluded.points"
    ).bindparams(sa.bindparam("day", type_=sa.Date()))


def done_on(tx: Connection, officer: str, day: date) -> tuple[int, int]:
    """How many cases an officer cleared on a day, and how many points those answered."""
    import sqlalchemy as sa

    from caseworker.store.tables import Tally

    table: Any = Tally.__table__  # type: ignore[attr-defined]
    found = sa.select(sa.func.sum(table.c.done), sa.func.sum(table.c.points))
    done, points = tx.execute(found.where(table.c.officer == officer, table.c.day_on == day)).one()
    return int(done or 0), int(points or 0)
