"""What moving a letter from one PCN to another takes from the one and finds for the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.tables import (
    Case,
    Decision,
    Draft,
    Event,
    Evidence,
    Hold,
    Inbox,
    Item,
    ItemText,
    Letter,
    Pcn,
    Point,
    PointEvidence,
    Posting,
)

CASE = Case.__table__  # type: ignore[attr-defined]
DECISION = Decision.__table__  # type: ignore[attr-defined]
DRAFT = Draft.__table__  # type: ignore[attr-defined]
EVENT = Event.__table__  # type: ignore[attr-defined]
EVIDENCE = Evidence.__table__  # type: ignore[attr-defined]
HOLD = Hold.__table__  # type: ignore[attr-defined]
INBOX = Inbox.__table__  # type: ignore[attr-defined]
ITEM = Item.__table__  # type: ignore[attr-defined]
TEXT = ItemText.__table__  # type: ignore[attr-defined]
LETTER = Letter.__table__  # type: ignore[attr-defined]
PCN = Pcn.__table__  # type: ignore[attr-defined]
POINT = Point.__table__  # type: ignore[attr-defined]
RELIED = PointEvidence.__table__  # type: ignore[attr-defined]
POSTING = Posting.__table__  # type: ignore[attr-defined]
TAKEN_BACK = ("recalled", "slipped")
"""States of a posting in which its letter answers nothing any more."""
ARRIVALS = ("challenge-received", "representations-received")
OPENED_BY = {
    "informal": "challenge-received",
    "formal": "representations-received",
    "certificate": "letter-received",
}
"""What the arrival of a letter is called on the timeline, by the kind of case it opens."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What was taken from a case, by ids."""

    points: tuple[int, ...]
    drafts: int
    decisions: int


def item(tx: Connection, item_id: int) -> Row[Any] | None:
    """A letter with its words, its PCN, and who wrote it, as far as its case or its piece tell."""
    wrote = {
        name: sa.func.coalesce(getattr(INBOX.c, f"from_{name}"), getattr(CASE.c, f"writer_{name}"), "")
        for name in ("address", "postcode")
    }
    role = sa.func.coalesce(sa.case((INBOX.c.id.is_(None), CASE.c.writer_role)), "unknown")
    found: Any = (
        sa.select(
            ITEM,
            TEXT.c.text,
            PCN.c.pcn,
            wrote["address"].label("from_address"),
            wrote["postcode"].label("from_postcode"),
            role.label("writer"),
        )
        .join_from(ITEM, TEXT, TEXT.c.item_id == ITEM.c.id)
        .join(PCN, PCN.c.id == ITEM.c.pcn_id)
        .outerjoin(CASE, sa.and_(CASE.c.id == ITEM.c.case_id, CASE.c.writer_name == ITEM.c.from_name))
        .outerjoin(INBOX, INBOX.c.item_id == ITEM.c.id)
        .where(ITEM.c.id == item_id)
    )
    row: Row[Any] | None = tx.execute(found).first()
    return row


def pcn_id(tx: Connection, pcn: str) -> int | None:
    """The id of a PCN, where it is known."""
    found = tx.execute(sa.select(PCN.c.id).where(PCN.c.pcn == pcn)).scalar()
    return None if found is None else int(found)


def issued(tx: Connection, case_id: int) -> str:
    """The number of a letter that answers this case and was not taken back; nothing where there is none."""
    state = sa.func.coalesce(POSTING.c.state, "left")
    found: Any = (
        sa.select(LETTER.c.number)
        .outerjoin(POSTING, POSTING.c.letter_id == LETTER.c.id)
        .where(LETTER.c.case_id == case_id, state.not_in(TAKEN_BACK))
        .order_by(LETTER.c.id.desc())
    )
    return str(tx.execute(found).scalar() or "")


