"""The library as the council keeps it: versions of its paragraphs, how letters fared, and favourites."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from caseworker.store.instants import Instant


class ParagraphVersion(SQLModel, table=True):
    """One version of a paragraph's file; the newest that was published is laid over the shipped library."""

    __tablename__ = "paragraph_versions"
    __table_args__ = (
        UniqueConstraint("paragraph", "number"),
        Index("paragraph_versions_by_state", "state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    paragraph: str
    """The name of its file, without folder and ``.md``."""
    number: int
    """1, 2, 3 … of this paragraph in this store."""
    theme: str
    """The folder in which it lies."""
    state: str
    """``draft``, ``submitted``, ``approved``, ``published``, ``retired``; ``past`` after that."""
    text: str = Field(sa_type=Text)
    """The whole file: its particulars and its wordings."""
    saves: int
    """How often it was saved: whoever saves says which save was read."""
    author: str
    """Who wrote it, or changed its words last."""
    changed_at: datetime = Field(sa_type=Instant)
    judged_by: str = ""
    """Who approved it or gave it back; who retired it."""
    judged_at: datetime | None = Field(default=None, sa_type=Instant)
    words: str = Field(default="", sa_type=Text)
    """Why it was given back or retired."""
    published_by: str = ""
    published_at: datetime | None = Field(default=None, sa_type=Instant)


class LetterMark(SQLModel, table=True):
    """What came of a letter: quality marking returned it, or a tribunal found against it, and why."""

    __tablename__ = "letter_marks"
    __table_args__ = (Index("letter_marks_of_letter", "letter_id"),)
    id: int | None = Field(default=None, primary_key=True)
    letter_id: int = Field(foreign_key="letters.id")
    kind: str
    """``returned`` or ``tribunal``."""
    cause: str
    """``letter``, ``evidence``, ``order`` or ``policy``."""
    words: str = Field(sa_type=Text)
    officer: str
    at: datetime = Field(sa_type=Instant)


class Favourite(SQLModel, table=True):
    """A paragraph that an officer keeps under a number key."""

    __tablename__ = "favourites"
    officer: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    """1 to 9."""
    paragraph: str
