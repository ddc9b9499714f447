"""The points offered to an officer who types a few letters."""

from __future__ import annotations

import pytest

from caseworker.screens.desk.vocabulary import finder


@pytest.mark.parametrize("regime", ["bus-lane-1996", "moving-traffic-2003", "tma-reg9"])
def test_the_claim_of_56_days_is_found_by_its_number(regime: str) -> None:
    assert [one.id for one in finder(regime, set())("56")] == ["challenge-ignored"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("card reader", "pay-machine-faulty"),
        ("meter", "pay-machine-faulty"),
        ("my app would not work", "pay-app-failure"),
        ("towed away", "removal-unjustified"),
        ("warden", "ceo-conduct"),
    ],
)
def test_a_point_is_found_as_motorists_say_it(typed: str, first: str) -> None:
    regime = "removal" if first.startswith("removal") else "tma-reg9"
    assert next(iter(finder(regime, set())(typed))).id == first


def test_what_is_in_the_label_comes_before_what_is_only_looked_at() -> None:
    found = [one.id for one in finder("tma-reg9", set())("sign")]
    assert found[0].startswith("signs-") and len(found) > 4
    assert finder("tma-reg9", {"signs-missing"})("signs-missing") == []


def test_outside_london_the_code_tells_which_points_are_offered() -> None:
    def offered(code: str) -> set[str]:
        return {one.id for one in finder("tma-reg10", set(), "outside-traffic", code)("")}

    assert "box-junction-traffic" in offered("31j")
    assert "bus-lane-outside-hours" in offered("34j") - offered("31j")
    assert offered("") == offered("31j") | offered("34j") == offered("banana")


def test_where_nothing_is_usually_looked_at_no_heading_says_so() -> None:
    (one,) = finder("moving-traffic-2003", set())("unfair-revenue")
    assert "Usually looked at" not in one.preview


def test_a_vehicle_that_was_driven_away_is_found_by_what_its_driver_says() -> None:
    found = finder("tma-reg10", set(), "driven-away", "01")
    assert [one.id for one in found("begun to prepare")] == ["pcn-not-served"]
    assert "pcn-not-served" in [one.id for one in found("drove away")]
