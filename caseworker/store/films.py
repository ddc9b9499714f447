"""What officers saw of films: which clip, from where to where, and what it shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Table

from caseworker.store.tables import FilmViewing

VIEWING: Table = FilmViewing.__table__  # type: ignore[attr-defined]


def opened(tx: Connection, *, case_id: int, evidence_id: int, officer: str, at: datetime, clip: str) -> int:
    """Note that a film was opened; its id, by which what was seen is added."""
    row = {"case_id": case_id, "evidence_id": evidence_id, "officer": officer, "opened_at": at, "clip": clip}
    done = tx.execute(sa.insert(VIEWING).values(**row).returning(VIEWING.c.id))
    return int(done.scalar_one())


def get(tx: Connection, viewing_id: int) -> Row[Any] | None:
    """One viewing, or None."""
    return tx.execute(sa.select(VIEWING).where(VIEWING.c.id == viewing_id)).one_or_none()


def seen(tx: Connection, viewing_id: int, *, starts: str, ends: str, words: str) -> None:
    """Add from where to where it was seen, and what it shows."""
    tx.execute(
        sa.update(VIEWING).where(VIEWING.c.id == viewing_id).values(starts=starts, ends=ends, words=words)
    )


def of_case(tx: Connection, case_id: int) -> list[Row[Any]]:
    """Viewings for a case, oldest first."""
    found = sa.select(VIEWING).where(VIEWING.c.case_id == case_id)
    return list(tx.execute(found.order_by(VIEWING.c.id)).all())
