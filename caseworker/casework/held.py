"""A vehicle that was held: what holding it costs, and what of the money received was for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from caseworker.casework.office import Office
from caseworker.law import charges, discounts, entries
from caseworker.law.facts import Facts
from caseworker.law.ledger import ASIDE
from caseworker.law.regimes import regime
from caseworker.law.stages import stage
from caseworker.law.tables import day_words

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

FAMILIES = ("removal", "clamp")
"""The families of regimes in which a vehicle is held."""
FEES = ("release", "storage", "disposal", ASIDE)
"""The accounts of what is paid beside the penalty; what came in beyond all of it is paid back too."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the store knows of a vehicle that was held."""

    row: Row[Any]
    adjustments: Sequence[Row[Any]]


def read(tx: Connection, pcn: Row[Any], put_right: Sequence[Row[Any]]) -> Held | None:
    """The vehicle of a PCN, where its law holds vehicles and one was held."""
    from caseworker.store import ledger

    if regime(pcn.regime).family not in FAMILIES:
        return None
    row = ledger.removal_of(tx, pcn.id)
    return None if row is None else Held(row, put_right)


def words_of(held: Held | None) -> str:
    """What became of a vehicle that was held, day by day; of a taking also its hour, where it is known."""
    if held is None:
        return ""
    row = held.row
    at = f" {row.taken_time}" if row.taken_time else ""
    told = [f"{'clamped' if row.kind == 'clamp' else 'removed'} {day_words(row.taken_on)}{at}"]
    told += [f"given back {day_words(row.released_on)}"] if row.released_on else []
    told += [f"sold {day_words(row.sold_on)}"] if row.sold_on else []
    told += [f"rights notified {day_words(row.rights_given_on)}"] if row.rights_given_on else []
    return " · ".join(told)


def vehicle_of(office: Office, pcn: Row[Any], held: Held | None) -> entries.Vehicle | None:
    """The vehicle that was clamped or removed, with the council's own fees where it has set any."""
    if held is None:
        return None
    own, row = office.council.held_fees, held.row
    fees = []
    for fee in charges.fees(pcn.place, row.kind, pcn.contravened_on):
        pence = own.get(f"{row.kind}_{fee.account}", own.get(fee.account, fee.pence))
        fees.append(replace(fee, pence=pence))
    return entries.Vehicle(row.taken_on, row.released_on, row.sold_on, tuple(fees))


def received(payments: Sequence[Row[Any]]) -> tuple[entries.Received, ...]:
    """Payments as the ledger takes them."""
    return tuple(
        entries.Received(one.received_on, one.amount_pence, f"by {one.method}" if one.method else "")
        for one in payments
    )


def adjusted(rows: Sequence[Row[Any]]) -> tuple[entries.Adjusted, ...]:
    """Adjustments as the ledger takes them."""
    return tuple(entries.Adjusted(one.on, one.kind, one.account, one.pence, one.words) for one in rows)


def shared(
    office: Office, facts: Facts, pcn: Row[Any], payments: Sequence[Row[Any]], held: Held | None
) -> Facts:
    """The facts with the days of the vehicle, and with what was paid shared out by the ledger.

    Args:
        facts: with all that was received as paid on the penalty, in pence.
    """
    if held is None:
        return facts
    days = replace(
        facts,
        released_on=held.row.released_on,
        sold_on=held.row.sold_on,
        # An import tells of the day alone: it is the service of the notice against which is written.
        notice_served_on=facts.notice_served_on or held.row.rights_given_on,
    )
    if not payments or days.full_pence is None:
        return days
    happened = entries.Happened(
        payments=received(payments),
        adjustments=adjusted(held.adjustments),
        vehicle=vehicle_of(office, pcn, held),
    )
    open_ = replace(days, stage="") if days.stage and stage(days.stage).closed else days
    kept = entries.ledger(
        open_, happened, discount_last_on=discounts.discount_last_on(days), on=office.today()
    )
    parts = tuple((name, kept.paid(name)) for name in FEES if kept.paid(name))
    fees = sum(pence for _, pence in parts)
    return replace(days, paid_pence=days.paid_pence - fees, fees_paid_pence=fees, fees_paid=parts)
