"""The words that are no misspellings in the council's letters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Table
from sqlalchemy.dialects import postgresql, sqlite

from caseworker.store.tables import CouncilWord

WORD: Table = CouncilWord.__table__  # type: ignore[attr-defined]


def every(tx: Connection) -> list[Row[Any]]:
    """All of them, with who added each and when, by the alphabet."""
    return sorted(tx.execute(sa.select(WORD)).all(), key=lambda row: str(row.word).casefold())


def add(tx: Connection, word: str, officer: str, at: datetime) -> bool:
    """Add a word; False where it was there already."""
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    row = insert(WORD).values(word=word, officer=officer, added_at=at)
    return bool(tx.execute(row.on_conflict_do_nothing(index_elements=[WORD.c.word])).rowcount)


def drop(tx: Connection, word: str) -> bool:
    """Take a word away; False where it was not there."""
    return bool(tx.execute(sa.delete(WORD).where(WORD.c.word == word)).rowcount)
