"""The library as the council keeps it: versions of its paragraphs, what came of letters, favourites."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Table
from sqlalchemy.dialects import postgresql, sqlite

from caseworker.store.tables import Favourite, Letter, LetterMark, ParagraphVersion

if TYPE_CHECKING:
    from caseworker.store.raw import Reader

VERSION: Table = ParagraphVersion.__table__  # type: ignore[attr-defined]
MARK: Table = LetterMark.__table__  # type: ignore[attr-defined]
FAVOURITE: Table = Favourite.__table__  # type: ignore[attr-defined]
LETTER: Table = Letter.__table__  # type: ignore[attr-defined]

OPEN = ("draft", "submitted", "approved")
"""States of a version that is still being worked on: a paragraph has one such at a time."""
STANDING = ("published", "retired")
"""States of the version that says what the paragraph is now: one at a time, or none."""


def heads(tx: Connection) -> list[Row[Any]]:
    """Every version that is worked on or stands, by paragraph; without its text."""
    columns = [column for column in VERSION.c if column.name != "text"]
    wanted = VERSION.c.state.in_([*OPEN, *STANDING])
    return list(tx.execute(sa.select(*columns).where(wanted).order_by(VERSION.c.paragraph)).all())


def versions(tx: Connection, paragraph: str) -> list[Row[Any]]:
    """Every version of a paragraph, oldest first, each with its text."""
    wanted = VERSION.c.paragraph == paragraph
    return list(tx.execute(sa.select(VERSION).where(wanted).order_by(VERSION.c.number)).all())


def get(tx: Connection, version_id: int, *, hold: bool = False) -> Row[Any] | None:
    """One version, or None.

    Args:
        hold: let nobody change it until this transaction ends (on SQLite nobody can anyhow).
    """
    query = sa.select(VERSION).where(VERSION.c.id == version_id)
    return tx.execute(query.with_for_update() if hold else query).one_or_none()


def add(tx: Connection, **columns: Any) -> int:
    """Write a new version under the next number of its paragraph, and give its id."""
    newest = sa.select(sa.func.max(VERSION.c.number)).where(VERSION.c.paragraph == columns["paragraph"])
    number = (tx.execute(newest).scalar_one() or 0) + 1
    row = {"number": number, "saves": 1, "judged_by": "", "words": "", "published_by": "", **columns}
    return int(tx.execute(sa.insert(VERSION).returning(VERSION.c.id), row).scalar_one())


def change(tx: Connection, version_id: int, **columns: Any) -> None:
    """Change a version, and count that it was saved."""
    change = sa.update(VERSION).where(VERSION.c.id == version_id)
    tx.execute(change.values(saves=VERSION.c.saves + 1, **columns))


def drop(tx: Connection, version_id: int) -> None:
    """Throw a draft away."""
    tx.execute(sa.delete(VERSION).where(VERSION.c.id == version_id))


def outdate(tx: Connection, paragraph: str) -> None:
    """What stood before belongs to the past: another version takes its place."""
    wanted = (VERSION.c.paragraph == paragraph) & VERSION.c.state.in_(STANDING)
    tx.execute(sa.update(VERSION).where(wanted).values(state="past"))


# -- what is laid over the shipped library: read by plain SQL, since every letter asks ------------------


def stamp(reader: Reader) -> tuple[tuple[Any, ...], ...]:
    """What stands here of the council's own, as ids with saves: the same as long as nothing changed."""
    return tuple(
        reader.rows(
            "SELECT id, saves FROM paragraph_versions WHERE state IN ('published', 'retired') ORDER BY id"
        )
    )


class Standing(NamedTuple):
    """A version that stands: published, or retired."""

    paragraph: str
    theme: str
    state: str
    text: str


def standing(reader: Reader) -> list[Standing]:
    """Every version that stands, by paragraph."""
    rows = reader.rows(
        "SELECT paragraph, theme, state, text FROM paragraph_versions "
        "WHERE state IN ('published', 'retired') ORDER BY paragraph"
    )
    return [Standing(*row) for row in rows]


# -- favourites ----------------------------------------------------------------------------------------


def favourites(reader: Reader, officer: str) -> dict[int, str]:
    """An officer's paragraphs by number key."""
    rows = reader.rows("SELECT place, paragraph FROM favourites WHERE officer = ? ORDER BY place", (officer,))
    return {int(place): str(paragraph) for place, paragraph in rows}


def keep_favourite(tx: Connection, officer: str, place: int, paragraph: str) -> None:
    """Keep a paragraph under a number; what was there before is replaced."""
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    row = insert(FAVOURITE).values(officer=officer, place=place, paragraph=paragraph)
    index = [FAVOURITE.c.officer, FAVOURITE.c.place]
    tx.execute(row.on_conflict_do_update(index_elements=index, set_={"paragraph": row.excluded.paragraph}))


