"""What the store already knows of the PCNs and rows of an import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Table

from caseworker.law.clocks import work_out
from caseworker.reading.rows import Extract
from caseworker.reading.standing import Standing
from caseworker.store.tables import Batch, Case, Evidence, Item, Note, Notice, Payment, Pcn

BATCH: Table = Batch.__table__  # type: ignore[attr-defined]
CASE: Table = Case.__table__  # type: ignore[attr-defined]
PCN: Table = Pcn.__table__  # type: ignore[attr-defined]
NOTICE: Table = Notice.__table__  # type: ignore[attr-defined]
ITEM: Table = Item.__table__  # type: ignore[attr-defined]
PAYMENT: Table = Payment.__table__  # type: ignore[attr-defined]
NOTE: Table = Note.__table__  # type: ignore[attr-defined]
EVIDENCE: Table = Evidence.__table__  # type: ignore[attr-defined]
_AT_ONCE = 2_000
"""Values asked for in one query: well under what either engine takes."""


@dataclass(slots=True)
class Known:
    """The store's side of an import."""

    pcns: dict[str, Row[Any]] = field(default_factory=dict)
    notices: dict[int, dict[str, Row[Any]]] = field(default_factory=dict)
    """By PCN id and kind, the newest of each."""
    cases: dict[int, list[Row[Any]]] = field(default_factory=dict)
    """By PCN id, oldest first, open and closed."""
    paid: set[int] = field(default_factory=set)
    """Ids of PCNs for which money came."""
    letters: dict[str, str] = field(default_factory=dict)
    """Row hashes by the supplier's id; and so below."""
    payments: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)

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


def landed_before(tx: Connection, extract: Extract) -> bool:
    """Whether these very files were taken in before."""
    query = sa.select(BATCH.c.id).where(BATCH.c.digest == extract.digest)
    return tx.execute(query).first() is not None


def look(tx: Connection, extract: Extract) -> Known:
    """Read everything the store knows that an import touches; nothing is written."""
    known = Known()
    rows = (extract.cases, extract.correspondence, extract.payments, extract.notes, extract.evidence)
    wanted = dict.fromkeys(row.pcn for group in rows for row in group)
    known.pcns = {row.pcn: row for row in _rows(tx, PCN, PCN.c.pcn, wanted)}
    ids = [row.id for row in known.pcns.values()]
    for notice in _rows(tx, NOTICE, NOTICE.c.pcn_id, ids):
        known.notices.setdefault(notice.pcn_id, {})[notice.kind] = notice
    for case in sorted(_rows(tx, CASE, CASE.c.pcn_id, ids), key=lambda one: int(one.id)):
        known.cases.setdefault(case.pcn_id, []).append(case)
    known.paid = {row.pcn_id for row in _rows(tx, PAYMENT, PAYMENT.c.pcn_id, ids)}
    known.letters = _hashes(tx, ITEM, (row.id for row in extract.correspondence))
    known.payments = _hashes(tx, PAYMENT, (row.id for row in extract.payments))
    known.notes = _hashes(tx, NOTE, (row.id for row in extract.notes))
    known.evidence = _hashes(tx, EVIDENCE, (row.id for row in extract.evidence))
    return known


def ids_by(tx: Connection, table: Table, key: sa.Column[Any], values: Iterable[Any]) -> dict[Any, int]:
    """Ids of rows by another column's value."""
    found: dict[Any, int] = {}
    for part in _parts(values):
        found.update((row[1], row[0]) for row in tx.execute(sa.select(table.c.id, key).where(key.in_(part))))
    return found


def _hashes(tx: Connection, table: Table, ids: Iterable[str]) -> dict[str, str]:
    """Row hashes by the supplier's id."""
    found: dict[str, str] = {}
    for part in _parts(ids):
        query = sa.select(table.c.source_id, table.c.row_hash).where(table.c.source_id.in_(part))
        found.update((row[0], row[1]) for row in tx.execute(query))
    return found


def _rows(tx: Connection, table: Table, key: sa.Column[Any], values: Iterable[Any]) -> Iterator[Row[Any]]:
    """Whole rows whose key is one of these values."""
    for part in _parts(values):
        yield from tx.execute(sa.select(table).where(key.in_(part)))


def _parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(values)
    while part := list(islice(rest, _AT_ONCE)):
        yield part
