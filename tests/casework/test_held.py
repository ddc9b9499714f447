"""What was paid for a vehicle that was held, shared out over penalty and fees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseworker.casework import sheet
from caseworker.casework.desk import decision, view
from caseworker.casework.views import PointView
from caseworker.law import points as law_points
from caseworker.law.facts import CaseKind, Facts, Outcome, PointOutcome
from caseworker.store import cases, ledger
from tests import builders
from tests.casework.office import Desk

# Taken Mon 2 Nov 2026, served that day: the discount runs to Sun 15 Nov. Band A higher: 160, 80; release 280
# (clamp 100); storage 55 a day from the day after, release day included; disposal 100.
TAKEN = date(2026, 11, 2)


def facts(desk: Desk, regime: str, *payments: tuple[date, int], **vehicle: Any) -> Facts:
    """The facts of a case on a vehicle that was held."""
    office = desk()
    with office.store.writing() as tx:
        stage = vehicle.pop("stage")
        pcn_id = builders.pcn(tx, regime=regime, contravened_on=TAKEN, served_on=TAKEN, stage=stage)
        case_id = builders.case(tx, pcn_id, kind="formal", received_on=date(2026, 11, 16))
        ledger.keep_removal(tx, pcn_id, kind=regime, taken_on=TAKEN, **vehicle)
        for on, pence in payments:
            builders.payment(tx, pcn_id, pence, received_on=on)
    with office.store.reading() as tx:
        case = cases.get(tx, case_id)
        assert case is not None
        return sheet.facts_of(office, case, *sheet.rows_of(tx, case))


@pytest.mark.parametrize("stage", ["notice-of-rights", "representations-hold", "cancelled"])
def test_what_was_paid_at_the_pound_is_shared_out(desk: Desk, stage: str) -> None:
    # 80 at the discount, 280, three days of storage: 165.
    paid = date(2026, 11, 5)
    found = facts(desk, "removal", (paid, 52_500), released_on=paid, stage=stage)
    assert (found.paid_pence, found.fees_paid_pence, found.paid_in_all_pence) == (8_000, 44_500, 52_500)
    assert found.fees_paid == (("release", 28_000), ("storage", 16_500))
    assert (found.released_on, found.sold_on, found.paid_on) == (paid, None, paid)


def test_after_the_window_the_full_penalty_was_paid(desk: Desk) -> None:
    # Sixteen days of storage: 880; 160, 280.
    on = date(2026, 11, 18)
    found = facts(desk, "removal", (on, 132_000), released_on=on, stage="notice-of-rights")
    assert found.paid_pence == 16_000
    assert found.fees_paid == (("release", 28_000), ("storage", 88_000))


def test_a_clamp_has_a_release_and_nothing_else(desk: Desk) -> None:
    found = facts(desk, "clamp", (TAKEN, 18_000), released_on=TAKEN, stage="notice-of-rights")
    assert (found.paid_pence, found.fees_paid) == (8_000, (("release", 10_000),))


def test_what_came_in_beyond_it_is_named_apart(desk: Desk) -> None:
    found = facts(desk, "clamp", (TAKEN, 19_000), released_on=TAKEN, stage="notice-of-rights")
    assert (found.paid_pence, found.fees_paid) == (8_000, (("release", 10_000), ("aside", 1_000)))
    assert found.paid_in_all_pence == 19_000


def test_two_payments_and_a_vehicle_that_was_sold(desk: Desk) -> None:
    # Four days of storage to the sale: 220. Sold while the discount ran: 80, 280, disposal 100.
    first, sold = date(2026, 11, 4), date(2026, 11, 6)
    found = facts(desk, "removal", (first, 5_000), (sold, 63_000), sold_on=sold, stage="vehicle-disposed")
    assert (found.paid_pence, found.fees_paid_pence) == (8_000, 60_000)
    assert found.fees_paid == (("release", 28_000), ("storage", 22_000), ("disposal", 10_000))
    assert (found.released_on, found.sold_on) == (None, sold)


def test_where_nothing_is_entered_nothing_is_guessed(desk: Desk) -> None:
    found = facts(desk, "removal", released_on=date(2026, 11, 4), stage="notice-of-rights")
    assert (found.paid_in_all_pence, found.fees_paid) == (0, ())
    warned = {one.id: one.words for one in sheet.allowed(desk(), found, Outcome.CANCEL).consequences}
    assert "no payment is on the case" in warned["release-not-entered"]


def test_a_fee_that_was_waived_before_it_was_paid_is_not_paid_back(desk: Desk) -> None:
    office, on = desk(), date(2026, 11, 4)
    with office.store.writing() as tx:
        pcn_id = builders.pcn(tx, regime="removal", contravened_on=TAKEN, served_on=TAKEN)
        case_id = builders.case(tx, pcn_id, kind="formal")
        ledger.keep_removal(tx, pcn_id, kind="removal", taken_on=TAKEN, released_on=on)
        ledger.add_adjustment(
            tx,
            pcn_id=pcn_id,
            source_id="A-9",
            on=date(2026, 11, 3),
            kind="waiver",
            account="storage",
            pence=-5_500,
            words="The pound was shut",
            officer="asha",
            at=builders.NOW,
        )
        builders.payment(tx, pcn_id, 41_500, received_on=on)
    with office.store.reading() as tx:
        case = cases.get(tx, case_id)
        assert case is not None
        found = sheet.facts_of(office, case, *sheet.rows_of(tx, case))
    assert found.fees_paid == (("release", 28_000), ("storage", 5_500))


def test_the_refund_is_of_penalty_and_fees_and_names_its_parts(desk: Desk) -> None:
    paid = date(2026, 11, 5)
    found = facts(desk, "removal", (paid, 52_500), released_on=paid, stage="representations-hold")
    allowed = sheet.allowed(desk(), found, Outcome.CANCEL)
    assert found.kind is CaseKind.FORMAL and allowed.refund_pence == 52_500
    words = {one.id: one.words for one in allowed.consequences}
    assert "Refund £525 (penalty £80, release £280, storage £165)" in words["refund"]
    upheld = sheet.allowed(desk(), found, Outcome.UPHOLD)
    assert (upheld.discount, upheld.amount_pence) == ("cannot", 0)
    assert "paid when the vehicle was released" in upheld.discount_why


@pytest.mark.parametrize(
    ("slug", "law"), [("removal-unjustified", "reg 12(5)"), ("bereavement", "reg 12(6)")]
)
def test_the_refund_follows_the_points_that_are_accepted(desk: Desk, slug: str, law: str) -> None:
    office, on = desk(), date(2026, 11, 4)
    with office.store.writing() as tx:
        pcn_id = builders.pcn(
            tx, regime="removal", contravened_on=TAKEN, served_on=TAKEN, stage="notice-of-rights"
        )
        case_id = builders.case(tx, pcn_id, kind="formal")
        ledger.keep_removal(tx, pcn_id, kind="removal", taken_on=TAKEN, released_on=on)
        builders.payment(tx, pcn_id, 47_000, received_on=on)
    seen = view.view(office, case_id)
    point = law_points.point(slug)
    ground, mitigation = point.under("removal", None)
    marked = PointView(slug, point.label, "", None, 0, 0, ground, mitigation, PointOutcome.UPHELD, "", ())
    told = decision.choices(office, replace(seen, points=(marked,))).cancel.consequences
    [refund] = [one for one in told if one.id == "refund-accounts"]
    assert refund.citation is not None and refund.citation.provision == law


def test_a_parking_case_reads_no_vehicle(desk: Desk) -> None:
    found = facts(desk, "tma-reg9", (TAKEN, 8_000), stage="issued-discount")
    assert (found.paid_pence, found.fees_paid, found.released_on) == (8_000, (), None)


def test_the_facts_of_a_case_tell_what_became_of_the_vehicle_and_why_a_pcn_came_by_post(desk: Desk) -> None:
    office, given_back = desk(), date(2026, 11, 3)
    days = {"released_on": given_back, "rights_given_on": given_back}
    with office.store.writing() as tx:
        one = builders.pcn(
            tx, regime="removal", contravened_on=TAKEN, served_on=TAKEN, stage="notice-of-rights"
        )
        ledger.keep_removal(tx, one, kind="removal", taken_on=TAKEN, taken_time="13:01", **days)
        removed = builders.case(tx, one, kind="formal", received_on=date(2026, 11, 16))
        two = builders.pcn(tx, regime="tma-reg10", basis="driven-away", pcn="ZZ1000077B")
        posted = builders.case(tx, two, kind="formal", received_on=date(2026, 11, 16))
    seen = view.view(office, removed)
    assert seen.held == (
        "removed Mon 2 Nov 2026 13:01 · given back Tue 3 Nov 2026 · rights notified Tue 3 Nov 2026"
    )
    assert seen.by_post == ""
    seen = view.view(office, posted)
    assert seen.by_post.startswith("the vehicle was driven away") and seen.held == ""
