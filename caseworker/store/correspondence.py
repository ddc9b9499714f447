"""What was written about a PCN: correspondence and notes."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.tables import Item, ItemText, Note

ITEM = Item.__table__  # type: ignore[attr-defined]
TEXT = ItemText.__table__  # type: ignore[attr-defined]
NOTE = Note.__table__  # type: ignore[attr-defined]


def items_of(tx: Connection, pcn_id: int) -> list[Row[Any]]:
    """Correspondence of a PCN with its words, oldest first."""
    return list(tx.execute(_ITEMS, {"pcn": pcn_id}).all())


def add_item(tx: Connection, text: str, **columns: Any) -> int:
    """Write a piece of correspondence with its words, and give its id.

    Args:
        columns: columns of `Item`: at least source_id, pcn_id, case_id, channel, received_on, from_name.
    """
    row = {"direction": "in", "subject": "", "row_hash": ""} | columns
    item_id = int(tx.execute(sa.insert(ITEM).values(**row).returning(ITEM.c.id)).scalar_one())
    original = text.encode()
    digest = hashlib.sha256(original).hexdigest()
    tx.execute(sa.insert(TEXT).values(item_id=item_id, text=text, original=original, sha256=digest))
    return item_id


def give(tx: Connection, item_id: int, case_id: int) -> None:
    """Let a piece of correspondence belong to another case of its PCN."""
    tx.execute(sa.update(ITEM).where(ITEM.c.id == item_id).values(case_id=case_id))


def place(tx: Connection, item_id: int, pcn_id: int, case_id: int) -> None:
    """Let a piece of correspondence belong to a case of another PCN."""
    tx.execute(sa.update(ITEM).where(ITEM.c.id == item_id).values(pcn_id=pcn_id, case_id=case_id))


def by_source(tx: Connection, source_id: str) -> int | None:
    """The id of a piece of correspondence by the supplier's, or None."""
    found = tx.execute(sa.select(ITEM.c.id).where(ITEM.c.source_id == source_id)).scalar()
    return None if found is None else int(found)


def notes_of(tx: Connection, pcn_id: int) -> list[Row[Any]]:
    """Notes on a PCN, oldest first."""
    return list(tx.execute(_NOTES, {"pcn": pcn_id}).all())


def add_note(
    tx: Connection, *, pcn_id: int, source_id: str, kind: str, by: str, text: str, at: datetime
) -> None:
    """Write one note."""
    tx.execute(
        sa.insert(NOTE).values(
            pcn_id=pcn_id, source_id=source_id, kind=kind, by=by, text=text, noted_at=at, row_hash=""
        )
    )


# The commands are built once: built up anew for each case, they take longer than they run.

_ITEMS = (
    sa.select(ITEM, TEXT.c.text)
    .join_from(ITEM, TEXT, TEXT.c.item_id == ITEM.c.id)
    .where(ITEM.c.pcn_id == sa.bindparam("pcn"))
    .order_by(ITEM.c.received_on, ITEM.c.id)
)
_NOTES = sa.select(NOTE).where(NOTE.c.pcn_id == sa.bindparam("pcn")).order_by(NOTE.c.noted_at)
