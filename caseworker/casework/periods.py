"""Days, weeks and months as a team counts them, and how far today has come."""

from __future__ import annotations

import calendar as _months
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from caseworker.casework.office import LONDON, Office
from caseworker.law.calendar import ONE_DAY, Calendar, england
from caseworker.law.refusals import Refused

BY = ("day", "week", "month")
"""How a board may be cut."""
MOST = 400
"""The most periods that one board holds."""
FIRST, LAST = date(1900, 1, 1), date(9990, 12, 31)
"""Days that can be counted from: nearer to an end of time there is no day before, or after."""


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a week from Monday, or a month; cut off where the board begins or ends within it."""

    from_on: date
    to_on: date
    """The last day of it."""
    label: str

    def holds(self, day: date) -> bool:
        """Whether a day falls into it."""
        return self.from_on <= day <= self.to_on

    def instants(self) -> tuple[datetime, datetime]:
        """When it begins and ends by London's clock; a day on which it changes has 23 or 25 hours."""
        end = self.to_on + ONE_DAY
        return (
            datetime.combine(self.from_on, time(), LONDON),
            datetime.combine(end, time(), LONDON),
        )


def periods(from_on: date, to_on: date, by: str) -> tuple[Period, ...]:
    """The periods from one day to another, both counted.

    Raises:
        Refused: the end lies before the beginning, there are too many, or `by` is not known.
    """
    if by not in BY:
        raise Refused(f"A board cannot be cut by {by!r}.", do=f"Take {', '.join(BY)}.")
    if to_on < from_on:
        raise Refused(
            f"{to_on.isoformat()} lies before {from_on.isoformat()}.", do="Give the earlier day as --from."
        )
    countable(from_on)
    countable(to_on)
    found: list[Period] = []
    first = from_on
    while first <= to_on:
        last = min(_end(first, by), to_on)
        found.append(Period(first, last, _label(first, last, by)))
        if len(found) > MOST:
            raise Refused(
                f"From {from_on.isoformat()} to {to_on.isoformat()} by {by} is more than {MOST} periods.",
                rule="A board shows what can be read.",
                do="Take longer periods (day, week, month), or fewer days.",
            )
        first = last + ONE_DAY
    return tuple(found)


def countable(day: date) -> date:
    """A day that can be counted from.

    Raises:
        Refused: it lies too near an end of time.
    """
    if not FIRST <= day <= LAST:
        end = "end" if day > LAST else "beginning"
        raise Refused(
            f"{day.isoformat()} is too near the {end} of time to count from.",
            do=f"Take a day from {FIRST.isoformat()} to {LAST.isoformat()}.",
        )
    return day


def usual(today: date, by: str) -> tuple[date, date]:
    """What a board shows unasked: two working weeks by day, eight weeks, or six months, to today."""
    monday = today - ONE_DAY * today.weekday()
    if by == "day":
        return monday - timedelta(weeks=1), today
    if by == "week":
        return monday - timedelta(weeks=7), today
    month = today.replace(day=1)
    for _ in range(5):
        month = (month - ONE_DAY).replace(day=1)
    return month, today


def moved(from_on: date, to_on: date, by: str, steps: int) -> tuple[date, date]:
    """A board's days moved by its own length, into the past where `steps` is negative."""
    if by == "month":
        months = (to_on.year - from_on.year) * 12 + to_on.month - from_on.month + 1
        start = _month(from_on.replace(day=1), months * steps)
        return start, _end(_month(start, months - 1), "month")
    weeks = -(-((to_on - from_on).days + 1) // 7)
    monday = from_on - ONE_DAY * from_on.weekday() + timedelta(weeks=weeks * steps)
    return monday, monday + timedelta(weeks=weeks) - ONE_DAY


def day_share(office: Office) -> float:
    """The share of a working day (09:00 to 17:00) that has passed."""
    now = office.local_now()
    start = now.replace(hour=9, minute=0, second=0, microsecond=0)
    return min(1.0, max(0.0, (now - start) / timedelta(hours=8)))


def before(day: date, count: int, working: Calendar | None = None) -> tuple[date, ...]:
    """The last so many working days before a day, oldest first."""
    known = working or england()
    found: list[date] = []
    while len(found) < count:
        day = known.working_days_after(day, -1)
        found.append(day)
    return tuple(reversed(found))


def _month(first: date, by: int) -> date:
    """The first of the month so many months from one."""
    count = first.year * 12 + first.month - 1 + by
    return date(count // 12, count % 12 + 1, 1)


def _end(first: date, by: str) -> date:
    """The last day of the period in which a day lies."""
    if by == "day":
        return first
    if by == "week":
        return first + ONE_DAY * (6 - first.weekday())
    return first.replace(day=_months.monthrange(first.year, first.month)[1])


def _label(first: date, last: date, by: str) -> str:
    """``Mon 16 Nov``, ``16–22 Nov`` or ``Nov 2026``."""
    if by == "month":
        return f"{first:%b %Y}"
    if first == last:
        return f"{first:%a} {first.day} {first:%b}"
    start = f"{first.day}" if first.month == last.month else f"{first.day} {first:%b}"
    return f"{start}–{last.day} {last:%b}"
