"""What came in and what was cleared, by day: kept counts, so that no bar and no board scans history."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection, TextClause

    from caseworker.config import Weights

SUMS = ("done", "points", "items", "pcns", "weight", "on_time", "late")
"""What is kept of an officer's day, by kind of case and outcome."""


def weight(points: int, items: int, pcns: int, weights: Weights) -> int:
    """What one cleared case counts, in hundredths of a plain one: whatever its outcome.

    Args:
        points: how many points its letter answers.
        items: how many letters it answers.
        pcns: how many PCNs it decides.
        weights: what the council has chosen: so much a case, and more for each point, letter and PCN after
            the first.
    """
    more = ((points, weights.point), (items, weights.item), (pcns, weights.pcn))
    return weights.case + sum(max(0, count - 1) * each for count, each in more)


def add_done(
    tx: Connection,
    officer: str,
    day: date,
    kind: str,
    outcome: str,
    points: int,
    *,
    items: int = 1,
    pcns: int = 1,
    weight: int = 100,
    on_time: bool = True,
    done: int = 1,
) -> None:
    """Count a case as cleared, the same for cancelling as for upholding; `done=-1` takes it back.

    Args:
        day: the office's day, in Europe/London.
        points: how many points its letter answers; taken back with the case, like all that follows.
        items: how many letters it answers.
        pcns: how many PCNs it decides.
        weight: what `weight` gives for these.
        on_time: whether it is posted within the law's time and the council's own.
    """
    sums = (1, points, items, pcns, weight, int(on_time), int(not on_time))
    values = {name: value * done for name, value in zip(SUMS, sums, strict=True)}
    tx.execute(_adding(), {"officer": officer, "day": day, "kind": kind, "outcome": outcome, **values})


@cache
def _adding() -> TextClause:
    """The command as text, the same on both engines: built up piece by piece it takes longer than it runs."""
    import sqlalchemy as sa

    names, marks = ", ".join(SUMS), ", ".join(f":{name}" for name in SUMS)
    added = ", ".join(f"{name} = tallies.{name} + excluded.{name}" for name in SUMS)
    return sa.text(
        f"INSERT INTO tallies (officer, day_on, kind, outcome, {names}) "  # noqa: S608
        f"VALUES (:officer, :day, :kind, :outcome, {marks}) "
        f"ON CONFLICT (officer, day_on, kind, outcome) DO UPDATE SET {added}"
    ).bindparams(sa.bindparam("day", type_=sa.Date()))


def add_arrivals(tx: Connection, day: date, kind: str, n: int) -> None:
    """Count cases as received on a day; a negative number takes them back."""
    tx.execute(_arriving(), {"day": day, "kind": kind, "n": n})


@cache
def _arriving() -> TextClause:
    import sqlalchemy as sa

    return sa.text(
        "INSERT INTO arrivals (day_on, kind, received) VALUES (:day, :kind, :n) "
        "ON CONFLICT (day_on, kind) DO UPDATE SET received = arrivals.received + excluded.received"
    ).bindparams(sa.bindparam("day", type_=sa.Date()))


def answered(tx: Connection, case_id: int) -> tuple[int, int]:
    """How many points and how many letters a case answers."""
    points, items = tx.execute(_answered(), {"case": case_id}).one()
    return int(points), int(items)


@cache
def _answered() -> TextClause:
    import sqlalchemy as sa

    return sa.text(
        "SELECT (SELECT COUNT(*) FROM points WHERE case_id = :case), "
        "(SELECT COUNT(*) FROM items WHERE case_id = :case AND direction = 'in')"
    )


def done_on(tx: Connection, officer: str, day: date) -> tuple[int, float]:
    """How many cases an officer cleared on a day, and what they count by weight."""
    import sqlalchemy as sa

    from caseworker.store.tables import Tally

    table: Any = Tally.__table__  # type: ignore[attr-defined]
    found = sa.select(sa.func.sum(table.c.done), sa.func.sum(table.c.weight))
    done, weighed = tx.execute(found.where(table.c.officer == officer, table.c.day_on == day)).one()
    return int(done or 0), int(weighed or 0) / 100
