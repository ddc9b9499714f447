"""Days, weeks and months: as a team counts them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.casework.periods import BY, before, moved, periods, usual
from caseworker.law.refusals import Refused

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(0, 390), st.sampled_from(BY))
def test_periods_follow_each_other_without_gap_from_the_first_day_to_the_last(
    first: date, length: int, by: str
) -> None:
    last = date.fromordinal(first.toordinal() + length)
    found = periods(first, last, by)
    assert (found[0].from_on, found[-1].to_on) == (first, last)
    for one, following in pairwise(found):
        assert following.from_on.toordinal() == one.to_on.toordinal() + 1
        assert by != "week" or following.from_on.weekday() == 0
        assert by != "month" or following.from_on.day == 1
        assert one.instants()[1] == following.instants()[0]


def test_labels_say_which_days() -> None:
    def labels(first: date, last: date, by: str) -> list[str]:
        return [one.label for one in periods(first, last, by)]

    assert labels(date(2026, 11, 19), date(2026, 11, 20), "day") == ["Thu 19 Nov", "Fri 20 Nov"]
    assert labels(date(2026, 11, 26), date(2026, 12, 7), "week") == ["26–29 Nov", "30 Nov–6 Dec", "Mon 7 Dec"]
    assert labels(date(2026, 11, 26), date(2026, 12, 7), "month") == ["Nov 2026", "Dec 2026"]


def test_a_day_on_which_the_clock_changes_is_whole() -> None:
    def instants(day: date) -> list[datetime]:
        return [one.astimezone(UTC) for one in periods(day, day, "day")[0].instants()]

    short, long = instants(date(2026, 3, 29)), instants(date(2026, 10, 25))
    assert short == [datetime(2026, 3, 29, 0, tzinfo=UTC), datetime(2026, 3, 29, 23, tzinfo=UTC)]
    assert long == [datetime(2026, 10, 24, 23, tzinfo=UTC), datetime(2026, 10, 26, 0, tzinfo=UTC)]


def test_what_makes_no_board_is_refused() -> None:
    with pytest.raises(Refused, match="lies before"):
        periods(date(2026, 11, 20), date(2026, 11, 19), "day")
    with pytest.raises(Refused, match="more than 400 periods"):
        periods(date(2020, 1, 1), date(2026, 11, 19), "day")
    with pytest.raises(Refused, match="cannot be cut by 'year'"):
        periods(date(2026, 11, 19), date(2026, 11, 19), "year")


@pytest.mark.parametrize("day", [date.max, date.min, date(9990, 12, 31), date(1900, 1, 1)])
@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_at_the_ends_of_time_no_board_is_cut(day: date, by: str) -> None:
    if day in (date.min, date.max):
        with pytest.raises(Refused, match="is too near the"):
            periods(day, day, by)
        return
    [one] = periods(day, day, by)
    assert one.instants()[1] > one.instants()[0]


def test_what_a_board_shows_unasked() -> None:
    friday = date(2026, 11, 20)
    assert usual(friday, "day") == (date(2026, 11, 9), friday)
    assert usual(friday, "week") == (date(2026, 9, 28), friday)
    assert usual(friday, "month") == (date(2026, 6, 1), friday)


def test_a_board_moves_by_its_own_length() -> None:
    assert moved(date(2026, 11, 9), date(2026, 11, 20), "day", -1) == (date(2026, 10, 26), date(2026, 11, 8))
    assert moved(date(2026, 10, 26), date(2026, 11, 8), "day", 1) == (date(2026, 11, 9), date(2026, 11, 22))
    assert moved(date(2026, 6, 1), date(2026, 11, 20), "month", -1) == (date(2025, 12, 1), date(2026, 5, 31))
    assert moved(date(2026, 1, 1), date(2026, 1, 31), "month", 1) == (date(2026, 2, 1), date(2026, 2, 28))


def test_working_days_before_leave_out_bank_holidays() -> None:
    assert before(date(2026, 4, 8), 3) == (date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 7))
