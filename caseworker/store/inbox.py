"""The inbox: pieces of post and mail as they came, until somebody says which PCN each is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.bulk import Bulk
from caseworker.store.tables import Inbox, InboxText

INBOX = Inbox.__table__  # type: ignore[attr-defined]
TEXT = InboxText.__table__  # type: ignore[attr-defined]
KINDS = ("challenge", "authority", "payment", "complaint", "other")
"""What a piece may be."""
_COLUMNS = (
    "id source_id channel received_on from_name from_address from_postcode subject pcn_read kind state "
    "officer fault name media size sha256 row_hash version"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece as it is put in."""

    source_id: str
    channel: str
    received_on: date
    from_name: str
    from_address: str
    from_postcode: str
    subject: str
    pcn_read: str
    text: str
    original: bytes
    size: int
    sha256: str
    row_hash: str
    fault: str = ""
    name: str = ""
    media: str = "text"


def add(bulk: Bulk, pieces: Sequence[Piece]) -> None:
    """Put pieces in, each waiting."""
    ids = bulk.ids("inbox", len(pieces))
    rows = [
        (
            *(number, one.source_id, one.channel, bulk.day(one.received_on), one.from_name, one.from_address),
            *(one.from_postcode, one.subject, one.pcn_read, "challenge", "waiting", "", one.fault, one.name),
            *(one.media, one.size, one.sha256, one.row_hash, 1),
        )
        for number, one in zip(ids, pieces, strict=True)
    ]
    bulk.insert("inbox", _COLUMNS, rows)
    for number, one in zip(ids, pieces, strict=True):
        values = (number, one.text, one.original, one.sha256)
        bulk.insert("inbox_texts", "inbox_id text original sha256", [values])


def waiting(tx: Connection, limit: int = 500) -> list[Row[Any]]:
    """What waits, oldest first."""
    found = sa.select(INBOX).where(INBOX.c.state == "waiting").order_by(INBOX.c.received_on, INBOX.c.id)
    return list(tx.execute(found.limit(limit)).all())


def get(tx: Connection, inbox_id: int) -> Row[Any] | None:
    """One piece, without its words."""
    return tx.execute(sa.select(INBOX).where(INBOX.c.id == inbox_id)).one_or_none()


def words(tx: Connection, inbox_id: int) -> tuple[str, bytes]:
    """The words of a piece, made safe, and what came in, byte for byte; a part has those of its whole."""
    row = get(tx, inbox_id)
    whole = row.part_of if row is not None and row.part_of is not None else inbox_id
    found = tx.execute(sa.select(TEXT.c.text, TEXT.c.original).where(TEXT.c.inbox_id == whole)).one()
    return found.text, bytes(found.original)
