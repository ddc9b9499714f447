"""The limits of many cases at once: each day is worked out once a regime, and then looked up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from caseworker.law.calendar import Calendar, england, last_day, posting_days, safe_day
from caseworker.law.regimes import regimes

Limits = tuple[date | None, date | None]
"""The last day of the reply, and its last safe posting day; twice nothing where the law sets no limit."""


def reclocking(calendar: Calendar | None = None) -> Callable[[str, date], Limits]:
    """A function from regime and day of receipt to the limits of the reply, as `work_out` gives them.

    It does not warn: where a limit lies beyond the calendar's `known_until`, whoever asks has to say so.

    Args:
        calendar: England's working days where none is given; one with a holiday more, to see what it does.
    """
    days = calendar or england()
    post = posting_days()
    reply = {law.id: law.reply_days for law in regimes()}
    known: dict[tuple[str, date], Limits] = {}

    def limits(regime_id: str, received_on: date) -> Limits:
        key = regime_id, received_on
        found = known.get(key)
        if found is None:
            found = known[key] = _limits(received_on, reply[regime_id], post, days)
        return found

    return limits


def _limits(received_on: date, reply_days: int, post: int, calendar: Calendar) -> Limits:
    if not reply_days:
        return None, None
    end = last_day(received_on, reply_days)
    return end, safe_day(end, post, calendar)
