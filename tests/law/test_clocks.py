"""Every clock, against answers that were worked out by hand before the rules."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.law.calendar import Service, england
from caseworker.law.clocks import clock_ids, work_out
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime, regimes
from caseworker.law.service import Delivery
from caseworker.law.tables import table
from tests.law.nudging import survivors

VECTORS: list[dict[str, Any]] = [
    row
    for path in sorted((Path(__file__).parent / "vectors").glob("clocks*.toml"))
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["vector"]
]
DAYS = {
    "served": "served_on",
    "first": "first_on",
    "last": "last_on",
    "period_last": "period_last_on",
    "safe_posting": "safe_posting_on",
    "internal_safe": "internal_safe_on",
    "other": "other_reading_on",
}
"""What a vector may expect, and where a clock says it."""


def differs(row: dict[str, Any]) -> dict[str, Any]:
    """What a clock says otherwise than its vector."""
    clock = work_out(
        row["regime"],
        row["clock"],
        row["start"],
        basis=row.get("basis"),
        posted=row.get("posted", False),
        days=row.get("days"),
    )
    found = {name: getattr(clock, day) for name, day in DAYS.items()}
    expected = {name: row.get(name, found[name]) for name in found}
    for never in ("safe_posting", "internal_safe", "other"):
        expected[never] = row.get(never)
    return {name: found[name] for name in found if found[name] != expected[name]}


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: str(row["id"]))
def test_vector(row: dict[str, Any]) -> None:
    assert set(row) <= {"id", "regime", "clock", "start", "posted", "basis", "days", "hand", "source", *DAYS}
    assert not differs(row), row["hand"]
    assert row["hand"]
    assert set(row) & set(DAYS)


def test_every_clock_of_every_regime_has_a_vector() -> None:
    tried = {(row["regime"], row["clock"]) for row in VECTORS}
    assert tried == {(law.id, clock) for law in regimes() for clock in clock_ids(law.id)}
    bases = {
        row.get("basis") for row in VECTORS if (row["regime"], row["clock"]) == ("tma-reg10", "discount")
    }
    assert bases == set(regime("tma-reg10").bases)
    assert len(VECTORS) >= 330
    assert len({row["id"] for row in VECTORS}) == len(VECTORS)


def test_the_published_vectors_are_all_there() -> None:
    held = " ".join(row.get("source", "") for row in VECTORS)
    for number in range(1, 18):
        assert re.search(rf"TV{number}\b", held), number
    for number in range(1, 13):
        assert re.search(rf"DV{number}\b", held), number


def test_every_number_of_the_clocks_is_held_by_a_vector() -> None:
    assert not survivors("clocks", lambda: any(differs(row) for row in VECTORS))


def test_a_reply_of_a_regime_is_as_long_as_the_regime_says() -> None:
    for law in regimes():
        assert ("reply" in clock_ids(law.id)) is bool(law.reply_days)
        assert ("deemed-acceptance" in clock_ids(law.id)) is law.deemed_acceptance
        assert ("overdue" in clock_ids(law.id)) is not law.deemed_acceptance
        assert ("recommendation" in clock_ids(law.id)) is law.recommendation
        assert ("order-response" in clock_ids(law.id)) is bool(law.court_form)
        assert ("charge-certificate-rejected" in clock_ids(law.id)) is law.certificate
        if law.reply_days:
            end = work_out(law.id, "reply", date(2026, 3, 2)).last_on
            assert end == date(2026, 3, 2) + timedelta(days=law.reply_days - 1)


def test_the_overdue_clock_is_custom_and_never_law() -> None:
    clock = work_out("moving-traffic-2003", "overdue", date(2026, 3, 2))
    assert clock.citation.instrument == "PRACTICE"
    assert clock.last_on is None and clock.safe_posting_on is None
    assert any("nothing is deemed accepted" in words for words in clock.warnings)


def test_days_in_doubt_go_to_the_motorist_and_the_other_reading_is_shown() -> None:
    clock = work_out("caz-2013", "discount", date(2026, 3, 16), posted=True)
    assert (clock.last_on, clock.other_reading_on) == (date(2026, 4, 1), date(2026, 3, 31))
    assert any("Read the other way the last day would be Tue 31 Mar 2026" in line for line in clock.working)
    fresh = work_out("moving-traffic-2003", "pcn-by-post-restarted", date(2026, 3, 2))
    assert fresh.last_on and fresh.other_reading_on and fresh.last_on < fresh.other_reading_on
    late = work_out("moving-traffic-2003", "charge-certificate-rejected", date(2026, 3, 2), posted=True)
    assert any("second period begins: day 1 is Tue 31 Mar 2026" in line for line in late.working)


def test_a_day_of_receipt_that_was_proved_moves_the_clock() -> None:
    sent = Delivery(on=date(2026, 3, 2), received_on=date(2026, 3, 9))
    clock = work_out("tma-reg9", "appeal", date(2026, 3, 2), delivery=sent)
    assert (clock.served_on, clock.last_on) == (date(2026, 3, 9), date(2026, 4, 5))


def test_a_changed_bank_holiday_moves_service_and_safe_posting() -> None:
    more = england().with_holiday(date(2026, 3, 4), "A day of thanks")
    moved = work_out("tma-reg9", "appeal", date(2026, 3, 2), posted=True, calendar=more)
    assert moved.served_on == date(2026, 3, 5)
    assert any("A day of thanks" in line for line in moved.working)
    less = more.without_holiday(date(2026, 3, 4))
    assert work_out("tma-reg9", "appeal", date(2026, 3, 2), posted=True, calendar=less) == work_out(
        "tma-reg9", "appeal", date(2026, 3, 2), posted=True
    )


def test_the_councils_own_days_are_taken_only_where_the_clock_is_its_own() -> None:
    assert work_out("clamp", "complaint", date(2026, 3, 2), days=3).last_on == date(2026, 3, 5)
    with pytest.raises(Refused, match="cannot be given 60 days"):
        work_out("tma-reg9", "reply", date(2026, 3, 2), days=60)
    with pytest.raises(Refused, match="cannot be given 0 days"):
        work_out("tma-reg9", "query", date(2026, 3, 2), days=0)


def test_registration_on_a_day_that_is_not_known_to_work_is_doubted() -> None:
    clock = work_out("caz-2013", "registration", date(2028, 12, 20))
    assert not clock.verified
    assert any("known only until" in words for words in clock.warnings)


def test_pay_by_of_an_officer_served_pcn_counts_from_the_contravention() -> None:
    clock = work_out("tma-reg9", "pay-by", date(2026, 3, 2))
    assert clock.last_on == date(2026, 3, 29)
    assert "contravention" in clock.starts_with
    assert any("not from service" in words for words in clock.warnings)


def test_deemed_acceptance_is_proposed_and_confirmed_by_a_person() -> None:
    clock = work_out("tma-reg9", "deemed-acceptance", date(2026, 10, 3))
    assert clock.first_on == date(2026, 11, 28)
    assert "a person confirms" in clock.if_missed


def test_the_discount_of_a_postal_pcn_needs_its_basis() -> None:
    with pytest.raises(Refused, match="needs its basis"):
        work_out("tma-reg10", "discount", date(2026, 3, 2), posted=True)


def test_a_basis_for_an_officer_served_pcn_is_refused() -> None:
    with pytest.raises(Refused, match="has none"):
        work_out("tma-reg9", "discount", date(2026, 3, 2), basis="prevented")


def test_unknown_names_are_refused_with_the_nearest() -> None:
    with pytest.raises(Refused) as refused:
        work_out("tma-reg-9", "discount", date(2026, 3, 2))
    assert '"tma-reg9"' in refused.value.do
    with pytest.raises(Refused) as refused:
        work_out("tma-reg9", "notice-to-ower", date(2026, 3, 2))
    assert '"notice-to-owner"' in refused.value.do
    with pytest.raises(Refused) as refused:
        work_out("tma-reg10", "discount", date(2026, 3, 2), basis="driven-of")
    assert '"driven-away"' in refused.value.do


def test_a_clock_of_the_other_regime_is_refused() -> None:
    with pytest.raises(Refused):
        work_out("tma-reg10", "notice-to-owner", date(2026, 3, 2))
    with pytest.raises(Refused):
        work_out("tma-reg9", "pcn-by-post", date(2026, 3, 2))


def test_receipt_is_not_a_posting() -> None:
    with pytest.raises(Refused, match="does not start with a posting"):
        work_out("tma-reg9", "reply", date(2026, 3, 2), posted=True)


def test_a_day_at_the_end_of_time_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="end of time"):
        work_out("tma-reg9", "notice-to-owner", date(9999, 12, 1))


def test_delivery_by_hand_gains_the_days_of_the_post() -> None:
    by_hand = work_out("tma-reg9", "reply", date(2025, 11, 3), service=Service.BY_HAND)
    assert by_hand.last_on == date(2025, 12, 28)
    assert by_hand.safe_posting_on == date(2025, 12, 24)


def test_a_recalled_rule_is_marked_as_not_verified() -> None:
    clock = work_out("tma-reg9", "charge-certificate-rejected", date(2026, 3, 2), posted=True)
    assert not clock.verified
    assert any("NOT VERIFIED" in words for words in clock.warnings)
    assert work_out("tma-reg9", "reply", date(2026, 3, 2)).verified


def test_a_way_of_counting_that_was_only_recalled_is_not_verified() -> None:
    month_end = work_out("tma-reg9", "notice-to-owner", date(2025, 8, 31))
    assert not month_end.verified
    assert any("keep to Fri 27 Feb 2026" in words for words in month_end.warnings)
    assert work_out("tma-reg9", "notice-to-owner", date(2025, 8, 28)).verified


def test_beyond_the_known_holidays_a_clock_is_not_verified() -> None:
    clock = work_out("tma-reg9", "reply", date(2028, 12, 1))
    assert not clock.verified
    assert any("known only until" in words for words in clock.warnings)


@pytest.mark.parametrize("regime_id", [law.id for law in regimes()])
def test_before_its_law_was_in_force_no_clock_is_verified(regime_id: str) -> None:
    basis = "prevented" if regime_id == "tma-reg10" else None
    for clock_id in clock_ids(regime_id):
        before, since = (
            work_out(regime_id, clock_id, day, basis=basis) for day in (date(2022, 5, 30), date(2022, 5, 31))
        )
        if before.citation.instrument not in ("GR22", "AR22"):
            continue
        assert not before.verified
        assert any("On Mon 30 May 2022 other law stood" in words for words in before.warnings)
        assert not any("other law stood" in words for words in since.warnings)


def test_the_working_shows_first_and_last_day() -> None:
    words = work_out("tma-reg9", "appeal", date(2025, 7, 10), posted=True).working
    assert any("Treated as served Mon 14 Jul 2025" in line for line in words)
    assert any("Day 28 is Sun 10 Aug 2025" in line for line in words)


def test_every_row_says_what_missing_it_does_and_belongs_to_known_regimes() -> None:
    known = {law.id for law in regimes()}
    seen = set()
    for row in table("clocks")["clock"]:
        assert (
            row["if_missed"] and row["start"] and (row["regimes"] == ["all"] or set(row["regimes"]) <= known)
        )
        assert (
            sum(key in row for key in ("days", "months", "working_days", "days_by_basis", "back_days")) == 1
        )
        for regime_id in known if row["regimes"] == ["all"] else row["regimes"]:
            assert (regime_id, row["id"]) not in seen, "two rows for one clock"
            seen.add((regime_id, row["id"]))


@given(st.dates(date(2012, 2, 1), date(2027, 6, 1)), st.sampled_from([law.id for law in regimes()]))
def test_days_of_every_clock_stand_in_order(start: date, regime_id: str) -> None:
    for clock_id in clock_ids(regime_id):
        basis = "prevented" if regime_id == "tma-reg10" else None
        clock = work_out(regime_id, clock_id, start, basis=basis)
        earliest = {"charge-payment": start - timedelta(6), "evidence-pack": start - timedelta(7)}
        assert clock.first_on >= earliest.get(clock_id, start)
        if clock.last_on:
            assert clock.first_on <= clock.last_on == clock.period_last_on
        else:
            assert clock.first_on > clock.period_last_on
        if clock.safe_posting_on and clock.last_on:
            assert clock.safe_posting_on <= clock.last_on
        if clock.internal_safe_on and clock.last_on:
            assert clock.internal_safe_on < clock.last_on


@pytest.mark.parametrize(
    ("regime", "service", "verified"),
    [
        ("tma-reg9", Service.FIRST_CLASS, True),
        ("tma-reg9", Service.BY_HAND, False),
        ("tma-reg9", Service.EMAIL, False),
        ("tma-reg9", Service.HYBRID, True),
        ("caz-2013", Service.HYBRID, False),
    ],
)
def test_a_way_of_service_that_was_not_verified_makes_the_clock_doubtful(
    regime: str, service: Service, verified: bool
) -> None:
    delivery = Delivery(on=date(2026, 11, 20), service=service, consent=True, signed_off=True)
    clock = work_out(regime, "representations", date(2026, 11, 20), delivery=delivery)
    assert clock.citation.status.verified and clock.verified is verified
    assert (
        any(one.startswith("Service: ") and "NOT VERIFIED" in one for one in clock.warnings) is not verified
    )
