"""Write money that came by an import; by its digests the import's entry tells later if it is as it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from caseworker.casework.landing.touched import Touched
from caseworker.casework.office import Office
from caseworker.store.bulk import Bulk
from caseworker.store.imported import Sealed, adjustment_digest, payment_digest


@dataclass
class Money:
    """All money of one import."""

    payments: Sealed = field(default_factory=Sealed)
    adjustments: Sealed = field(default_factory=Sealed)

    @property
    def fields(self) -> dict[str, str | int | None]:
        """What the import's entry keeps of it."""
        return self.payments.fields("payments") | self.adjustments.fields("adjustments")


def write(bulk: Bulk, office: Office, touched: Sequence[Touched], money: Money) -> None:
    """Write payments and adjustments: rows that are added and never changed."""
    _payments(bulk, touched, money.payments)
    _adjustments(bulk, office, touched, money.adjustments)


def _payments(bulk: Bulk, touched: Sequence[Touched], sealed: Sealed) -> None:
    found = [(one, paid) for one in touched for paid in one.payments]
    rows: list[tuple[Any, ...]] = []
    for row_id, (one, paid) in zip(bulk.ids("payments", len(found)), found, strict=True):
        on, pence = paid.received_on, paid.amount_pence
        rows.append((row_id, paid.id, one.id, bulk.day(on), pence, paid.method, paid.row_hash))
        sealed.add(row_id, payment_digest(paid.id, one.id, on, pence, paid.method))
    bulk.insert("payments", "id source_id pcn_id received_on amount_pence method row_hash", rows)


def _adjustments(bulk: Bulk, office: Office, touched: Sequence[Touched], sealed: Sealed) -> None:
    now, officer = bulk.at(office.now()), office.officer.id
    found = [(one, each) for one in touched for each in one.adjustments]
    rows: list[tuple[Any, ...]] = []
    for row_id, (one, each) in zip(bulk.ids("adjustments", len(found)), found, strict=True):
        told = (each.kind, each.account, each.pence, each.words)
        rows.append((row_id, each.id, one.id, bulk.day(each.on), *told, officer, now))
        sealed.add(row_id, adjustment_digest(each.id, one.id, each.on, *told))
    bulk.insert("adjustments", "id source_id pcn_id on kind account pence words officer at", rows)
