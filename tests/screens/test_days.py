"""Days as an officer types them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.law.refusals import Refused
from caseworker.screens.days import day_gone, day_near, day_typed

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("27 nov", date(2026, 11, 27)),
        (" 27 November 2026 ", date(2026, 11, 27)),
        ("3 jan", date(2027, 1, 3)),
        ("27/11", date(2026, 11, 27)),
        ("1.2.2027", date(2027, 2, 1)),
        ("2026-12-01", date(2026, 12, 1)),
        ("+10", date(2026, 12, 2)),
        ("+7 days", date(2026, 11, 29)),
        ("22 nov", TODAY),
    ],
)
def test_a_day_is_read(typed: str, day: date) -> None:
    assert day_typed(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "soon", "31 feb", "2026-13-01", "11/27/2026", "29/02", "+", "27 xyz"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="is no day"):
        day_typed(typed, TODAY)


def test_a_day_that_has_been_is_the_last_one_that_came() -> None:
    assert day_gone("20 nov", TODAY) == date(2026, 11, 20)
    assert day_gone("22 nov", TODAY) == TODAY and day_gone("30 dec", TODAY) == date(2025, 12, 30)
    assert day_gone("2026-11-23", TODAY) == date(2026, 11, 23) and day_gone("+1", TODAY) == date(2026, 11, 23)


def test_a_day_that_may_lie_on_either_side_is_the_nearest() -> None:
    assert day_near("10 july", TODAY) == date(2026, 7, 10) and day_near("20 dec", TODAY) == date(2026, 12, 20)
    assert day_near("10/07/2025", TODAY) == date(2025, 7, 10) and day_near("+10", TODAY) == date(2026, 12, 2)
    assert day_near("29 feb", date(2028, 1, 5)) == date(2028, 2, 29)


@given(st.text(max_size=20))
def test_anything_is_a_day_or_refused(typed: str) -> None:
    try:
        assert isinstance(day_typed(typed, TODAY), date)
    except Refused as refused:
        assert refused.do
