"""A day as an officer types it: ``27 nov``, ``27/11``, ``27/11/2026``, ``2026-11-27``, ``+10``."""

from __future__ import annotations

import re
from datetime import date, timedelta

from caseworker.law.refusals import Refused

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MORE = re.compile(r"\+ ?(\d{1,3})(?: ?d(?:ays?)?)?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/. ](\d{1,2})(?:[/. ](\d{4}))?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2}) ?([a-z]{3})[a-z]*\.?(?: (\d{4}))?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
HINT = "27 nov, 27/11/2026, 2026-11-27 or +10"


def day_typed(words: str, today: date) -> date:
    """The day that was typed, whatever its letters' size; without a year, the next one that comes.

    Raises:
        Refused: it is no day.
    """
    text = " ".join(words.casefold().split())
    if more := _MORE.fullmatch(text):
        return today + timedelta(days=int(more[1]))
    found = _ISO.fullmatch(text)
    if found:
        return _day(words, int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        return _coming(words, int(found[1]), int(found[2]), found[3], today)
    found = _NAMED.fullmatch(text)
    if found and found[2] in _MONTHS:
        return _coming(words, int(found[1]), _MONTHS.index(found[2]) + 1, found[3], today)
    raise _unread(words)


def day_gone(words: str, today: date) -> date:
    """The day that was typed of something that happened; without a year, the last one that has been.

    Raises:
        Refused: it is no day.
    """
    day = day_typed(words, today)
    if day > today and not _YEAR.search(words) and not words.strip().startswith("+"):
        return _day(words, day.year - 1, day.month, day.day)
    return day


def day_near(words: str, today: date) -> date:
    """The day that was typed of something that was or will be; without a year, the nearest.

    Raises:
        Refused: it is no day.
    """
    comes = day_typed(words, today)
    try:
        came = day_gone(words, today)
    except Refused:  # a leap day that was not there last time
        return comes
    return came if today - came < comes - today else comes


def _coming(words: str, day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return _day(words, int(year), month, day)
    this = _day(words, today.year, month, day)
    return this if this >= today else _day(words, today.year + 1, month, day)


def _day(words: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _unread(words) from None


def _unread(words: str) -> Refused:
    return Refused(f"“{words.strip()[:20]}” is no day.", do=f"Write {HINT}.")
