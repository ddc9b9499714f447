"""Every clock, against answers that were worked out by hand before the rules."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.law.calendar import Service
from caseworker.law.clocks import clock_ids, work_out
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes
from caseworker.law.tables import table

VECTORS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "vectors" / "clocks.toml").read_text(encoding="utf-8")
)["vector"]


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: str(row["id"]))
def test_vector(row: dict[str, Any]) -> None:
    clock = work_out(
        row["regime"], row["clock"], row["start"], basis=row.get("basis"), posted=row.get("posted", False)
    )
    found = {
        "served": clock.served_on,
        "first": clock.first_on,
        "last": clock.last_on,
        "period_last": clock.period_last_on,
        "safe_posting": clock.safe_posting_on,
        "internal_safe": clock.internal_safe_on,
    }
    expected = {name: row[name] for name in found if name in row}
    assert {name: found[name] for name in expected} == expected, row["hand"]
    assert row["hand"] or row["source"]
    if "safe_posting" not in row:
        assert clock.safe_posting_on is None


def test_the_vectors_cover_every_clock_of_every_regime_family() -> None:
    tried = {row["clock"] for row in VECTORS}
    assert tried == {clock for law in regimes() for clock in clock_ids(law.id)}
    assert len(VECTORS) >= 80
    for row in VECTORS:
        assert row["clock"] in clock_ids(row["regime"])


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
    clock = work_out("tma-reg9", "reply", date(2027, 12, 1))
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
        assert row["if_missed"] and row["start"] and set(row["regimes"]) <= known
        assert sum(key in row for key in ("days", "months", "working_days", "days_by_basis")) == 1
        for regime_id in row["regimes"]:
            assert (regime_id, row["id"]) not in seen, "two rows for one clock"
            seen.add((regime_id, row["id"]))


@given(st.dates(date(2012, 2, 1), date(2027, 6, 1)), st.sampled_from([law.id for law in regimes()]))
def test_days_of_every_clock_stand_in_order(start: date, regime_id: str) -> None:
    for clock_id in clock_ids(regime_id):
        basis = "prevented" if regime_id == "tma-reg10" else None
        clock = work_out(regime_id, clock_id, start, basis=basis)
        assert clock.first_on >= start
        if clock.last_on:
            assert clock.first_on <= clock.last_on == clock.period_last_on
        else:
            assert clock.first_on == clock.period_last_on + timedelta(days=1)
        if clock.safe_posting_on and clock.last_on:
            assert clock.safe_posting_on <= clock.last_on
        if clock.internal_safe_on and clock.last_on:
            assert clock.internal_safe_on < clock.last_on
