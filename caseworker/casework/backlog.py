"""What becomes of the open cases at the team's pace, and how that was worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from caseworker.casework.burning import HORIZON, Burn, Lot, burn
from caseworker.casework.office import Office
from caseworker.law.calendar import england, last_day, last_safe_posting_on
from caseworker.law.tables import day_words

REPLY_DAYS = 56
"""Days in which representations are answered: what is reckoned for those still to come."""


@dataclass(frozen=True, slots=True)
class Hand:
    """One officer as the backlog counts on them."""

    id: str
    name: str
    known: bool
    """Whether officers.toml still names them."""
    pace: float
    """Cleared a day of presence in the last ten working days."""
    present: int
    """How many of the ten they were there."""
    done_today: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """The open cases, and what becomes of them at this pace."""

    alone: Burn
    """If nothing more came in."""
    coming: Burn
    """If as much comes in as in the last ten working days."""
    pace: float
    """Cases a working day that the team clears with nobody away."""
    arrivals: Mapping[str, float]
    """Cases that came in a working day, by kind."""
    working: tuple[str, ...]
    """How it was worked out, in words."""

    @property
    def words(self) -> tuple[str, ...]:
        """What is to be expected, in sentences."""
        return (
            *breach(self.coming, "If as much comes in as in the last ten working days"),
            *breach(self.alone, "If nothing more came in"),
        )


def backlog(
    office: Office,
    ten: Sequence[date],
    hands: Sequence[Hand],
    waiting: Sequence[Lot],
    came: Mapping[str, int],
) -> Backlog:
    """Work the open cases through at the pace of the last ten working days.

    Args:
        ten: those days, oldest first.
        hands: everybody who cleared something, or is asked to.
        waiting: the open cases.
        came: how many cases came in on the ten days, by kind.
    """
    today = office.today()
    staying = [one for one in hands if one.known and not _gone(office, one.id)]
    pace = sum(one.pace for one in staying)
    paces = {one.id: one.pace for one in staying}
    today_left = {one.id: max(0.0, one.pace - one.done_today) for one in staying}
    off = [one for one in office.officers.absences if one.to_on >= today and one.officer in paces]

    def capacity(day: date) -> float:
        """What the team clears on a day: nobody who is away; today what is left of it."""
        left = today_left if day == today else paces
        away = {one.officer for one in off if one.from_on <= day <= one.to_on}
        if not away and left is paces:
            return pace
        return sum(each for who, each in left.items() if who not in away)

    standard = tuple(sorted(office.council.service_days.items()))

    def deadlines(kind: str, day: date) -> tuple[date | None, date]:
        """When a case that comes in on a day must be posted."""
        return _safe_on(kind, day), _target_on(standard, kind, day)

    arrivals = {kind: n / len(ten) for kind, n in came.items()}
    alone = burn(waiting, capacity, today)
    coming = burn(waiting, capacity, today, arrivals=arrivals, deadlines=deadlines)
    return Backlog(alone, coming, pace, arrivals, _working(staying, hands, pace, arrivals, ten))


def breach(found: Burn, start: str) -> tuple[str, ...]:
    """What a burn-down says in sentences: the law's days first, then the council's own.

    Args:
        start: under which condition: ``If nothing more came in``.
    """
    lines = []
    for which, name in (("law", "last safe posting day"), ("target", "day of the council's standard")):
        misses = [(one.kind, getattr(one, which)) for one in found.kinds]
        first = min((one.first_on for _, one in misses if one.first_on), default=None)
        past = any(one.past for _, one in misses)
        if first is None:
            lines.append(f"{start}, no {'other ' if past else ''}case would miss its {name}.")
            continue
        kind = next(kind for kind, one in misses if one.first_on == first)
        would = sum(one.would for _, one in misses)
        which_one = "next" if past else "first"
        lines.append(
            f"{start}, the {which_one} case ({kind}) would miss its {name} on {day_words(first)}; "
            f"{would:,} of those open now would."
        )
    return tuple(lines)


def _gone(office: Office, who: str) -> bool:
    """Whether a target of nothing was agreed from some day on: they have left this work."""
    today = office.today()
    own = any(one.officer == who and one.from_on <= today for one in office.officers.targets)
    return own and office.officers.target(who, today) == 0


@cache
def _safe_on(kind: str, day: date) -> date | None:
    """Representations are reckoned with 56 days; nothing else has a time in law."""
    if kind != "formal":
        return None
    return last_safe_posting_on(last_day(day, REPLY_DAYS), "first-class", england()).day


@cache
def _target_on(standard: tuple[tuple[str, int], ...], kind: str, day: date) -> date:
    return england().working_days_after(day, dict(standard).get(kind, 10))


def _working(
    staying: Sequence[Hand],
    hands: Sequence[Hand],
    pace: float,
    arrivals: Mapping[str, float],
    ten: Sequence[date],
) -> tuple[str, ...]:
    """How it was worked out."""
    each = ", ".join(f"{one.name} {one.pace:.1f}" for one in staying if one.pace) or "nobody cleared anything"
    came = ", ".join(f"{kind} {n:.1f}" for kind, n in sorted(arrivals.items())) or "nothing"
    span = f"{day_words(ten[0])} to {day_words(ten[-1])}"
    together = f"Together {pace:.1f} a working day; nobody counts on a day of absence"
    lines = [
        f"Pace: cases cleared from {span}, for each day somebody was not away: {each}.",
        f"{together}, and today counts with what is left of the pace.",
        "Order: the queue's own, last safe posting day first, then the council's standard.",
        f"Came in a working day: {came}. New representations are reckoned with {REPLY_DAYS} days.",
        f"Looked ahead: {HORIZON} working days. On hold or not, a case's days run on.",
    ]
    out = [one.name for one in hands if one not in staying and one.pace]
    if out:
        lines.append(f"Not counted ahead: {', '.join(out)}, who left this work.")
    silent = [one.name for one in staying if not one.present]
    if silent:
        lines.append(f"Away on all ten days, so without a pace: {', '.join(silent)}.")
    return tuple(lines)
