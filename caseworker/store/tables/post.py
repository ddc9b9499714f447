"""What leaves the office: letters on their way to the post, and what the council's case system is told."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from caseworker.store.instants import Instant


class PostBatch(SQLModel, table=True):
    """Letters handed to the post room together, with their manifest."""

    __tablename__ = "post_batches"
    __table_args__ = (Index("post_batches_by_day", "posts_on", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    posts_on: date
    """The posting day for which the dates in its letters were worked out."""
    state: str = "made"
    """``made``, ``confirmed`` (it left) or ``slipped`` (it did not)."""
    letters: int
    manifest_sha256: str = ""
    made_at: datetime = Field(sa_type=Instant)
    made_by: str
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_by: str = ""


class Posting(SQLModel, table=True):
    """Where an issued letter is between the key and the postman; the letter itself is never changed."""

    __tablename__ = "postings"
    __table_args__ = (
        Index("postings_board", "state", "posts_on", "letter_id"),
        Index("postings_of_batch", "batch_id"),
        Index("postings_of_pcn", "pcn_id"),
    )
    letter_id: int = Field(primary_key=True, foreign_key="letters.id")
    case_id: int = Field(foreign_key="cases.id")
    pcn_id: int = Field(foreign_key="pcns.id")
    state: str = "waiting"
    """``waiting``, ``batched``, ``left``, ``recalled``, ``slipped``, ``returned`` or ``dealt-with``."""
    posts_on: date
    batch_id: int | None = Field(default=None, foreign_key="post_batches.id")
    how: str = "first-class"
    """``first-class``, ``by-hand`` or ``email``."""
    left_on: date | None = None
    """The day it was posted or handed over."""
    handed_by: str = ""
    """By hand: who served it; a role or number."""
    handed_time: str = ""
    """By hand: local ``HH:MM``."""
    handed_to: str = Field(default="", sa_type=Text)
    """By hand: at which address; by email: the address to which it goes."""
    words: str = Field(default="", sa_type=Text)
    """Why it was recalled, slipped or returned, and what was done about a return."""
    body: str = Field(default="", sa_type=Text)
    """The letter as it was composed, so that a recalled one can be written on."""
    changed_at: datetime = Field(sa_type=Instant)
    changed_by: str


class OutcomeExport(SQLModel, table=True):
    """One file of outcomes made for the council's case system."""

    __tablename__ = "outcome_exports"
    id: int | None = Field(default=None, primary_key=True)
    made_at: datetime = Field(sa_type=Instant)
    officer: str
    rows: int
    sha256: str = ""


class Told(SQLModel, table=True):
    """One thing the council's case system must know of a PCN: a hold put on or taken off, or a decision."""

    __tablename__ = "outcomes"
    __table_args__ = (
        Index("outcomes_to_tell", "export_id", "id"),
        Index("outcomes_of_pcn", "pcn", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    pcn_id: int = Field(foreign_key="pcns.id")
    case_id: int = Field(foreign_key="cases.id")
    letter_id: int | None = Field(default=None, foreign_key="letters.id")
    pcn: str
    kind: str
    """``received``, ``decided``, ``information-asked``, ``returned``, ``corrected`` or ``moved``."""
    hold: str
    """``on`` or ``off``: whether the case system may go on serving notices."""
    decision: str = ""
    """``cancel``, ``uphold`` or empty."""
    reasons: str = ""
    """Slugs of the points with their answers, separated by spaces."""
    discount_pence: int | None = None
    discount_until: date | None = None
    refund_pence: int = 0
    stage: str = ""
    officer: str = ""
    at: datetime = Field(sa_type=Instant)
    export_id: int | None = Field(default=None, foreign_key="outcome_exports.id")
    """The file it went out in; none yet while empty."""
    acknowledged: str = ""
    """``taken``, ``refused`` or empty while nothing was heard."""
    acknowledged_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = Field(default="", sa_type=Text)
    """The case system's own words."""
