"""Working days, deemed service and last safe posting days."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from caseworker.law.calendar import (
    Service,
    deemed_served_on,
    england,
    last_day,
    last_safe_posting_on,
    months_end,
)
from caseworker.law.citations import Status
from caseworker.law.refusals import Refused
from caseworker.law.tables import table
from tests.law.nudging import survivors

VECTORS: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "vectors" / "service.toml").read_text(encoding="utf-8")
)
AROUND: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "vectors" / "holidays.toml").read_text(encoding="utf-8")
)["served"]
KNOWN_DAYS = st.dates(date(2012, 1, 10), date(2027, 12, 1))


@pytest.mark.parametrize("row", VECTORS["served"], ids=lambda row: str(row["posted"]))
def test_first_class_post_is_served_on_the_second_working_day(row: dict[str, Any]) -> None:
    assert deemed_served_on(row["posted"], Service.FIRST_CLASS, england()).day == row["served"], row["hand"]


@pytest.mark.parametrize("row", VECTORS["safe"], ids=lambda row: str(row["deadline"]))
def test_last_safe_posting_is_the_latest_working_day_served_in_time(row: dict[str, Any]) -> None:
    assert last_safe_posting_on(row["deadline"], Service.FIRST_CLASS, england()).day == row["post_by"], row[
        "hand"
    ]


def _first_class(row: dict[str, Any]) -> bool:
    return deemed_served_on(row["posted"], Service.FIRST_CLASS, england()).day == row["served"]


def test_every_bank_holiday_moves_the_service_of_two_postings() -> None:
    assert [row["hand"] for row in AROUND if not _first_class(row)] == []
    assert {row["holiday"] for row in AROUND} == set(england().holidays)


def _way_holds(row: dict[str, Any]) -> bool:
    return (
        deemed_served_on(row["posted"], row["service"], england(), statutory=row["statutory"]).day
        == row["served"]
    )


def test_each_way_of_service_has_its_day() -> None:
    assert [row["hand"] for row in VECTORS["way"] if not _way_holds(row)] == []
    assert {row["service"] for row in VECTORS["way"]} | {"first-class"} == {one.value for one in Service}


def test_every_number_of_service_is_held_by_a_vector() -> None:
    assert not survivors(
        "service",
        lambda: not all(map(_way_holds, VECTORS["way"])) or not all(map(_first_class, VECTORS["served"])),
    )


def _edges_hold() -> bool:
    """The first and last day of which the holidays are known are known, and the days beside them are not."""
    days = {
        date(2011, 12, 31): True,
        date(2012, 1, 1): False,
        date(2028, 12, 31): False,
        date(2029, 1, 1): True,
    }
    return all(bool(england().doubts(day, day)) is doubt for day, doubt in days.items())


def test_every_bank_holiday_is_held_by_a_vector() -> None:
    assert not survivors("holidays", lambda: not _edges_hold() or not all(map(_first_class, AROUND)))


def _all_days() -> list[date]:
    return [
        date(2012, 1, 1) + timedelta(days=n) for n in range((date(2028, 12, 31) - date(2012, 1, 1)).days + 1)
    ]


def test_holidays_on_weekdays_agree_with_the_holidays_package() -> None:
    oracle = holidays.country_holidays("GB", subdiv="ENG", years=range(2012, 2029))
    ours = {day for day in _all_days() if day.weekday() < 5 and england().holiday(day)}
    assert ours == {day for day in _all_days() if day.weekday() < 5 and day in oracle}


def test_holidays_agree_with_the_published_list_of_gov_uk() -> None:
    oracle = BankHolidays(use_cached_holidays=True)
    published = {row["date"] for row in oracle.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)}
    assert set(england().holidays) == {day for day in published if day.year <= 2028}


def test_every_holiday_has_a_source_and_stands_once() -> None:
    rows = table("holidays")["holiday"]
    assert all(row["source"] and row["name"] for row in rows)
    assert len({row["on"] for row in rows}) == len(rows)


def test_one_off_holidays_are_known() -> None:
    assert england().holiday(date(2022, 9, 19)) == "State funeral of Queen Elizabeth II"
    assert not england().is_working_day(date(2023, 5, 8))
    assert england().is_working_day(date(2022, 5, 30))  # moved to 2 June that year


def test_holidays_of_scotland_alone_are_working_days_here() -> None:
    assert england().is_working_day(date(2026, 1, 2))
    assert england().is_working_day(date(2026, 11, 30))


def test_beyond_the_known_holidays_the_answer_warns_in_words() -> None:
    answer = deemed_served_on(date(2028, 12, 28), Service.FIRST_CLASS, england())
    assert "known only until Sun 31 Dec 2028" in " ".join(answer.warnings)
    assert last_safe_posting_on(date(2029, 1, 3), Service.FIRST_CLASS, england()).warnings
    assert not deemed_served_on(date(2028, 12, 20), Service.FIRST_CLASS, england()).warnings


def test_posting_on_a_sunday_warns_that_the_post_must_really_be_collected() -> None:
    answer = deemed_served_on(date(2026, 11, 22), Service.FIRST_CLASS, england())
    assert answer.day == date(2026, 11, 24)
    assert "Sunday" in answer.warnings[0]


@pytest.mark.parametrize("service", [Service.BY_HAND, Service.FIXED])
def test_by_hand_and_fixed_are_served_the_same_day_and_say_it_is_not_verified(service: Service) -> None:
    answer = deemed_served_on(date(2026, 12, 25), service, england())
    assert answer.day == date(2026, 12, 25)
    assert answer.citation.status is Status.RECALLED


def test_a_deadline_on_a_sunday_is_met_by_hand_on_the_friday() -> None:
    assert last_safe_posting_on(date(2026, 11, 22), Service.BY_HAND, england()).day == date(2026, 11, 20)


def test_the_presumption_is_cited_from_the_law_of_the_regime() -> None:
    for regime_id, instrument in (("tma-reg9", "GR22"), ("bus-lane-1996", "IA78"), ("caz-2013", "RUC13")):
        answer = deemed_served_on(date(2026, 3, 2), Service.FIRST_CLASS, england(), regime=regime_id)
        assert (answer.day, answer.citation.instrument) == (date(2026, 3, 4), instrument)


@pytest.mark.parametrize("name", ["second class", "second-class", "2nd class"])
def test_second_class_is_refused_for_a_statutory_notice(name: str) -> None:
    with pytest.raises(Refused, match="Second-class"):
        deemed_served_on(date(2026, 11, 20), name, england())


def test_second_class_carries_an_informal_letter() -> None:
    answer = deemed_served_on(date(2026, 11, 16), "2nd class", england(), statutory=False)
    assert answer.day == date(2026, 11, 20)
    assert answer.citation.instrument == "IA78"


def test_email_carries_a_statutory_notice_only_where_it_was_agreed() -> None:
    with pytest.raises(Refused, match="cannot go by email"):
        deemed_served_on(date(2026, 11, 20), Service.EMAIL, england())
    agreed = deemed_served_on(date(2026, 11, 20), Service.EMAIL, england(), agreed=True)
    assert agreed.day == date(2026, 11, 23)
    assert not agreed.citation.status.verified
    with pytest.raises(Refused, match="Second-class"):
        deemed_served_on(date(2026, 11, 20), Service.SECOND_CLASS, england(), agreed=True)
    with pytest.raises(Refused, match="Second-class"):
        last_safe_posting_on(date(2026, 11, 20), Service.SECOND_CLASS, england())
    assert last_safe_posting_on(date(2026, 11, 22), Service.EMAIL, england(), agreed=True).day == date(
        2026, 11, 19
    )


def test_an_unknown_service_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(Refused) as refused:
        deemed_served_on(date(2026, 11, 20), "frist-class", england())
    assert '"first-class"' in refused.value.do


def test_the_working_names_each_day_that_was_passed_over() -> None:
    words = " ".join(deemed_served_on(date(2025, 4, 16), Service.FIRST_CLASS, england()).working)
    assert "Fri 18 Apr 2025: not counted (Good Friday)" in words
    assert "Mon 21 Apr 2025: not counted (Easter Monday)" in words
    assert "Tue 22 Apr 2025: working day 2" in words


@given(KNOWN_DAYS, st.integers(1, 200))
def test_last_day_counts_the_first_day_as_day_one(first: date, days: int) -> None:
    counted = [first + timedelta(days=n) for n in range(days)]
    assert last_day(first, days) == counted[-1]


@given(KNOWN_DAYS, st.integers(1, 24))
def test_a_period_of_months_never_runs_past_the_same_number(first: date, months: int) -> None:
    end = months_end(first, months)
    gone = (end.year - first.year) * 12 + end.month - first.month
    if first.day == 1:
        assert gone == months - 1 and (end + timedelta(days=1)).day == 1
    else:
        assert gone == months and end.day in (first.day - 1, end.day if (end + timedelta(1)).day == 1 else 0)


@given(KNOWN_DAYS)
def test_deemed_service_is_a_working_day_with_one_working_day_between(posted: date) -> None:
    served = deemed_served_on(posted, Service.FIRST_CLASS, england()).day
    assert england().is_working_day(served)
    between = [posted + timedelta(days=n) for n in range(1, (served - posted).days)]
    assert sum(england().is_working_day(day) for day in between) == 1


@given(KNOWN_DAYS)
def test_safe_posting_is_in_time_and_the_next_working_day_is_late(deadline: date) -> None:
    calendar = england()
    day = last_safe_posting_on(deadline, Service.FIRST_CLASS, calendar).day
    assert calendar.is_working_day(day)
    assert deemed_served_on(day, Service.FIRST_CLASS, calendar).day <= deadline
    later = calendar.next_working_day(day + timedelta(days=1))
    assert deemed_served_on(later, Service.FIRST_CLASS, calendar).day > deadline


@given(KNOWN_DAYS)
def test_next_and_previous_working_day_keep_a_working_day(day: date) -> None:
    calendar = england()
    assert calendar.previous_working_day(day) <= day <= calendar.next_working_day(day)
    if calendar.is_working_day(day):
        assert calendar.previous_working_day(day) == day == calendar.next_working_day(day)
