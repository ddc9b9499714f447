"""How days, times, sums and choices may be written in an import file, and what each is read as.

Each reader gives the value, or raises `Unread` with the form that was expected. Digits are ASCII digits:
other scripts' digits would pass `int` and be read wrongly by a person.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_BRITISH = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?", re.ASCII)
_INSTANT = re.compile(r"(\S{10})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_SUM = re.compile(r"£? ?(\d{1,6})(?:\.(\d{2}))?", re.ASCII)
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})", re.ASCII)

DAY = "a day as 2026-05-06 or 06/05/2026"
TIME = "a time as 14:05"
INSTANT = "a day and time as 2026-05-06T14:05 (London time, unless Z or an offset is given)"
SUM = "a sum above zero as 65, 65.00 or £65.00"


class Unread(ValueError):
    """A cell could not be read; the message is the form that was expected."""


def day(cell: str) -> date:
    """A day, written ISO or day first; any other order cannot be told apart and is refused."""
    text = cell.strip()
    if found := _ISO.fullmatch(text):
        year, month, number = found.groups()
    elif found := _BRITISH.fullmatch(text):
        number, month, year = found.groups()
    else:
        raise Unread(DAY)
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        raise Unread(f"{DAY}; there is no such day") from None


def clock_time(cell: str) -> str:
    """A local time as ``HH:MM``; seconds are dropped."""
    found = _TIME.fullmatch(cell.strip())
    if found is None:
        raise Unread(TIME)
    return f"{found[1]}:{found[2]}"


def instant(cell: str) -> datetime:
    """An instant in UTC; without an offset it is London's wall clock, and a day alone is its first minute."""
    text = cell.strip()
    if len(text) == 10:
        return datetime.combine(_of_instant(text), time(), LONDON).astimezone(UTC)
    found = _INSTANT.fullmatch(text)
    if found is None:
        raise Unread(INSTANT)
    on = _of_instant(found[1])
    try:
        at = datetime.combine(on, time.fromisoformat(found[2]))
        if found[3]:
            return datetime.fromisoformat(at.isoformat() + found[3]).astimezone(UTC)
    except ValueError:
        raise Unread(INSTANT) from None
    return at.replace(tzinfo=LONDON).astimezone(UTC)


def _of_instant(text: str) -> date:
    """The day of an instant, or the instant's own form as the fault."""
    try:
        return day(text)
    except Unread:
        raise Unread(INSTANT) from None


def pence(cell: str) -> int:
    """A sum of money in pence; zero and less are refused."""
    text = cell.strip()
    if text.lstrip("£ ").startswith(("-", "−", "(")):
        raise Unread(f"{SUM}: money paid back is not imported as a payment")
    found = _SUM.fullmatch(text)
    if found is None:
        raise Unread(SUM)
    amount = int(found[1]) * 100 + int(found[2] or 0)
    if not amount:
        raise Unread(SUM)
    return amount


def choice(cell: str, known: Collection[str]) -> str:
    """One of a few words, whatever its capitals."""
    word = cell.strip().lower().replace("_", "-").replace(" ", "-")
    if word not in known:
        raise Unread("one of " + ", ".join(known))
    return word


def yes(cell: str) -> bool:
    """Yes or no; nothing means no."""
    word = cell.strip().lower()
    if word not in ("", "yes", "no", "y", "n", "true", "false", "1", "0"):
        raise Unread("yes, no or nothing")
    return word in ("yes", "y", "true", "1")


def postcode(cell: str) -> str:
    """A postcode in its usual form where it has a British one; any other (abroad) as it stands."""
    found = _POSTCODE.fullmatch(cell.strip().upper())
    return f"{found[1]} {found[2]}" if found else " ".join(cell.split())
