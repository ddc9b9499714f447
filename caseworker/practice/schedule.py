"""Who answered what and when in the month before the practice day: four weeks, an import each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from caseworker.casework.office import LONDON
from caseworker.law.calendar import england
from caseworker.practice.letters import Letter

DAYS = 20
"""Working days of the month."""
WEEK = 5
SHARES = {"asha": 7, "maren": 7, "tobin": 5, "sefton": 1}
"""How much each does of what comes in; the leader now and then."""
LATE = 7 * 60 + 20
"""Minutes after nine at which the last case of the month is answered: its post has gone."""
BUSY = (6, 4, 3, 4, 3)
"""How a week's work spreads over its five days."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One case, answered by one officer at one time."""

    letter: Letter
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Week:
    """What was imported on a morning, and the turns that followed."""

    day: date
    days: tuple[date, ...]
    turns: tuple[Turn, ...]

    @property
    def letters(self) -> list[Letter]:
        """Its letters, in the order in which they are answered."""
        return [turn.letter for turn in self.turns]


def month(
    some: list[Letter],
    seed: int,
    today: date,
    away: Callable[[str, date], bool],
    weeks: int = DAYS // WEEK,
) -> list[Week]:
    """The weeks of the month, first to last.

    Args:
        some: every letter that was answered, those first that a later letter takes further.
        seed: how they are dealt out.
        today: the practice day; the month ends on the working day before it.
        away: whether an officer is on leave on a day.
        weeks: how many weeks are played, from the first; fewer for a quick look.
    """
    days = working_days_before(today, DAYS)
    rng = Random(f"{seed}:month")
    first = [one for one in some if one.officer]
    rest = [one for one in some if not one.officer]
    rng.shuffle(rest)
    waiting = [*first, *rest]
    made = []
    for n in range(0, DAYS, WEEK):
        count = round(len(some) * (n + WEEK) / DAYS) - round(len(some) * n / DAYS)
        some_now, waiting = waiting[:count], waiting[count:]
        turns = _turns(some_now, days[n : n + WEEK], rng, away, days[-1])
        made.append(Week(days[n], tuple(days[n : n + WEEK]), tuple(turns)))
    return made[:weeks]


def working_days_before(today: date, count: int) -> list[date]:
    """So many working days that end before a day, first to last."""
    days: list[date] = []
    day = today
    while len(days) < count:
        day = england().previous_working_day(day - timedelta(days=1))
        days.append(day)
    return days[::-1]


def _turns(
    some: list[Letter], days: list[date], rng: Random, away: Callable[[str, date], bool], late: date
) -> list[Turn]:
    """A week's letters over its days, a day's over its officers and hours."""
    turns, done = [], 0
    for n, day in enumerate(days):
        end = round(len(some) * sum(BUSY[: n + 1]) / sum(BUSY))
        of_day, done = some[done:end], end
        there = {who: share for who, share in SHARES.items() if not away(who, day)}
        for place, letter in enumerate(of_day):
            minute = 15 + place * 390 // max(1, len(of_day)) + rng.randrange(12)
            if day == late and place == len(of_day) - 1:
                minute = LATE
            at = datetime.combine(day, time(9), LONDON) + timedelta(minutes=minute)
            who = letter.officer or rng.choices(list(there), list(there.values()))[0]
            turns.append(Turn(letter, who, at))
    return turns
