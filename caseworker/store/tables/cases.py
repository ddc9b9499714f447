"""Disputes, what was said in them, and what was decided."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from caseworker.store.instants import Instant


class Case(SQLModel, table=True):
    """A dispute about one PCN: what the queue lists and an officer clears.

    The columns from `pcn` to `code` repeat the PCN's, so that the queue reads one table.
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index("cases_queue", "open", "urgency", "id"),
        Index("cases_queue_kind", "open", "kind", "urgency", "id"),
        Index("cases_queue_officer", "open", "officer", "urgency", "id"),
        Index("cases_received", "open", "received_on", "id"),
        Index("cases_by_pcn", "pcn", postgresql_ops={"pcn": "text_pattern_ops"}),
        Index("cases_by_vrm", "vrm", postgresql_ops={"vrm": "text_pattern_ops"}),
    )
    id: int | None = Field(default=None, primary_key=True)
    pcn_id: int = Field(foreign_key="pcns.id", index=True)
    pcn: str
    vrm: str
    regime: str
    code: str
    street: str
    kind: str
    """``informal``, ``formal`` or ``certificate``."""
    status: str = "new"
    """``new``, ``open`` (claimed), ``decided``, ``issued`` or ``closed``."""
    open: int = 1
    """1 while somebody must still act: the queue's first key."""
    urgency: str
    """Order of the queue: last safe posting day (or 9999-12-31), a space, the service target."""
    received_on: date
    """First valid receipt: the day the reply clock begins with."""
    reply_due_on: date | None = None
    """Last day on which the reply may be served, where the law sets one."""
    safe_post_on: date | None = None
    """Last posting day whose deemed service is in time."""
    target_on: date
    """The council's own service standard."""
    in_discount: bool = False
    """Whether the challenge came within the discount period."""
    points: int = 0
    flags: str = ""
    """Words separated by spaces: ``paid care film certificate …``."""
    officer: str = ""
    """Who has claimed it."""
    claimed_at: datetime | None = Field(default=None, sa_type=Instant)
    held_until: date | None = None
    """Until when it is on hold; the law's clocks run on."""
    informal_by: str = ""
    """Who decided the informal stage of this PCN, who should not decide the formal one."""
    writer_name: str = ""
    writer_address: str = ""
    writer_postcode: str = ""
    writer_role: str = "unknown"
    authority_seen: bool = False
    """Whether an agent's authority has been seen."""
    outcome: str = ""
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    issued_at: datetime | None = Field(default=None, sa_type=Instant)
    version: int = 1
    """Raised by every act that changes the case: what was read must still stand when it is written."""


class CaseLink(SQLModel, table=True):
    """A case that stands with others: one letter or many, each PCN decided by itself."""

    __tablename__ = "case_links"
    __table_args__ = (Index("case_links_by_first", "first_id", "case_id"),)
    case_id: int = Field(primary_key=True, foreign_key="cases.id")
    first_id: int = Field(foreign_key="cases.id")
    """The first of the cases that stand together, which has a row of its own."""


class Point(SQLModel, table=True):
    """One thing the motorist said, and the council's answer to it."""

    __tablename__ = "points"
    __table_args__ = (UniqueConstraint("case_id", "slug"), Index("points_by_slug", "slug", "case_id"))
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True)
    seq: int
    slug: str
    """A slug of the shared vocabulary."""
    item_id: int | None = Field(default=None, foreign_key="items.id")
    start: int | None = None
    """Where in the item's text it was said."""
    end: int | None = None
    words: str = Field(default="", sa_type=Text)
    """The motorist's own words, or the officer's when no place is marked."""
    ground: str = ""
    """A statutory ground's code, or a mitigation code."""
    mitigation: bool = False
    outcome: str = ""
    """``upheld``, ``not-upheld`` or empty while undecided."""
    reason: str = Field(default="", sa_type=Text)
    """Why, in a sentence that goes into the letter."""


class PointEvidence(SQLModel, table=True):
    """Evidence relied on for a point: it must have been opened."""

    __tablename__ = "point_evidence"
    point_id: int = Field(primary_key=True, foreign_key="points.id")
    evidence_id: int = Field(primary_key=True, foreign_key="evidence.id")


class Decision(SQLModel, table=True):
    """The outcome of a case with its reasons; one row a decision, the newest live one counts."""

    __tablename__ = "decisions"
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True)
    case_version: int
    outcome: str
    letter_kind: str
    officer: str
    officer_role: str = ""
    decided_at: datetime = Field(sa_type=Instant)
    withdrawn: bool = False
    """Undone before issue."""
    discount_pence: int | None = None
    """The discount offered again, where it is."""
    discount_until: date | None = None
    refund_pence: int = 0
    guideline: str = ""
    """The council's guideline that was looked at."""
    followed: str = ""
    """``followed``, ``departed`` or empty."""
    weighed: str = Field(default="", sa_type=Text)
    """The officer's words on this case: why the guideline was followed or departed from."""


class Viewing(SQLModel, table=True):
    """Who opened which evidence for which case, and when: the first time counts."""

    __tablename__ = "viewings"
    __table_args__ = (UniqueConstraint("case_id", "evidence_id", "officer"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True)
    evidence_id: int = Field(foreign_key="evidence.id")
    officer: str
    opened_at: datetime = Field(sa_type=Instant)
