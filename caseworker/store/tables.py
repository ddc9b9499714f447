"""The tables: one class a table, one docstring a table, the columns in the field's own words.

Large things (texts, pictures, letters) stand in tables of their own, so that no list query reads them.
Money is integer pence; a legal day is a date named ``*_on``; an instant is UTC, named ``*_at``.
Enums are text; `SQLModel(table=True)` validates nothing, so rows are checked where they come in.
"""

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


class Viewing(SQLModel, table=True):
    """Who opened which evidence for which case, and when: the first time counts."""

    __tablename__ = "viewings"
    __table_args__ = (UniqueConstraint("case_id", "evidence_id", "officer"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True)
    evidence_id: int = Field(foreign_key="evidence.id")
    officer: str
    opened_at: datetime = Field(sa_type=Instant)


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


class Point(SQLModel, table=True):
    """One thing the motorist said, and the council's answer to it."""

    __tablename__ = "points"
    __table_args__ = (UniqueConstraint("case_id", "slug"),)
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


class Draft(SQLModel, table=True):
    """A letter being written; its own row, saved at each pause, gone when the letter is issued."""

    __tablename__ = "drafts"
    case_id: int = Field(primary_key=True, foreign_key="cases.id")
    officer: str = Field(primary_key=True)
    case_version: int
    saved_at: datetime = Field(sa_type=Instant)
    body: str = Field(sa_type=Text)


class Letter(SQLModel, table=True):
    """A letter that was issued; its bytes stand in `LetterBytes`."""

    __tablename__ = "letters"
    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    idempotency_key: str = Field(unique=True)
    """``issue:<case>:<version>``: one letter a decision version, whatever is pressed or killed when."""
    case_id: int = Field(foreign_key="cases.id", index=True)
    pcn_id: int = Field(foreign_key="pcns.id", index=True)
    decision_id: int = Field(foreign_key="decisions.id")
    kind: str
    recipient: str
    officer: str
    issued_at: datetime = Field(sa_type=Instant)
    posts_on: date
    """The posting day for which its dates were worked out."""
    served_on: date
    sha256: str


class LetterBytes(SQLModel, table=True):
    """The letter's file and its words, kept with the row that says it was issued."""

    __tablename__ = "letter_bytes"
    letter_id: int = Field(primary_key=True, foreign_key="letters.id")
    docx: bytes = Field(sa_type=LargeBinary)
    text: str = Field(sa_type=Text)


class LetterParagraph(SQLModel, table=True):
    """Which paragraph, in which version, stands at which place of an issued letter."""

    __tablename__ = "letter_paragraphs"
    letter_id: int = Field(primary_key=True, foreign_key="letters.id")
    seq: int = Field(primary_key=True)
    paragraph: str
    """Paragraph id, or ``free`` for the officer's own words."""
    version: str
    """Content hash of the paragraph's text."""
    changed: bool = False
    """Whether the officer changed its words."""


class LetterFinding(SQLModel, table=True):
    """A finding that stood when a letter was issued, and the words that let it pass."""

    __tablename__ = "letter_findings"
    letter_id: int = Field(primary_key=True, foreign_key="letters.id")
    seq: int = Field(primary_key=True)
    code: str
    level: str
    reason: str = Field(sa_type=Text)
    officer: str


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


class Counter(SQLModel, table=True):
    """A number kept in the same transaction as what it counts: letter numbers, open cases by kind."""

    __tablename__ = "counters"
    name: str = Field(primary_key=True)
    value: int = 0


class Tally(SQLModel, table=True):
    """Cases cleared by an officer on a day, by kind: the target bar's kept count."""

    __tablename__ = "tallies"
    officer: str = Field(primary_key=True)
    day_on: date = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    outcome: str = Field(primary_key=True)
    done: int = 0
    points: int = 0
