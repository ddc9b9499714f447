"""Paragraphs written, approved and published here; how letters fared; favourites; the council's words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from caseworker.store.migrations.making import instants, link, names, numbers, table, words

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables of letters that are right the first time."""
    _library()
    _linked()
    _words()
    _enclosed()
    _readdressed()


def _library() -> None:
    """The versions of a paragraph, how a letter fared, and what an officer keeps under a number."""
    table(
        "paragraph_versions",
        *numbers("id", key=True),
        *names("paragraph"),
        *numbers("number"),
        *names("theme state"),
        *words("text"),
        *numbers("saves"),
        *names("author"),
        *instants("changed_at"),
        *names("judged_by"),
        *instants("judged_at", null=True),
        *words("words"),
        *names("published_by"),
        *instants("published_at", null=True),
        sa.UniqueConstraint("paragraph", "number"),
        whole="number saves",
    )
    op.create_index("paragraph_versions_by_state", "paragraph_versions", ["state"])
    op.create_index("letter_paragraphs_by_paragraph", "letter_paragraphs", ["paragraph", "letter_id"])
    table(
        "letter_marks",
        *numbers("id", key=True),
        link("letter_id", "letters.id"),
        *names("kind cause"),
        *words("words"),
        *names("officer"),
        *instants("at"),
    )
    op.create_index("letter_marks_of_letter", "letter_marks", ["letter_id"])
    table(
        "favourites",
        *names("officer", key=True),
        *numbers("place", key=True),
        *names("paragraph"),
        whole="place",
    )


def _linked() -> None:
    """Which cases stand together, and which letters are one letter on several PCNs."""
    table(
        "case_links",
        link("case_id", "cases.id", key=True),
        link("first_id", "cases.id"),
    )
    op.create_index("case_links_by_first", "case_links", ["first_id", "case_id"])
    table(
        "joint_letters",
        link("letter_id", "letters.id", key=True),
        link("first_id", "letters.id"),
    )
    op.create_index("joint_letters_by_first", "joint_letters", ["first_id", "letter_id"])


def _words() -> None:
    """The council's own words; and the points of past cases, found by what was raised."""
    table(
        "council_words",
        *names("word", key=True),
        *names("officer"),
        *instants("added_at"),
    )
    op.create_index("points_by_slug", "points", ["slug", "case_id"])


def _enclosed() -> None:
    """Pictures that go with a letter, covered where they must be."""
    table(
        "enclosures",
        *numbers("id", key=True),
        link("case_id", "cases.id"),
        link("letter_id", "letters.id", null=True),
        link("evidence_id", "evidence.id"),
        *words("caption masks"),
        *names("officer"),
        *instants("at"),
    )
    op.create_index("enclosures_of_case", "enclosures", ["case_id", "id"])
    op.create_index("enclosures_of_letter", "enclosures", ["letter_id"])


def _readdressed() -> None:
    """Another address of whoever is written to on a PCN."""
    table(
        "readdressed",
        link("pcn_id", "pcns.id", key=True),
        *names("name"),
        *words("address"),
        *names("postcode"),
        *words("words"),
        *names("officer"),
        *instants("at"),
    )
