"""Filters that an officer keeps under a name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Table
from sqlalchemy.dialects import postgresql, sqlite

from caseworker.store.tables import SavedView

VIEW: Table = SavedView.__table__  # type: ignore[attr-defined]


def keep(tx: Connection, officer: str, name: str, words: str, at: datetime) -> None:
    """Keep a filter under a name; one of that name before is replaced."""
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    row = insert(VIEW).values(officer=officer, name=name, words=words, made_at=at)
    new = {"words": row.excluded.words, "made_at": row.excluded.made_at}
    tx.execute(row.on_conflict_do_update(index_elements=[VIEW.c.officer, VIEW.c.name], set_=new))


def of_officer(tx: Connection, officer: str) -> list[Row[Any]]:
    """An officer's views, by name."""
    found = tx.execute(sa.select(VIEW).where(VIEW.c.officer == officer)).all()
    return sorted(found, key=lambda row: str(row.name))


def drop(tx: Connection, officer: str, name: str) -> bool:
    """Forget a view; False where there was none of that name."""
    done = tx.execute(sa.delete(VIEW).where(VIEW.c.officer == officer, VIEW.c.name == name))
    return bool(done.rowcount)
