"""What is known beside the PCNs: permits, sessions, orders, places and the papers of orders.

A row that comes again with other facts replaces what was known; a paper, once kept, stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from caseworker.casework.desk.intake.plan import AS_FIRST, Counts
from caseworker.casework.landing.known import hashes
from caseworker.casework.landing.papers import content_of
from caseworker.law.vrm import look_alike
from caseworker.reading.delimited import Fault
from caseworker.reading.rows import (
    Extract,
    LocationRow,
    OrderPaperRow,
    OrderRow,
    PermitRow,
    SessionRow,
)
from caseworker.store.bulk import Bulk

AT_ONCE = 10_000
"""Rows that are compared and written together."""
Pause = Callable[[str, int, int], None]
Replaced = PermitRow | SessionRow | OrderRow | LocationRow
_PERMIT = "source_id vrm vrm_raw vrm_alike number kind zone valid_from valid_to status holder row_hash"
_SESSION = (
    "source_id kind vrm vrm_raw vrm_alike location location_code starts_at ends_at amount_pence reference "
    "words row_hash"
)
_ORDER = "source_id title article schedule hours made_on from_on to_on words row_hash"
_LOCATION = "source_id street street_key place zone restriction hours location_code order_id row_hash"
_PAPER = "id source_id order_id location_id name kind taken_on caption size sha256 row_hash"


@dataclass(slots=True)
class _Work:
    """The rows of an import that belong to no PCN, as they are compared."""

    bulk: Bulk
    counts: Counts
    pause: Pause
    write: bool
    faults: list[Fault] = field(default_factory=list)
    here: dict[str, set[str]] = field(default_factory=dict)
    """Ids of the orders and places that this import brings."""


def compare(tx: Connection, extract: Extract, counts: Counts, pause: Pause, *, write: bool) -> list[Fault]:
    """Compare with what is known and, where it is to be, write; gives what is wrong."""
    work = _Work(Bulk(tx), counts, pause, write)
    work.here["orders"] = {row.id for row in extract.orders}
    _replace(work, "permits", _PERMIT, extract.permits)
    _replace(work, "sessions", _SESSION, extract.sessions)
    _replace(work, "orders", _ORDER, extract.orders)
    places = _with_order(work, extract.locations)
    work.here["locations"] = {row.id for row in places}
    _replace(work, "locations", _LOCATION, places)
    _papers(work, extract.order_papers)
    return work.faults


def _replace(work: _Work, table: str, columns: str, rows: Sequence[Replaced]) -> None:
    """Rows of one file: new ones are added, changed ones replaced."""
    for some in _parts(rows):
        work.pause("Writing" if work.write else "Comparing", 0, len(rows))
        before = hashes(work.bulk, table, [row.id for row in some])
        new = [row for row in some if row.id not in before]
        changed = [row for row in some if row.id in before and before[row.id] != row.row_hash]
        count = work.counts.of(some[0])
        count.new += len(new)
        count.changed += len(changed)
        count.unchanged += len(some) - len(new) - len(changed)
        if not work.write:
            continue
        orders = _ids(work.bulk, "orders", (row.order for row in some if isinstance(row, LocationRow)))
        work.bulk.insert(table, columns, [_values(work.bulk, row, orders) for row in new])
        ids = _ids(work.bulk, table, (row.id for row in changed))
        values = [(*_values(work.bulk, row, orders), ids[row.id]) for row in changed]
        work.bulk.change(table, columns, values)


def _values(bulk: Bulk, row: Replaced, orders: dict[str, int]) -> tuple[Any, ...]:
    """A row's values, in the order of its columns."""
    if isinstance(row, PermitRow):
        days = (bulk.day(row.valid_from), bulk.day(row.valid_to))
        return (
            *(row.id, row.vrm, row.vrm_raw, look_alike(row.vrm), row.number, row.kind, row.zone),
            *(*days, row.status, row.holder, row.row_hash),
        )
    if isinstance(row, SessionRow):
        return (
            *(row.id, row.kind, row.vrm, row.vrm_raw, look_alike(row.vrm), row.location, row.location_code),
            *(bulk.at(row.starts_at), bulk.at(row.ends_at), row.amount_pence, row.reference, row.words),
            row.row_hash,
        )
    if isinstance(row, OrderRow):
        return (
            *(row.id, row.title, row.article, row.schedule, row.hours),
            *(bulk.day(row.made_on), bulk.day(row.from_on), bulk.day(row.to_on), row.words, row.row_hash),
        )
    return (
        *(row.id, row.street, street_key(row.street), row.place, row.zone, row.restriction, row.hours),
        *(row.location_code, orders.get(row.order) if row.order else None, row.row_hash),
    )


