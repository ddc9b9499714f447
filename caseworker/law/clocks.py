"""The clocks: from which day, to which day, by when to post, and what follows when a day is missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from caseworker.law.calendar import (
    ONE_DAY,
    Calendar,
    Reckoned,
    Service,
    deemed_served_on,
    england,
    last_day,
    last_safe_posting_on,
    months_end,
)
from caseworker.law.citations import Citation
from caseworker.law.refusals import Refused
from caseworker.law.regimes import Regime, regime
from caseworker.law.tables import citation, day_words, in_force_from, table, unknown


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of one case, worked out."""

    id: str
    label: str
    regime: str
    kind: str
    """``act-by``, ``serve-by`` or ``from`` (not before its first day)."""
    starts_with: str
    """What the clock counts from, in words."""
    starts_on: date
    """The day that was given: an event, or a posting."""
    served_on: date | None
    """The day of deemed service, where the given day was a posting."""
    first_on: date
    """The first day on which the thing may be done."""
    last_on: date | None
    """The last day on which it may be done; nothing where the law sets none."""
    period_last_on: date
    """The last day of the period that was counted."""
    safe_posting_on: date | None
    """The last working day on which our notice can be posted and still be served in time."""
    internal_safe_on: date | None
    """One day earlier, where the way of counting is not verified: keep to this one."""
    if_missed: str
    citation: Citation
    working: tuple[str, ...]
    warnings: tuple[str, ...]
    verified: bool
    """Whether rule and way of counting were read, the rule was law on the day, and the holidays are known."""


@cache
def _rows(regime_id: str) -> Mapping[str, Mapping[str, Any]]:
    return {row["id"]: row for row in table("clocks")["clock"] if regime_id in row["regimes"]}


def clock_ids(regime_id: str) -> tuple[str, ...]:
    """The clocks of a regime, in the order in which they run."""
    return tuple(_rows(regime(regime_id).id))


def work_out(
    regime_id: str,
    clock_id: str,
    start_on: date,
    *,
    basis: str | None = None,
    posted: bool = False,
    service: Service | str = Service.FIRST_CLASS,
    calendar: Calendar | None = None,
) -> Clock:
    """Work one clock out, day by day.

    Args:
        regime_id: for example ``tma-reg9``.
        clock_id: one of `clock_ids`.
        start_on: the day the clock counts from; a posting day where `posted`.
        basis: for a postal PCN, why it came by post.
        posted: the start is a posting: deemed service is worked out first.
        service: how our own notice goes out, for the last safe posting day.
        calendar: England's working days where none is given.
    """
    law = regime(regime_id)
    row = _rows(law.id).get(clock_id)
    if row is None:
        raise unknown(f"clock of {law.id}", clock_id, _rows(law.id))
    law.checked_basis(basis, needed="days_by_basis" in row)
    if posted and not row["postable"]:
        raise Refused(
            f'The clock "{clock_id}" of {law.id} does not start with a posting.',
            rule=f"It counts from {row['start']}.",
            do="Give that day, without --posted.",
            citation=citation(row),
        )
    try:
        return _work_out(law, row, start_on, basis, posted, service, calendar or england())
    except (OverflowError, ValueError) as fault:
        raise Refused(f"{start_on.isoformat()} is too near the end of time to count from.") from fault


