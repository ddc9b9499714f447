"""What goes out: drafts, and letters that were issued."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, Text
from sqlmodel import Field, SQLModel

from caseworker.store.instants import Instant


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
    __table_args__ = (Index("letters_by_officer", "officer", "issued_at"),)
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


class Enclosure(SQLModel, table=True):
    """A picture that goes with a letter, covered where faces and other plates must not be seen."""

    __tablename__ = "enclosures"
    __table_args__ = (
        Index("enclosures_of_case", "case_id", "id"),
        Index("enclosures_of_letter", "letter_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id")
    letter_id: int | None = Field(default=None, foreign_key="letters.id")
    """The letter it went with; none while that is not issued."""
    evidence_id: int = Field(foreign_key="evidence.id")
    caption: str = Field(sa_type=Text)
    masks: str = Field(sa_type=Text)
    """Covered places: ``x,y,width,height`` each, in thousandths; empty where nothing had to be covered."""
    officer: str
    """Who looked at it and said so."""
    at: datetime = Field(sa_type=Instant)


class LetterParagraph(SQLModel, table=True):
    """Which paragraph, in which version, stands at which place of an issued letter."""

    __tablename__ = "letter_paragraphs"
    __table_args__ = (Index("letter_paragraphs_by_paragraph", "paragraph", "letter_id"),)
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


class JointLetter(SQLModel, table=True):
    """A letter on one PCN that is one sheet with others: the same words to one person, each PCN by itself."""

    __tablename__ = "joint_letters"
    __table_args__ = (Index("joint_letters_by_first", "first_id", "letter_id"),)
    letter_id: int = Field(primary_key=True, foreign_key="letters.id")
    first_id: int = Field(foreign_key="letters.id")
    """The letter whose number is printed, which has a row of its own."""
