"""The team on the command line: throughput, the cases behind a figure, targets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import typer

from caseworker.cli.office import JSON, OFFICER, STORE, day_typed, office, refusing, say, say_json

if TYPE_CHECKING:
    from datetime import date

    from caseworker.casework.backlog import Backlog
    from caseworker.casework.office import Office
    from caseworker.casework.team.throughput import Board, OfficerRow

team = typer.Typer(help="The team's figures: who cleared what, targets, the backlog. Leaders see everybody.")

FROM = typer.Option(None, "--from", metavar="DATE", help="The first day: YYYY-MM-DD.")
TO = typer.Option(None, "--to", metavar="DATE", help="The last day: YYYY-MM-DD.")
OF = typer.Option("", "--of", metavar="OFFICER", help="Only this officer's.")
CSV = typer.Option(False, "--csv", help="Print CSV that no spreadsheet takes for formulas.")


@team.callback()
def _team() -> None:
    """The team's figures: who cleared what, targets, the backlog. Leaders see everybody."""


@team.command()
def throughput(
    from_on: str | None = FROM,
    to_on: str | None = TO,
    by: str = typer.Option("day", "--by", help="day, week or month."),
    of: str = OF,
    store: str | None = STORE,
    officer: str | None = OFFICER,
    as_json: bool = JSON,
    as_csv: bool = CSV,
) -> None:
    """Print who cleared what, by day, week or month; for leaders also the backlog and its breach days."""
    with refusing():
        from dataclasses import replace

        from caseworker.casework.team.throughput import COLUMNS, cells
        from caseworker.casework.team.throughput import throughput as read

        _one_form(as_json, as_csv)
        one = office(store, officer)
        board = read(one, _day(from_on), _day(to_on), by)
        if of:
            _known(of, [row.id for row in board.rows])
            board = replace(board, rows=tuple(row for row in board.rows if row.id == of), team=None)
    if as_csv:
        _print_csv(one, COLUMNS, cells(board))
    elif as_json:
        _print_json(_plain(board, of))
    else:
        _print_board(board, of)


@team.command()
def cases(
    from_on: str | None = FROM,
    to_on: str | None = TO,
    of: str = OF,
    store: str | None = STORE,
    officer: str | None = OFFICER,
    as_json: bool = JSON,
    as_csv: bool = CSV,
) -> None:
    """Print the cases that were cleared, with their letters; today's where no day is given."""
    with refusing():
        from caseworker.casework.periods import Period, periods
        from caseworker.casework.team.drill import COLUMNS, drill
        from caseworker.casework.team.drill import cells as row_of

        _one_form(as_json, as_csv)
        one = office(store, officer)
        first = _day(from_on) or _day(to_on) or one.today()
        last = _day(to_on) or max(first, one.today())
        periods(first, last, "month")
        leads = one.officer.role == "leader"
        found = drill(one, of or ("" if leads else one.officer.id), Period(first, last, ""))
    rows = [row_of(case) for case in found]
    if as_csv:
        _print_csv(one, COLUMNS, rows)
    elif as_json:
        _print_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    else:
        for row in rows:
            pcn, kind, outcome, who, received, _, posts, days, on_time, number = map(str, row)
            when = "on time" if on_time == "yes" else "late"
            say(
                f"{pcn:<12} {kind:<12} {outcome:<7} {who:<10} received {received}  posted {posts}  "
                f"{days:>3} {'day ' if days == '1' else 'days'}  {when:<8} letter {number}"
            )
        say(f"{len(rows):,} case{'' if len(rows) == 1 else 's'}.")


