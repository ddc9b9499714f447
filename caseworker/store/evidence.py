"""Evidence: what there is, its bytes, and who has opened it for which case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row
from sqlalchemy.dialects import postgresql, sqlite

from caseworker.store.tables import Evidence, EvidenceBytes, Viewing

EVIDENCE = Evidence.__table__  # type: ignore[attr-defined]
BYTES = EvidenceBytes.__table__  # type: ignore[attr-defined]
VIEWING = Viewing.__table__  # type: ignore[attr-defined]


def evidence_of(tx: Connection, pcn_id: int, case_id: int, officer: str) -> list[Row[Any]]:
    """Evidence of a PCN in order, each with when this officer opened it for this case (or None)."""
    return list(tx.execute(_EVIDENCE, {"pcn": pcn_id, "case": case_id, "who": officer}).all())


def content(tx: Connection, evidence_id: int) -> tuple[Row[Any], bytes]:
    """One piece of evidence with its bytes (empty for a film that lies elsewhere)."""
    row = tx.execute(sa.select(EVIDENCE).where(EVIDENCE.c.id == evidence_id)).one()
    found = tx.execute(sa.select(BYTES.c.content).where(BYTES.c.evidence_id == evidence_id)).scalar()
    return row, bytes(found or b"")


def opened(tx: Connection, *, case_id: int, evidence_id: int, officer: str, at: datetime) -> bool:
    """Note that an officer opened evidence for a case; False where that was known already."""
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    row = insert(VIEWING).values(case_id=case_id, evidence_id=evidence_id, officer=officer, opened_at=at)
    return tx.execute(row.on_conflict_do_nothing().returning(VIEWING.c.id)).first() is not None


def opened_ids(tx: Connection, case_id: int, officer: str) -> set[int]:
    """Which evidence an officer has opened for a case."""
    found = sa.select(VIEWING.c.evidence_id).where(VIEWING.c.case_id == case_id, VIEWING.c.officer == officer)
    return {int(one) for one in tx.execute(found).scalars()}


def ids_of_pcn(tx: Connection, pcn_id: int) -> list[int]:
    """Ids of all evidence of a PCN, in order."""
    found = sa.select(EVIDENCE.c.id).where(EVIDENCE.c.pcn_id == pcn_id).order_by(EVIDENCE.c.id)
    return [int(one) for one in tx.execute(found).scalars()]


def same_bytes(tx: Connection, sha256: str, pcn_ids: Sequence[int]) -> list[Row[Any]]:
    """Evidence of some PCNs that is the same file, films apart."""
    found = sa.select(EVIDENCE).where(
        EVIDENCE.c.sha256 == sha256, EVIDENCE.c.pcn_id.in_(pcn_ids), EVIDENCE.c.kind != "film"
    )
    return list(tx.execute(found.order_by(EVIDENCE.c.id)).all()) if pcn_ids else []


def sent_by_motorist(tx: Connection, pcn_id: int) -> int:
    """How many pieces of evidence the motorist sent."""
    found = sa.select(sa.func.count()).where(EVIDENCE.c.pcn_id == pcn_id, EVIDENCE.c.sent_by == "motorist")
    return int(tx.execute(found).scalar_one())


_SEEN = sa.and_(
    VIEWING.c.evidence_id == EVIDENCE.c.id,
    VIEWING.c.case_id == sa.bindparam("case"),
    VIEWING.c.officer == sa.bindparam("who"),
)
_EVIDENCE = (
    sa.select(EVIDENCE, VIEWING.c.opened_at)
    .outerjoin(VIEWING, _SEEN)
    .where(EVIDENCE.c.pcn_id == sa.bindparam("pcn"))
    .order_by(EVIDENCE.c.id)
)
"""Built once: built up anew for each case, it takes longer than it runs."""
