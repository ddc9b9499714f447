"""Days in many forms, and the part each plays."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.letters.checks.days import days
from caseworker.letters.checks.letter import read


@pytest.mark.parametrize(
    "words",
    ["6 May 2026", "6th May 2026", "Wednesday 6 May 2026", "Wed, 6th of May 2026", "06/05/2026", "6.5.26",
     "2026-05-06", "May 6, 2026", "6 May", "6 MAY 2026"],
)  # fmt: skip
def test_a_day_is_read_in_each_form(words: str) -> None:
    (day,) = days(read(f"It was on {words} that we wrote."))
    assert day.is_(date(2026, 5, 6)) and not day.is_(date(2026, 6, 5))


@pytest.mark.parametrize(
    "words", ["you may 6 times", "£6.05", "10.42", "plan 6/05", "020 7946 0321", "31 people may"]
)
def test_other_numbers_are_no_days(words: str) -> None:
    assert days(read(f"As {words} shows.")) == ()


def test_a_day_that_does_not_exist_has_no_date() -> None:
    (day,) = days(read("It ends on 31 June 2026."))
    assert day.on(date(2026, 1, 1)) is None


def test_the_full_stop_of_a_sentence_is_no_part_of_a_day() -> None:
    letter = read("It was served on 9 November. We wrote on 9 Nov. 2026 too.")
    assert [letter.text[day.start : day.end] for day in days(letter)] == ["9 November", "9 Nov. 2026"]
