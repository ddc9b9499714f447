"""The team's throughput: who cleared what, when, against which target, and when the backlog would breach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from caseworker.casework.backlog import Backlog, Hand, backlog
from caseworker.casework.office import Office
from caseworker.casework.periods import Period, before, day_share, periods, usual
from caseworker.law.calendar import england

if TYPE_CHECKING:
    from caseworker.config import Officers
    from caseworker.store.throughput import Cleared

PACE_DAYS = 10
"""Working days by which a pace is told."""
TREND_DAYS = 10
"""Working days of a trend, today the last."""
COUNTS = "Counts are not quality: they say how much was cleared, not how well."
WATCHING = "Figures of single people are monitoring of work: whoever is shown here must know that they are."


class Figures(NamedTuple):
    """What was cleared in one period, as `store.throughput.Cleared` has it; and what was expected."""

    done: int = 0
    cancelled: int = 0
    points: int = 0
    items: int = 0
    pcns: int = 0
    weight: int = 0
    """In hundredths."""
    on_time: int = 0
    late: int = 0
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


_NOTHING = (0,) * (len(Figures._fields) - 1)


IDLE = ("no working day", "nothing asked yet", "away", "no target set")
"""Why nothing was asked until now; of a team, the first that holds for anybody."""


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
    idle: str = "no target set"
    """Where nothing was asked until now: why, one of `IDLE`."""

    @property
    def words(self) -> str:
        """Where they stand against what was asked until now."""
        if not self.known:
            return "no longer in officers.toml"
        if self.asked <= 0:
            return self.idle
        ahead = round(self.total.weighted - self.asked, 1)
        if abs(ahead) < 1:
            return "on pace"
        return f"{ahead:g} ahead" if ahead > 0 else f"{-ahead:g} behind"


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
    def told(self) -> tuple[int, ...]:
        """Which periods are worth a line: a Saturday, Sunday or bank holiday on which nothing was, is not."""
        working = england()
        return tuple(
            n
            for n, one in enumerate(self.periods)
            if one.from_on != one.to_on
            or working.is_working_day(one.from_on)
            or any(row.periods[n].done for row in self.rows)
            or (self.received and self.received[n])
        )

    @property
    def working_today(self) -> bool:
        """Whether anything is asked of anybody today."""
        return england().is_working_day(self.today)

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

    today = office.today()
    usual_from, usual_to = usual(today, by)
    from_on, to_on = (
        from_on or min(usual_from, to_on or usual_from),
        to_on or max(usual_to, from_on or usual_to),
    )
    frame = _frame(office, periods(from_on, to_on, by))
    leads = office.officer.role == "leader"
    me = "" if leads else office.officer.id
    with office.store.raw() as reader:
        cleared = kept.cleared(reader, min(from_on, frame.ten[0]), max(to_on, today), me)
        hand = kept.in_hand(reader)
        came = kept.received(reader, min(from_on, frame.ten[0]), max(to_on, today)) if leads else []
        lots = kept.lots(reader) if leads else []
    by_officer: dict[str, list[Cleared]] = {}
    for one in cleared:
        by_officer.setdefault(one.officer, []).append(one)
    shown = _shown(office, by_officer, hand) if leads else [me]
    rows = tuple(_row(office, frame, who, by_officer.get(who, []), hand.get(who, 0)) for who in shown)
    board = Board(from_on, to_on, by, today, frame.cut, rows, None, (), None, _notes(office, leads))
    if not leads:
        return board
    received = [0] * len(frame.cut)
    for day, _, n in came:
        if day in frame.place:
            received[frame.place[day]] += n
    hands = [Hand(one.id, one.name, one.known, one.pace, one.present, one.trend[-1]) for one in rows]
    return replace(
        board,
        team=_together(rows, len(frame.cut)),
        received=tuple(received),
        backlog=backlog(office, frame.ten, hands, lots, _lately(came, frame)),
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """The days of a board, worked out once for all its rows."""

    today: date
    share: float
    """Of today, that has passed."""
    cut: tuple[Period, ...]
    place: Mapping[date, int]
    """Which period a day falls into."""
    days: tuple[date, ...]
    """The board's working days up to today."""
    ten: tuple[date, ...]
    trend: tuple[date, ...]


def _frame(office: Office, cut: tuple[Period, ...]) -> _Frame:
    today = office.today()
    place = {
        date.fromordinal(n): at
        for at, one in enumerate(cut)
        for n in range(one.from_on.toordinal(), one.to_on.toordinal() + 1)
    }
    days = england().working_days(cut[0].from_on, min(cut[-1].to_on, today))
    trend = (*before(today, TREND_DAYS - 1), today)
    return _Frame(today, day_share(office), cut, place, days, before(today, PACE_DAYS), trend)


