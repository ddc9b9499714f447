"""Numbers kept in the same transaction as what they count: letter numbers, open cases by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection

KINDS = ("informal", "formal", "certificate")
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
    insert = _insert(tx)
    table = _table()
    row = insert(table).values(name=name, value=n)
    row = row.on_conflict_do_update(
        index_elements=[table.c.name], set_={"value": table.c.value + row.excluded.value}
    )
    return int(tx.execute(row.returning(table.c.value)).scalar_one())


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


def _insert(tx: Connection) -> Any:
    """The engine's own INSERT, which knows ON CONFLICT."""
    from sqlalchemy.dialects import postgresql, sqlite

    return sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
