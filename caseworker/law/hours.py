"""The hours of a restriction, as its own words give them: whether a day and a time lie within them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caseworker.law.tables import day_words

_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = (
    r"(?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s|rs|urs|nes)?s?"
    r"|every ?day|daily|all days|weekdays"
)
_DAYS = re.compile(rf"\b(?P<first>{_DAY})\b(?:\s*(?:-|–|to)\s*(?P<last>{_DAY})\b)?", re.IGNORECASE)
_CLOCK = r"(?:midnight|noon|\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm)?)"
_SPAN = re.compile(
    rf"(?<![\d.:])(?P<start>{_CLOCK})\s*(?:-|–|to|until)\s*(?P<end>{_CLOCK})(?![\d.:])", re.IGNORECASE
)
_ALWAYS = re.compile(r"\bat (?:any time|all times)\b|\ball (?:hours|day)\b|\b24 hours?\b", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:except|not on|excluding|term|school days|match|event|holidays?)\b", re.IGNORECASE)
_MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True)
class Window:
    """Some days of the week and a span of the day."""

    days: frozenset[int]
    """Monday is 0."""
    start: int
    """Minutes after midnight."""
    end: int
    """Minutes after midnight; not after ``start`` where it runs into the next day."""

    def holds(self, day: date, minute: int) -> bool:
        """Whether a day and a minute of it lie within."""
        if self.start < self.end:
            return day.weekday() in self.days and self.start <= minute <= self.end
        early = (day.weekday() - 1) % 7 in self.days and minute <= self.end
        return early or (day.weekday() in self.days and minute >= self.start)


def windows(restriction: str) -> tuple[Window, ...]:
    """When a restriction applies, as its words say; nothing where they give none, or say more.

    Args:
        restriction: what applies at a place and when, for example ``No waiting Mon-Sat 8am-6.30pm``.
    """
    if _ALWAYS.search(restriction) or _EXCEPT.search(restriction):
        return ()
    marks = list(_DAYS.finditer(restriction))
    ends = [one.start() for one in (*marks[1:],)] + [len(restriction)] * bool(marks)
    found: list[Window] = []
    for mark, end in zip(marks, ends, strict=True):
        days = _week(mark["first"], mark["last"])
        spans = list(_spans(restriction[mark.end() : end]))
        if not spans or (mark is marks[0] and _SPAN.search(restriction[: mark.start()])):
            return ()  # a day without its hours, or hours without their day: nothing is known for sure
        found += [Window(days, start, stop) for start, stop in spans]
    return tuple(found)


def outside(restriction: str, day: date | None, time: str) -> str:
    """That a day and a time lie outside the hours of a place, in words; empty where not, or nobody can tell.

    Bank holidays are left alone: whether they count stands in the order, and not on these words.

    Args:
        time: local time ``HH:MM``.
    """
    known = windows(restriction)
    match = re.match(r"(\d{1,2}):(\d\d)", time)
    if not known or day is None or match is None:
        return ""
    minute = int(match[1]) * 60 + int(match[2])
    if any(one.holds(day, minute) for one in known):
        return ""
    when = f"{day_words(day)} at {match[0]}"
    return f"{when} lies outside the hours of the place as they are listed: “{restriction.strip()}”."


def _week(first: str, last: str | None) -> frozenset[int]:
    """The days of the week that a name, or a name to another, stands for."""
    name = first.casefold()
    if name == "weekdays":
        return frozenset(range(5))
    if name[:3] not in _NAMES:
        return frozenset(range(7))
    start = _NAMES.index(name[:3])
    end = _NAMES.index(last.casefold()[:3]) if last and last.casefold()[:3] in _NAMES else start
    return frozenset(n % 7 for n in range(start, end + 1 if end >= start else end + 8))


def _spans(words: str) -> Iterator[tuple[int, int]]:
    """Each span of hours that some words give, in minutes after midnight; ``3-4pm`` begins at three."""
    for match in _SPAN.finditer(words):
        end = _minutes(match["end"], "")
        half = "pm" if match["end"].casefold().endswith("pm") else "am"
        start = _minutes(match["start"], half if match["end"][-1:] in "mM" else "")
        if start is None or end is None:
            continue
        if start > end and half == "pm" and not match["start"].casefold().endswith("m"):
            start -= 12 * 60  # 8.15-3pm: from the morning
        yield start, end or _MIDNIGHT


def _minutes(clock: str, half: str) -> int | None:
    """A time of day in minutes after midnight; ``half`` is used where it names neither am nor pm."""
    said = clock.casefold().replace(" ", "")
    if said in ("midnight", "noon"):
        return 0 if said == "midnight" else 12 * 60
    half = said[-2:] if said[-2:] in ("am", "pm") else half
    hour, _, rest = said.removesuffix("am").removesuffix("pm").replace(".", ":").partition(":")
    if int(hour) > 24 or int(rest or 0) > 59:
        return None
    plain = int(hour) % 12 if half else int(hour)
    return plain * 60 + int(rest or 0) + (12 * 60 if half == "pm" else 0)
