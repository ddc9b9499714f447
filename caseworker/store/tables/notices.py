"""PCNs, the notices sent about them, and what happened to them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from caseworker.store.instants import Instant


class Pcn(SQLModel, table=True):
    """A penalty charge notice and where it stands in law."""

    __tablename__ = "pcns"
    __table_args__ = (
        Index("pcns_by_vrm", "vrm", postgresql_ops={"vrm": "text_pattern_ops"}),
        Index("pcns_by_location", "location"),
    )
    id: int | None = Field(default=None, primary_key=True)
    pcn: str = Field(unique=True)
    vrm: str
    """Normal form: upper case, no spaces."""
    vrm_raw: str = ""
    """As the supplier wrote it."""
    make: str = ""
    colour: str = ""
    regime: str
    basis: str = ""
    code: str
    """Contravention code with suffixes."""
    level: str
    band: str
    place: str
    """``london`` or ``outside``."""
    location: str
    restriction: str = ""
    """The restriction and its hours, in the supplier's words."""
    contravened_on: date
    contravened_time: str = ""
    """Local ``HH:MM``."""
    observed_from: str = ""
    observed_to: str = ""
    enforced_by: str = ""
    """Device or officer number; never a name."""
    served_how: str = "fixed"
    """``fixed``, ``by-hand`` or ``first-class``."""
    served_on: date
    """When the PCN was served (deemed, where it went by post)."""
    dated_on: date | None = None
    """The date on a postal PCN: the day it was posted."""
    parent: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    """The PCN that this one replaces: it went to somebody else, or was served again."""
    vehicle_class: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    """What the vehicle was charged as in a Clean Air Zone: ``van``, ``taxi`` …"""
    stage: str
    stage_on: date
    keeper_name: str = ""
    keeper_address: str = ""
    """Lines separated by newlines, without the postcode."""
    keeper_postcode: str = ""
    keeper_dead: bool = False
    data_as_of: datetime = Field(sa_type=Instant)
    row_hash: str = ""
    """SHA-256 over the supplier's row, by which a re-import sees what changed."""


class Notice(SQLModel, table=True):
    """A statutory notice sent about a PCN: notice to owner, charge certificate, rejection …"""

    __tablename__ = "notices"
    __table_args__ = (UniqueConstraint("pcn_id", "kind", "posted_on"),)
    id: int | None = Field(default=None, primary_key=True)
    pcn_id: int = Field(foreign_key="pcns.id", index=True)
    kind: str
    """``notice-to-owner``, ``charge-certificate``, ``notice-of-rejection`` …"""
    posted_on: date
    served_on: date


class Event(SQLModel, table=True):
    """What happened to a PCN, in order: the timeline, and each move of the stage."""

    __tablename__ = "events"
    __table_args__ = (Index("events_of_pcn", "pcn_id", "on", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    pcn_id: int = Field(foreign_key="pcns.id")
    case_id: int | None = Field(default=None, foreign_key="cases.id")
    event: str
    """An event of the stage table, or ``imported``, ``claimed``, ``viewed``, ``note`` …"""
    on: date
    at: datetime = Field(sa_type=Instant)
    officer: str = ""
    from_stage: str = ""
    to_stage: str = ""
    words: str = ""


class Payment(SQLModel, table=True):
    """Money received for a PCN."""

    __tablename__ = "payments"
    __table_args__ = (UniqueConstraint("source_id"), CheckConstraint("amount_pence > 0"))
    id: int | None = Field(default=None, primary_key=True)
    source_id: str
    pcn_id: int = Field(foreign_key="pcns.id", index=True)
    received_on: date
    amount_pence: int
    method: str = ""
    row_hash: str = ""
