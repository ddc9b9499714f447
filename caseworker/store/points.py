"""Points raised on a case and the decisions made on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from caseworker.store.tables import Case, Decision, Point, PointEvidence

POINT = Point.__table__  # type: ignore[attr-defined]
RELIED = PointEvidence.__table__  # type: ignore[attr-defined]
DECISION = Decision.__table__  # type: ignore[attr-defined]
CASE = Case.__table__  # type: ignore[attr-defined]


def points_of(tx: Connection, case_id: int) -> list[Row[Any]]:
    """Points of a case, in the officer's order."""
    return list(tx.execute(_POINTS, {"case": case_id}).all())


def relied_on(tx: Connection, case_id: int) -> dict[int, tuple[int, ...]]:
    """Evidence ids relied on, by point id."""
    relied: dict[int, tuple[int, ...]] = {}
    for row in tx.execute(_RELIED, {"case": case_id}):
        relied[row.point_id] = (*relied.get(row.point_id, ()), row.evidence_id)
    return relied


def replace(
    tx: Connection, case_id: int, rows: Sequence[Mapping[str, Any]], relied: Sequence[Sequence[int]]
) -> None:
    """Put these points, in this order, in the place of those that stand."""
    old = sa.select(POINT.c.id).where(POINT.c.case_id == case_id)
    tx.execute(sa.delete(RELIED).where(RELIED.c.point_id.in_(old)))
    tx.execute(sa.delete(POINT).where(POINT.c.case_id == case_id))
    for seq, (row, evidence) in enumerate(zip(rows, relied, strict=True), start=1):
        done = tx.execute(sa.insert(POINT).values(case_id=case_id, seq=seq, **row).returning(POINT.c.id))
        point_id = done.scalar_one()
        if evidence:
            tx.execute(sa.insert(RELIED), [{"point_id": point_id, "evidence_id": one} for one in evidence])


def decision_of(tx: Connection, case_id: int, *, asked: bool = False) -> Row[Any] | None:
    """The decision that stands on a case, or None.

    A request for information stands only until its letter has been issued: then the case is open again.

    Args:
        asked: give that request too.
    """
    return tx.execute(_DECISION_OR_ASKED if asked else _DECISION, {"case": case_id}).one_or_none()


def decide(tx: Connection, **columns: Any) -> int:
    """Write a decision; earlier ones on the case are withdrawn."""
    withdraw(tx, columns["case_id"])
    return int(tx.execute(sa.insert(DECISION).values(**columns).returning(DECISION.c.id)).scalar_one())


def withdraw(tx: Connection, case_id: int) -> int:
    """Withdraw the decisions that stand on a case; how many there were."""
    done = tx.execute(
        sa.update(DECISION)
        .where(DECISION.c.case_id == case_id, DECISION.c.withdrawn.is_(False))
        .values(withdrawn=True)
    )
    return int(done.rowcount)


# The commands are built once: built up anew for each case, they take longer than they run.

_POINTS = sa.select(POINT).where(POINT.c.case_id == sa.bindparam("case")).order_by(POINT.c.seq)
_RELIED = (
    sa.select(RELIED.c.point_id, RELIED.c.evidence_id)
    .join_from(RELIED, POINT, POINT.c.id == RELIED.c.point_id)
    .where(POINT.c.case_id == sa.bindparam("case"))
    .order_by(RELIED.c.point_id, RELIED.c.evidence_id)
)
_DECISION_OR_ASKED = (
    sa.select(DECISION)
    .where(DECISION.c.case_id == sa.bindparam("case"), DECISION.c.withdrawn.is_(False))
    .order_by(DECISION.c.id.desc())
    .limit(1)
)
_STILL = sa.select(CASE.c.id).where(CASE.c.id == DECISION.c.case_id, CASE.c.status == "decided").exists()
_DECISION = _DECISION_OR_ASKED.where(sa.or_(DECISION.c.outcome != "ask", _STILL))
