"""How days, times, sums and choices may be written in an import file, and what each is read as.

Each reader gives the value, or raises `Unread` with the form that was expected. Digits are ASCII digits:
other scripts' digits would pass `int` and be read wrongly by a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_BRITISH = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?", re.ASCII)
_INSTANT = re.compile(r"(\S{10})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_SUM = re.compile(r"£? ?(\d{1,6}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{2}))?", re.ASCII)
_COMMA_SUM = re.compile(r"£? ?(\d{1,6}|\d{1,3}(?:\.\d{3}){1,2})(?:,(\d{2}))? ?£?", re.ASCII)
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})", re.ASCII)

DAY = "a day as 2026-05-06 or 06/05/2026"
TIME = "a time as 14:05"
INSTANT = "a day and time as 2026-05-06T14:05 (London time, unless Z or an offset is given)"
SUM = "a sum above zero as 65, 65.00 or £65.00"
AMOUNT = "a sum as 2, 2.40 or £2.40"
MONTH_FIRST = "; this one has its month first: days are read day first, unless a profile says otherwise"
_MEMORY = 20_000
"""Cells of a kind remembered: an extract tells the same few thousand days again and again."""


class Unread(ValueError):
    """A cell could not be read; the message is the form that was expected."""


@dataclass(frozen=True, slots=True)
class Forms:
    """How one supplier writes days, times, instants and sums; without any, as the guide says."""

    days: tuple[str, ...] = ()
    """Patterns as ``%d/%m/%Y``. Where there are any, only these and ISO days are read."""
    times: tuple[str, ...] = ()
    instants: tuple[str, ...] = ()
    decimal_comma: bool = False

    def day(self, cell: str) -> date:
        """A day."""
        return _patterned(cell, self.days, "a day", day).date() if self.days else day(cell)

    def clock_time(self, cell: str) -> str:
        """A local time as ``HH:MM``."""
        if not self.times:
            return clock_time(cell)
        return f"{_patterned(cell, self.times, 'a time', clock_time):%H:%M}"

    def instant(self, cell: str) -> datetime:
        """An instant in UTC."""
        if not self.instants:
            return instant(cell)
        at = _patterned(cell, self.instants, "a day and time", instant)
        return _in_utc(at if at.tzinfo else at.replace(tzinfo=LONDON))

    def pence(self, cell: str) -> int:
        """A sum above zero, in pence."""
        return pence(cell, comma=self.decimal_comma)

    def amount(self, cell: str) -> int:
        """A sum, zero too, in pence."""
        return amount(cell, comma=self.decimal_comma)


PLAIN = Forms()
"""The forms of the guide."""


@lru_cache(_MEMORY)
def _patterned(cell: str, patterns: tuple[str, ...], what: str, usual: Callable[[str], object]) -> datetime:
    """A cell read by the first of a supplier's patterns that fits it, or in its ISO form."""
    text = cell.strip()
    expected = f"{what} as the profile says: " + " or ".join(patterns)
    if not text.isascii():
        raise Unread(expected)
    for pattern in patterns:
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007
        except ValueError:
            continue
    if text[4:5] == "-" or usual is clock_time:
        try:
            found = usual(text)
        except Unread:
            raise Unread(expected) from None
        if isinstance(found, datetime):
            return found
        return datetime.combine(found, time()) if isinstance(found, date) else _at(str(found))
    raise Unread(expected)


def _at(clock: str) -> datetime:
    return datetime.combine(date.min, time.fromisoformat(clock))


@lru_cache(_MEMORY)
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
        turned = "/" in text and int(number) <= 12 < int(month) <= 31
        raise Unread(DAY + (MONTH_FIRST if turned else "; there is no such day")) from None


def clock_time(cell: str) -> str:
    """A local time as ``HH:MM``; seconds are dropped."""
    found = _TIME.fullmatch(cell.strip())
    if found is None:
        raise Unread(TIME)
    return f"{found[1]}:{found[2]}"


@lru_cache(_MEMORY)
def instant(cell: str) -> datetime:
    """An instant in UTC; without an offset it is London's wall clock, and a day alone is its first minute."""
    text = cell.strip()
    if len(text) == 10:
        return _in_utc(datetime.combine(_of_instant(text), time(), LONDON))
    found = _INSTANT.fullmatch(text)
    if found is None:
        raise Unread(INSTANT)
    on = _of_instant(found[1])
    try:
        at = datetime.combine(on, time.fromisoformat(found[2]))
        if found[3]:
            return _in_utc(datetime.fromisoformat(at.isoformat() + found[3]))
    except ValueError:
        raise Unread(INSTANT) from None
    return _in_utc(at.replace(tzinfo=LONDON))


def _in_utc(at: datetime) -> datetime:
    """An instant in UTC; one before the first or after the last day there is cannot be."""
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise Unread(INSTANT) from None


def _of_instant(text: str) -> date:
    """The day of an instant, or the instant's own form as the fault."""
    try:
        return day(text)
    except Unread:
        raise Unread(INSTANT) from None


def pence(cell: str, *, comma: bool = False) -> int:
    """A sum of money in pence; zero and less are refused."""
    if cell.strip().lstrip("£ ").startswith(("-", "−", "(")):
        raise Unread(f"{SUM}: money paid back is not imported as a payment")
    found = _summed(cell, comma)
    if not found:
        raise Unread(SUM + ("; a decimal comma, as the profile says" if comma else ""))
    return found


def amount(cell: str, *, comma: bool = False) -> int:
    """A sum of money in pence, which may be nothing."""
    found = _summed(cell, comma)
    if found is None:
        raise Unread(AMOUNT + ("; a decimal comma, as the profile says" if comma else ""))
    return found


def _summed(cell: str, comma: bool) -> int | None:
    found = (_COMMA_SUM if comma else _SUM).fullmatch(cell.strip())
    if found is None:
        return None
    return int(found[1].replace(",", "").replace(".", "")) * 100 + int(found[2] or 0)


def number(cell: str) -> int:
    """A small whole number, as of pages."""
    if not _NUMBER.fullmatch(cell.strip()):
        raise Unread("a whole number")
    return int(cell)


def choice(cell: str, known: Collection[str]) -> str:
    """One of a few words, whatever its capitals."""
    word = cell.strip().lower().replace("_", "-").replace(" ", "-")
    for one in known:
        if one == word:
            return one
    raise Unread("one of " + ", ".join(known))


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
