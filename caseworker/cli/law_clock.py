"""What `caseworker law clock` answers: a clock, a moment or a regime's list, as lines and as a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseworker.cli.office import day_typed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from caseworker.law.citations import Citation
    from caseworker.law.clocks import Clock
    from caseworker.law.moments import Moment


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in both its forms."""

    lines: list[str]
    record: Any


@dataclass(frozen=True, slots=True)
class Way:
    """How the notice went or goes, as it was typed."""

    posted: bool = False
    service: str = "first-class"
    received: str = ""
    agreed: bool = False
    basis: str = ""


def answer(regime: str, clock_id: str, start: str, way: Way, unpaid: int = 0) -> Answer:
    """Work out one clock of a regime, of days or of minutes; what cannot be answered is refused."""
    from caseworker.law import clocks, moments
    from caseworker.law.refusals import Refused

    clock_ids = (*clocks.clock_ids(regime), *moments.moment_ids(regime))
    if not clock_id or not start:
        raise Refused(
            "A clock needs its name and the day it counts from.",
            do=f"For example: caseworker law clock {regime} {clock_id or clock_ids[0]} --from 2026-03-02; "
            "--list names the clocks.",
        )
    if clock_id in moments.moment_ids(regime):
        found = moments.work_out_moment(regime, clock_id, _moment(start), unpaid_pcns=unpaid)
        return Answer(_moment_lines(found), _moment_record(found))
    clock = _clock(regime, clock_id, day_typed(start), way)
    return Answer(_lines(clock), _record(clock, way.posted))


def _clock(regime: str, clock_id: str, start_on: date, way: Way) -> Clock:
    from caseworker.law.calendar import allowed, service_named
    from caseworker.law.clocks import work_out
    from caseworker.law.refusals import Refused
    from caseworker.law.service import Delivery

    service = service_named(way.service)
    if not way.posted:
        if way.received:
            raise Refused(
                "A day of receipt needs the posting that it rebuts.",
                do="Give the posting day with --from and --posted.",
            )
        allowed(service, agreed=way.agreed)
        return work_out(
            regime, clock_id, start_on, basis=way.basis or None, service=service, agreed=way.agreed
        )
    received_on = day_typed(way.received) if way.received else None
    sent = Delivery(
        on=start_on, service=service, consent=way.agreed, signed_off=way.agreed, received_on=received_on
    )
    return work_out(regime, clock_id, start_on, basis=way.basis or None, delivery=sent)


def listed(regime: str) -> Answer:
    """The clocks of a regime: name, kind, length, what they count from, and how far they are verified."""
    from caseworker.law.citations import Status
    from caseworker.law.clocks import clock_rows
    from caseworker.law.moments import moment_rows

    record = [
        {
            "clock": row["id"],
            "label": row["label"],
            "kind": row.get("kind", "moment"),
            "counts": _length(row),
            "starts_with": row["start"],
            "law": f"{row['instrument']} {row['provision']}",
            "status": row["status"],
        }
        for row in (*clock_rows(regime), *moment_rows(regime))
    ]
    wide = max(len(row["clock"]) for row in record)
    lines = [
        f"{row['clock']:<{wide}}  {row['kind']:<8}  {row['counts']}, from {row['starts_with']}"
        f"  [{row['law']}, {row['status']}{'' if Status(row['status']).verified else ': NOT VERIFIED'}]"
        for row in record
    ]
    return Answer(lines, record)


_UNITS = {"days": "day", "months": "month", "working_days": "working day", "minutes": "minute"}


def _length(row: Mapping[str, Any]) -> str:
    """How long a clock is, in words."""
    if "days_by_basis" in row:
        return ", ".join(f"{days} days ({basis})" for basis, days in row["days_by_basis"].items())
    if "back_days" in row:
        return f"{row['back_days']} days back"
    for key, unit in _UNITS.items():
        if key in row:
            number: int = row[key]
            then = f" and {row['then_days']} more" if "then_days" in row else ""
            return f"{number} {unit}{'' if number == 1 else 's'}{then}"
    return "the local day"


