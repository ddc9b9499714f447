"""The nudging itself: it finds what is not held, and leaves the tables as they were."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from caseworker.law.calendar import england
from caseworker.law.clocks import work_out
from caseworker.law.tables import table
from tests.law.nudging import nudged, survivors, told, values


def test_every_number_and_day_is_found_and_no_switch() -> None:
    found = {"days": 14, "on": date(2026, 3, 2), "posted": True, "rows": [{"pence": 5, "words": "six"}]}
    assert dict(values(found)) == {("days",): 14, ("on",): date(2026, 3, 2), ("rows", 0, "pence"): 5}


def test_a_nudge_is_seen_by_the_law_and_taken_back_even_after_a_fault() -> None:
    before = copy.deepcopy(table("holidays"))
    with pytest.raises(ZeroDivisionError), nudged("holidays", ("holiday", 0, "on"), 1):
        assert england().holiday(date(2012, 1, 3))
        raise ZeroDivisionError
    assert table("holidays") == before
    assert england().holiday(date(2012, 1, 2)) and not england().holiday(date(2012, 1, 3))


def test_what_no_vector_holds_survives_and_is_named() -> None:
    one = work_out("tma-reg9", "discount", date(2026, 3, 2))
    left = survivors("clocks", lambda: work_out("tma-reg9", "discount", date(2026, 3, 2)) != one)
    assert "clocks: clock.0.days (discount) +1" not in left
    assert "clocks: clock.1.days_by_basis.prevented (discount) +1" in left
    assert told("holidays", ("holiday", 0, "on")) == "holidays: holiday.0.on (2012-01-02)"


def test_vectors_that_fail_from_the_start_are_told() -> None:
    with pytest.raises(AssertionError, match="before anything was nudged"):
        survivors("service", lambda: True)
