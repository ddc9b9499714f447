"""What the team's board says: its rows, the words beside a row, and each list as a graph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING

from caseworker.text import counted
from caseworker.widgets import chart as blocks
from caseworker.widgets.chart import Bar
from caseworker.widgets.row_source import Cell, Row

if TYPE_CHECKING:
    from caseworker.casework.burning import Burn, Misses
    from caseworker.casework.periods import Period
    from caseworker.casework.team.approvals import Approved
    from caseworker.casework.team.drill import Drilled
    from caseworker.casework.team.throughput import Board, Figures, OfficerRow

TREND_HEIGHT = 6
"""Lines of a trend beside a row."""


def span(board: Board) -> str:
    """``9 Nov–20 Nov 2026``."""
    first, last = board.from_on, board.to_on
    return f"{first.day} {first:%b}–{last.day} {last:%b %Y}"


def shown(board: Board) -> list[OfficerRow]:
    """The lines of the board in their order: the team last, for leaders."""
    return [*board.rows, *([board.team] if board.team else [])]


def people(board: Board) -> list[Row]:
    """One row an officer, the team's last."""
    top = max((max(row.trend, default=0) for row in board.rows), default=0)
    return [
        Row(
            n, (row.name, *_figures(row.total), str(row.total.expected), str(row.in_hand), trend, pace), style
        )
        for n, row in enumerate(shown(board))
        for trend in [blocks.spark(row.trend, 0 if row is board.team else top)]
        for pace, style in [_pace(row)]
    ]


def _figures(one: Figures) -> tuple[str | Cell, ...]:
    """Decided, weighted, on time, late."""
    late = Cell(f"! {one.late}", "urgent") if one.late else "0"
    return str(one.done), f"{one.weighted:.2f}", str(one.on_time), late


def _pace(row: OfficerRow) -> tuple[str, str]:
    """Words and a look: nothing is told by colour alone."""
    words = row.words
    return (f"▼ {words}", "near") if words.endswith("behind") else (words, "")


def over_time(board: Board) -> list[Row]:
    """One row a period: the team's for a leader, else the officer's own."""
    whole = shown(board)[-1] if shown(board) else None
    return [
        Row(
            n,
            (
                period.label,
                str(board.received[n]) if board.received else "—",
                *_figures(one),
                *(str(one.cancelled), str(one.upheld), str(one.expected)),
            ),
        )
        for n in board.told
        if whole is not None
        for period, one in [(board.periods[n], whole.periods[n])]
    ]


def backlog(board: Board) -> list[Row]:
    """One row a kind of open case."""
    if board.backlog is None:
        return []
    return [
        Row(
            n,
            (
                one.kind,
                f"{one.open:,}",
                *_miss(one.law),
                *_miss(one.target),
                f"{one.law.past}/{one.target.past}",
            ),
            "urgent" if one.law.first_on or one.law.past else "",
        )
        for n, one in enumerate(board.backlog.coming.kinds)
    ]


def _miss(one: Misses) -> tuple[str, str]:
    return (f"! {_day(one.first_on)}" if one.first_on else "none"), f"{one.would:,}"


def cases(found: Sequence[Drilled], name: Callable[[str], str]) -> list[Row]:
    """The cases behind a figure."""
    return [
        Row(
            n,
            (
                *(one.pcn, one.kind, one.outcome, name(one.officer), _day(one.received_on)),
                *(_day(one.posts_on), str(one.days)),
                "on time" if one.on_time else Cell("! late", "urgent"),
                one.number,
            ),
        )
        for n, one in enumerate(found)
    ]


def approved(found: Sequence[Approved], name: Callable[[str], str]) -> list[Row]:
    """What was approved or released in a leader's name."""
    return [
        Row(n, (_day(one.day), name(one.leader), name(one.officer), one.pcn, one.what, one.number))
        for n, one in enumerate(found)
    ]


def approval(one: Approved, name: Callable[[str], str], width: int) -> list[str]:
    """One of them in words, with what the leader is said to have given."""
    lines = (
        f"{one.pcn}: {one.what}",
        f"{_day(one.day)} {one.time}, in the name of {name(one.leader)}, by {name(one.officer)}.",
        *([f"Letter {one.number}."] if one.number else []),
        *one.words.splitlines(),
        "enter opens the case.",
    )
    return _wrapped(lines, width)


def behind(board: Board, section: str, row_id: int) -> tuple[str, Period] | None:
    """Whose cases of which days stand behind a row: an officer's of all days, or all of one period."""
    from caseworker.casework.periods import Period

    rows = shown(board)
    if section == "people" and row_id < len(rows):
        return rows[row_id].id, Period(board.from_on, board.to_on, span(board))
    if section == "periods" and row_id < len(board.periods) and rows:
        return rows[-1].id, board.periods[row_id]
    return None


def words(board: Board, section: str, row_id: int, found: Sequence[Drilled], width: int) -> list[str]:
    """What is said beside a row."""
    if section == "people":
        return [*_person(board, shown(board)[row_id], width), "", *_notes(board, width)]
    if section == "periods":
        return [*_period(board, row_id, width), "", *_notes(board, width)]
    if section == "backlog":
        return _burning(board, width, TREND_HEIGHT)
    one = found[row_id]
    lines = (
        f"{one.pcn}: {one.outcome}, {one.kind}",
        f"Received {_day(one.received_on)}, issued {_day(one.issued_on)}, post of {_day(one.posts_on)}.",
        f"{counted(one.days, 'day')} from receipt to post: {'on time' if one.on_time else 'late'}.",
        f"Letter {one.number}.",
        "enter opens the case, to be read.",
    )
    return _wrapped(lines, width)


