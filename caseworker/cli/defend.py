"""Would we defend it, and how was it decided before: on the command line."""

from __future__ import annotations

import typer

# The same `case`, once its other commands stand on it.
from caseworker.cli.enclose import case
from caseworker.cli.office import JSON, OFFICER, STORE, office, refusing, say, say_json

__all__ = ["case"]
PCN = typer.Argument(help="The PCN's number.")


@case.command("defend")
def defend(
    pcn: str = PCN, store: str | None = STORE, officer: str | None = OFFICER, as_json: bool = JSON
) -> None:
    """Tell what an adjudicator would ask for in a case, and what the case holds of it."""
    with refusing():
        from caseworker.casework.defence import NOT_ENOUGH, held
        from caseworker.casework.desk.view import find, view

        built = office(store, officer)
        found = held(view(built, find(built, pcn)))
    if as_json:
        rows = [
            {"id": one.ask.id, "label": one.ask.label, "held": one.words, "citation": str(one.ask.citation)}
            for one in found
        ]
        say_json({"asked": rows, "missing": [one.ask.id for one in found if not one.words]})
        return
    for one in found:
        say(f"{one.line}  ({one.ask.citation})")
    say(NOT_ENOUGH)


@case.command("like")
def like(
    pcn: str = PCN, store: str | None = STORE, officer: str | None = OFFICER, as_json: bool = JSON
) -> None:
    """List the last decided cases like one, with what the tribunal said: never a rule to follow."""
    with refusing():
        from caseworker.casework.desk.remember import NO_RULE
        from caseworker.casework.desk.remember import like as found_like
        from caseworker.casework.desk.view import find, view

        built = office(store, officer)
        found = found_like(built, view(built, find(built, pcn)))
    if as_json:
        say_json([_row(one) for one in found])
        return
    for one in found:
        points = ", ".join(point.label for point in one.points)
        say(
            f"{one.pcn:<12} {one.decided_on:%d %b %Y}  {one.kind}: {one.outcome}  {points}  ({one.like})  "
            f"{one.location}  {one.tribunal}"
        )
    say(NO_RULE if found else "No decided case with one of its points is on file.")


def _row(one: object) -> dict[str, object]:
    from dataclasses import asdict

    row = asdict(one)  # type: ignore[call-overload]
    return {**row, "decided_on": str(row["decided_on"])}
