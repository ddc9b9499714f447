"""The inbox: pieces of post and mail as they came, until somebody says which PCN each is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.bulk import Bulk
from caseworker.store.tables import Inbox, InboxText, Item, Pcn

INBOX = Inbox.__table__  # type: ignore[attr-defined]
TEXT = InboxText.__table__  # type: ignore[attr-defined]
ITEM = Item.__table__  # type: ignore[attr-defined]
PCN = Pcn.__table__  # type: ignore[attr-defined]
KINDS = (
    *("challenge", "authority", "payment", "complaint", "both"),
    *("query", "member", "information", "subject-access", "other"),
)
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


def get(tx: Connection, inbox_id: int) -> Row[Any] | None:
    """One piece, without its words."""
    return tx.execute(sa.select(INBOX).where(INBOX.c.id == inbox_id)).one_or_none()


def words(tx: Connection, inbox_id: int) -> tuple[str, bytes]:
    """The words of a piece, made safe, and what came in, byte for byte; a part has those of its whole."""
    row = get(tx, inbox_id)
    whole = row.part_of if row is not None and row.part_of is not None else inbox_id
    found = tx.execute(sa.select(TEXT.c.text, TEXT.c.original).where(TEXT.c.inbox_id == whole)).one()
    return found.text, bytes(found.original)


def listed(tx: Connection, state: str, limit: int = 500) -> list[Row[Any]]:
    """Pieces in a state: those that wait oldest first, the others newest first."""
    order = (INBOX.c.received_on, INBOX.c.id)
    if state != "waiting":
        order = (INBOX.c.changed_at.desc(), INBOX.c.id.desc())
    found = sa.select(INBOX).where(INBOX.c.state == state).order_by(*order)
    return list(tx.execute(found.limit(limit)).all())


def count(tx: Connection, state: str = "waiting") -> int:
    """How many pieces are in a state."""
    return int(tx.execute(sa.select(sa.func.count()).where(INBOX.c.state == state)).scalar_one())


def change(tx: Connection, inbox_id: int, version: int, **columns: Any) -> bool:
    """Change a piece that still has the version that was read; False where it was changed since."""
    done = tx.execute(
        sa.update(INBOX)
        .where(INBOX.c.id == inbox_id, INBOX.c.version == version)
        .values(version=version + 1, **columns)
    )
    return done.rowcount == 1


def add_part(tx: Connection, whole: Row[Any], source_id: str, **columns: Any) -> None:
    """Write one part of a piece that is about several PCNs; its words are those of the whole."""
    values = dict(whole._mapping) | {"source_id": source_id, "part_of": whole.id, "version": 1} | columns
    del values["id"]
    tx.execute(sa.insert(INBOX).values(**values))


def of_item(tx: Connection, item_id: int) -> Row[Any] | None:
    """The piece that became a letter on a PCN."""
    return tx.execute(sa.select(INBOX).where(INBOX.c.item_id == item_id)).first()


def pcns_of(tx: Connection, item_ids: Sequence[int]) -> dict[int, str]:
    """The PCNs on which letters stand."""
    found = sa.select(ITEM.c.id, PCN.c.pcn).join_from(ITEM, PCN, PCN.c.id == ITEM.c.pcn_id)
    return {int(row[0]): row[1] for row in tx.execute(found.where(ITEM.c.id.in_(item_ids)))}


def item_of(tx: Connection, source_id: str) -> int:
    """The letter with a supplier's id."""
    return int(tx.execute(sa.select(ITEM.c.id).where(ITEM.c.source_id == source_id)).scalar_one())


def case_of_item(tx: Connection, item_id: int) -> int | None:
    """The case on which a letter stands."""
    found = tx.execute(sa.select(ITEM.c.case_id).where(ITEM.c.id == item_id)).scalar()
    return None if found is None else int(found)


def parts_of(tx: Connection, inbox_id: int) -> list[Row[Any]]:
    """The parts of a piece that was split."""
    found = sa.select(INBOX).where(INBOX.c.part_of == inbox_id).order_by(INBOX.c.id)
    return list(tx.execute(found).all())
