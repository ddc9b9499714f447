"""What is known beside a PCN: permits and sessions of its vehicle, its place and order, earlier outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Table

from caseworker.store.tables import (
    Case,
    History,
    Location,
    Order,
    OrderPaper,
    OrderPaperBytes,
    Pcn,
    Permit,
    Point,
    Session,
)

PERMIT: Table = Permit.__table__  # type: ignore[attr-defined]
SESSION: Table = Session.__table__  # type: ignore[attr-defined]
LOCATION: Table = Location.__table__  # type: ignore[attr-defined]
ORDER: Table = Order.__table__  # type: ignore[attr-defined]
PAPER: Table = OrderPaper.__table__  # type: ignore[attr-defined]
PAPER_BYTES: Table = OrderPaperBytes.__table__  # type: ignore[attr-defined]
HISTORY: Table = History.__table__  # type: ignore[attr-defined]
PCN: Table = Pcn.__table__  # type: ignore[attr-defined]
CASE: Table = Case.__table__  # type: ignore[attr-defined]
POINT: Table = Point.__table__  # type: ignore[attr-defined]
MOST = 20
"""Rows of one kind that an officer would still read."""


def permits_of(tx: Connection, alike: str, first: date, last: date) -> list[Row[Any]]:
    """Permits of a vehicle and its look-alikes that were valid on any of these days, the latest first."""
    return list(tx.execute(_PERMITS, {"alike": alike, "first": first, "last": last}).all())


def sessions_of(tx: Connection, alike: str, start: datetime, end: datetime) -> list[Row[Any]]:
    """Paid sessions, vouchers and dispensations of a vehicle and its look-alikes in a time, in order."""
    return list(tx.execute(_SESSIONS, {"alike": alike, "start": start, "end": end}).all()) if alike else []


def suspensions(tx: Connection, start: datetime, end: datetime) -> list[Row[Any]]:
    """Suspensions, and dispensations without a vehicle, that touch a time, wherever they are."""
    return list(tx.execute(_SUSPENSIONS, {"start": start, "end": end}).all())


def locations_of(tx: Connection, beginnings: Sequence[str]) -> list[Row[Any]]:
    """Locations whose street is one of these beginnings of a PCN's place, the longest first."""
    found = tx.execute(_LOCATIONS, {"beginnings": list(beginnings)}).all()
    return sorted(found, key=lambda row: (-len(row.street_key), row.id))


def order_of(tx: Connection, order_id: int | None) -> Row[Any] | None:
    """A traffic order, or None."""
    return None if order_id is None else tx.execute(_ORDER, {"order": order_id}).one_or_none()


def papers_of(tx: Connection, location_id: int, order_id: int | None) -> list[Row[Any]]:
    """Sign photographs and plans of a location, and papers of its order, without their bytes; signs first."""
    return list(tx.execute(_PAPERS, {"place": location_id, "order": order_id}).all())


def paper(tx: Connection, paper_id: int) -> tuple[Row[Any], bytes] | None:
    """One paper with its bytes, or None."""
    row = tx.execute(sa.select(PAPER).where(PAPER.c.id == paper_id)).one_or_none()
    if row is None:
        return None
    found = tx.execute(sa.select(PAPER_BYTES.c.content).where(PAPER_BYTES.c.paper_id == paper_id)).scalar()
    return row, bytes(found or b"")


def history_of(tx: Connection, pcn_id: int) -> list[Row[Any]]:
    """What the supplier's system knows happened to a PCN, oldest first."""
    return list(tx.execute(_HISTORY, {"pcn": pcn_id}).all())


def decided_on(tx: Connection, pcn_ids: Sequence[int]) -> list[Row[Any]]:
    """Decided cases of some PCNs, the newest last, each with the points upheld in it."""
    return list(tx.execute(_DECIDED, {"pcns": list(pcn_ids)}).all()) if pcn_ids else []


def challenges_at(tx: Connection, place: str, first: date, last: date) -> dict[str, int]:
    """Challenges about one place received in a time: how many by outcome, the undecided under ``""``."""
    found = tx.execute(_CHALLENGES, {"place": place, "first": first, "last": last}).all()
    return {str(outcome): int(n) for outcome, n in found}


# The commands are built once: built up anew for each case, they take longer than they run.

_PERMITS = (
    sa.select(PERMIT)
    .where(
        PERMIT.c.vrm_alike == sa.bindparam("alike"),
        PERMIT.c.valid_to >= sa.bindparam("first"),
        PERMIT.c.valid_from <= sa.bindparam("last"),
    )
    .order_by(PERMIT.c.valid_to.desc(), PERMIT.c.id)
    .limit(MOST)
)
_TOUCHING = (SESSION.c.starts_at < sa.bindparam("end"), SESSION.c.ends_at >= sa.bindparam("start"))
_SESSIONS = (
    sa.select(SESSION)
    .where(SESSION.c.vrm_alike == sa.bindparam("alike"), *_TOUCHING)
    .order_by(SESSION.c.starts_at, SESSION.c.id)
    .limit(MOST)
)
_SUSPENSIONS = (
    sa.select(SESSION)
    .where(SESSION.c.kind.in_(("suspension", "dispensation")), SESSION.c.vrm_alike == "", *_TOUCHING)
    .order_by(SESSION.c.starts_at, SESSION.c.id)
    .limit(500)
)
_LOCATIONS = sa.select(LOCATION).where(LOCATION.c.street_key.in_(sa.bindparam("beginnings", expanding=True)))
_ORDER = sa.select(ORDER).where(ORDER.c.id == sa.bindparam("order"))
_OF_ORDER = sa.and_(PAPER.c.order_id == sa.bindparam("order"), PAPER.c.location_id.is_(None))
_PAPERS = (
    sa.select(PAPER)
    .where(sa.or_(PAPER.c.location_id == sa.bindparam("place"), _OF_ORDER))
    .order_by(PAPER.c.kind.desc(), PAPER.c.taken_on.desc(), PAPER.c.id)
    .limit(MOST)
)
_HISTORY = (
    sa.select(HISTORY)
    .where(HISTORY.c.pcn_id == sa.bindparam("pcn"))
    .order_by(HISTORY.c.on, HISTORY.c.time, HISTORY.c.id)
    .limit(200)
)
_DECIDED: Any = (
    sa.select(CASE.c.pcn_id, CASE.c.pcn, CASE.c.id, CASE.c.outcome, CASE.c.decided_at, POINT.c.slug)
    .outerjoin(POINT, sa.and_(POINT.c.case_id == CASE.c.id, POINT.c.outcome == "upheld"))
    .where(
        CASE.c.pcn_id.in_(sa.bindparam("pcns", expanding=True)),
        CASE.c.outcome.in_(("cancel", "uphold")),
        CASE.c.decided_at.is_not(None),
    )
    .order_by(CASE.c.decided_at, CASE.c.id, POINT.c.seq)
)
_CHALLENGES = (
    sa.select(CASE.c.outcome, sa.func.count())
    .where(
        CASE.c.pcn_id.in_(sa.select(PCN.c.id).where(PCN.c.location == sa.bindparam("place"))),
        CASE.c.received_on >= sa.bindparam("first"),
        CASE.c.received_on <= sa.bindparam("last"),
    )
    .group_by(CASE.c.outcome)
)
