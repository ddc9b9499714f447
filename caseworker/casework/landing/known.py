"""What the store already knows of the PCNs and rows that come in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Table

from caseworker.casework.landing.tables import CASE, NOTICE, PCN
from caseworker.law.clocks import work_out
from caseworker.reading.standing import Standing
from caseworker.store.bulk import AT_ONCE, Bulk


@dataclass(slots=True)
class Known:
    """The store's side of what comes in."""

    pcns: dict[str, Row[Any]] = field(default_factory=dict)
    notices: dict[int, dict[str, Row[Any]]] = field(default_factory=dict)
    """By PCN id and kind, the newest of each."""
    cases: dict[int, list[Row[Any]]] = field(default_factory=dict)
    """By PCN id, oldest first, open and closed."""
    paid: set[int] = field(default_factory=set)
    """Ids of PCNs for which money came."""

    def standing(self, row: Row[Any]) -> Standing:
        """Where a stored PCN stands, as its stored notices tell it."""
        notices = self.notices.get(row.id, {})
        owner, certificate = notices.get("notice-to-owner"), notices.get("charge-certificate")
        clock = work_out(row.regime, "discount", row.served_on, basis=row.basis or None)
        return Standing(
            regime=row.regime,
            basis=row.basis,
            code=row.code,
            level=row.level,
            band=row.band,
            served_how=row.served_how,
            served_on=row.served_on,
            notice_to_owner_served_on=owner.served_on if owner else None,
            certificate_served_on=certificate.served_on if certificate else None,
            discount_last_on=clock.last_on or row.served_on,
            stage=row.stage,
            stage_on=row.stage_on,
        )


def look(tx: Connection, pcns: Sequence[str], *, hold: bool = False) -> Known:
    """Read what the store knows of some PCNs; nothing is written.

    Args:
        hold: let others who write to them wait until this transaction has ended.
    """
    known = Known()
    bulk = Bulk(tx)
    # Few of an import's PCNs are known, or all: whole rows are asked for only of those.
    there = [pcn for (pcn,) in bulk.found("pcns", "pcn", "pcn", pcns)]
    if not there:
        return known
    if hold:
        bulk.hold("pcns", "pcn", there)
    known.pcns = {row.pcn: row for row in _rows(tx, PCN, PCN.c.pcn, there)}
    ids = [row.id for row in known.pcns.values()]
    for notice in _rows(tx, NOTICE, NOTICE.c.pcn_id, ids):
        known.notices.setdefault(notice.pcn_id, {})[notice.kind] = notice
    for case in sorted(_rows(tx, CASE, CASE.c.pcn_id, ids), key=lambda one: int(one.id)):
        known.cases.setdefault(case.pcn_id, []).append(case)
    known.paid = {int(row[0]) for row in bulk.found("payments", "pcn_id", "pcn_id", ids)}
    return known


def hashes(bulk: Bulk, table: str, ids: Sequence[str]) -> dict[str, str]:
    """Row hashes by the supplier's id, of the rows that are known."""
    return {row[0]: row[1] for row in bulk.found(table, "source_id row_hash", "source_id", ids)}


def _rows(tx: Connection, table: Table, key: sa.Column[Any], values: Sequence[Any]) -> Iterator[Row[Any]]:
    """Whole rows whose key is one of these values."""
    for at in range(0, len(values), AT_ONCE):
        yield from tx.execute(sa.select(table).where(key.in_(values[at : at + AT_ONCE])))