def drop_favourite(tx: Connection, officer: str, place: int) -> None:
    """Free a number."""
    tx.execute(sa.delete(FAVOURITE).where(FAVOURITE.c.officer == officer, FAVOURITE.c.place == place))


# -- how letters fared ---------------------------------------------------------------------------------


def mark(
    tx: Connection, letter_id: int, *, kind: str, cause: str, words: str, officer: str, at: datetime
) -> int:
    """Write what came of a letter, and give the row's id."""
    row = {
        "letter_id": letter_id,
        "kind": kind,
        "cause": cause,
        "words": words,
        "officer": officer,
        "at": at,
    }
    return int(tx.execute(sa.insert(MARK).returning(MARK.c.id), row).scalar_one())


class Fate(NamedTuple):
    """How letters with one wording fared: numbers of letters."""

    wording: str
    used: int
    changed: int
    """Letters in which the officer changed its words."""
    returned: int
    complaints: int
    escalated: int
    lost: int
    """Appeals that the tribunal allowed, or that the council did not contest, after the letter."""


_APPEALED = (
    "SELECT l.id AS letter_id FROM proceedings p JOIN letters l ON l.pcn_id = p.pcn_id "
    "WHERE p.kind = 'appeal' AND l.kind = 'notice-of-rejection' AND p.began_on >= l.posts_on"
)
_WENT_ON = (
    "SELECT l.id AS letter_id FROM cases c JOIN letters l ON l.pcn_id = c.pcn_id "
    "WHERE c.kind = 'formal' AND l.kind = 'informal-rejection' AND c.received_on >= l.posts_on"
)
_CAME = {
    "returned": "SELECT letter_id FROM letter_marks WHERE kind = 'returned'",
    "complaints": "SELECT l.id AS letter_id FROM cases c JOIN letters l ON l.pcn_id = c.pcn_id "
    "WHERE c.kind = 'complaint' AND c.received_on >= l.served_on",
    "escalated": _WENT_ON + " UNION " + _APPEALED,
    "lost": _APPEALED + " AND p.result IN ('appeal-allowed', 'appeal-not-contested')",
}
"""The letters after which each thing came: each query begins with the few rows that tell of it."""
_USED = (
    "SELECT paragraph, COUNT(DISTINCT letter_id) FROM letter_paragraphs WHERE paragraph <> 'free' "
    "GROUP BY paragraph"
)
_CHANGED = (
    "SELECT paragraph, COUNT(DISTINCT letter_id) FROM letter_paragraphs "
    "WHERE changed AND paragraph <> 'free' GROUP BY paragraph"
)


def fates(reader: Reader) -> list[Fate]:
    """How letters with each wording fared; of wordings that no letter has, nothing."""
    counts = {
        name: _counts(
            reader,
            f"SELECT u.paragraph, COUNT(DISTINCT u.letter_id) FROM ({letters}) came "  # noqa: S608 - ours
            "JOIN letter_paragraphs u ON u.letter_id = came.letter_id GROUP BY u.paragraph",
        )
        for name, letters in _CAME.items()
    }
    changed = _counts(reader, _CHANGED)
    return [
        Fate(wording, used, changed.get(wording, 0), *(some.get(wording, 0) for some in counts.values()))
        for wording, used in _counts(reader, _USED).items()
    ]


def _counts(reader: Reader, sql: str) -> dict[str, int]:
    return {str(wording): int(number) for wording, number in reader.rows(sql)}


class Cause(NamedTuple):
    """How many letters with a wording were marked for one cause."""

    wording: str
    kind: str
    """``returned`` or ``tribunal``."""
    cause: str
    letters: int


def causes(reader: Reader) -> list[Cause]:
    """What letters were marked for, by wording."""
    rows = reader.rows(
        "SELECT u.paragraph, m.kind, m.cause, COUNT(DISTINCT m.letter_id) FROM letter_marks m "
        "JOIN letter_paragraphs u ON u.letter_id = m.letter_id WHERE u.paragraph <> 'free' "
        "GROUP BY u.paragraph, m.kind, m.cause ORDER BY u.paragraph, m.kind, m.cause"
    )
    return [Cause(*row) for row in rows]


def used(reader: Reader, wordings: Sequence[str]) -> dict[str, int]:
    """In how many letters some wordings stand."""
    found = {}
    for one in wordings:
        sql = "SELECT COUNT(DISTINCT letter_id) FROM letter_paragraphs WHERE paragraph = ?"
        found[one] = int(reader.value(sql, (one,)) or 0)
    return found
