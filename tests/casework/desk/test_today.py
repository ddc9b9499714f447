"""An officer's day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from caseworker.casework import periods
from caseworker.casework.desk import compose, issue, today
from caseworker.casework.views import Today
from caseworker.law.facts import Outcome
from caseworker.store import figures
from tests.casework.office import FORMAL, INFORMAL, NOW, Desk


def test_a_day_begins_with_nothing_done_and_the_target_of_that_day(desk: Desk) -> None:
    assert today.today(desk()) == Today(0, 0, 14, 0.125)
    april = datetime(2026, 4, 6, 8, 0, tzinfo=UTC)
    assert today.today(desk("asha", april)).target == 12
    assert today.today(desk("asha", datetime(2026, 4, 5, 8, 0, tzinfo=UTC))).target == 0
    assert today.today(desk("sefton")).target == 0


def test_an_issued_letter_counts_once_the_same_for_either_outcome(desk: Desk) -> None:
    for done, (pcn, outcome) in enumerate(((INFORMAL, Outcome.CANCEL), (FORMAL, Outcome.UPHOLD)), start=1):
        desk.decided(pcn, outcome)
        desk.open_all(pcn)
        seen = desk.see(pcn)
        issue.issue(desk(), seen, compose.new_plan(desk(), seen))
        assert today.today(desk()).done == done
    assert today.today(desk()).weighted == 2
    assert today.today(desk("tobin")).done == 0


def test_yesterday_s_work_is_not_today_s(desk: Desk) -> None:
    with desk().store.writing() as tx:
        figures.add_done(tx, "asha", date(2026, 11, 19), "informal", "cancel", 3)
        figures.add_done(tx, "asha", date(2026, 11, 20), "informal", "uphold", 2, weight=125)
    assert today.today(desk()) == Today(1, 1.25, 14, 0.125)


def test_on_a_day_of_absence_no_pace_is_asked(desk: Desk) -> None:
    before, first, last = (datetime(2026, 12, day, 10, 0, tzinfo=UTC) for day in (18, 21, 24))
    assert [today.today(desk("maren", at)).away for at in (before, first, last)] == [False, True, True]
    assert not today.today(desk("asha", first)).away


def test_a_sunday_and_a_bank_holiday_are_no_working_days(desk: Desk) -> None:
    days = [datetime(2026, *day, 10, 0, tzinfo=UTC) for day in ((11, 20), (11, 22), (12, 25), (12, 29))]
    assert [today.today(desk("asha", at)).working for at in days] == [True, False, False, True]


@pytest.mark.parametrize(
    ("clock", "share"),
    [
        (NOW.replace(hour=8), 0.0),
        (NOW.replace(hour=9), 0.0),
        (NOW.replace(hour=13), 0.5),
        (NOW.replace(hour=17), 1.0),
        (NOW.replace(hour=20), 1.0),
        (datetime(2026, 7, 1, 12, 0, tzinfo=UTC), 0.5),
    ],
)
def test_the_share_of_the_day_is_told_by_london_s_clock(desk: Desk, clock: datetime, share: float) -> None:
    assert periods.day_share(desk("asha", clock)) == share
