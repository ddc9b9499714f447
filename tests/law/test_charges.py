"""The tariff by the day of the contravention, and what is due."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from caseworker.law.charges import amount_due, bands, charge, pounds
from caseworker.law.refusals import Refused
from caseworker.law.tables import table

VECTORS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "vectors" / "charges.toml").read_text(encoding="utf-8")
)["vector"]
TARIFF = charge("london", "A", "higher", date(2026, 5, 6))


@pytest.mark.parametrize("row", VECTORS, ids=lambda r: f"{r['place']}-{r['band']}-{r['level']}-{r['on']}")
def test_vector(row: dict[str, Any]) -> None:
    found = charge(row["place"], row["band"], row["level"], row["on"])
    assert (found.full_pence, found.discount_pence, found.surcharged_pence) == (
        row["full"] * 100,
        row["discount"] * 100,
        row["surcharged"] * 100,
    )
    assert found.valid_from <= row["on"]


def test_each_series_has_no_gap_and_no_overlap_and_stays_open() -> None:
    series: dict[tuple[str, str, str], list[Any]] = {}
    for row in table("charges")["tariff"]:
        series.setdefault((row["place"], row["band"], row["level"]), []).append(row)
    assert len(series) == 8
    for rows in series.values():
        rows.sort(key=lambda row: row["valid_from"])
        for before, after in pairwise(rows):
            assert before["valid_until"] + timedelta(days=1) == after["valid_from"]
        assert "valid_until" not in rows[-1]
        for row in rows:
            assert row["discount"] * 2 == row["full"] and row["surcharged"] * 2 == row["full"] * 3


def test_a_contravention_before_the_table_is_refused() -> None:
    with pytest.raises(Refused, match="No charge is known"):
        charge("london", "A", "higher", date(2011, 4, 14))


def test_unknown_band_level_and_place_are_refused() -> None:
    with pytest.raises(Refused, match="charging band"):
        charge("london", "1", "higher", date(2026, 1, 1))
    with pytest.raises(Refused, match="level"):
        charge("london", "A", "middle", date(2026, 1, 1))
    with pytest.raises(Refused, match="place"):
        charge("paris", "A", "higher", date(2026, 1, 1))
    assert bands("outside") == ("1", "2")


def test_the_discount_holds_to_its_last_day_and_no_longer() -> None:
    last = date(2026, 5, 19)
    assert amount_due(TARIFF, "issued-discount", last, discount_last_on=last).pence == 8_000
    after = amount_due(TARIFF, "issued-discount", last + timedelta(days=1), discount_last_on=last)
    assert after.pence == 16_000
    assert "Tue 19 May 2026" in after.why


def test_a_challenge_within_the_discount_holds_the_amount() -> None:
    last = date(2026, 5, 19)
    held = amount_due(TARIFF, "informal-hold", date(2026, 7, 1), discount_last_on=last, frozen_on=last)
    assert held.pence == 8_000
    assert "Held" in held.why
    late = amount_due(
        TARIFF, "informal-hold", date(2026, 7, 1), discount_last_on=last, frozen_on=last + timedelta(days=1)
    )
    assert late.pence == 16_000


def test_a_discount_offered_again_holds_until_its_date() -> None:
    until = date(2026, 6, 4)
    facts = {"discount_last_on": date(2026, 5, 19), "reoffer_until": until, "reoffer_pence": 8_000}
    assert amount_due(TARIFF, "rejected", until, **facts).pence == 8_000
    assert amount_due(TARIFF, "rejected", until + timedelta(days=1), **facts).pence == 16_000


def test_the_charge_certificate_and_the_court_add_to_it() -> None:
    assert amount_due(TARIFF, "charge-certificate", date(2026, 9, 1)).pence == 24_000
    assert amount_due(TARIFF, "registered", date(2026, 9, 1)).pence == 25_000
    assert amount_due(TARIFF, "registered", date(2026, 9, 1), fee_pence=1_100).pence == 25_100


def test_the_day_of_receipt_decides_whether_a_payment_met_the_discount() -> None:
    last = date(2026, 5, 19)
    on = date(2026, 8, 1)
    for stage_id in ("issued-discount", "issued-full", "notice-to-owner"):
        met = amount_due(TARIFF, stage_id, on, discount_last_on=last, paid_pence=8_000, paid_on=last)
        assert met.pence == 0, stage_id
    late = amount_due(
        TARIFF,
        "issued-discount",
        on,
        discount_last_on=last,
        paid_pence=8_000,
        paid_on=last + timedelta(days=1),
    )
    assert late.pence == 8_000
    assert "£80 is still due" in late.why


def test_too_much_paid_is_said() -> None:
    due = amount_due(TARIFF, "issued-full", date(2026, 8, 1), paid_pence=17_000, paid_on=date(2026, 7, 1))
    assert due.pence == 0
    assert due.overpaid_pence == 1_000


def test_nothing_is_due_once_closed() -> None:
    for stage_id in ("paid", "cancelled", "written-off", "transferred", "void"):
        assert amount_due(TARIFF, stage_id, date(2026, 8, 1)).pence == 0


def test_pounds() -> None:
    assert pounds(16_000) == "£160"
    assert pounds(5_750) == "£57.50"
    assert pounds(123_400_000) == "£1,234,000"
    assert pounds(-500) == "-£5"
