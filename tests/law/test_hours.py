"""The hours of a restriction as its words give them."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.law.hours import outside, windows

SUNDAY, MONDAY, SATURDAY = date(2025, 4, 6), date(2025, 4, 7), date(2025, 4, 5)


@pytest.mark.parametrize(
    ("restriction", "day", "time"),
    [
        ("Residents' permit holders only Mon-Fri 8.30am-6.30pm", SUNDAY, "13:27"),
        ("Residents' permit holders only Mon-Fri 8.30am-6.30pm", MONDAY, "18:44"),
        ("No waiting, no loading Mon-Sat 7am-7pm", MONDAY, "06:59"),
        ("School street Mon-Fri 8.15-9.15am and 3-4pm, permit holders excepted", MONDAY, "12:00"),
        ("School street Mon-Fri 8.15-9.15am and 3-4pm, permit holders excepted", SATURDAY, "15:12"),
        ("Pay Monday to Saturday 9am to 6pm", SUNDAY, "10:00"),
        ("Pay for the time you park, every day 8am-8pm", SUNDAY, "21:00"),
        ("No waiting Mon-Fri 8am-6pm Sat 8am-1pm", SATURDAY, "14:00"),
        ("Loading only Mon-Fri 10am-4pm; no stopping Sat 7.30-9am", SATURDAY, "10:00"),
        ("No waiting Mon-Sat 8am-midnight", SUNDAY, "23:00"),
        ("Taxis only Mon-Sun 10pm-6am", MONDAY, "12:00"),
    ],
)
def test_a_day_or_a_time_outside_the_hours_is_told(restriction: str, day: date, time: str) -> None:
    words = outside(restriction, day, time)
    assert time in words and restriction in words and "outside the hours" in words


@pytest.mark.parametrize(
    ("restriction", "day", "time"),
    [
        ("Residents' permit holders only Mon-Fri 8.30am-6.30pm", MONDAY, "08:30"),
        ("Residents' permit holders only Mon-Fri 8.30am-6.30pm", MONDAY, "18:30"),
        ("School street Mon-Fri 8.15-9.15am and 3-4pm, permit holders excepted", MONDAY, "15:12"),
        ("School street Mon-Fri 8.15-9.15am and 3-4pm, permit holders excepted", MONDAY, "08:20"),
        ("Pay and display 8.15-3pm Mon-Fri", MONDAY, "20:00"),
        ("No waiting Mon-Fri 8am-6pm Sat 8am-1pm", SATURDAY, "12:59"),
        ("No waiting Mon-Sat 8am-midnight", SATURDAY, "23:00"),
        ("Taxis only Mon-Sun 10pm-6am", MONDAY, "02:00"),
        ("Permit holders only at any time", SUNDAY, "03:00"),
        ("Mon-Sat 8am-6pm, at any time on match days", SUNDAY, "15:00"),
        ("School entrance Mon-Fri 8am-5pm in term time", SATURDAY, "15:00"),
        ("No parking on the footway", SUNDAY, "03:00"),
        ("Maximum stay 1 hour, no return within 2 hours, Mon-Sat 9am-6pm", MONDAY, "09:00"),
        ("Sundays only", MONDAY, "09:00"),
        ("", SUNDAY, "03:00"),
        ("No waiting Mon-Sat 8am-6.30pm", None, "03:00"),
        ("No waiting Mon-Sat 8am-6.30pm", SUNDAY, ""),
    ],
)
def test_inside_them_or_where_nobody_can_tell_nothing_is_said(
    restriction: str, day: date | None, time: str
) -> None:
    assert outside(restriction, day, time) == ""


def test_a_span_that_begins_without_a_half_takes_that_of_its_end() -> None:
    (one,) = windows("Bus lane Mon-Sat 4-7pm")
    assert (one.start, one.end) == (16 * 60, 19 * 60) and one.days == frozenset(range(6))
    (other,) = windows("Bus lane Mon-Fri 8.15-3pm")
    assert (other.start, other.end) == (8 * 60 + 15, 15 * 60)
    (plain,) = windows("Bus lane Mon-Fri 07:00-19:00")
    assert (plain.start, plain.end) == (7 * 60, 19 * 60)
