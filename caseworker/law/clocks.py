"""The clocks: from which day, to which day, by when to post, and what follows when a day is missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from caseworker.law.calendar import (
    ONE_DAY,
    Calendar,
    Reckoned,
    Service,
    england,
    last_day,
    last_safe_posting_on,
    months_end,
)
from caseworker.law.citations import Citation
from caseworker.law.refusals import Refused
from caseworker.law.regimes import Regime, regime
from caseworker.law.service import Delivery, served
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
    other_reading_on: date | None
    """The day that the other reading of the same words gives: the council keeps to the safer of the two."""
    if_missed: str
    citation: Citation
    working: tuple[str, ...]
    warnings: tuple[str, ...]
    verified: bool
    """Whether rule and way of counting were read, the rule was law on the day, and the holidays are known."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question, with its row of the table."""

    law: Regime
    row: Mapping[str, Any]
    start_on: date
    basis: str | None
    delivery: Delivery | None
    service: Service | str
    agreed: bool
    calendar: Calendar
    days: int | None


@dataclass(frozen=True, slots=True)
class _Counted:
    """A period, counted."""

    end: date
    steps: list[str]
    doubts: tuple[str, ...] = ()


@cache
def _rows(regime_id: str) -> Mapping[str, Mapping[str, Any]]:
    here = (regime_id, "all")
    return {row["id"]: row for row in table("clocks")["clock"] if any(one in row["regimes"] for one in here)}


def clock_ids(regime_id: str) -> tuple[str, ...]:
    """The clocks of a regime, in the order in which they run; those of enquiries come last."""
    return tuple(_rows(regime(regime_id).id))


