"""The team's figures read by plain SQL over the driver: kept sums and short index ranges, never history."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from caseworker.store.counters import KINDS
from caseworker.store.instants import from_text, to_text

if TYPE_CHECKING:
    from caseworker.store.raw import Reader

LONDON = ZoneInfo("Europe/London")
"""The clock by which a letter's day is told."""
TAKEN_BACK = ("recalled", "slipped")
"""States of a posting whose letter is no longer counted."""


class Cleared(NamedTuple):
    """What one officer cleared on one day."""

    day: date
    officer: str
    done: int
    cancelled: int
    points: int
    items: int
    pcns: int
    weight: int
    """In hundredths. Work from before weights were kept counts as plain cases."""
    on_time: int
    late: int


class Lot(NamedTuple):
    """Open cases of one kind that have the same last days."""

    kind: str
    safe_on: date | None
    """Last safe posting day, where the law sets a time."""
    target_on: date
    n: int


class Answered(NamedTuple):
    """One case that was cleared, with the letter that cleared it."""

    case_id: int
    pcn: str
    kind: str
    outcome: str
    officer: str
    number: str
    received_on: date
    issued_at: datetime
    posts_on: date
    target_on: date
    safe_on: date | None


def cleared(reader: Reader, from_on: date, to_on: date, officer: str = "") -> list[Cleared]:
    """What was cleared by day and officer, both ends counted; one officer's only where one is named."""
    whose, values = (" AND officer = ?", [officer]) if officer else ("", [])
    rows = reader.rows(
        "SELECT day_on, officer, SUM(done), SUM(CASE WHEN outcome = 'cancel' THEN done ELSE 0 END), "  # noqa: S608
        "SUM(points), SUM(items), SUM(pcns), SUM(CASE WHEN weight = 0 THEN done * 100 ELSE weight END), "
        f"SUM(on_time), SUM(late) FROM tallies WHERE day_on BETWEEN ? AND ?{whose} "
        "GROUP BY day_on, officer ORDER BY day_on, officer",
        [_plain(reader, from_on), _plain(reader, to_on), *values],
    )
    return [Cleared(_day(row[0]), *row[1:]) for row in rows]


def received(reader: Reader, from_on: date, to_on: date) -> list[tuple[date, str, int]]:
    """How many cases came in, by day and kind, both ends counted."""
    rows = reader.rows(
        "SELECT day_on, kind, received FROM arrivals WHERE day_on BETWEEN ? AND ? ORDER BY day_on, kind",
        (_plain(reader, from_on), _plain(reader, to_on)),
    )
    return [(_day(day), str(kind), int(n)) for day, kind, n in rows]


def in_hand(reader: Reader) -> dict[str, int]:
    """How many open cases each officer has claimed: one step in the queue's index an officer."""
    rows = reader.rows(
        "WITH RECURSIVE held(officer) AS ("
        "SELECT MIN(officer) FROM cases WHERE open = 1 AND officer > '' UNION ALL "
        "SELECT (SELECT MIN(officer) FROM cases WHERE open = 1 AND officer > held.officer) FROM held "
        "WHERE held.officer IS NOT NULL) "
        "SELECT officer, (SELECT COUNT(*) FROM cases WHERE open = 1 AND cases.officer = held.officer) "
        "FROM held WHERE officer IS NOT NULL"
    )
    return {str(officer): int(n) for officer, n in rows}


def lots(reader: Reader) -> list[Lot]:
    """The open cases by kind and last days, read from the queue's own index."""
    rows = reader.rows(_LOTS)
    found = []
    for kind, urgency, n in rows:
        safe, _, target = str(urgency).partition(" ")
        safe_on = None if safe.startswith("9999") else date.fromisoformat(safe)
        found.append(Lot(str(kind), safe_on, date.fromisoformat(target), int(n)))
    return found


_LOTS = " UNION ALL ".join(
    f"SELECT '{kind}', urgency, COUNT(*) FROM cases WHERE open = 1 AND kind = '{kind}' GROUP BY urgency"  # noqa: S608
    for kind in KINDS
)
"""Kind by kind, so that the index is counted as it lies: half the time of grouping by both."""


def answered(reader: Reader, start: datetime, end: datetime, officer: str = "") -> list[Answered]:
    """The cases cleared from one instant until before another; letters that came back are left out."""
    whose, values = (" AND l.officer = ?", [officer]) if officer else ("", [])
    rows = reader.rows(
        "SELECT l.case_id, c.pcn, c.kind, d.outcome, l.officer, l.number, c.received_on, l.issued_at, "  # noqa: S608
        "l.posts_on, c.target_on, c.safe_post_on FROM letters l JOIN cases c ON c.id = l.case_id "
        "JOIN decisions d ON d.id = l.decision_id LEFT JOIN postings p ON p.letter_id = l.id "
        f"WHERE l.issued_at >= ? AND l.issued_at < ?{whose} "
        "AND d.outcome <> 'ask' AND COALESCE(p.state, '') NOT IN ('recalled', 'slipped') "
        "ORDER BY l.issued_at, l.id",
        [_instant(reader, start), _instant(reader, end), *values],
    )
    found = []
    for *names, received_on, issued_at, posts_on, target_on, safe in rows:
        safe_on = None if safe is None else _day(safe)
        days = [_day(received_on), _at(issued_at), _day(posts_on), _day(target_on), safe_on]
        found.append(Answered._make([*names, *days]))
    return found


def recounted(reader: Reader) -> dict[tuple[str, date, str, str], int]:
    """Letters by officer, day, kind and outcome, counted anew from all there are."""
    counts: dict[tuple[str, date, str, str], int] = {}
    last = 0
    sql = (
        "SELECT l.id, l.officer, l.issued_at, c.kind, d.outcome, COALESCE(p.state, '') FROM letters l "
        "JOIN cases c ON c.id = l.case_id JOIN decisions d ON d.id = l.decision_id "
        "LEFT JOIN postings p ON p.letter_id = l.id WHERE l.id > ? AND d.outcome <> 'ask' "
        "ORDER BY l.id LIMIT 5000"
    )
    while rows := reader.rows(sql, (last,)):
        for _, officer, at, kind, outcome, state in rows:
            if state not in TAKEN_BACK:
                key = (str(officer), _at(at).astimezone(LONDON).date(), str(kind), str(outcome))
                counts[key] = counts.get(key, 0) + 1
        last = int(rows[-1][0])
    return counts


def kept(reader: Reader) -> dict[tuple[str, date, str, str], int]:
    """The kept counts in the same form; those that came to nothing are left out."""
    rows = reader.rows("SELECT officer, day_on, kind, outcome, done FROM tallies WHERE done <> 0")
    return {(str(who), _day(day), str(kind), str(end)): int(done) for who, day, kind, end, done in rows}


def _plain(reader: Reader, day: date) -> Any:
    """A day as the driver takes it."""
    return day.isoformat() if reader.dialect == "sqlite" else day


def _instant(reader: Reader, at: datetime) -> Any:
    """An instant as the driver takes it."""
    return to_text(at) if reader.dialect == "sqlite" else at


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _at(value: Any) -> datetime:
    return from_text(value) if isinstance(value, str) else value