def _person(board: Board, row: OfficerRow, width: int) -> list[str]:
    """One officer: what was asked, what was done, day by day."""
    one = row.total
    answered = f"{counted(one.points, 'point')}, {counted(one.items, 'letter')}"
    present = counted(row.present, "day")
    said = (
        f"{row.name}: {row.words}",
        f"{one.done} decided, {one.weighted:.2f} by weight, {one.expected} expected.",
        f"{_asked_today(board, row)} In hand: {row.in_hand}.",
        f"{one.cancelled} cancelled, {one.upheld} upheld; {answered} answered.",
        f"Own pace: {row.pace:.1f} a day over {present} present of the last ten working days.",
    )
    rows = [
        Bar(board.periods[n].label, cell.done, f"{cell.done} of {cell.expected}")
        for n in board.told
        for cell in [row.periods[n]]
        if cell.done or cell.expected
    ]
    return [*_wrapped(said, width), "", *blocks.bars(rows, width)]


def _asked_today(board: Board, row: OfficerRow) -> str:
    """What today asks of an officer, as the header of their own desk has it."""
    if not board.working_today:
        return "No target today: no working day."
    return "Away today." if row.away else f"Target today: {row.target}."


def _period(board: Board, at: int, width: int) -> list[str]:
    """One period: everybody in it."""
    period = board.periods[at]
    rows = [
        Bar(row.name, cell.done, f"{cell.done} of {cell.expected}")
        for row in board.rows
        for cell in [row.periods[at]]
        if cell.done or cell.expected
    ]
    came = f", {board.received[at]} received" if board.received else ""
    total = shown(board)[-1].periods[at]
    return [f"{period.label}: {total.done} decided{came}", "", *blocks.bars(rows, width)]


def _burning(board: Board, width: int, height: int) -> list[str]:
    """The backlog worked through, with its breach day, and how it was worked out."""
    found = board.backlog
    if found is None:
        return _wrapped(("The backlog is for leaders.",), width)
    lines = ["Open cases, if as much comes in as did:", *_burn_down(found.coming, width, height), ""]
    lines += ["Open cases, if nothing more came in:", *_burn_down(found.alone, width, height), ""]
    return [*lines, *_wrapped((*found.words, "", *found.working), width)]


def _burn_down(burn: Burn, width: int, height: int) -> list[str]:
    """Columns over the days ahead; the first day that would be missed is marked."""
    points = [(_day(day), float(n)) for day, n in burn.series]
    marks: dict[int, str] = {}
    named = ((burn.target_on, "standard missed"), (burn.law_on, "LAW MISSED"))
    for missed, said in named:
        ahead = [at for at, (day, _) in enumerate(burn.series) if missed is not None and day >= missed]
        if ahead:
            marks[ahead[0]] = f"{marks[ahead[0]]}, {said}" if ahead[0] in marks else said
    return blocks.columns(points, width, height, marks)


def chart(board: Board, section: str, found: Sequence[Drilled], width: int, height: int) -> list[str]:
    """A list as a graph: bars of officers, columns of periods, the backlog burning down, days taken."""
    if section == "people":
        rows = [
            Bar(
                row.name, row.total.weighted, f"{row.total.weighted:.2f} of {row.total.expected}, {row.words}"
            )
            for row in board.rows
        ]
        return [
            "Decided by weight, of what was expected:",
            "",
            *blocks.bars(rows, width),
            "",
            *_notes(board, width),
        ]
    if section == "periods":
        return [*_columns(board, width, height), "", *_notes(board, width)]
    if section == "backlog":
        return _burning(board, width, max(3, height // 2))
    if section == "approvals":
        return ["Approvals have no graph: G shows the list."]
    rows = [
        Bar(one.pcn, one.days, f"{counted(one.days, 'day')}{'' if one.on_time else ', late'}")
        for one in found
    ]
    return ["Days from receipt to post:", "", *(blocks.bars(rows, width) or ["No cases were asked for yet."])]


def _columns(board: Board, width: int, height: int) -> list[str]:
    """Decided, and for leaders received, over the periods, each with its numbers under it."""
    rows = shown(board)
    if not rows:
        return ["Nothing was decided."]
    each = max(3, (height - 4) // (2 if board.received else 1))
    done = [(board.periods[n].label, float(rows[-1].periods[n].done)) for n in board.told]
    lines = ["Decided:", *_numbered(done, width, each)]
    if board.received:
        came = [(board.periods[n].label, float(board.received[n])) for n in board.told]
        lines += ["", "Received:", *_numbered(came, width, each)]
    return lines


def _numbered(points: Sequence[tuple[str, float]], width: int, height: int) -> list[str]:
    """Columns with each number under its own; where there is no room for that, all numbers in order."""
    under = blocks.numbered(points, width, height)
    said = " · " + " ".join(f"{value:.0f}" for _, value in points)
    return under or [*blocks.columns(points, width, height), *wrap(said, width)]


def _notes(board: Board, width: int) -> list[str]:
    return _wrapped(board.notes, width)


def _wrapped(lines: Sequence[str], width: int) -> list[str]:
    return [part for line in lines for part in (wrap(line, max(10, width)) or [""])]


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b}" if day else "—"
