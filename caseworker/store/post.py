"""Letters between the key and the postman: postings and their batches, locked in one order, batch first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row
from sqlmodel import col

from caseworker.store.proceedings import UNDONE
from caseworker.store.tables import (
    Case,
    Decision,
    JointLetter,
    Letter,
    LetterBytes,
    Notice,
    Pcn,
    Point,
    PostBatch,
    Posting,
)

POSTING = Posting.__table__  # type: ignore[attr-defined]
BATCH = PostBatch.__table__  # type: ignore[attr-defined]
LETTER = Letter.__table__  # type: ignore[attr-defined]
BYTES = LetterBytes.__table__  # type: ignore[attr-defined]
JOINT = JointLetter.__table__  # type: ignore[attr-defined]
CASE = Case.__table__  # type: ignore[attr-defined]
DECISION = Decision.__table__  # type: ignore[attr-defined]
PCN = Pcn.__table__  # type: ignore[attr-defined]
NOTICE = Notice.__table__  # type: ignore[attr-defined]
POINT = Point.__table__  # type: ignore[attr-defined]

HERE = ("waiting", "batched")
"""States of a letter that has not left."""


def _letters() -> Any:
    """A posting with its letter, its case and the decision it gives."""
    return (
        sa.select(
            POSTING,
            *(LETTER.c[name] for name in ("number", "recipient", "officer", "issued_at", "served_on")),
            *(LETTER.c[name] for name in ("sha256", "decision_id")),
            LETTER.c.kind.label("letter_kind"),
            LETTER.c.posts_on.label("dated_on"),
            *(CASE.c[name] for name in ("pcn", "vrm", "safe_post_on", "reply_due_on")),
            CASE.c.kind.label("case_kind"),
            PCN.c.place,
            JOINT.c.first_id,
            *(DECISION.c[name] for name in ("outcome", "discount_pence", "discount_until", "refund_pence")),
        )
        .join_from(POSTING, LETTER, LETTER.c.id == POSTING.c.letter_id)
        .join(CASE, CASE.c.id == POSTING.c.case_id)
        .join(PCN, PCN.c.id == POSTING.c.pcn_id)
        .join(DECISION, DECISION.c.id == LETTER.c.decision_id)
        .outerjoin(JOINT, JOINT.c.letter_id == LETTER.c.id)
    )


def keep(tx: Connection, **columns: Any) -> None:
    """Put a letter that was issued on its way."""
    empty = {"handed_by": "", "handed_time": "", "handed_to": "", "words": ""}
    tx.execute(sa.insert(POSTING), empty | columns)


def lock_pcn(tx: Connection, pcn_id: int) -> None:
    """Hold a PCN until the transaction ends, so that two letters on it do not pass each other."""
    tx.execute(_LOCK, {"pcn": pcn_id})


DISPUTES = ("informal", "formal", "certificate")
"""The kinds of case about a PCN itself: their letters move it."""


def on_its_way(tx: Connection, pcn_id: int) -> Row[Any] | None:
    """The letter that moves a PCN and was issued and has not left, or None."""
    return tx.execute(_ON_ITS_WAY, {"pcn": pcn_id}).one_or_none()


def by_number(tx: Connection, number: str) -> Row[Any] | None:
    """One letter's posting, or None."""
    return tx.execute(_letters().where(LETTER.c.number == number)).one_or_none()


def lock(tx: Connection, letter_id: int) -> Row[Any]:
    """One letter's posting as it stands now, held until the transaction ends, after the batch it is in."""
    held = sa.select(POSTING.c.batch_id).where(POSTING.c.letter_id == letter_id)
    batch_id = tx.execute(held).scalar_one()
    if batch_id is not None:
        batch(tx, batch_id, hold=True)
    tx.execute(held.with_for_update())
    return tx.execute(_letters().where(POSTING.c.letter_id == letter_id)).one()


