"""The team's throughput: who cleared what, when, against which target, and when the backlog would breach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from caseworker.casework import burning
from caseworker.casework.burning import Burn
from caseworker.casework.office import Office
from caseworker.casework.periods import Period, before, day_share, periods, usual
from caseworker.law.calendar import ONE_DAY, england, last_day, last_safe_posting_on
from caseworker.law.tables import day_words

if TYPE_CHECKING:
    from caseworker.store.throughput import Cleared

PACE_DAYS = 10
"""Working days by which a pace is told."""
TREND_DAYS = 20
"""Working days of a trend."""
REPLY_DAYS = 56
"""Days in which representations are answered: what is reckoned for those still to come."""
COUNTS = "Counts are not quality: they say how much was cleared, not how well."
WATCHING = "Figures of single people are monitoring of work: whoever is shown here must know that they are."


@dataclass(frozen=True, slots=True)
class Figures:
    """What was cleared in one period."""

    done: int = 0
    weight: int = 0
    """In hundredths."""
    on_time: int = 0
    late: int = 0
    cancelled: int = 0
    points: int = 0
    items: int = 0
    pcns: int = 0
    expected: int = 0
    """The sum of the targets over working days without absence, up to today."""

    @property
    def upheld(self) -> int:
        """Cleared otherwise than by cancelling."""
        return self.done - self.cancelled

    @property
    def weighted(self) -> float:
        """By weight, a plain case being one."""
        return self.weight / 100

    def plus(self, other: Figures | Cleared) -> Figures:
        """Both together."""
        names = ("done", "weight", "on_time", "late", "cancelled", "points", "items", "pcns")
        sums = {name: getattr(self, name) + getattr(other, name) for name in names}
        return replace(self, **sums, expected=self.expected + getattr(other, "expected", 0))


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One officer's line."""

    id: str
    name: str
    known: bool
    """Whether officers.toml still names them."""
    away: bool
    """Today."""
    target: int
    """A day, as agreed for today; 0 where nothing was."""
    periods: tuple[Figures, ...]
    total: Figures
    asked: float
    """What the targets ask until now: past days whole, today by the share of it that has passed."""
    in_hand: int
    """Open cases claimed now."""
    trend: tuple[int, ...]
    """Cleared on each of the last working days, today the last."""
    present: int
    """Of the ten working days before today, those without absence."""
    pace: float
    """Cleared a day of presence in these ten days."""

    @property
    def words(self) -> str:
        """Where they stand against what was asked until now."""
        if not self.known:
            return "no longer in officers.toml"
        if self.asked <= 0:
            return "away" if self.away else "no target set"
        ahead = round(self.total.weighted - self.asked, 1)
        if abs(ahead) < 1:
            return "on pace"
        return f"{ahead:g} ahead" if ahead > 0 else f"{-ahead:g} behind"


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
            *_breach(self.coming, "If as much comes in as in the last ten working days"),
            *_breach(self.alone, "If nothing more came in"),
        )


