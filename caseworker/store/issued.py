"""Letters that were issued: the row, the bytes, the paragraphs used and the findings let pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.tables import Letter, LetterBytes, LetterFinding, LetterParagraph, Posting

LETTER = Letter.__table__  # type: ignore[attr-defined]
BYTES = LetterBytes.__table__  # type: ignore[attr-defined]
PARAGRAPH = LetterParagraph.__table__  # type: ignore[attr-defined]
FINDING = LetterFinding.__table__  # type: ignore[attr-defined]
POSTING = Posting.__table__  # type: ignore[attr-defined]


def by_key(tx: Connection, key: str) -> Row[Any] | None:
    """The letter issued under an idempotency key, or None."""
    return tx.execute(_BY_KEY, {"key": key}).one_or_none()


def by_number(tx: Connection, number: str) -> Row[Any] | None:
    """The letter of a number, or None."""
    return tx.execute(sa.select(LETTER).where(LETTER.c.number == number)).one_or_none()


def keep(
    tx: Connection,
    *,
    letter: Mapping[str, Any],
    docx: bytes,
    text: str,
    paragraphs: Sequence[Mapping[str, Any]],
    findings: Sequence[Mapping[str, Any]],
) -> int:
    """Write a letter with all that belongs to it, and give its id."""
    letter_id = int(tx.execute(_KEEP, letter).scalar_one())
    tx.execute(sa.insert(BYTES), {"letter_id": letter_id, "docx": docx, "text": text})
    for table, rows in ((PARAGRAPH, paragraphs), (FINDING, findings)):
        if rows:
            numbered = [{"letter_id": letter_id, "seq": seq, **row} for seq, row in enumerate(rows, start=1)]
            tx.execute(sa.insert(table), numbered)
    return letter_id


def letters_of(tx: Connection, pcn_id: int) -> list[Row[Any]]:
    """Letters issued on a PCN, oldest first, each with where it is on its way to the post."""
    return list(tx.execute(_LETTERS, {"pcn": pcn_id}).all())


def docx_of(tx: Connection, letter_id: int) -> bytes:
    """The file of an issued letter."""
    return bytes(tx.execute(sa.select(BYTES.c.docx).where(BYTES.c.letter_id == letter_id)).scalar_one())


# The commands are built once: built up anew for each letter, they take longer than they run.

_BY_KEY = sa.select(LETTER).where(LETTER.c.idempotency_key == sa.bindparam("key"))
_KEEP = sa.insert(LETTER).returning(LETTER.c.id)
_LETTERS = (
    sa.select(LETTER, POSTING.c.state)
    .outerjoin(POSTING, POSTING.c.letter_id == LETTER.c.id)
    .where(LETTER.c.pcn_id == sa.bindparam("pcn"))
    .order_by(LETTER.c.id)
)