def together(tx: Connection, row: Row[Any]) -> list[Row[Any]]:
    """The postings of the letters that are one with a letter, it among them, held too; the first first."""
    if row.first_id is None:
        return [row]
    ids = sa.select(JOINT.c.letter_id).where(JOINT.c.first_id == row.first_id).order_by(JOINT.c.letter_id)
    return [lock(tx, int(one)) for one in tx.execute(ids).scalars().all()]


def pcns_of(tx: Connection, row: Row[Any]) -> list[str]:
    """The PCNs of a letter; of one on several, the first first."""
    if row.first_id is None:
        return [str(row.pcn)]
    found = (
        sa.select(CASE.c.pcn)
        .join_from(JOINT, POSTING, POSTING.c.letter_id == JOINT.c.letter_id)
        .join(CASE, CASE.c.id == POSTING.c.case_id)
        .where(JOINT.c.first_id == row.first_id)
        .order_by(JOINT.c.letter_id)
    )
    return [str(one) for one in tx.execute(found).scalars()]


def of_pcn(tx: Connection, pcn_id: int) -> dict[int, Row[Any]]:
    """Where the letters of a PCN are, by letter id."""
    found = sa.select(POSTING).where(POSTING.c.pcn_id == pcn_id)
    return {row.letter_id: row for row in tx.execute(found)}


def of_batch(tx: Connection, batch_id: int, state: str = "batched") -> list[Row[Any]]:
    """The letters of a batch that are in a state, by number."""
    found = _letters().where(POSTING.c.batch_id == batch_id, POSTING.c.state == state)
    return list(tx.execute(found.order_by(POSTING.c.letter_id)).all())


def waiting(tx: Connection, day: date, how: str | None = None, *, hold: bool = False) -> list[Row[Any]]:
    """Letters that wait for the post of a day, in no batch yet."""
    if hold:
        here = sa.select(POSTING.c.letter_id).where(POSTING.c.state == "waiting", POSTING.c.posts_on == day)
        tx.execute(here.order_by(POSTING.c.letter_id).with_for_update())
    found = _letters().where(POSTING.c.state == "waiting", POSTING.c.posts_on == day)
    found = found if how is None else found.where(POSTING.c.how == how)
    return list(tx.execute(found.order_by(POSTING.c.letter_id)).all())


def days_waiting(tx: Connection, up_to: date, how: str) -> list[date]:
    """Posting days up to a day for which letters wait that go one way, oldest first."""
    found = sa.select(POSTING.c.posts_on).where(POSTING.c.state == "waiting", POSTING.c.posts_on <= up_to)
    found = found.where(POSTING.c.how == how)
    return list(tx.execute(found.distinct().order_by(POSTING.c.posts_on)).scalars())


def in_state(tx: Connection, *states: str, since: date | None = None, limit: int = 2_000) -> list[Row[Any]]:
    """Letters in some states, by posting day; those that left, only from a day on and the newest first."""
    found = _letters().where(POSTING.c.state.in_(states))
    if since is not None:
        found = found.where(POSTING.c.posts_on >= since).order_by(
            POSTING.c.posts_on.desc(), POSTING.c.letter_id.desc()
        )
    else:
        found = found.order_by(POSTING.c.posts_on, CASE.c.safe_post_on.is_(None), CASE.c.safe_post_on)
        found = found.order_by(POSTING.c.letter_id)
    return list(tx.execute(found.limit(limit)).all())


def change(tx: Connection, letter_ids: Sequence[int], **columns: Any) -> None:
    """Change where some letters are."""
    if letter_ids:
        tx.execute(sa.update(POSTING).where(POSTING.c.letter_id.in_(letter_ids)).values(**columns))


def text_of(tx: Connection, letter_id: int) -> str:
    """The words of an issued letter."""
    return str(tx.execute(sa.select(BYTES.c.text).where(BYTES.c.letter_id == letter_id)).scalar_one())


def texts_of(tx: Connection, letter_ids: Sequence[int]) -> dict[int, str]:
    """The words of some issued letters, by letter id."""
    found = sa.select(BYTES.c.letter_id, BYTES.c.text).where(BYTES.c.letter_id.in_(letter_ids))
    return {row.letter_id: row.text for row in tx.execute(found)}