def clock_rows(regime_id: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of a regime's clocks, as they stand in the table."""
    return tuple(_rows(regime(regime_id).id).values())


def work_out(
    regime_id: str,
    clock_id: str,
    start_on: date,
    *,
    basis: str | None = None,
    posted: bool = False,
    delivery: Delivery | None = None,
    service: Service | str = Service.FIRST_CLASS,
    agreed: bool = False,
    calendar: Calendar | None = None,
    days: int | None = None,
) -> Clock:
    """Work one clock out, day by day.

    Args:
        regime_id: for example ``tma-reg9``.
        clock_id: one of `clock_ids`.
        start_on: the day the clock counts from; a posting day where `posted` or a `delivery` is given.
        basis: for a postal PCN, why it came by post.
        posted: the start is a first-class posting: deemed service is worked out first.
        delivery: how the notice that starts the clock was sent, where that was not first class, or
            where a day of receipt was proved.
        service: how our own notice goes out, for the last safe posting day.
        agreed: email may carry our notice: consent is recorded, and the council has signed it off.
        calendar: England's working days where none is given.
        days: the council's own number of days, for a clock that is its own standard.
    """
    law = regime(regime_id)
    row = _rows(law.id).get(clock_id)
    if row is None:
        raise unknown(f"clock of {law.id}", clock_id, _rows(law.id))
    law.checked_basis(basis, needed="days_by_basis" in row)
    if posted and delivery is None:
        delivery = Delivery(on=start_on)
    asked = _Asked(law, row, start_on, basis, delivery, service, agreed, calendar or england(), days)
    _check(asked)
    try:
        return _work_out(asked)
    except (OverflowError, ValueError) as fault:
        raise Refused(
            f"{start_on.isoformat()} is too near the end of time to count from.",
            rule="Days are known from the year 1 to the year 9999.",
            do="Check the day.",
        ) from fault


def _check(asked: _Asked) -> None:
    """Refuse a posting or a number of days that this clock does not have."""
    row, clock = asked.row, f'The clock "{asked.row["id"]}" of {asked.law.id}'
    if asked.delivery and not row["postable"]:
        raise Refused(
            f"{clock} does not start with a posting.",
            rule=f"It counts from {row['start']}.",
            do="Give that day, without --posted.",
            citation=citation(row),
        )
    if asked.days is not None and not (row.get("policy") and asked.days > 0):
        raise Refused(
            f"{clock} cannot be given {asked.days} days.",
            rule="Only a clock that is the council's own standard may be, and it has at least one day.",
            do="Leave the number of days out.",
            citation=citation(row),
        )


def _work_out(asked: _Asked) -> Clock:
    row, calendar, start_on = asked.row, asked.calendar, asked.start_on
    cited = citation(row)
    sent = served(replace(asked.delivery, on=start_on), asked.law.id, calendar) if asked.delivery else None
    begin = sent.day if sent else start_on
    working = list(sent.working if sent else ())
    early = _too_early(cited, start_on)
    warnings = [*row.get("notes", ()), *early, *(sent.warnings if sent else ())]
    counted = _period(asked, begin)
    end = counted.end
    working += counted.steps
    warnings += counted.doubts
    internal = _internal_safe(row, begin, end, calendar)
    careful = [f"The way of counting is not verified: keep to {day_words(internal)}."] if internal else []
    working += careful
    warnings += careful
    first, wait = _first_on(row, begin, end, calendar)
    working += wait
    other, said = _other_reading(row, begin)
    working += said
    safe = _safe(asked, internal or end)
    working += safe.working if safe else ()
    warnings += safe.warnings if safe else ()
    doubts = calendar.doubts(end, first) if row.get("on_working_day") else ()
    warnings += doubts
    beyond = bool(
        counted.doubts or doubts or (safe and safe.warnings) or (sent and calendar.doubts(start_on, begin))
    )
    ways = [reckoned.citation for reckoned in (sent, safe) if reckoned is not None]
    warnings += _recalled(cited, *ways)
    return Clock(
        id=row["id"],
        label=row["label"],
        regime=asked.law.id,
        kind=row["kind"],
        starts_with=row["start"],
        starts_on=start_on,
        served_on=begin if sent else None,
        first_on=first,
        last_on=None if row["kind"] == "from" else end,
        period_last_on=end,
        safe_posting_on=safe.day if safe else None,
        internal_safe_on=internal,
        other_reading_on=other,
        if_missed=row["if_missed"],
        citation=cited,
        working=tuple(working),
        warnings=tuple(dict.fromkeys(warnings)),
        verified=not (beyond or early or internal or any(not one.status.verified for one in (cited, *ways))),
    )


def _recalled(cited: Citation, *ways: Citation) -> list[str]:
    """What is said of a rule, and of ways of service, that were not read at their source."""
    named = [(cited.label, cited), *((f"Service: {one.label}", one) for one in ways)]
    check = "Have it checked before anything final is done on it."
    return [f"{label}: {one.status.words}. {check}" for label, one in named if not one.status.verified]


def _too_early(cited: Citation, start_on: date) -> list[str]:
    """What is said of a day before the rule was law."""
    since = in_force_from(cited.instrument)
    if since is None or start_on >= since:
        return []
    law = f"{cited.instrument} came into force on {day_words(since)}."
    other = f"On {day_words(start_on)} other law stood, which is not in these tables"
    return [f"{law} {other}: this is what today's rule would give."]


def _first_on(row: Mapping[str, Any], begin: date, end: date, calendar: Calendar) -> tuple[date, list[str]]:
    """The first day on which the thing may be done, and the step that says so."""
    if row["kind"] == "from":
        after = end + ONE_DAY
        steps = [f"From the day after, {day_words(after)}, and not before."]
        first = calendar.next_working_day(after) if row.get("on_working_day") else after
        if first != after:
            why = calendar.why_not_working(after)
            steps.append(f"{day_words(after)} is not a working day ({why}): from {day_words(first)}.")
        return first, steps
    if "wait_days" in row:
        first = last_day(begin, row["wait_days"]) + ONE_DAY
        waited = day_words(first - ONE_DAY)
        return first, [f"Not before day {row['wait_days']} has passed, {waited}: from {day_words(first)}."]
    if "before_days" in row:
        first = begin - timedelta(days=row["before_days"])
        return first, [f"From {row['before_days']} days before: {day_words(first)}."]
    return (end if "back_days" in row else begin), []


def _period(asked: _Asked, begin: date) -> _Counted:
    row, start = asked.row, day_words(begin)
    from_words = f"{start} ({row['start']})"
    if "working_days" in row:
        count: int = asked.days or row["working_days"]
        end = asked.calendar.working_days_after(begin, count)
        words = f"{count} working days after {from_words}: {day_words(end)}."
        skipped = _skipped(begin, end, asked.calendar)
        return _Counted(end, [words, *skipped], asked.calendar.doubts(begin, end))
    if "months" in row:
        end = months_end(begin, row["months"])
        words = f"{row['months']} months beginning with {from_words} end on {day_words(end)}."
        return _Counted(end, [words])
    if "back_days" in row:
        end = begin - timedelta(days=row["back_days"])
        return _Counted(end, [f"{row['back_days']} days before {from_words}: {day_words(end)}."])
    days: int = row["days_by_basis"][asked.basis] if "days_by_basis" in row else asked.days or row["days"]
    if row.get("excluding"):
        end = begin + timedelta(days=days)
        return _Counted(end, [f"{from_words} is not counted.", f"Day {days} after it is {day_words(end)}."])
    end = last_day(begin, days)
    steps = [f"Day 1 is {from_words}.", f"Day {days} is {day_words(end)}."]
    if "then_days" in row:
        begin, end = end, last_day(end, row["then_days"])
        steps.append(
            f"With that day a second period begins: day 1 is {day_words(begin)}, day {row['then_days']} is "
            f"{day_words(end)}."
        )
    return _Counted(end, steps)


def _other_reading(row: Mapping[str, Any], begin: date) -> tuple[date | None, list[str]]:
    """The day that the other reading of the same words gives, and the step that says so."""
    if "other_days" not in row:
        return None, []
    end = last_day(begin, row["other_days"])
    if row["kind"] == "from":
        end += ONE_DAY
        return end, [f"Read the other way it would be from {day_words(end)}."]
    return end, [f"Read the other way the last day would be {day_words(end)}."]


def _skipped(begin: date, end: date, calendar: Calendar) -> list[str]:
    """The bank holidays passed over; weekends go without saying."""
    days = sorted(day for day in calendar.holidays if begin < day <= end and day.weekday() < 5)
    return [f"{day_words(day)}: not counted ({calendar.holidays[day]})." for day in days]


def _internal_safe(row: Mapping[str, Any], begin: date, end: date, calendar: Calendar) -> date | None:
    """A limit one day inside, where the counting itself is recalled (month ends; a first day in doubt)."""
    if "months" in row and begin.day >= 29:
        return end - ONE_DAY
    if row.get("careful"):
        return calendar.previous_working_day(end - ONE_DAY)
    return None


def _safe(asked: _Asked, limit: date) -> Reckoned | None:
    if asked.row["kind"] != "serve-by":
        return None
    return last_safe_posting_on(limit, asked.service, asked.calendar, agreed=asked.agreed)
