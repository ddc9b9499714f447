"""When the open cases would be done, and which would miss their last day, at a known pace."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from caseworker.law.calendar import ONE_DAY, england

HORIZON = 60
"""Working days that are looked ahead."""
NEVER = date.max


class Waiting(NamedTuple):
    """Open cases of one kind with the same last days."""

    kind: str
    safe_on: date | None
    """Last safe posting day, where the law sets a time."""
    target_on: date
    """The council's own standard."""
    n: int


Lot = tuple[str, date | None, date, int]


@dataclass(slots=True)
class Misses:
    """Of one kind of case, and one kind of last day: what is past already, and what would miss it."""

    past: int = 0
    """Past it today."""
    first_on: date | None = None
    """The first last day that would be missed, today's past ones left out."""
    would: int = 0
    """How many of the cases open now would miss it, past ones left out."""

    def add(self, last_on: date, count: int, today: date, *, future: bool) -> None:
        """Cases that are not posted by their last day."""
        if last_on < today:
            self.past += count
            return
        self.first_on = min(last_on, self.first_on or last_on)
        self.would += 0 if future else count


@dataclass(frozen=True, slots=True)
class KindBurn:
    """What happens to the open cases of one kind."""

    kind: str
    open: int
    law: Misses
    target: Misses


@dataclass(frozen=True, slots=True)
class Burn:
    """The open cases worked through day by day."""

    kinds: tuple[KindBurn, ...]
    series: tuple[tuple[date, int], ...]
    """Open cases at the end of each working day; the first is today before any work."""
    empty_on: date | None
    """The day on which none would be left, if there is one that near."""

    @property
    def law_on(self) -> date | None:
        """The first last safe posting day that would be missed."""
        return min((one.law.first_on for one in self.kinds if one.law.first_on), default=None)

    @property
    def target_on(self) -> date | None:
        """The first day of the council's own standard that would be missed."""
        return min((one.target.first_on for one in self.kinds if one.target.first_on), default=None)


Deadlines = Callable[[str, date], tuple[date | None, date]]
"""For a kind of case and the day it comes in: its last safe posting day and its target."""


@dataclass(slots=True)
class _Desk:
    """The pile as it is worked through, most urgent first."""

    today: date
    pile: list[tuple[date, date, str, bool, int]] = field(default_factory=list)
    kinds: dict[str, KindBurn] = field(default_factory=dict)
    open: int = 0

    def kind(self, name: str) -> KindBurn:
        """What is found of one kind."""
        found = self.kinds.get(name)
        if found is None:
            found = self.kinds[name] = KindBurn(name, 0, Misses(), Misses())
        return found

    def put(self, lot: Lot, *, future: bool) -> None:
        """Cases that wait from now on."""
        kind, safe_on, target_on, n = lot
        if n > 0:
            heapq.heappush(self.pile, (safe_on or NEVER, target_on, kind, future, n))
            self.open += n

    def take(self, count: int, on: date) -> None:
        """The most urgent cases are posted on a day."""
        while count and self.pile:
            safe, target, kind, future, n = self.pile[0]
            done = min(n, count)
            if done < n:
                # Fewer of the same: still the most urgent.
                self.pile[0] = (safe, target, kind, future, n - done)
            else:
                heapq.heappop(self.pile)
            count, self.open = count - done, self.open - done
            if safe < on or target < on:
                self.judge(safe, target, kind, future, done, on)

    def judge(self, safe: date, target: date, kind: str, future: bool, count: int, on: date) -> None:
        """Note what a posting day misses."""
        found = self.kind(kind)
        if safe < on:
            found.law.add(safe, count, self.today, future=future)
        if target < on:
            found.target.add(target, count, self.today, future=future)


def burn(
    waiting: Iterable[Lot],
    capacity: Callable[[date], float],
    today: date,
    *,
    arrivals: Mapping[str, float] | None = None,
    deadlines: Deadlines | None = None,
    days: int = HORIZON,
) -> Burn:
    """Work the open cases through in the queue's order, so many each working day.

    Args:
        waiting: the open cases, as `Waiting` has them.
        capacity: how many cases the team clears on a working day; parts of a case are carried over.
        arrivals: how many come in each working day from tomorrow, by kind; none where not given.
        deadlines: the last days of those that come in.
    """
    working = england()
    desk = _Desk(today)
    for lot in waiting:
        desk.put(lot, future=False)
    opened = dict.fromkeys((lot[2] for lot in desk.pile), 0)
    for _, _, kind, _, count in desk.pile:
        opened[kind] += count
    series = [(today, desk.open)]
    empty_on = None
    carried, coming = 0.0, dict.fromkeys(arrivals or {}, 0.0)
    day = working.next_working_day(today)
    for _ in range(days):
        if day > today and arrivals and deadlines:
            _arrive(desk, coming, arrivals, deadlines, day)
        carried += capacity(day)
        whole = int(carried + 1e-9)
        carried = carried - whole if desk.open > whole else 0.0
        desk.take(whole, day)
        series.append((day, desk.open))
        if not desk.open and empty_on is None:
            empty_on = day
        day = working.next_working_day(day + ONE_DAY)
    # What is still there is posted after the last day looked at, at the earliest.
    for safe, target, kind, future, count in desk.pile:
        desk.judge(safe, target, kind, future, count, day)
    kinds = tuple(
        KindBurn(one.kind, opened.get(one.kind, 0), one.law, one.target)
        for one in (desk.kind(name) for name in sorted({*opened, *desk.kinds}))
    )
    return Burn(kinds, tuple(series), empty_on)


def _arrive(
    desk: _Desk,
    coming: dict[str, float],
    arrivals: Mapping[str, float],
    deadlines: Deadlines,
    day: date,
) -> None:
    """Put the day's new cases on the pile, whole ones only."""
    for kind, rate in arrivals.items():
        coming[kind] += rate
        whole = int(coming[kind] + 1e-9)
        coming[kind] -= whole
        if whole:
            desk.put(Waiting(kind, *deadlines(kind, day), whole), future=True)
