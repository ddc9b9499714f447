"""What was cleared, by officer and day: kept counts, so that a target bar never scans history."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection


def add_done(
    tx: Connection, officer: str, day: date, kind: str, outcome: str, points: int, *, done: int = 1
) -> None:
    """Count a case as cleared, the same for cancelling as for upholding; `done=-1` takes it back.

    Args:
        day: the office's day, in Europe/London.
        points: how many points its letter answers; taken back with the case.
    """
    from sqlalchemy.dialects import postgresql, sqlite

    from caseworker.store.tables import Tally

    table: Any = Tally.__table__  # type: ignore[attr-defined]
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    row = insert(table).values(
        officer=officer, day_on=day, kind=kind, outcome=outcome, done=done, points=points * done
    )
    tx.execute(
        row.on_conflict_do_update(
            index_elements=[table.c.officer, table.c.day_on, table.c.kind, table.c.outcome],
            set_={"done": table.c.done + row.excluded.done, "points": table.c.points + row.excluded.points},
        )
    )


def done_on(tx: Connection, officer: str, day: date) -> tuple[int, int]:
    """How many cases an officer cleared on a day, and how many points those answered."""
    import sqlalchemy as sa

    from caseworker.store.tables import Tally

    table: Any = Tally.__table__  # type: ignore[attr-defined]
    found = sa.select(sa.func.sum(table.c.done), sa.func.sum(table.c.points))
    done, points = tx.execute(found.where(table.c.officer == officer, table.c.day_on == day)).one()
    return int(done or 0), int(points or 0)
