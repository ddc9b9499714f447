"""Letters being written: one row for each case and officer, saved at each pause."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row
from sqlalchemy.dialects import postgresql, sqlite

from caseworker.store.tables import Draft

DRAFT = Draft.__table__  # type: ignore[attr-defined]


def get(tx: Connection, case_id: int, officer: str) -> Row[Any] | None:
    """An officer's draft for a case, or None."""
    return tx.execute(_DRAFT, {"case": case_id, "who": officer}).one_or_none()


def save(tx: Connection, *, case_id: int, officer: str, case_version: int, at: datetime, body: str) -> None:
    """Keep a draft, in the place of the one before."""
    values = {"case_version": case_version, "saved_at": at, "body": body}
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    row = insert(DRAFT).values(case_id=case_id, officer=officer, **values)
    tx.execute(row.on_conflict_do_update(index_elements=[DRAFT.c.case_id, DRAFT.c.officer], set_=values))


def drop(tx: Connection, case_id: int, officer: str | None = None) -> None:
    """Drop one officer's draft for a case, or everybody's."""
    gone = sa.delete(DRAFT).where(DRAFT.c.case_id == case_id)
    tx.execute(gone if officer is None else gone.where(DRAFT.c.officer == officer))


_DRAFT = sa.select(DRAFT).where(
    DRAFT.c.case_id == sa.bindparam("case"), DRAFT.c.officer == sa.bindparam("who")
)
"""Built once: built up anew for each case, it takes longer than it runs."""
