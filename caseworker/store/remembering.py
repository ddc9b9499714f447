"""Past decided cases on the same point, the newest and those at the same place: by indexes only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Table

from caseworker.store.tables import Case, Pcn, Point, Proceeding

CASE: Table = Case.__table__  # type: ignore[attr-defined]
PCN: Table = Pcn.__table__  # type: ignore[attr-defined]
POINT: Table = Point.__table__  # type: ignore[attr-defined]
PROCEEDING: Table = Proceeding.__table__  # type: ignore[attr-defined]
NEWEST = 1_500
"""How many of the newest cases with one point are looked at, however many there are."""


def decided(tx: Connection, case_id: int, slugs: Sequence[str], place: str) -> list[Row[Any]]:
    """Decided cases beside this one in which one of these points was raised, a row for each such point.

    Args:
        slugs: the points.
        place: the location, as the PCN says it: its cases are looked at however old they are.
    """
    found: dict[Any, Any] = {}
    for slug in slugs:
        newest = tx.execute(_NEWEST, {"slug": slug, "me": case_id}).scalars().all()
        here = (
            tx.execute(_HERE, {"place": place, "slug": slug, "me": case_id}).scalars().all() if place else []
        )
        for row in tx.execute(_ROWS, {"points": list({*newest, *here})}) if newest or here else ():
            found[(row.id, row.slug)] = row
    return sorted(found.values(), key=lambda row: row.id, reverse=True)


def appeals_of(tx: Connection, pcn_ids: Sequence[int]) -> list[Row[Any]]:
    """The appeals on some PCNs, the oldest first."""
    return list(tx.execute(_APPEALS, {"pcns": list(pcn_ids)}).all()) if pcn_ids else []


# The commands are built once: built up anew for each case, they take longer than they run.

_NEWEST = (
    sa.select(POINT.c.id)
    .where(POINT.c.slug == sa.bindparam("slug"), POINT.c.case_id != sa.bindparam("me"))
    .order_by(POINT.c.case_id.desc())
    .limit(NEWEST)
)
_HERE = (
    sa.select(POINT.c.id)
    .select_from(PCN)
    .join(CASE, CASE.c.pcn_id == PCN.c.id)
    .join(POINT, POINT.c.case_id == CASE.c.id)
    .where(
        PCN.c.location == sa.bindparam("place"),
        POINT.c.slug == sa.bindparam("slug"),
        CASE.c.id != sa.bindparam("me"),
    )
    .order_by(CASE.c.id.desc())
    .limit(NEWEST)
)
_ROWS = (
    sa.select(
        CASE.c.id,
        CASE.c.pcn_id,
        CASE.c.pcn,
        CASE.c.code,
        CASE.c.regime,
        CASE.c.kind,
        CASE.c.outcome,
        CASE.c.decided_at,
        PCN.c.location,
        POINT.c.slug,
        POINT.c.outcome.label("answer"),
        POINT.c.reason,
    )
    .select_from(POINT)
    .join(CASE, CASE.c.id == POINT.c.case_id)
    .join(PCN, PCN.c.id == CASE.c.pcn_id)
    .where(
        POINT.c.id.in_(sa.bindparam("points", expanding=True)),
        CASE.c.open == 0,
        CASE.c.outcome.in_(("cancel", "uphold")),
        CASE.c.decided_at.is_not(None),
    )
)
_APPEALS = (
    sa.select(PROCEEDING)
    .where(PROCEEDING.c.pcn_id.in_(sa.bindparam("pcns", expanding=True)), PROCEEDING.c.kind == "appeal")
    .order_by(PROCEEDING.c.id)
)
