"""What was paid when a vehicle that was held was given back: the penalty of that day, and every fee."""

from __future__ import annotations

from functools import cache

from caseworker.config import Council
from caseworker.law import charges, contraventions, discounts, entries
from caseworker.law.facts import Facts
from caseworker.practice.days import Days
from caseworker.practice.folder import Row
from caseworker.practice.letters import Letter
from caseworker.practice.offices import choices_of


@cache
def _council(office: str) -> Council:
    return choices_of(office).council


def released(letter: Letter, days: Days, pcn: str) -> Row | None:
    """The payment by card on the day of release; nothing where no vehicle was held."""
    if not letter.hold or days.taken_on is None or days.released_on is None:
        return None
    on = days.released_on
    pounds = due(letter, days) / 100
    return {"id": f"PP-{letter.id}", "pcn": pcn, "received": on, "amount": f"{pounds:.2f}", "method": "card"}


def due(letter: Letter, days: Days) -> int:
    """What is due for release on that day, in pence, by the ledger."""
    assert days.taken_on is not None and days.released_on is not None
    council, law = _council(letter.office), letter.law
    level = contraventions.contravention(letter.code).level or "higher"
    charge = charges.charge(council.place, council.band, level, days.contravened_on, regime=law.id)
    facts = Facts(
        authority=council.authority,
        place=council.place,
        regime=law.id,
        pcn="",
        vrm="",
        contravened_on=days.contravened_on,
        pcn_served_on=days.pcn_on,
        full_pence=charge.full_pence,
        discount_pence=charge.discount_pence,
    )
    fees = charges.fees(council.place, law.family, days.contravened_on)
    vehicle = entries.Vehicle(days.taken_on, days.released_on, None, fees)
    kept = entries.ledger(
        facts,
        entries.Happened(vehicle=vehicle),
        discount_last_on=discounts.discount_last_on(facts),
        on=days.released_on,
    )
    return kept.due(days.released_on).pence
