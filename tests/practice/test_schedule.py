"""The month: twenty working days dealt out to those who are there, the last case after the post."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from caseworker.law.calendar import england
from caseworker.practice.letters import answered
from caseworker.practice.schedule import DAYS, SHARES, month, working_days_before

SOME = list(answered())


def nobody_away(officer: str, day: date) -> bool:
    return False


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2026, 1, 2), date(2027, 3, 31)])
def test_every_letter_is_answered_once_on_a_working_day_before_the_practice_day(today: date) -> None:
    turns = [turn for week in month(SOME, 7, today, nobody_away) for turn in week.turns]
    assert Counter(turn.letter.id for turn in turns) == Counter(one.id for one in SOME)
    days = working_days_before(today, DAYS)
    assert all(england().is_working_day(day) for day in days)
    assert {turn.at.date() for turn in turns} == set(days)
    assert [turn.at for turn in turns] == sorted(turn.at for turn in turns)
    assert (turns[-1].at.hour, turns[-1].at.minute) == (16, 20)
    assert all(turn.at.hour < 16 for turn in turns[:-1])


def test_what_is_taken_further_is_answered_on_the_first_day() -> None:
    first = month(SOME, 7, date(2026, 11, 22), nobody_away)[0]
    early = [turn.letter.id for turn in first.turns if turn.at.date() == first.day]
    assert {one.id for one in SOME if one.officer} <= set(early)


def test_nobody_answers_while_away_and_everybody_has_a_share() -> None:
    def away(officer: str, day: date) -> bool:
        return officer == "maren" and day.month == 11

    turns = [turn for week in month(SOME, 7, date(2026, 11, 22), away) for turn in week.turns]
    assert not [turn for turn in turns if turn.officer == "maren" and turn.at.month == 11]
    assert {turn.officer for turn in turns} == set(SHARES)
