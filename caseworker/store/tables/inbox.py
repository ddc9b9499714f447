"""Post and mail that is not on a case yet."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from caseworker.store.instants import Instant


class Inbox(SQLModel, table=True):
    """One piece of post or mail as it came; its words and bytes stand in `InboxText`."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("source_id"),
        Index("inbox_waiting", "state", "received_on", "id"),
        Index("inbox_of_item", "item_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    source_id: str
    channel: str
    received_on: date
    from_name: str = ""
    from_address: str = ""
    from_postcode: str = ""
    subject: str = ""
    pcn_read: str = ""
    """The PCN as a scanner or the sender gave it: it may be wrong."""
    kind: str = "challenge"
    """``challenge``, ``authority``, ``payment``, ``complaint`` or ``other``."""
    state: str = "waiting"
    """``waiting``, ``indexed``, ``split`` or ``set-aside``."""
    item_id: int | None = Field(default=None, foreign_key="items.id")
    """The correspondence it became."""
    case_id: int | None = Field(default=None, foreign_key="cases.id")
    part_of: int | None = Field(default=None, foreign_key="inbox.id")
    """The piece it was split from."""
    officer: str = ""
    changed_at: datetime | None = Field(default=None, sa_type=Instant)
    fault: str = Field(default="", sa_type=Text)
    """Why it could not be read, or why it was set aside."""
    name: str = ""
    """The file's name."""
    media: str = "text"
    """``text``, ``photo`` or ``document``: what `InboxText.original` holds."""
    size: int = 0
    sha256: str = ""
    row_hash: str = ""
    version: int = 1


class InboxText(SQLModel, table=True):
    """The words of one piece of post, made safe, and what came in, byte for byte."""

    __tablename__ = "inbox_texts"
    inbox_id: int = Field(primary_key=True, foreign_key="inbox.id")
    text: str = Field(sa_type=Text)
    original: bytes = Field(sa_type=LargeBinary)
    sha256: str