@dataclass(frozen=True, slots=True)
class Board:
    """What `:team` and `team throughput` show."""

    from_on: date
    to_on: date
    by: str
    today: date
    periods: tuple[Period, ...]
    rows: tuple[OfficerRow, ...]
    team: OfficerRow | None
    """All together: for leaders."""
    received: tuple[int, ...]
    """Cases that came in in each period; empty where only one officer is shown."""
    backlog: Backlog | None
    """For leaders."""
    notes: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether it shows the team, or only whoever asked."""
        return self.team is not None


def throughput(
    office: Office, from_on: date | None = None, to_on: date | None = None, by: str = "day"
) -> Board:
    """The board from one day to another, both counted; what is `usual` where no day is given.

    Officers see only themselves; leaders see everybody, and the backlog.

    Raises:
        Refused: the days or `by` make no board.
    """
    from caseworker.store import throughput as kept

    usual_from, usual_to = usual(office.today(), by)
    from_on, to_on = (
        from_on or min(usual_from, to_on or usual_from),
        to_on or max(usual_to, from_on or usual_to),
    )
    cut = periods(from_on, to_on, by)
    today = office.today()
    since = min(from_on, before(today, TREND_DAYS - 1)[0])
    leads = office.officer.role == "leader"
    me = "" if leads else office.officer.id
    with office.store.raw() as reader:
        cleared = kept.cleared(reader, since, max(to_on, today), me)
        hand = kept.in_hand(reader)
        came = kept.received(reader, min(from_on, before(today, PACE_DAYS)[0]), max(to_on, today))
        lots = kept.lots(reader) if leads else []
    by_officer: dict[str, list[Cleared]] = {}
    for one in cleared:
        by_officer.setdefault(one.officer, []).append(one)
    shown = _shown(office, by_officer, hand) if leads else [me]
    rows = tuple(_row(office, who, by_officer.get(who, []), cut, hand.get(who, 0)) for who in shown)
    board = Board(from_on, to_on, by, today, cut, rows, None, (), None, _notes(office, leads))
    if not leads:
        return board
    waiting = [burning.Waiting(*lot) for lot in lots]
    return replace(
        board,
        team=_together(rows, len(cut)),
        received=tuple(sum(n for day, _, n in came if one.holds(day)) for one in cut),
        backlog=_backlog(office, rows, waiting, came, by_officer),
    )


def _shown(office: Office, cleared: Mapping[str, Sequence[Cleared]], hand: Mapping[str, int]) -> list[str]:
    """Who stands on a leader's board: whoever has a target, cleared something or holds a case."""
    aimed = {one.officer for one in office.officers.targets}
    busy = {who for who, days in cleared.items() if any(one.done for one in days)} | {*hand} | aimed
    known = [one.id for one in office.officers.everyone]
    return [one for one in known if one in busy] + sorted(busy - {*known})


def _row(
    office: Office, who: str, cleared: Sequence[Cleared], cut: Sequence[Period], in_hand: int
) -> OfficerRow:
    """One officer's line from the days on which they cleared something."""
    officers, today = office.officers, office.today()
    by_day = {one.day: one for one in cleared}
    ten = before(today, PACE_DAYS)
    present = sum(not officers.away(who, day) for day in ten)
    lately = sum(one.done for one in cleared if ten[0] <= one.day < today)
    cells = tuple(_cell(office, who, cleared, one) for one in cut)
    whole_days = officers.expected(who, cut[0].from_on, min(cut[-1].to_on, today - ONE_DAY))
    if cut[0].from_on <= today <= cut[-1].to_on:
        now = officers.expected(who, today, today) * day_share(office)
    else:
        now = 0.0
    trend = (*before(today, TREND_DAYS - 1), today)
    return OfficerRow(
        id=who,
        name=officers.name(who),
        known=any(one.id == who for one in officers.everyone),
        away=officers.away(who, today),
        target=officers.target(who, today),
        periods=cells,
        total=_sum(cells),
        asked=whole_days + now,
        in_hand=in_hand,
        trend=tuple(by_day[day].done if day in by_day else 0 for day in trend),
        present=present,
        pace=lately / present if present else 0.0,
    )


def _cell(office: Office, who: str, cleared: Iterable[Cleared], period: Period) -> Figures:
    """One officer in one period."""
    expected = office.officers.expected(who, period.from_on, min(period.to_on, office.today()))
    found = Figures(expected=expected)
    for one in cleared:
        if period.holds(one.day):
            found = found.plus(one)
    return found


def _sum(cells: Iterable[Figures]) -> Figures:
    total = Figures()
    for one in cells:
        total = total.plus(one)
    return total


def _together(rows: Sequence[OfficerRow], count: int) -> OfficerRow:
    """Everybody's line."""
    cells = tuple(_sum(row.periods[n] for row in rows) for n in range(count))
    trend = tuple(sum(row.trend[n] for row in rows) for n in range(TREND_DAYS))
    return OfficerRow(
        id="",
        name="Team",
        known=True,
        away=False,
        target=sum(row.target for row in rows if not row.away),
        periods=cells,
        total=_sum(cells),
        asked=sum(row.asked for row in rows),
        in_hand=sum(row.in_hand for row in rows),
        trend=trend,
        present=sum(row.present for row in rows),
        pace=sum(row.pace for row in rows),
    )


