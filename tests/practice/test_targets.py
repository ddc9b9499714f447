"""What was expected of the practice officers in the month that was played for them."""

from __future__ import annotations

from datetime import date, timedelta

from caseworker import config
from caseworker.law.calendar import england
from caseworker.practice.schedule import DAYS
from caseworker.practice.targets import PLAYED, dated

TODAY = date(2026, 11, 20)


def test_the_month_before_is_held_to_what_was_played_and_the_day_to_the_file() -> None:
    file = config.load(config.SAMPLE).officers
    officers = dated(file, TODAY)
    for name, per_day in PLAYED.items():
        assert officers.target(name, TODAY - timedelta(days=1)) == per_day
        assert officers.target(name, TODAY) == file.target(name, TODAY) > per_day
    assert officers.target("sefton", TODAY) == 0 and officers.absences == file.absences


def test_nothing_was_expected_before_practice_began() -> None:
    officers = dated(config.load(config.SAMPLE).officers, TODAY)
    begun = england().working_days_after(TODAY, -DAYS)
    for name, per_day in PLAYED.items():
        assert officers.target(name, begun) == per_day
        assert officers.target(name, begun - timedelta(days=1)) == 0


def test_a_practice_day_before_the_file_begins_leaves_what_comes_later() -> None:
    file = config.load(config.SAMPLE).officers
    officers = dated(file, date(2026, 1, 5))
    assert officers.target("asha", date(2026, 1, 5)) == PLAYED["asha"]
    assert officers.target("asha", date(2026, 12, 1)) == file.target("asha", date(2026, 12, 1))
