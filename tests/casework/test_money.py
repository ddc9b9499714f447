"""The ledger of a PCN as the store knows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import pytest
import sqlalchemy as sa

from caseworker.casework import money
from caseworker.casework.office import Office
from caseworker.casework.views import LedgerView
from caseworker.config import Zone
from caseworker.law.facts import Outcome
from caseworker.store import cases, ledger, tables
from tests import builders
from tests.casework.office import CERTIFICATE, FORMAL, INFORMAL, PAID, TODAY, Desk

PCN = tables.Pcn.__table__  # type: ignore[attr-defined]


def seen(office: Office, pcn_id: int, on: date = TODAY) -> LedgerView:
    with office.store.reading() as tx:
        return money.view(money.ledger_of(tx, office, cases.pcn_of(tx, pcn_id), on), on)


def made(desk: Desk, **values: Any) -> int:
    """A PCN with a case, written straight into the store."""
    with desk().store.writing() as tx:
        pcn_id = builders.pcn(tx, **values)
        builders.case(tx, pcn_id)
    return pcn_id


@pytest.fixture
def zone(desk: Desk) -> Iterator[Office]:
    """An office with a Clean Air Zone of its own."""
    charges = MappingProxyType({"van": 1_100})
    own = Zone("Eastmere Clean Air Zone", "Eastmere Charging Order 2024", charges)
    office = desk()
    yield replace(office, council=replace(office.council, zone=own))


def test_the_lines_end_with_what_is_due(each_desk: Desk) -> None:
    for pcn, due in ((INFORMAL, 8_000), (FORMAL, 16_000), (CERTIFICATE, 24_000), (PAID, 0)):
        told = each_desk.see(pcn).money
        assert told.due_pence == told.ledger.due_pence == due, pcn
        assert sum(one.pence for one in told.ledger.lines) == due - told.ledger.overpaid_pence
        assert told.ledger.lines[-1].on <= TODAY
        last = {one.account: one.balance_pence for one in told.ledger.lines}
        assert sum(last.values()) == due
    assert each_desk.see(PAID).money.ledger.waiting
    assert "still waits for its answer" in each_desk.see(PAID).money.why


def test_a_discount_offered_by_the_decision_stands_in_the_ledger(desk: Desk) -> None:
    told = desk.decided(INFORMAL, Outcome.UPHOLD)
    assert told.decision is not None and told.decision.discount_until is not None
    pcn_id = desk.value("SELECT pcn_id FROM cases WHERE id = ?", told.id)
    until = told.decision.discount_until
    assert seen(desk(), pcn_id, until).due_pence == 8_000
    assert "Discount offered again" in seen(desk(), pcn_id, until).why


def test_a_zone_s_day_is_apart_from_the_penalty_and_the_council_may_set_it(desk: Desk, zone: Office) -> None:
    caz = {
        "regime": "caz-2013",
        "place": "outside",
        "band": "",
        "level": "",
        "vehicle_class": "van",
        "stage": "issued-full",
        "contravened_on": date(2026, 9, 1),
        "served_on": date(2026, 9, 15),
    }
    pcn_id = made(desk, **caz)
    assert seen(desk(), pcn_id).owed == (("Penalty charge", 12_000), ("Daily zone charge", 900))
    assert seen(zone, pcn_id).owed == (("Penalty charge", 12_000), ("Daily zone charge", 1_100))


def test_a_removed_vehicle_is_charged_for_its_days_and_by_the_council_s_own_fees(desk: Desk) -> None:
    pcn_id = made(desk, regime="removal", contravened_on=date(2026, 11, 2), served_on=date(2026, 11, 2))
    with desk().store.writing() as tx:
        ledger.keep_removal(tx, pcn_id, kind="removal", taken_on=date(2026, 11, 2))
        ledger.keep_removal(tx, pcn_id, released_on=date(2026, 11, 4))
    told = seen(desk(), pcn_id)
    assert dict(told.owed)["Storage"] == 11_000 and dict(told.owed)["Release of the vehicle"] == 28_000
    office = desk()
    own = replace(office.council, held_fees=MappingProxyType({"storage": 4_000, "removal_release": 20_000}))
    told = seen(replace(office, council=own), pcn_id)
    assert dict(told.owed)["Storage"] == 8_000 and dict(told.owed)["Release of the vehicle"] == 20_000
    with desk().store.reading() as tx:
        row = ledger.removal_of(tx, pcn_id)
    assert row is not None and row.released_on - row.taken_on == timedelta(days=2)


def test_the_court_s_fee_is_the_council_s_or_the_law_s(desk: Desk) -> None:
    pcn_id = made(desk, stage="registered", stage_on=date(2026, 11, 10))
    office = desk()
    for set_, fee in ((None, 1_000), (1_200, 1_200)):
        council = replace(office.council, registration_fee_pence=set_)
        assert dict(seen(replace(office, council=council), pcn_id).owed)["Court fee"] == fee


def test_a_registration_before_the_table_is_still_read(desk: Desk) -> None:
    office = desk()
    law = replace(office, council=replace(office.council, registration_fee_pence=None))
    for stage, fee in (("registered", {"Court fee": 1_000}), ("issued-full", {})):
        pcn_id = made(desk, stage=stage, stage_on=date(2021, 3, 1))
        assert {name: pence for name, pence in seen(office, pcn_id).owed if name == "Court fee"} == fee
        assert "Court fee" not in dict(seen(law, pcn_id).owed)


def test_an_adjustment_is_written_once(each_desk: Desk) -> None:
    pcn_id = each_desk.value("SELECT pcn_id FROM cases WHERE pcn = ?", PAID)
    one = {
        "pcn_id": pcn_id,
        "source_id": "A-1",
        "on": TODAY,
        "kind": "refund",
        "account": "penalty",
        "pence": 500,
        "words": "By card",
        "officer": "asha",
        "at": builders.NOW,
    }
    with each_desk().store.writing() as tx:
        assert ledger.add_adjustment(tx, **one)
        assert not ledger.add_adjustment(tx, **(one | {"pence": 900}))
        assert [row.pence for row in ledger.adjustments_of(tx, pcn_id)] == [500]
    with pytest.raises(Exception, match=r"(?i)adjustments|written"), each_desk().store.writing() as tx:
        tx.execute(sa.text("UPDATE adjustments SET pence = 1"))