def _backlog(
    office: Office,
    rows: Sequence[OfficerRow],
    waiting: Sequence[burning.Waiting],
    came: Sequence[tuple[date, str, int]],
    cleared: Mapping[str, Sequence[Cleared]],
) -> Backlog:
    """What becomes of the open cases at the pace of the last ten working days."""
    today = office.today()
    ten = before(today, PACE_DAYS)
    staying = [row for row in rows if row.known and not _gone(office, row)]
    done_today = {who: sum(one.done for one in days if one.day == today) for who, days in cleared.items()}

    def capacity(day: date) -> float:
        """What the team clears on a day: nobody who is away; today what is left of it."""
        here = [row for row in staying if not office.officers.away(row.id, day)]
        used = done_today if day == today else {}
        return sum(max(0.0, row.pace - used.get(row.id, 0)) for row in here)

    arrivals: dict[str, float] = {}
    for day, kind, n in came:
        if ten[0] <= day < today:
            arrivals[kind] = arrivals.get(kind, 0.0) + n / PACE_DAYS
    standard = tuple(sorted(office.council.service_days.items()))

    def deadlines(kind: str, day: date) -> tuple[date | None, date]:
        """When a case that comes in on a day must be posted."""
        return _safe_on(kind, day), _target_on(standard, kind, day)

    alone = burning.burn(waiting, capacity, today)
    coming = burning.burn(waiting, capacity, today, arrivals=arrivals, deadlines=deadlines)
    pace = sum(row.pace for row in staying)
    return Backlog(alone, coming, pace, arrivals, _working(office, staying, rows, pace, arrivals, ten))


def _gone(office: Office, row: OfficerRow) -> bool:
    """Whether a target of nothing was agreed from some day on: they have left this work."""
    return row.target == 0 and any(
        one.officer == row.id and one.from_on <= office.today() for one in office.officers.targets
    )


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
    office: Office,
    staying: Sequence[OfficerRow],
    rows: Sequence[OfficerRow],
    pace: float,
    arrivals: Mapping[str, float],
    ten: Sequence[date],
) -> tuple[str, ...]:
    """How the backlog was worked out."""
    each = ", ".join(f"{row.name} {row.pace:.1f}" for row in staying if row.pace) or "nobody cleared anything"
    came = ", ".join(f"{kind} {n:.1f}" for kind, n in sorted(arrivals.items())) or "nothing"
    span = f"{day_words(ten[0])} to {day_words(ten[-1])}"
    together = f"Together {pace:.1f} a working day; nobody counts on a day of absence"
    lines = [
        f"Pace: cases cleared from {span}, for each day somebody was not away: {each}.",
        f"{together}, and today counts with what is left of the pace.",
        "Order: the queue's own, last safe posting day first, then the council's standard.",
        f"Came in a working day: {came}. New representations are reckoned with {REPLY_DAYS} days.",
        f"Looked ahead: {burning.HORIZON} working days. On hold or not, a case's days run on.",
    ]
    out = [row.name for row in rows if row not in staying and row.pace]
    if out:
        lines.append(f"Not counted ahead: {', '.join(out)}, who left this work.")
    silent = [row.name for row in staying if not row.present]
    if silent:
        lines.append(f"Away on all ten days, so without a pace: {', '.join(silent)}.")
    return tuple(lines)


def _breach(burn: Burn, start: str) -> tuple[str, ...]:
    """What a burn-down says in sentences."""
    found = []
    names = (("law", "last safe posting day"), ("target", "day of the council's standard"))
    for which, name in names:
        misses = [(one.kind, getattr(one, which)) for one in burn.kinds]
        first = min((one.first_on for _, one in misses if one.first_on), default=None)
        if first is None:
            found.append(f"{start}, no case would miss its {name}.")
            continue
        kind = next(kind for kind, one in misses if one.first_on == first)
        would = sum(one.would for _, one in misses)
        found.append(
            f"{start}, the first case ({kind}) would miss its {name} on {day_words(first)}; "
            f"{would:,} of those open now would."
        )
    return tuple(found)


def _notes(office: Office, leads: bool) -> tuple[str, ...]:
    """What must be read with the figures."""
    weights = office.council.weights.words
    if leads:
        return (COUNTS, WATCHING, weights)
    return ("You see your own figures; the team's are for leaders.", COUNTS, weights)