def street_key(street: str) -> str:
    """A street by which a PCN's place is found: case-folded, single spaces."""
    return " ".join(street.casefold().split())


def _with_order(work: _Work, rows: Sequence[LocationRow]) -> list[LocationRow]:
    """Places whose order is known, or who name none; the others are faults."""
    kept: list[LocationRow] = []
    wanted = {row.order for row in rows if row.order} - work.here["orders"]
    known = work.here["orders"] | set(_ids(work.bulk, "orders", wanted))
    for row in rows:
        if row.order and row.order not in known:
            work.faults.append(_nowhere(row, "order", row.order, "orders/orders.csv"))
        else:
            kept.append(row)
    return kept


def _papers(work: _Work, rows: Sequence[OrderPaperRow]) -> None:
    """Signs, plans and orders: added, never changed."""
    for some in _parts(rows):
        before = hashes(work.bulk, "order_papers", [row.id for row in some])
        orders = _ids(work.bulk, "orders", (row.order for row in some))
        places = _ids(work.bulk, "locations", (row.location for row in some))
        new: list[OrderPaperRow] = []
        for row in some:
            if row.id in before:
                work.counts.add(row, "unchanged")
                if before[row.id] != row.row_hash:
                    found = f'"{row.id}" with other facts'
                    work.faults.append(Fault(row.file, row.line, "id", found, AS_FIRST))
            elif row.order and row.order not in orders and row.order not in work.here["orders"]:
                work.faults.append(_nowhere(row, "order", row.order, "orders/orders.csv"))
            elif row.location and row.location not in places and row.location not in work.here["locations"]:
                work.faults.append(_nowhere(row, "location", row.location, "locations.csv"))
            else:
                work.counts.add(row, "new")
                new.append(row)
        if work.write and new:
            _keep(work.bulk, new, orders, places)


def _keep(bulk: Bulk, rows: Sequence[OrderPaperRow], orders: dict[str, int], places: dict[str, int]) -> None:
    """Write papers, then their bytes one by one."""
    ids = bulk.ids("order_papers", len(rows))
    values = [
        (
            *(paper_id, row.id, orders.get(row.order), places.get(row.location), row.name, row.kind),
            *(bulk.day(row.taken_on), row.caption, row.size, row.sha256, row.row_hash),
        )
        for paper_id, row in zip(ids, rows, strict=True)
    ]
    bulk.insert("order_papers", _PAPER, values)
    for paper_id, row in zip(ids, rows, strict=True):
        if row.content is not None:
            content = content_of(row.content, row.sha256, f"orders/{row.name}")
            bulk.insert("order_paper_bytes", "paper_id content", [(paper_id, content)])


def _nowhere(row: LocationRow | OrderPaperRow, column: str, found: str, file: str) -> Fault:
    expected = f"the id of a row of {file}, in this import or an earlier one"
    return Fault(row.file, row.line, column, f'"{found}", which is not known', expected)


def _ids(bulk: Bulk, table: str, wanted: Any) -> dict[str, int]:
    """Ids of rows by the supplier's own."""
    names = sorted({one for one in wanted if one})
    return {row[0]: int(row[1]) for row in bulk.found(table, "source_id id", "source_id", names)}


def _parts(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for at in range(0, len(rows), AT_ONCE):
        yield rows[at : at + AT_ONCE]