# -- batches ---------------------------------------------------------------------------------------------


def add_batch(tx: Connection, **columns: Any) -> int:
    """Write a new batch, and give its number."""
    return int(tx.execute(sa.insert(BATCH).values(**columns).returning(BATCH.c.id)).scalar_one())


def batch(tx: Connection, batch_id: int, *, hold: bool = False) -> Row[Any] | None:
    """One batch, or None."""
    found = sa.select(BATCH).where(BATCH.c.id == batch_id)
    return tx.execute(found.with_for_update() if hold else found).one_or_none()


def made(
    tx: Connection, day: date | None = None, *, how: str | None = None, hold: bool = False
) -> list[Row[Any]]:
    """Batches that were made and neither confirmed nor slipped, oldest first; those that go one way."""
    found = sa.select(BATCH).where(BATCH.c.state == "made").order_by(BATCH.c.id)
    if how is not None:
        found = found.where(BATCH.c.id.in_(sa.select(POSTING.c.batch_id).where(POSTING.c.how == how)))
    found = found if day is None else found.where(BATCH.c.posts_on == day)
    return list(tx.execute(found.with_for_update() if hold else found).all())


def change_batch(tx: Connection, batch_id: int, **columns: Any) -> None:
    """Change a batch."""
    tx.execute(sa.update(BATCH).where(BATCH.c.id == batch_id).values(**columns))


# -- what leaving writes ---------------------------------------------------------------------------------


def add_notice(tx: Connection, pcn_id: int, kind: str, posted_on: date, served_on: date) -> None:
    """Write a statutory notice that was posted; the same one twice is one."""
    same = sa.select(NOTICE.c.id).where(
        NOTICE.c.pcn_id == pcn_id, NOTICE.c.kind == kind, NOTICE.c.posted_on == posted_on
    )
    if tx.execute(same).scalar() is None:
        row = {"pcn_id": pcn_id, "kind": kind, "posted_on": posted_on, "served_on": served_on}
        tx.execute(sa.insert(NOTICE).values(**row))


def undo_notice(tx: Connection, pcn_id: int, kind: str, posted_on: date) -> None:
    """Mark a statutory notice that came back: it stays on record and no longer counts."""
    here = sa.and_(NOTICE.c.pcn_id == pcn_id, NOTICE.c.kind == kind, NOTICE.c.posted_on == posted_on)
    tx.execute(sa.update(NOTICE).where(here).values(kind=f"{kind}{UNDONE}"))


def returned(tx: Connection, case_id: int) -> list[Row[Any]]:
    """The letters of a case that came back and were not dealt with."""
    found = _letters().where(POSTING.c.case_id == case_id, POSTING.c.state == "returned")
    return list(tx.execute(found.order_by(POSTING.c.letter_id)).all())


def reasons(tx: Connection, case_id: int) -> str:
    """The points of a case with their answers: ``loading=not-upheld grace-period=upheld``."""
    found = sa.select(POINT.c.slug, POINT.c.outcome).where(POINT.c.case_id == case_id).order_by(POINT.c.seq)
    return " ".join(f"{row.slug}={row.outcome}" if row.outcome else row.slug for row in tx.execute(found))


def another_open(tx: Connection, pcn_id: int, case_id: int) -> bool:
    """Whether another dispute about the same PCN still waits for an answer."""
    here = (col(Case.pcn_id) == pcn_id, col(Case.id) != case_id, col(Case.kind).in_(DISPUTES))
    found = sa.select(sa.func.count()).select_from(CASE).where(*here, col(Case.open) == 1)
    return bool(tx.execute(found).scalar())


# Issuing asks these two: built up anew for each letter, they take longer than they run.

_LOCK = sa.select(PCN.c.id).where(PCN.c.id == sa.bindparam("pcn")).with_for_update()
_ON_ITS_WAY = (
    _letters()
    .where(POSTING.c.pcn_id == sa.bindparam("pcn"), POSTING.c.state.in_(HERE), CASE.c.kind.in_(DISPUTES))
    .order_by(POSTING.c.letter_id)
    .limit(1)
)
