"""Which days count: working days in England, days in a row, and when a letter is treated as served."""

from __future__ import annotations

import calendar as _months
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from caseworker.law.citations import Citation
from caseworker.law.refusals import Refused
from caseworker.law.tables import citation, day_words, table, unknown

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of one country, known up to a stated day."""

    known_from: date
    """The first day for which the holidays are known."""
    known_until: date
    """The last day for which the holidays are known: beyond it only weekends can be told."""
    holidays: Mapping[date, str]
    """Each bank holiday on the day on which it is kept, with its name."""

    def with_holiday(self, day: date, name: str) -> Calendar:
        """The same calendar with one bank holiday more: what one proclaimed at short notice would do."""
        return replace(self, holidays={**self.holidays, day: name})

    def without_holiday(self, day: date) -> Calendar:
        """The same calendar with no bank holiday on this day: one that was moved, or is asked about."""
        return replace(self, holidays={one: name for one, name in self.holidays.items() if one != day})

    def holiday(self, day: date) -> str | None:
        """The name of the bank holiday kept on this day, if one is."""
        return self.holidays.get(day)

    def is_working_day(self, day: date) -> bool:
        """Whether this is neither a Saturday, a Sunday nor a bank holiday."""
        return day.weekday() < 5 and day not in self.holidays

    def why_not_working(self, day: date) -> str:
        """Why a day is not a working day, in one or two words; empty where it is one."""
        return self.holidays.get(day) or {5: "Saturday", 6: "Sunday"}.get(day.weekday(), "")

    def working_days(self, first: date, last: date) -> tuple[date, ...]:
        """The working days from one day to another, both counted."""
        every = (first + ONE_DAY * n for n in range((last - first).days + 1))
        return tuple(day for day in every if self.is_working_day(day))

    def working_days_after(self, day: date, count: int) -> date:
        """The `count`-th working day after a day, which is itself not counted."""
        step = ONE_DAY if count >= 0 else -ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def next_working_day(self, day: date) -> date:
        """The same day where it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """The same day where it is a working day, else the last one before it."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def doubts(self, first: date, last: date) -> tuple[str, ...]:
        """What must be said where some of these days lie outside the known holidays."""
        rest = "days were counted as working days unless at a weekend: check"
        if last > self.known_until:
            known = f"Bank holidays are known only until {day_words(self.known_until)}."
            return (f"{known} Later {rest} {day_words(last)} by hand.",)
        if first < self.known_from:
            known = f"Bank holidays are known only from {day_words(self.known_from)}."
            return (f"{known} Earlier {rest} {day_words(first)} by hand.",)
        return ()


class Service(StrEnum):
    """How a notice or a letter reaches the person it is for."""

    FIRST_CLASS = "first-class"
    HYBRID = "hybrid"
    """First-class post through a provider: it counts from the day on which the provider posted it."""
    BY_HAND = "by-hand"
    FIXED = "fixed"
    """Fixed to the vehicle, or handed to the person who appears to be in charge of it."""
    SECOND_CLASS = "second-class"
    """Never for a notice that the law requires."""
    EMAIL = "email"
    """For a notice that the law requires only with recorded consent and the council's own sign-off."""

    @property
    def posted(self) -> bool:
        """Whether it goes by post, and so needs a day with a collection."""
        return self in (Service.FIRST_CLASS, Service.HYBRID, Service.SECOND_CLASS)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A day that was worked out, and how."""

    day: date
    working: tuple[str, ...]
    """Each step in words, in order."""
    citation: Citation
    warnings: tuple[str, ...] = ()


@cache
def england() -> Calendar:
    """The working days of England, as GOV.UK publishes the bank holidays."""
    data = table("holidays")
    return Calendar(
        known_from=data["known_from"],
        known_until=data["known_until"],
        holidays={row["on"]: row["name"] for row in data["holiday"]},
    )


def last_day(beginning_with: date, days: int) -> date:
    """The last of so many days, where the first day counts as day 1 (AR22 reg 3: "beginning with")."""
    if days < 1:
        raise ValueError("a period has at least one day")
    return beginning_with + timedelta(days=days - 1)


def months_end(beginning_with: date, months: int) -> date:
    """The last day of so many months, the first day counted: the day before the same number comes round.

    Where the last month is too short to have that number, its own last day (corresponding-date rule,
    recalled, so that a clock from the 29th, 30th or 31st also keeps a safe limit one day earlier).
    """
    if months < 1:
        raise ValueError("a period has at least one month")
    count = beginning_with.month - 1 + months
    year, month = beginning_with.year + count // 12, count % 12 + 1
    length = _months.monthrange(year, month)[1]
    if beginning_with.day > length:
        return date(year, month, length)
    return date(year, month, beginning_with.day) - ONE_DAY


def service_named(name: str) -> Service:
    """How something is served, by its name."""
    key = name.strip().lower().replace("_", "-").replace(" ", "-")
    key = {"2nd-class": "second-class", "1st-class": "first-class"}.get(key, key)
    try:
        return Service(key)
    except ValueError:
        raise unknown("kind of service", name, [s.value for s in Service]) from None


def _way(service: Service | str, regime: str, statutory: bool, agreed: bool) -> _Way:
    """The row of one way of service, refused where it cannot carry what is sent."""
    kind = service if isinstance(service, Service) else service_named(service)
    row = table("service")[kind.value]
    own = next((one for one in row.get("own", ()) if regime in one["regimes"]), row)
    if row.get("statutory", True):
        return _Way(kind, row["working_days_after"], row["words"], citation(own))
    if statutory and not (agreed and kind is Service.EMAIL):
        raise Refused(
            _NOT_STATUTORY[kind],
            rule=row["words"].capitalize() + ".",
            do="Post it first class, or have it delivered by hand.",
            citation=citation(row),
        )
    informal = row if statutory else row.get("informal", row)
    return _Way(kind, row["working_days_after"], informal.get("words", row["words"]), citation(informal))


@dataclass(frozen=True, slots=True)
class _Way:
    kind: Service
    days: int
    words: str
    citation: Citation


_NOT_STATUTORY = {
    Service.SECOND_CLASS: "Second-class post cannot carry a statutory notice.",
    Service.EMAIL: "A statutory notice cannot go by email here.",
}
_SENT = {
    Service.FIRST_CLASS: "Posted {day} by first-class post.",
    Service.HYBRID: "Posted {day} by the mail provider, first class.",
    Service.SECOND_CLASS: "Posted {day} by second-class post.",
    Service.EMAIL: "Sent {day} by email.",
}


def allowed(service: Service | str, *, statutory: bool = True, agreed: bool = False) -> None:
    """Refuse a way of service that cannot carry what is sent; say nothing where it can."""
    _way(service, "", statutory, agreed)


def deemed_served_on(
    posted_on: date,
    service: Service | str,
    calendar: Calendar,
    *,
    regime: str = "",
    statutory: bool = True,
    agreed: bool = False,
) -> Reckoned:
    """The day on which a notice is treated as served, unless somebody proves another day.

    Args:
        posted_on: the day it was posted (by a provider: the provider's own day), sent, handed over or fixed.
        service: how it was served; second class is refused for a statutory notice, email unless agreed.
        calendar: the working days to count by.
        regime: whose law is cited for the presumption; the Traffic Management Act's where none is given.
        statutory: whether the law requires the notice; an informal letter may go any way.
        agreed: the recipient's consent to email is recorded and the council has signed it off.
    """
    way = _way(service, regime, statutory, agreed)
    if not way.days:
        return Reckoned(posted_on, (f"Served {day_words(posted_on)}, {way.words}.",), way.citation)
    served = calendar.working_days_after(posted_on, way.days)
    after = "sending" if way.kind is Service.EMAIL else "posting"
    working = [_SENT[way.kind].format(day=day_words(posted_on))]
    day, number = posted_on + ONE_DAY, 0
    while day <= served:
        why = calendar.why_not_working(day)
        number += not why
        working.append(
            f"{day_words(day)}: {f'not counted ({why})' if why else f'working day {number} after {after}'}."
        )
        day += ONE_DAY
    working.append(f"Treated as served {day_words(served)}, unless the contrary is proved.")
    warnings = list(calendar.doubts(posted_on, served))
    why = calendar.why_not_working(posted_on)
    if why and way.kind.posted:
        warnings.append(
            f"{day_words(posted_on)} is not a working day ({why}): make sure the post was collected that day."
        )
    return Reckoned(served, tuple(working), way.citation, tuple(warnings))


def last_safe_posting_on(
    deadline: date, service: Service | str, calendar: Calendar, *, agreed: bool = False
) -> Reckoned:
    """The latest working day on which a notice can be posted and still be served by the deadline."""
    way = _way(service, "", True, agreed)
    day = safe_day(deadline, way.days, calendar)
    served = calendar.working_days_after(day, way.days)
    working = [
        f"It must be served by {day_words(deadline)}.",
        f"{_HOW.get(way.kind, 'Delivered')} on {day_words(day)} it is served {day_words(served)}: in time.",
    ]
    later = calendar.next_working_day(day + ONE_DAY)
    late = calendar.working_days_after(later, way.days)
    working.append(f"A working day later, {day_words(later)}, it would be served {day_words(late)}: late.")
    cited = citation(table("service")["last-safe-posting"])
    return Reckoned(day, tuple(working), cited, calendar.doubts(day, late))


_HOW = {
    Service.FIRST_CLASS: "Posted first class",
    Service.HYBRID: "Posted by the provider",
    Service.EMAIL: "Sent by email",
}


def safe_day(deadline: date, days: int, calendar: Calendar) -> date:
    """The latest working day from which so many working days after it do not pass the deadline."""
    day = calendar.previous_working_day(deadline)
    while calendar.working_days_after(day, days) > deadline:
        day = calendar.previous_working_day(day - ONE_DAY)
    return day


def posting_days() -> int:
    """How many working days after posting first-class post is treated as served."""
    days: int = table("service")[Service.FIRST_CLASS]["working_days_after"]
    return days


def deemed_day(posted_on: date, calendar: Calendar) -> date:
    """The second working day after posting (GR22 reg 3), as a bare day."""
    return calendar.working_days_after(posted_on, posting_days())