def _work_out(
    law: Regime,
    row: Mapping[str, Any],
    start_on: date,
    basis: str | None,
    posted: bool,
    service: Service | str,
    calendar: Calendar,
) -> Clock:
    cited = citation(row)
    served = deemed_served_on(start_on, Service.FIRST_CLASS, calendar) if posted else None
    begin = served.day if served else start_on
    working = list(served.working if served else ())
    early = _too_early(cited, start_on)
    warnings = [*row.get("notes", ()), *early, *(served.warnings if served else ())]
    end, steps, doubts = _period(row, begin, basis, calendar)
    working += steps
    warnings += doubts
    internal = _internal_safe(row, begin, end, calendar)
    if internal:
        careful = f"The way of counting is not verified: keep to {day_words(internal)}."
        working.append(careful)
        warnings.append(careful)
    first, wait = _first_on(row, begin, end)
    working += wait
    safe = _safe(row, internal or end, service, calendar)
    working += safe.working if safe else ()
    warnings += safe.warnings if safe else ()
    beyond = bool(doubts or (safe and safe.warnings) or (posted and calendar.doubts(start_on, begin)))
    warnings += _recalled(cited)
    return Clock(
        id=row["id"],
        label=row["label"],
        regime=law.id,
        kind=row["kind"],
        starts_with=row["start"],
        starts_on=start_on,
        served_on=begin if posted else None,
        first_on=first,
        last_on=None if row["kind"] == "from" else end,
        period_last_on=end,
        safe_posting_on=safe.day if safe else None,
        internal_safe_on=internal,
        if_missed=row["if_missed"],
        citation=cited,
        working=tuple(working),
        warnings=tuple(dict.fromkeys(warnings)),
        verified=cited.status.verified and not beyond and internal is None and not early,
    )


def _recalled(cited: Citation) -> list[str]:
    """What is said of a rule that was not read at its source."""
    if cited.status.verified:
        return []
    return [f"{cited.label}: {cited.status.words}. Have it checked before anything final is done on it."]


def _too_early(cited: Citation, start_on: date) -> list[str]:
    """What is said of a day before the rule was law."""
    since = in_force_from(cited.instrument)
    if since is None or start_on >= since:
        return []
    law = f"{cited.instrument} came into force on {day_words(since)}."
    other = f"On {day_words(start_on)} other law stood, which is not in these tables"
    return [f"{law} {other}: this is what today's rule would give."]


def _first_on(row: Mapping[str, Any], begin: date, end: date) -> tuple[date, list[str]]:
    """The first day on which the thing may be done, and the step that says so."""
    if row["kind"] == "from":
        first = end + ONE_DAY
        return first, [f"From the day after, {day_words(first)}, and not before."]
    if "wait_days" in row:
        first = last_day(begin, row["wait_days"]) + ONE_DAY
        waited = day_words(first - ONE_DAY)
        return first, [f"Not before day {row['wait_days']} has passed, {waited}: from {day_words(first)}."]
    return begin, []


def _period(
    row: Mapping[str, Any], begin: date, basis: str | None, calendar: Calendar
) -> tuple[date, list[str], tuple[str, ...]]:
    start = day_words(begin)
    if "working_days" in row:
        count: int = row["working_days"]
        end = calendar.working_days_after(begin, count)
        words = f"{count} working days after {start} ({row['start']}): {day_words(end)}."
        skipped = _skipped(begin, end, calendar)
        return end, [words, *skipped], calendar.doubts(begin, end)
    if "months" in row:
        end = months_end(begin, row["months"])
        words = f"{row['months']} months beginning with {start} ({row['start']}) end on {day_words(end)}."
        return end, [words], ()
    days: int = row["days_by_basis"][basis] if "days_by_basis" in row else row["days"]
    end = last_day(begin, days)
    return end, [f"Day 1 is {start} ({row['start']}).", f"Day {days} is {day_words(end)}."], ()


def _skipped(begin: date, end: date, calendar: Calendar) -> list[str]:
    """The bank holidays passed over; weekends go without saying."""
    days = sorted(day for day in calendar.holidays if begin < day <= end and day.weekday() < 5)
    return [f"{day_words(day)}: not counted ({calendar.holidays[day]})." for day in days]


def _internal_safe(row: Mapping[str, Any], begin: date, end: date, calendar: Calendar) -> date | None:
    """A limit one day inside, where the counting itself is recalled (month ends; working days)."""
    if "months" in row and begin.day >= 29:
        return end - ONE_DAY
    if "working_days" in row:
        return calendar.previous_working_day(end - ONE_DAY)
    return None


def _safe(row: Mapping[str, Any], limit: date, service: Service | str, calendar: Calendar) -> Reckoned | None:
    return last_safe_posting_on(limit, service, calendar) if row["kind"] == "serve-by" else None
