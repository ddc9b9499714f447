"""What the store is, what was imported, and the numbers kept beside it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from caseworker.store.instants import Instant


class Installation(SQLModel, table=True):
    """What this store is: live or training, for ever. One row."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("kind IN ('live', 'training')"), CheckConstraint("id = 1"))
    id: int = Field(default=1, primary_key=True)
    kind: str
    uuid: str
    made_at: datetime = Field(sa_type=Instant)
    today_on: date | None = None
    """The practice day that a sandbox was built for."""
    seed: int | None = None


class Batch(SQLModel, table=True):
    """One import: it landed whole or not at all."""

    __tablename__ = "batches"
    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(unique=True)
    """SHA-256 over the files taken in: the same folder twice changes nothing."""
    taken_at: datetime = Field(sa_type=Instant)
    officer: str
    counts: str = Field(sa_type=Text)
    """Rows new and changed, in words."""


class Counter(SQLModel, table=True):
    """A number kept in the same transaction as what it counts: letter numbers, open cases by kind."""

    __tablename__ = "counters"
    name: str = Field(primary_key=True)
    value: int = 0


class Tally(SQLModel, table=True):
    """Cases cleared by an officer on a day, by kind: kept for the target bar and the leader's board."""

    __tablename__ = "tallies"
    __table_args__ = (Index("tallies_by_day", "day_on", "officer"),)
    officer: str = Field(primary_key=True)
    day_on: date = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    outcome: str = Field(primary_key=True)
    done: int = 0
    points: int = 0
    items: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """Letters that were answered."""
    pcns: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    weight: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """Hundredths: `figures.weight` of points, letters and PCNs, the same for cancelling as for upholding."""
    on_time: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """Within the law's time and the council's own."""
    late: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class Arrival(SQLModel, table=True):
    """Cases that came in on a day, by kind: kept, so that no board scans history."""

    __tablename__ = "arrivals"
    day_on: date = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    received: int = 0


class AuditEntry(SQLModel, table=True):
    """Append-only: one entry an act, chained per case. Ids, field names and hashes; never anybody's words."""

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("chain", "link"),)
    seq: int | None = Field(default=None, primary_key=True)
    chain: str
    """``case:12``, or ``office`` for acts on no case."""
    link: int
    """1, 2, 3 … within the chain."""
    act: str
    officer: str
    at: datetime = Field(sa_type=Instant)
    body: bytes = Field(sa_type=LargeBinary)
    """The canonical bytes that were hashed."""
    previous: str
    hash: str


class AuditSeal(SQLModel, table=True):
    """The sealer's chain over the heads of all chains."""

    __tablename__ = "audit_seals"
    id: int | None = Field(default=None, primary_key=True)
    sealed_at: datetime = Field(sa_type=Instant)
    up_to_seq: int
    heads: str
    """SHA-256 over every entry since the previous seal, in order, and so over every chain's head."""
    previous: str
    hash: str