def _moment(text: str) -> datetime:
    import re
    from datetime import datetime

    from caseworker.law.refusals import Refused

    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?", text):
            raise ValueError
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise Refused(
            f'"{text[:30]}" is not a moment.',
            rule="This clock runs from a minute.",
            do="Write it as YYYY-MM-DDTHH:MM, for example 2026-03-02T08:30; with Z behind it for UTC.",
        ) from None


def _cited(cited: Citation) -> dict[str, str]:
    return {
        "instrument": cited.instrument,
        "provision": cited.provision,
        "status": cited.status.value,
        "source": cited.source,
    }


def _iso(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None


def _record(found: Clock, posted: bool) -> dict[str, Any]:
    return {
        "regime": found.regime,
        "clock": found.id,
        "label": found.label,
        "kind": found.kind,
        "starts_with": found.starts_with,
        "from": _iso(found.starts_on),
        "posted": posted,
        "served": _iso(found.served_on),
        "first_day": _iso(found.first_on),
        "last_day": _iso(found.last_on),
        "period_last_day": _iso(found.period_last_on),
        "last_safe_posting": _iso(found.safe_posting_on),
        "internal_safe_day": _iso(found.internal_safe_on),
        "other_reading": _iso(found.other_reading_on),
        "if_missed": found.if_missed,
        "working": list(found.working),
        "citation": _cited(found.citation),
        "verified": found.verified,
        "warnings": list(found.warnings),
    }


def _lines(found: Clock) -> list[str]:
    from caseworker.law.tables import day_words

    days = [
        ("served", found.served_on),
        ("first day", found.first_on),
        ("last day", found.last_on),
        ("keep to", found.internal_safe_on),
        ("read otherwise", found.other_reading_on),
        ("last safe posting", found.safe_posting_on),
    ]
    rows = [(label, day_words(value)) for label, value in days if value]
    if found.last_on is None:
        rows.append(("last day", "none is set"))
    rows += [("counts from", found.starts_with), ("if missed", found.if_missed)]
    rows += _law_rows(found.citation, found.verified)
    return _told(f"{found.label} ({found.regime})", rows, found.working, found.warnings)


def _moment_record(found: Moment) -> dict[str, Any]:
    return {
        "regime": found.regime,
        "clock": found.id,
        "label": found.label,
        "kind": "moment",
        "starts_with": found.starts_with,
        "from": _iso(found.starts_at),
        "first": _iso(found.first_at),
        "day": _iso(found.day_on),
        "says": found.says,
        "working": list(found.working),
        "citation": _cited(found.citation),
        "verified": found.citation.status.verified,
        "warnings": list(found.warnings),
    }


def _moment_lines(found: Moment) -> list[str]:
    from caseworker.law.moments import moment_words
    from caseworker.law.tables import day_words

    when = moment_words(found.first_at) if found.first_at else day_words(found.day_on)
    rows = [("answer", when), ("which is", found.says), ("counts from", found.starts_with)]
    rows += _law_rows(found.citation, found.citation.status.verified)
    return _told(f"{found.label} ({found.regime})", rows, found.working, found.warnings)


def _law_rows(cited: Citation, verified: bool) -> list[tuple[str, str]]:
    from caseworker.law.tables import instrument_title, source_words

    return [
        ("law", f"{cited.label}: {instrument_title(cited.instrument)}"),
        ("status", cited.status.words + ("" if verified else "  ** CHECK BEFORE RELYING ON IT **")),
        *(("read in", place) for place in source_words(cited.source)),
    ]


def _told(
    head: str, rows: list[tuple[str, str]], working: tuple[str, ...], warnings: tuple[str, ...]
) -> list[str]:
    lines = [head, *(f"  {label:<18}{value}" for label, value in rows), "  working"]
    lines += [f"    {one}" for one in working]
    return lines + [f"  ! {one}" for one in warnings]
