"""Numbers kept in the same transaction as what they count: letter numbers, open cases by kind."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection, TextClause

KINDS = (
    *("informal", "formal", "certificate"),
    *("tribunal", "court", "query", "complaint", "member", "information"),
)
"""Kinds of case whose open ones are counted."""


def open_cases(kind: str) -> str:
    """The name of the counter of open cases of one kind."""
    return f"open:{kind}"


OPEN = tuple(open_cases(kind) for kind in KINDS)
"""The counters whose sum is the whole queue."""


def take(tx: Connection, name: str) -> int:
    """The next number of a counter: 1, 2, 3 …; never the same twice, and no gap where an act was undone."""
    return add(tx, name, 1)


def add(tx: Connection, name: str, n: int) -> int:
    """Add to a counter (or, with a negative number, take from it), and give its new value."""
    return int(tx.execute(_adding(), {"name": name, "n": n}).scalar_one())


@cache
def _adding() -> TextClause:
    """The command as text, the same on both engines: built up piece by piece it takes longer than it runs."""
    import sqlalchemy as sa

    return sa.text(
        "INSERT INTO counters (name, value) VALUES (:name, :n) "
        "ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value RETURNING value"
    )


def value(tx: Connection, name: str) -> int:
    """A counter's value; 0 where it was never used."""
    import sqlalchemy as sa

    table = _table()
    return int(tx.execute(sa.select(table.c.value).where(table.c.name == name)).scalar() or 0)


def recount_open(tx: Connection) -> dict[str, int]:
    """Count the open cases anew, write the counters, and give them by kind: for a bulk import."""
    import sqlalchemy as sa

    from caseworker.store.tables import Case

    cases: Any = Case.__table__  # type: ignore[attr-defined]
    found = tx.execute(
        sa.select(cases.c.kind, sa.func.count()).where(cases.c.open == 1).group_by(cases.c.kind)
    )
    counts = dict.fromkeys(KINDS, 0) | {kind: int(n) for kind, n in found}
    for kind, n in counts.items():
        add(tx, open_cases(kind), n - value(tx, open_cases(kind)))
    return counts


def _table() -> Any:
    from caseworker.store.tables import Counter

    return Counter.__table__  # type: ignore[attr-defined]
