"""Pictures that go with letters: chosen for a case, then bound to the letter that is issued."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.tables import Enclosure

ENCLOSURE = Enclosure.__table__  # type: ignore[attr-defined]


def chosen(tx: Connection, case_id: int) -> list[Row[Any]]:
    """What goes with a case's next letter, in order."""
    return list(tx.execute(_CHOSEN, {"case": case_id}).all())


def of_letters(tx: Connection, letter_ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """What went with some letters, by letter, in order."""
    here = ENCLOSURE.c.letter_id.in_(letter_ids)
    found: dict[int, list[Row[Any]]] = {}
    for row in tx.execute(sa.select(ENCLOSURE).where(here).order_by(ENCLOSURE.c.id)):
        found.setdefault(row.letter_id, []).append(row)
    return found


def put(
    tx: Connection, case_id: int, evidence_id: int, *, caption: str, masks: str, officer: str, at: datetime
) -> None:
    """Choose a picture for the next letter, or cover it otherwise."""
    values = {"caption": caption, "masks": masks, "officer": officer, "at": at}
    changed = tx.execute(sa.update(ENCLOSURE).where(*_one(case_id, evidence_id)).values(**values))
    if not changed.rowcount:
        tx.execute(sa.insert(ENCLOSURE).values(case_id=case_id, evidence_id=evidence_id, **values))


def drop(tx: Connection, case_id: int, evidence_id: int) -> bool:
    """Leave a picture out; False where it was not chosen."""
    return bool(tx.execute(sa.delete(ENCLOSURE).where(*_one(case_id, evidence_id))).rowcount)


def bind(tx: Connection, case_id: int, letter_id: int) -> None:
    """What was chosen goes with this letter."""
    mine = sa.and_(ENCLOSURE.c.case_id == case_id, ENCLOSURE.c.letter_id.is_(None))
    tx.execute(sa.update(ENCLOSURE).where(mine).values(letter_id=letter_id))


def again(tx: Connection, letter_id: int) -> None:
    """A letter that had left came back: what went with it is chosen for the next one too."""
    columns = [one.name for one in ENCLOSURE.columns if one.name not in ("id", "letter_id")]
    had = sa.select(*(ENCLOSURE.c[name] for name in columns)).where(ENCLOSURE.c.letter_id == letter_id)
    tx.execute(sa.insert(ENCLOSURE).from_select(columns, had.order_by(ENCLOSURE.c.id)))


def drop_chosen(tx: Connection, case_id: int) -> None:
    """Nothing is chosen for a case's next letter: there is none."""
    tx.execute(sa.delete(ENCLOSURE).where(ENCLOSURE.c.case_id == case_id, ENCLOSURE.c.letter_id.is_(None)))


def loosen(tx: Connection, letter_id: int) -> None:
    """A letter came back: what went with it is chosen for the next one."""
    tx.execute(sa.update(ENCLOSURE).where(ENCLOSURE.c.letter_id == letter_id).values(letter_id=None))


def _one(case_id: int, evidence_id: int) -> tuple[Any, ...]:
    return (
        ENCLOSURE.c.case_id == case_id,
        ENCLOSURE.c.evidence_id == evidence_id,
        ENCLOSURE.c.letter_id.is_(None),
    )


_CHOSEN = (
    sa.select(ENCLOSURE)
    .where(ENCLOSURE.c.case_id == sa.bindparam("case"), ENCLOSURE.c.letter_id.is_(None))
    .order_by(ENCLOSURE.c.id)
)
"""Built once: asked for each case that is opened."""