def others(tx: Connection, case_id: int, without: int) -> list[Row[Any]]:
    """The other letters that came in on a case, each as `item` gives it, the first received first."""
    found = (
        sa.select(ITEM.c.id)
        .where(ITEM.c.case_id == case_id, ITEM.c.direction == "in", ITEM.c.id != without)
        .order_by(ITEM.c.received_on, ITEM.c.id)
    )
    return [one for (number,) in tx.execute(found).all() if (one := item(tx, number)) is not None]


def drop_work(tx: Connection, case_id: int, item_id: int | None) -> Gone:
    """Remove a letter's points (all, for None) and the drafts; decisions no longer stand."""
    of = POINT.c.case_id == case_id
    if item_id is not None:
        of = sa.and_(of, POINT.c.item_id == item_id)
    points = tuple(int(row[0]) for row in tx.execute(sa.select(POINT.c.id).where(of).order_by(POINT.c.id)))
    if points:
        tx.execute(sa.delete(RELIED).where(RELIED.c.point_id.in_(points)))
        tx.execute(sa.delete(POINT).where(POINT.c.id.in_(points)))
    drafts = tx.execute(sa.delete(DRAFT).where(DRAFT.c.case_id == case_id)).rowcount
    live = sa.and_(DECISION.c.case_id == case_id, DECISION.c.withdrawn.is_(False))
    decisions = tx.execute(sa.update(DECISION).where(live).values(withdrawn=True)).rowcount
    return Gone(points, drafts, decisions)


def opened_on(tx: Connection, case: Row[Any]) -> date:
    """The day on which a case was counted as received: that of the letter that opened it."""
    first = (
        sa.select(EVENT.c.on)
        .where(EVENT.c.case_id == case.id, EVENT.c.event == OPENED_BY[case.kind])
        .order_by(EVENT.c.id)
    )
    on: date = tx.execute(first).scalar() or case.received_on
    return on


def count_points(tx: Connection, case_id: int) -> int:
    """How many points stand on a case."""
    return int(tx.execute(sa.select(sa.func.count()).where(POINT.c.case_id == case_id)).scalar_one())


def lift_holds(tx: Connection, case_id: int, officer: str, at: datetime) -> None:
    """A case that is closed waits for nothing."""
    running = sa.and_(HOLD.c.case_id == case_id, HOLD.c.lifted_at.is_(None))
    tx.execute(sa.update(HOLD).where(running).values(lifted_at=at, lifted_by=officer))


def stage_before(tx: Connection, case: Row[Any], pcn: Row[Any]) -> tuple[str, date]:
    """Where a PCN stood before a case held it, and since when; as it is, where others moved it."""
    moved = (
        sa.select(EVENT.c.from_stage)
        .where(EVENT.c.case_id == case.id, EVENT.c.event.in_(ARRIVALS), EVENT.c.to_stage == pcn.stage)
        .where(EVENT.c.from_stage != "")
        .order_by(EVENT.c.id)
    )
    before = tx.execute(moved).scalar()
    if before is None:
        return pcn.stage, pcn.stage_on
    since = (
        sa.select(EVENT.c.on)
        .where(EVENT.c.pcn_id == pcn.id, EVENT.c.to_stage == before)
        .order_by(EVENT.c.id.desc())
    )
    return str(before), tx.execute(since).scalar() or pcn.served_on


def evidence(tx: Connection, source_id: str, from_pcn: int, to_pcn: int) -> None:
    """Let what came with a letter go with it."""
    mine = sa.and_(
        EVIDENCE.c.pcn_id == from_pcn, EVIDENCE.c.source_id.startswith(f"{source_id}/", autoescape=True)
    )
    ids = [int(row[0]) for row in tx.execute(sa.select(EVIDENCE.c.id).where(mine))]
    if ids:
        # A point that relied on it stands on another case now: it is to be looked at anew.
        tx.execute(sa.delete(RELIED).where(RELIED.c.evidence_id.in_(ids)))
        tx.execute(sa.update(EVIDENCE).where(EVIDENCE.c.id.in_(ids)).values(pcn_id=to_pcn))
