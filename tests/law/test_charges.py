"""The tariffs: penalties, fees, the court's fee and a zone's daily charge, by the day that decides."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from caseworker.law.charges import (
    account,
    accounts,
    agent_fee,
    bands,
    charge,
    court_fee,
    daily_charge,
    fee,
    fees,
    owed_in,
    pounds,
    tariff,
    vehicle_classes,
)
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes
from caseworker.law.tables import table
from tests.law.nudging import survivors

ALL: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "vectors" / "charges.toml").read_text(encoding="utf-8")
)


def _name(row: dict[str, Any]) -> str:
    return "-".join(str(value) for key, value in row.items() if key not in ("source", "pence"))


def penalty(row: dict[str, Any]) -> None:
    """Hold one vector of a penalty against the tables."""
    found = (
        tariff(row["place"], (row["family"],), row["band"], row["level"], row["on"])
        if "family" in row
        else charge(
            row["place"],
            row["band"],
            row["level"],
            row["on"],
            regime=row.get("regime"),
            basis=row.get("basis"),
        )
    )
    assert (found.full_pence, found.discount_pence, found.surcharged_pence) == (
        row["full"] * 100,
        row["discount"] * 100,
        row["surcharged"] * 100,
    )
    assert found.valid_from <= row["on"]
    assert row.get("status", found.citation.status) == found.citation.status


def held(row: dict[str, Any]) -> None:
    """Hold one vector of a fee against the tables."""
    found = fee(row["place"], row["family"], row["account"], row["on"])
    assert found.pence == row["pounds"] * 100
    assert found.daily is row.get("daily", False)
    assert found.after_days == row.get("after_days", 0)


def other(row: dict[str, Any]) -> None:
    """Hold one vector of the court's fee, an agent's or a zone's charge against the tables."""
    if "vehicle_class" in row:
        found = daily_charge(row["vehicle_class"], row["on"])
    elif "agent" in row:
        found = agent_fee(row["agent"], row["debt"], row["on"])
    else:
        found = court_fee(row["on"])
    assert found.pence == row["pence"]


@pytest.mark.parametrize("row", ALL["vector"], ids=_name)
def test_a_penalty(row: dict[str, Any]) -> None:
    penalty(row)


@pytest.mark.parametrize("row", ALL["fee"], ids=_name)
def test_a_fee(row: dict[str, Any]) -> None:
    held(row)


@pytest.mark.parametrize("row", ALL["other"], ids=_name)
def test_another_sum(row: dict[str, Any]) -> None:
    other(row)


@pytest.mark.parametrize("row", ALL["none"], ids=_name)
def test_the_day_before_the_table_begins_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="is known for a"):
        nothing(row)


def nothing(row: dict[str, Any]) -> None:
    """Ask for what stands in no table: whatever kind of sum it is."""
    if "vehicle_class" in row or "agent" in row:
        other(row | {"pence": 0, "debt": 0})
    elif "account" in row:
        held(row | {"pounds": 0})
    elif "place" in row:
        penalty(row | {"full": 0, "discount": 0, "surcharged": 0})
    else:
        other(row | {"pence": 0})


KEYS = ("families", "place", "band", "level", "account", "vehicle_class", "id")


def _series() -> Iterator[list[dict[str, Any]]]:
    for name in ("tariff", "fee", "court_fee", "agent_fee", "daily_charge"):
        found: dict[str, list[dict[str, Any]]] = {}
        for row in table("charges")[name]:
            found.setdefault(str([row.get(key) for key in KEYS]), []).append(row)
        yield from found.values()


def test_each_series_has_no_gap_and_no_overlap_and_stays_open() -> None:
    assert sum(1 for _ in _series()) == 8 + 1 + 2 + 2 + 2 + 1 + 8 + 1 + 3 + 9
    for rows in _series():
        rows.sort(key=lambda row: row["valid_from"])
        for before, after in pairwise(rows):
            assert before["valid_until"] + timedelta(days=1) == after["valid_from"]
        assert "valid_until" not in rows[-1]