def _shown(office: Office, cleared: Mapping[str, Sequence[Cleared]], hand: Mapping[str, int]) -> list[str]:
    """Who stands on a leader's board: whoever has a target, cleared something or holds a case."""
    aimed = {one.officer for one in office.officers.targets}
    busy = {who for who, days in cleared.items() if any(one.done for one in days)} | {*hand} | aimed
    known = [one.id for one in office.officers.everyone]
    return [one for one in known if one in busy] + sorted(busy - {*known})


def _row(office: Office, frame: _Frame, who: str, cleared: Sequence[Cleared], in_hand: int) -> OfficerRow:
    """One officer's line from the days on which they cleared something."""
    officers, today, ten = office.officers, frame.today, frame.ten
    done = {one.day: one.done for one in cleared}
    leave = any(one.officer == who for one in officers.absences)
    present = sum(not officers.away(who, day) for day in ten) if leave else len(ten)
    lately = sum(n for day, n in done.items() if ten[0] <= day < today)
    asked = officers.asked(who, frame.days)
    cells = _cells(frame, cleared, asked)
    whole = sum(asked) if not frame.days or frame.days[-1] < today else sum(asked[:-1])
    until_now = whole + (sum(asked) - whole) * frame.share
    return OfficerRow(
        id=who,
        name=officers.name(who),
        known=any(one.id == who for one in officers.everyone),
        away=officers.away(who, today),
        target=officers.target(who, today),
        periods=cells,
        total=_sum(cells),
        asked=until_now,
        in_hand=in_hand,
        trend=tuple(done.get(day, 0) for day in frame.trend),
        present=present,
        pace=lately / present if present else 0.0,
        idle="" if until_now > 0 else _idle(officers, who, frame),
    )


def _idle(officers: Officers, who: str, frame: _Frame) -> str:
    """Why nothing was asked of somebody until now, where nothing was."""
    first, last = frame.cut[0].from_on, frame.cut[-1].to_on
    aimed = officers.target(who, last) or any(officers.target(who, day) for day in frame.days)
    if not aimed:
        return "away" if officers.away(who, frame.today) else "no target set"
    working = england()
    if working.next_working_day(first) > last:
        return "no working day"
    asked = [day for day in frame.days if officers.target(who, day)]
    return "away" if asked and all(officers.away(who, day) for day in asked) else "nothing asked yet"


def _cells(frame: _Frame, cleared: Iterable[Cleared], asked: Sequence[int]) -> tuple[Figures, ...]:
    """One officer's figures, period by period."""
    sums: list[Sequence[int]] = [_NOTHING] * len(frame.cut)
    for one in cleared:
        at = frame.place.get(one.day)
        if at is not None:
            sums[at] = one[2:] if sums[at] is _NOTHING else [*map(add, sums[at], one[2:])]
    expected = [0] * len(frame.cut)
    for day, target in zip(frame.days, asked, strict=True):
        expected[frame.place[day]] += target
    return tuple(Figures._make([*each, aim]) for each, aim in zip(sums, expected, strict=True))


def _sum(cells: Iterable[Figures]) -> Figures:
    """Periods or officers together."""
    return Figures(*map(sum, zip(*cells, strict=True)))


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
        idle=next((why for why in IDLE if any(row.idle == why for row in rows)), IDLE[-1]),
    )


def _lately(came: Iterable[tuple[date, str, int]], frame: _Frame) -> dict[str, int]:
    """How many came in from the first of the ten days until yesterday, by kind."""
    found: dict[str, int] = {}
    for day, kind, n in came:
        if frame.ten[0] <= day < frame.today:
            found[kind] = found.get(kind, 0) + n
    return found


COLUMNS = (
    *("officer", "name", "period", "from", "to", "received", "decided", "weighted", "cancelled", "upheld"),
    *("points", "letters", "pcns", "on time", "late", "expected"),
)


def cells(board: Board) -> list[tuple[object, ...]]:
    """The board as rows of a file, by `COLUMNS`: each officer in each period, then the team."""
    rows: list[tuple[object, ...]] = []
    for row in (*board.rows, *([board.team] if board.team else [])):
        for n, (period, one) in enumerate(zip(board.periods, row.periods, strict=True)):
            came = board.received[n] if row is board.team else ""
            rows.append(
                (
                    *(row.id, row.name, period.label, period.from_on, period.to_on, came, one.done),
                    *(f"{one.weighted:.2f}", one.cancelled, one.upheld, one.points, one.items, one.pcns),
                    *(one.on_time, one.late, one.expected),
                )
            )
    return rows


def _notes(office: Office, leads: bool) -> tuple[str, ...]:
    """What must be read with the figures."""
    weights = office.council.weights.words
    if leads:
        return (COUNTS, WATCHING, weights)
    return ("You see your own figures; the team's are for leaders.", COUNTS, weights)
