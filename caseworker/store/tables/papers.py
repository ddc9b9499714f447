"""What came in: correspondence, notes, evidence."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from caseworker.store.instants import Instant


class Item(SQLModel, table=True):
    """One piece of correspondence, in or out; its words stand in `ItemText`."""

    __tablename__ = "items"
    __table_args__ = (UniqueConstraint("source_id"),)
    id: int | None = Field(default=None, primary_key=True)
    source_id: str
    """The supplier's own id."""
    pcn_id: int = Field(foreign_key="pcns.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="cases.id", index=True)
    direction: str = "in"
    channel: str
    """``web``, ``email``, ``post`` or ``phone``."""
    received_on: date
    from_name: str = ""
    subject: str = ""
    row_hash: str = ""


class ItemText(SQLModel, table=True):
    """The words of one piece of correspondence, made safe, and what came in, byte for byte."""

    __tablename__ = "item_texts"
    item_id: int = Field(primary_key=True, foreign_key="items.id")
    text: str = Field(sa_type=Text)
    original: bytes = Field(sa_type=LargeBinary)
    sha256: str


class Note(SQLModel, table=True):
    """A note on a PCN: the enforcement officer's, a colleague's, or of a telephone call."""

    __tablename__ = "notes"
    __table_args__ = (UniqueConstraint("source_id"),)
    id: int | None = Field(default=None, primary_key=True)
    source_id: str
    pcn_id: int = Field(foreign_key="pcns.id", index=True)
    noted_at: datetime = Field(sa_type=Instant)
    kind: str = "note"
    """``enforcement``, ``note`` or ``telephone``."""
    by: str = ""
    text: str = Field(sa_type=Text)
    row_hash: str = ""


class Evidence(SQLModel, table=True):
    """A photograph, document or film on a PCN; its bytes stand in `EvidenceBytes`."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("source_id"), CheckConstraint("size >= 0"))
    id: int | None = Field(default=None, primary_key=True)
    source_id: str
    pcn_id: int = Field(foreign_key="pcns.id", index=True)
    name: str
    kind: str
    """``photo``, ``document`` or ``film``."""
    sent_by: str
    """``council`` or ``motorist``."""
    taken_at: str = ""
    """When it was taken, as its maker wrote it."""
    caption: str = ""
    size: int
    sha256: str
    path: str = ""
    """Where a film lies; it is too large to keep here."""
    row_hash: str = ""


class EvidenceBytes(SQLModel, table=True):
    """The bytes of one piece of evidence (up to 25 MiB)."""

    __tablename__ = "evidence_bytes"
    evidence_id: int = Field(primary_key=True, foreign_key="evidence.id")
    content: bytes = Field(sa_type=LargeBinary)
