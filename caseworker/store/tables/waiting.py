"""Cases that wait for something, views that an officer keeps, and what was seen of a film."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from caseworker.store.instants import Instant


class Hold(SQLModel, table=True):
    """A case put aside until a day; the law's clocks run on."""

    __tablename__ = "holds"
    __table_args__ = (
        Index("holds_of_case", "case_id"),
        Index("holds_running", "lifted_at", "until_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id")
    pcn_id: int = Field(foreign_key="pcns.id")
    kind: str
    """``hold``, or ``information``: the motorist was asked for something."""
    words: str = Field(sa_type=Text)
    """Why, or what was asked for."""
    officer: str
    made_at: datetime = Field(sa_type=Instant)
    until_on: date
    lifted_at: datetime | None = Field(default=None, sa_type=Instant)
    lifted_by: str = ""


class SavedView(SQLModel, table=True):
    """A filter that an officer keeps under a name."""

    __tablename__ = "saved_views"
    officer: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    words: str = Field(sa_type=Text)
    made_at: datetime = Field(sa_type=Instant)


class FilmViewing(SQLModel, table=True):
    """What an officer saw of a film: which clip, from where to where, and what it shows."""

    __tablename__ = "film_viewings"
    __table_args__ = (Index("film_viewings_of_case", "case_id"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id")
    evidence_id: int = Field(foreign_key="evidence.id")
    officer: str
    opened_at: datetime = Field(sa_type=Instant)
    clip: str = ""
    starts: str = ""
    """Where in the film the viewing began, ``MM:SS``."""
    ends: str = ""
    words: str = Field(default="", sa_type=Text)
    """What was viewed, in the officer's words; empty while only opened."""


class CouncilWord(SQLModel, table=True):
    """A word that is no misspelling in the council's letters: a name, a place, a word of its own."""

    __tablename__ = "council_words"
    word: str = Field(primary_key=True)
    """As it was written when it was added; capitals count only where it has them."""
    officer: str
    added_at: datetime = Field(sa_type=Instant)