@team.command()
def approvals(
    from_on: str | None = FROM,
    to_on: str | None = TO,
    of: str = typer.Option("", "--of", metavar="LEADER", help="Only in this leader's name."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
    as_json: bool = JSON,
    as_csv: bool = CSV,
) -> None:
    """Print what was approved or released in a leader's name; this month's where no day is given."""
    with refusing():
        from caseworker.casework.periods import Period, periods
        from caseworker.casework.team.approvals import COLUMNS, cells
        from caseworker.casework.team.approvals import approvals as read

        _one_form(as_json, as_csv)
        one = office(store, officer)
        first = _day(from_on) or (_day(to_on) or one.today()).replace(day=1)
        last = _day(to_on) or max(first, one.today())
        periods(first, last, "month")
        if of:
            one.officers.get(of)
        found = read(one, Period(first, last, ""), of)
    rows = [cells(approved) for approved in found]
    if as_csv:
        _print_csv(one, COLUMNS, rows)
    elif as_json:
        _print_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    else:
        for approved in found:
            say(f"{approved.day}  {approved.time}  {approved.leader:<10} {approved.pcn:<12} {approved.what}")
            entered = (
                f"entered by {approved.officer}{f', letter {approved.number}' if approved.number else ''}"
            )
            say(f"{'':<19}{entered}: {approved.words}")
        say(f"{len(rows):,} in all, from {first.isoformat()} to {last.isoformat()}.")


@team.command()
def targets(store: str | None = STORE, officer: str | None = OFFICER, as_json: bool = JSON) -> None:
    """Print the targets in force and to come, absences, and what this week and month expect."""
    with refusing():
        from caseworker.casework.team.targets import targets as read

        seen = office(store, officer)
        aims = read(seen)
    if as_json:
        from dataclasses import asdict

        _print_json([asdict(one) for one in aims])
        return
    for one in aims:
        since = f"since {one.since.isoformat()}" if one.since else "no target set"
        if seen.training and one.since == seen.today():
            since += ", the practice day"
        away = "  away today" if one.away else ""
        say(f"{one.name:<20} {one.per_day:>3} a day  {since}  week {one.week:>3}  month {one.month:>4}{away}")
        for later in one.coming:
            say(f"{'':<20} {later.per_day:>3} a day  from {later.from_on.isoformat()}")
        for absence in one.absences:
            say(f"{'':<20} away {absence.from_on.isoformat()} to {absence.to_on.isoformat()}")


def _print_board(board: Board, of: str) -> None:
    """The board as lines: each officer, their periods, the backlog, and what must be read with it."""
    say(f"{board.from_on.isoformat()} to {board.to_on.isoformat()}, by {board.by}")
    say(_line("", "decided", "weighted", "on time", "late", "expected", "in hand", "pace"))
    for row in (*board.rows, *([board.team] if board.team else [])):
        _print_row(row)
    for n in board.told:
        parts = [f"{row.name} {row.periods[n].done}" for row in board.rows if row.periods[n].done]
        if board.received and not of:
            parts.insert(0, f"received {board.received[n]}")
        say(f"  {board.periods[n].label:<14} {', '.join(parts) or 'nothing'}")
    if board.backlog is not None and not of:
        _print_backlog(board.backlog)
    for note in board.notes:
        say(note)


def _print_row(row: OfficerRow) -> None:
    one = row.total
    say(
        _line(
            row.name,
            *(one.done, f"{one.weighted:.2f}", one.on_time, one.late, one.expected, row.in_hand, row.words),
        )
    )


def _line(name: str, *cells: object) -> str:
    """One line of the board: a name, figures under each other, words."""
    *figures, words = cells
    return f"{name:<20} " + " ".join(f"{figure!s:>8}" for figure in figures) + f"  {words}"


def _print_backlog(backlog: Backlog) -> None:
    """The open cases by kind, and what becomes of them."""
    say("Backlog")
    for one in backlog.coming.kinds:
        late = f"{one.law.past} past their last safe posting day, {one.target.past} past the standard"
        say(f"  {one.kind:<12} {one.open:>6,} open  {late}")
    for line in (*backlog.words, *backlog.working):
        say(f"  {line}")


def _plain(board: Board, of: str) -> dict[str, Any]:
    """The board for JSON."""
    from dataclasses import asdict

    from caseworker.casework.team.throughput import COLUMNS, cells

    backlog = None if of or board.backlog is None else board.backlog
    return {
        "from": board.from_on,
        "to": board.to_on,
        "by": board.by,
        "rows": [_numbered(dict(zip(COLUMNS, row, strict=True))) for row in cells(board)],
        "officers": [
            {
                **{name: getattr(row, name) for name in ("id", "name", "away", "target", "in_hand", "pace")},
                "expected": row.total.expected,
                "asked": row.asked,
                "words": row.words,
                "trend": row.trend,
            }
            for row in board.rows
        ],
        "backlog": None if backlog is None else {**asdict(backlog), "words": backlog.words},
        "notes": board.notes,
    }


def _numbered(row: dict[str, object]) -> dict[str, object]:
    """A line of the board with numbers as numbers, and nothing where nothing is known."""
    whole = {name: None if value == "" else value for name, value in row.items()}
    return whole | {"weighted": float(str(row["weighted"]))}


def _known(who: str, known: Sequence[str]) -> None:
    """Refuse an officer who is not on the board."""
    from caseworker.law.refusals import Refused

    if who not in known:
        raise Refused(
            f"{who!r} is not on your board.",
            rule="Officers see their own figures; leaders see everybody with a target, a case or work done.",
            do=f"On it: {', '.join(known)}." if known else "It is empty.",
        )


def _day(text: str | None) -> date | None:
    return day_typed(text) if text else None


def _print_json(value: object) -> None:
    """Print JSON; days are written as text."""
    import json

    say_json(json.loads(json.dumps(value, default=str)))


def _one_form(as_json: bool, as_csv: bool) -> None:
    """Refuse JSON and CSV asked for at once."""
    from caseworker.law.refusals import Refused

    if as_json and as_csv:
        raise Refused(
            "--json and --csv were both asked for.", rule="It is printed in one form.", do="Leave one out."
        )


def _print_csv(one: Office, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """CSV on the standard output; a dangerous cell gets an apostrophe in front, practice says TRAINING."""
    import csv
    import io

    from caseworker.casework.export import inert, marked
    from caseworker.text import clean

    columns, rows = marked(one, columns, rows)
    with io.StringIO(newline="") as held:
        writer = csv.writer(held)
        writer.writerow(columns)
        writer.writerows([inert(clean(str(cell))) for cell in row] for row in rows)
        typer.echo(held.getvalue(), nl=False)
