"""What the store already knows of the PCNs and rows that come in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Table

from caseworker.casework.landing.tables import CASE, EVENT, NOTICE, PCN, PROCEEDING, REMOVAL
from caseworker.law.clocks import work_out
from caseworker.reading.standing import Standing, discount_from
from caseworker.reading.told import STEPS, VEHICLE, Told
from caseworker.store.bulk import AT_ONCE, Bulk


@dataclass(slots=True)
class Known:
    """The store's side of what comes in."""

    pcns: dict[str, Row[Any]] = field(default_factory=dict)
    notices: dict[int, dict[str, Row[Any]]] = field(default_factory=dict)
    """By PCN id and kind, the newest of each."""
    cases: dict[int, list[Row[Any]]] = field(default_factory=dict)
    """By PCN id, oldest first, open and closed."""
    removals: dict[int, Row[Any]] = field(default_factory=dict)
    """By PCN id: vehicles that were held."""
    proceedings: dict[int, list[Row[Any]]] = field(default_factory=dict)
    """By PCN id, in the order in which they began."""
    recorded: dict[int, set[str]] = field(default_factory=dict)
    """By PCN id: what was entered here by an officer, not told by the case system."""
    paid: dict[int, int] = field(default_factory=dict)
    """By PCN id: the pence that came in."""
    refunded: dict[int, int] = field(default_factory=dict)
    """By PCN id: the pence that were paid back."""

    def standing(self, row: Row[Any]) -> Standing:
        """Where a stored PCN stands, as its stored notices tell it."""
        counted = discount_from(row.regime, row.served_on, row.dated_on)
        clock = work_out(row.regime, "discount", counted, basis=row.basis or None)
        return Standing(
            regime=row.regime,
            basis=row.basis,
            code=row.code,
            level=row.level,
            band=row.band,
            served_how=row.served_how,
            served_on=row.served_on,
            dated_on=row.dated_on,
            notices=self.told(row.id),
            discount_last_on=clock.last_on or row.served_on,
            stage=row.stage,
            stage_on=row.stage_on,
        )

    def told(self, pcn_id: int) -> tuple[Told, ...]:
        """What is known of a PCN's notices and of its vehicle, in the order in which it can happen."""
        notices, held = self.notices.get(pcn_id, {}), self.removals.get(pcn_id)
        days = {one.kind: (one.posted_on, one.served_on) for one in notices.values()}
        if held is not None:
            vehicle = (held.taken_on, held.released_on, held.rights_given_on)
            days |= {kind: (on, on) for kind, on in zip(VEHICLE, vehicle, strict=True) if on is not None}
        return tuple(Told(step, *days[step.kind]) for step in STEPS if step.kind in days)


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
    for held in _rows(tx, REMOVAL, REMOVAL.c.pcn_id, ids):
        known.removals[held.pcn_id] = held
    for row in sorted(
        _rows(tx, PROCEEDING, PROCEEDING.c.pcn_id, ids), key=lambda one: (one.began_on, one.id)
    ):
        known.proceedings.setdefault(row.pcn_id, []).append(row)
    known.recorded = _recorded(tx, ids)
    for pcn_id, pence in bulk.found("payments", "pcn_id amount_pence", "pcn_id", ids):
        known.paid[pcn_id] = known.paid.get(pcn_id, 0) + pence
    for pcn_id, kind, pence in bulk.found("adjustments", "pcn_id kind pence", "pcn_id", ids):
        if kind == "refund":
            known.refunded[pcn_id] = known.refunded.get(pcn_id, 0) + pence
    return known


def _recorded(tx: Connection, ids: Sequence[int]) -> dict[int, set[str]]:
    """The steps of some PCNs that an officer entered."""
    of_event = {event: step.kind for step in STEPS for event in step.events}
    found: dict[int, set[str]] = {}
    here = sa.select(EVENT.c.pcn_id, EVENT.c.event).where(EVENT.c.event.in_(of_event), EVENT.c.officer != "")
    for at in range(0, len(ids), AT_ONCE):
        for pcn_id, event in tx.execute(here.where(EVENT.c.pcn_id.in_(ids[at : at + AT_ONCE]))):
            found.setdefault(pcn_id, set()).add(of_event[event])
    return found


def hashes(bulk: Bulk, table: str, ids: Sequence[str]) -> dict[str, str]:
    """Row hashes by the supplier's id, of the rows that are known."""
    return {row[0]: row[1] for row in bulk.found(table, "source_id row_hash", "source_id", ids)}


def _rows(tx: Connection, table: Table, key: sa.Column[Any], values: Sequence[Any]) -> Iterator[Row[Any]]:
    """Whole rows whose key is one of these values."""
    for at in range(0, len(values), AT_ONCE):
        yield from tx.execute(sa.select(table).where(key.in_(values[at : at + AT_ONCE])))