def _fails() -> bool:
    """Whether a vector, or what holds of every series, is broken."""
    for hold, name in ((penalty, "vector"), (held, "fee"), (other, "other")):
        for row in ALL[name]:
            hold(row)
    for row in ALL["none"]:
        try:
            nothing(row)
        except Refused:
            continue
        return True
    test_each_series_has_no_gap_and_no_overlap_and_stays_open()
    return False


def test_every_sum_and_every_day_is_held_by_a_vector() -> None:
    assert survivors("charges", _fails) == []


def test_the_discount_is_half_and_the_increase_half_again() -> None:
    for row in table("charges")["tariff"]:
        assert row["discount"] * 2 == row["full"] and row["surcharged"] * 2 == row["full"] * 3


def test_every_regime_has_a_tariff_wherever_it_exists() -> None:
    for law in regimes():
        for basis in law.bases or (None,):
            for place in (one for one in law.places if law.exists_in(one, basis)):
                for band in bands(place, law.families(basis)) or ("any",):
                    found = charge(place, band, "higher", date(2026, 11, 2), regime=law.id, basis=basis)
                    assert found.full_pence


def test_unknown_band_level_and_place_are_refused() -> None:
    with pytest.raises(Refused, match="charging band"):
        charge("london", "1", "higher", date(2026, 1, 1))
    with pytest.raises(Refused, match="level"):
        charge("london", "A", "middle", date(2026, 1, 1))
    with pytest.raises(Refused, match="place"):
        charge("paris", "A", "higher", date(2026, 1, 1))
    with pytest.raises(Refused, match="clean-air-zone in london"):
        charge("london", "A", "higher", date(2026, 1, 1), regime="caz-2013")
    with pytest.raises(Refused, match="class of vehicle"):
        daily_charge("tractor", date(2026, 1, 1))
    with pytest.raises(Refused, match="agent's fee"):
        agent_fee("visit", 0, date(2026, 1, 1))
    with pytest.raises(Refused, match="clamp fee"):
        fee("london", "clamp", "storage", date(2026, 1, 1))
    with pytest.raises(Refused, match="place"):
        fees("paris", "removal", date(2026, 1, 1))
    assert bands("outside") == ("1", "2")
    assert bands("london", ("moving-traffic",)) == ()


def test_a_family_that_holds_no_vehicle_has_no_fees() -> None:
    assert fees("london", "parking", date(2026, 1, 1)) == ()
    assert {one.account for one in fees("london", "removal", date(2026, 1, 1))} == {
        "release",
        "storage",
        "disposal",
    }


def test_the_accounts_are_those_of_the_store() -> None:
    assert [one.id for one in accounts()] == ["penalty", "charge", "release", "storage", "disposal", "court"]
    assert not account("charge").ends_with_penalty
    assert all(one.ends_with_penalty for one in accounts() if one.id != "charge")
    with pytest.raises(Refused, match="account"):
        account("parking")


def test_every_class_of_vehicle_has_a_label() -> None:
    assert vehicle_classes()["van"] == "van or light goods vehicle"


def test_pounds() -> None:
    assert pounds(16_000) == "£160"
    assert pounds(5_750) == "£57.50"
    assert pounds(123_400_000) == "£1,234,000"
    assert pounds(-500) == "-£5"


@pytest.mark.parametrize(
    ("name", "families"),
    [
        ("release", {"removal", "clamp"}),
        ("storage", {"removal"}),
        ("disposal", {"removal"}),
        ("charge", {"clean-air-zone"}),
        ("penalty", {one.family for one in regimes()}),
        ("court", {one.family for one in regimes()}),
    ],
)
def test_an_account_is_owed_in_its_own_families(name: str, families: set[str]) -> None:
    assert {one.family for one in regimes() if owed_in(name, one.family)} == families
