"""The few clocks that run from a moment: minutes of grace, and the local day on which a vehicle was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from caseworker.law.citations import Citation
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.tables import citation, day_words, table, unknown

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A clock that runs from a moment, worked out."""

    id: str
    label: str
    regime: str
    starts_with: str
    starts_at: datetime
    """The moment given, in local time."""
    first_at: datetime | None
    """The first local minute in which the thing may be; nothing where only the day is asked."""
    day_on: date
    """The local day of that minute, or of the moment itself."""
    says: str
    """What `first_at`, or else `day_on`, is."""
    citation: Citation
    working: tuple[str, ...]
    warnings: tuple[str, ...]


@cache
def _rows(regime_id: str) -> Mapping[str, Mapping[str, Any]]:
    return {row["id"]: row for row in table("moments")["moment"] if regime_id in row["regimes"]}


def moment_ids(regime_id: str) -> tuple[str, ...]:
    """The clocks of a regime that run from a moment."""
    return tuple(_rows(regime(regime_id).id))


def runs_for(regime_id: str, moment_id: str, code: str) -> bool:
    """Whether a clock of a regime is about a contravention: its row's `codes`, or all where it names none.

    Args:
        code: a contravention code, with or without its suffix.
    """
    row = _rows(regime(regime_id).id).get(moment_id)
    return row is not None and code[:2] in row.get("codes", (code[:2],))


def moment_rows(regime_id: str) -> tuple[Mapping[str, Any], ...]:
    """Their rows, as they stand in the table."""
    return tuple(_rows(regime(regime_id).id).values())


def local(at: datetime) -> datetime:
    """A moment as clocks in England show it. One without a zone is taken to be local already."""
    zone = _zone()
    return at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)


@cache
def _zone() -> ZoneInfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo(table("moments")["zone"])


def charging_day(at: datetime) -> date:
    """The local day on which a vehicle was seen (Clean Air Zone: midnight to midnight, Europe/London)."""
    return local(at).date()


def work_out_moment(regime_id: str, moment_id: str, at: datetime, *, unpaid_pcns: int = 0) -> Moment:
    """Work out a clock that runs from a moment.

    Args:
        at: the moment; without a zone it is local.
        unpaid_pcns: how many PCNs of this vehicle are unpaid.
    """
    law = regime(regime_id)
    row = _rows(law.id).get(moment_id)
    if row is None:
        raise unknown(f"moment of {law.id}", moment_id, _rows(law.id))
    try:
        start = local(at)
        first, working = (None, [_seen(start)]) if row.get("day") else _first(row, start, unpaid_pcns)
    except (OverflowError, ValueError) as fault:
        raise Refused(
            f"{at.date().isoformat()} is too near the end of time to count from.",
            rule="Days are known from the year 1 to the year 9999.",
            do="Check the day.",
        ) from fault
    cited = citation(row)
    doubt = (
        []
        if cited.status.verified
        else [f"{cited.label}: {cited.status.words}. Have it checked before anything final is done on it."]
    )
    return Moment(
        id=row["id"],
        label=row["label"],
        regime=law.id,
        starts_with=row["start"],
        starts_at=start,
        first_at=first,
        day_on=(first or start).date(),
        says=row["says"],
        citation=cited,
        working=tuple(working),
        warnings=(*row["notes"], *doubt),
    )


def _first(row: Mapping[str, Any], start: datetime, unpaid_pcns: int) -> tuple[datetime, list[str]]:
    fewer = row.get("fewer")
    shorter = bool(fewer and unpaid_pcns >= fewer["pcns"])
    minutes: int = fewer["minutes"] if fewer and shorter else row["minutes"]
    passed = start.replace(second=0, microsecond=0).astimezone(UTC) + timedelta(minutes=minutes)
    first = local(passed + ONE_MINUTE if row.get("beyond") else passed)
    why = f" ({unpaid_pcns} PCNs unpaid)" if shorter else ""
    end = moment_words(local(passed))
    working = [f"From {moment_words(start)} ({row['start']}) {minutes} minutes{why} run to {end}."]
    if row.get("beyond"):
        working.append(f"All of them must have passed: {moment_words(first)} at the earliest.")
    return first, working


def _seen(start: datetime) -> str:
    utc = start.astimezone(UTC)
    return f"{utc:%H:%M} UTC on {day_words(utc.date())} is {moment_words(start)} by local clocks."


def moment_words(at: datetime) -> str:
    """A moment as officers write it: ``08:41 on Mon 2 Mar 2026``; an hour that comes twice says which."""
    first, second = at.replace(fold=0).utcoffset(), at.replace(fold=1).utcoffset()
    which = "" if first == second else " (summer time)" if at.dst() else " (winter time)"
    return f"{at:%H:%M}{which} on {day_words(at.date())}"
