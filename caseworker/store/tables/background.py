"""What is known beside the PCN: permits, sessions, places, orders, and what happened before."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from caseworker.store.instants import Instant


class Permit(SQLModel, table=True):
    """A permit or badge for a vehicle."""

    __tablename__ = "permits"
    __table_args__ = (UniqueConstraint("source_id"), Index("permits_by_vrm", "vrm_alike", "valid_to"))
    id: int | None = Field(default=None, primary_key=True)
    source_id: str
    vrm: str
    vrm_raw: str = ""
    vrm_alike: str
    """`law.vrm.look_alike`: two marks that are easily taken for each other have the same."""
    number: str
    kind: str
    zone: str = ""
    valid_from: date
    valid_to: date
    status: str = "valid"
    """``valid``, ``ended``, ``cancelled`` or ``pending``."""
    holder: str = ""
    row_hash: str = ""


class Session(SQLModel, table=True):
    """A paid session, voucher, dispensation or suspension."""

    __tablename__ = "sessions"
    __table_args__ = (
        UniqueConstraint("source_id"),
        Index("sessions_by_vrm", "vrm_alike", "starts_at"),
        Index("sessions_by_kind", "kind", "starts_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    source_id: str
    kind: str
    """``paid``, ``voucher``, ``dispensation`` or ``suspension``."""
    vrm: str = ""
    vrm_raw: str = ""
    vrm_alike: str = ""
    location: str = ""
    location_code: str = ""
    starts_at: datetime = Field(sa_type=Instant)
    ends_at: datetime = Field(sa_type=Instant)
    amount_pence: int | None = None
    reference: str = ""
    words: str = Field(default="", sa_type=Text)
    row_hash: str = ""


class Order(SQLModel, table=True):
    """A traffic order: what makes the restriction law."""

    __tablename__ = "orders"
    __table_args__ = (UniqueConstraint("source_id"),)
    id: int | None = Field(default=None, primary_key=True)
    source_id: str
    title: str
    article: str = ""
    schedule: str = ""
    hours: str = ""
    made_on: date
    from_on: date
    """In force from."""
    to_on: date | None = None
    """Last day in force, where it has ended."""
    words: str = Field(default="", sa_type=Text)
    row_hash: str = ""


class Location(SQLModel, table=True):
    """A street or a part of one, with its restriction and the order behind it."""

    __tablename__ = "locations"
    __table_args__ = (UniqueConstraint("source_id"), Index("locations_by_street", "street_key"))
    id: int | None = Field(default=None, primary_key=True)
    source_id: str
    street: str
    street_key: str
    """The street case-folded with single spaces: a PCN's location begins with it."""
    place: str = ""
    zone: str = ""
    restriction: str = ""
    hours: str = ""
    location_code: str = ""
    order_id: int | None = Field(default=None, foreign_key="orders.id")
    row_hash: str = ""


class OrderPaper(SQLModel, table=True):
    """A sign photograph, plan or copy of an order; its bytes stand in `OrderPaperBytes`."""

    __tablename__ = "order_papers"
    __table_args__ = (
        UniqueConstraint("source_id"),
        Index("order_papers_of_order", "order_id"),
        Index("order_papers_of_location", "location_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    source_id: str
    order_id: int | None = Field(default=None, foreign_key="orders.id")
    location_id: int | None = Field(default=None, foreign_key="locations.id")
    name: str
    kind: str
    """``sign``, ``plan`` or ``order``."""
    taken_on: date | None = None
    caption: str = ""
    size: int
    sha256: str
    row_hash: str = ""


class OrderPaperBytes(SQLModel, table=True):
    """The bytes of one paper of an order."""

    __tablename__ = "order_paper_bytes"
    paper_id: int = Field(primary_key=True, foreign_key="order_papers.id")
    content: bytes = Field(sa_type=LargeBinary)


class History(SQLModel, table=True):
    """What the supplier's system knows happened to a PCN before it came here."""

    __tablename__ = "history"
    __table_args__ = (UniqueConstraint("source_id"), Index("history_of_pcn", "pcn_id", "on"))
    id: int | None = Field(default=None, primary_key=True)
    source_id: str
    pcn_id: int = Field(foreign_key="pcns.id")
    on: date
    time: str = ""
    event: str
    by: str = ""
    row_hash: str = ""
