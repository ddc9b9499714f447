"""The queue on the command line: the same rows as on the desk."""

from __future__ import annotations

import typer

from caseworker.cli.office import JSON, OFFICER, STORE, office, refusing, say, say_json


def queue(
    words: list[str] = typer.Argument(
        None, metavar="[FILTER]", help='For example kind:formal due<5 street:"Mare".'
    ),
    store: str | None = STORE,
    officer: str | None = OFFICER,
    limit: int = typer.Option(100_000, help="At most so many rows."),
    as_json: bool = JSON,
) -> None:
    """Print the queue, most urgent first, under a filter if one is given."""
    with refusing():
        from caseworker.casework.desk.queue import all_rows

        rows = all_rows(office(store, officer), " ".join(words or []), limit)
    if as_json:
        say_json([row._asdict() for row in rows])
        return
    for row in rows:
        say(
            f"{row.law:<14} {row.target:<10} {row.pcn:<12} {row.vrm:<9} {row.kind:<12} {row.code:<5}"
            f" {row.received:<7} {row.points:>2}  {row.officer:<8} {row.street}  {row.flags}".rstrip()
        )
    say(f"{len(rows):,} case{'' if len(rows) == 1 else 's'}.")
