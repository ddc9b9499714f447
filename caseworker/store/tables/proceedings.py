"""What runs beside a PCN and bars or moves it: appeals, court matters, removals; money beyond payments."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from caseworker.store.instants import Instant


class Proceeding(SQLModel, table=True):
    """An appeal, a court matter or a request with a clock of its own; open until it has an end."""

    __tablename__ = "proceedings"
    __table_args__ = (
        Index("proceedings_of_pcn", "pcn_id", "id"),
        Index("proceedings_open", "ended_on", "due_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    pcn_id: int = Field(foreign_key="pcns.id")
    case_id: int | None = Field(default=None, foreign_key="cases.id")
    """The case in which it is dealt with."""
    kind: str
    """A kind of ``law/data/proceedings.toml``: ``appeal``, ``recommendation``, ``statement`` …"""
    reference: str = ""
    """The tribunal's or the court's own."""
    form: str = ""
    """``TE9``, ``PE3`` … where it came on a form."""
    ground: str = ""
    """The form's ground, or the reason, by its id."""
    began_on: date
    """The day its clock begins with."""
    due_on: date | None = None
    """The last day for what the council must do in it."""
    answered_on: date | None = None
    """When the council did it."""
    ended_on: date | None = None
    result: str = ""
    """The event of the stage table that ended it."""
    words: str = Field(default="", sa_type=Text)
    officer: str
    at: datetime = Field(sa_type=Instant)
    changed_by: str = ""
    changed_at: datetime | None = Field(default=None, sa_type=Instant)


class Adjustment(SQLModel, table=True):
    """Money beyond payments, in pence: what was paid back, waived, written off or put right. Written once."""

    __tablename__ = "adjustments"
    __table_args__ = (UniqueConstraint("source_id"), Index("adjustments_of_pcn", "pcn_id", "on"))
    id: int | None = Field(default=None, primary_key=True)
    source_id: str
    """The supplier's id, or our own: never twice."""
    pcn_id: int = Field(foreign_key="pcns.id")
    on: date
    kind: str
    """``refund``, ``write-off``, ``waiver``, ``fee`` or ``correction``."""
    account: str
    """``penalty``, ``charge`` (a zone's daily one), ``release``, ``storage``, ``disposal`` or ``court``."""
    pence: int
    """What it adds to what is owed; a waiver takes away, a refund gives back what was received."""
    words: str = Field(default="", sa_type=Text)
    officer: str = ""
    at: datetime = Field(sa_type=Instant)


class Removal(SQLModel, table=True):
    """A vehicle that was removed or immobilised on its PCN."""

    __tablename__ = "removals"
    pcn_id: int = Field(primary_key=True, foreign_key="pcns.id")
    kind: str
    """``removal`` or ``clamp``."""
    taken_on: date
    taken_time: str = ""
    """Local ``HH:MM``."""
    pound: str = ""
    rights_given_on: date | None = None
    """When the right to make representations was notified in writing."""
    released_on: date | None = None
    sold_on: date | None = None
    """Disposed of, where nobody claimed it."""
    row_hash: str = ""


class Readdressed(SQLModel, table=True):
    """That somebody's letters on one PCN go to another address than the one that is known of them."""

    __tablename__ = "readdressed"
    pcn_id: int = Field(primary_key=True, foreign_key="pcns.id")
    name: str
    """Whom it is about: letters to anybody else go where they went."""
    address: str = Field(sa_type=Text)
    """Lines separated by newlines, without the postcode."""
    postcode: str
    words: str = Field(default="", sa_type=Text)
    """Where the address was found."""
    officer: str
    at: datetime = Field(sa_type=Instant)


class Consent(SQLModel, table=True):
    """That somebody agreed to be sent notices by email, for one PCN."""

    __tablename__ = "consents"
    pcn_id: int = Field(primary_key=True, foreign_key="pcns.id")
    email: str
    given_on: date
    words: str = Field(default="", sa_type=Text)
    officer: str
    at: datetime = Field(sa_type=Instant)
