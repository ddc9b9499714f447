"""Cases beside the dispute on the command line: open one, and settle it."""

from __future__ import annotations

import typer

# The same `case`, once its other commands and its events stand on it.
from caseworker.cli.events import case
from caseworker.cli.office import OFFICER, STORE, day_typed, office, refusing, say

__all__ = ["case"]
PCN = typer.Argument(help="The PCN's number.")


@case.command("new")
def new(
    pcn: str = PCN,
    kind: str = typer.Argument(help="query, complaint, member, information or subject-access."),
    words: str = typer.Option(..., "--words", help="What was asked."),
    on: str | None = typer.Option(None, "--on", metavar="DATE", help="The day it came in. Default: today."),
    name: str = typer.Option("", "--name", help="Who asks; the keeper where nobody is named."),
    address: str = typer.Option("", "--address", help="Their address, its lines apart by ;"),
    postcode: str = typer.Option("", "--postcode", help="Their postcode."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Open a case beside the dispute: nothing else on the PCN changes."""
    with refusing():
        from caseworker.casework.desk.enquiring import enquire

        built = office(store, officer)
        whose = {"name": name, "address": address, "postcode": postcode}
        day = built.today() if on is None else day_typed(on)
        done = enquire(built, pcn, kind, on=day, words=words, **whose)
    say(done.words)


@case.command("settle")
def settle(
    pcn: str = PCN,
    kind: str = typer.Argument(help="The kind of its open case: tribunal, court, complaint …"),
    outcome: str = typer.Argument(help="answer, hand-over, complaint-upheld …"),
    words: str = typer.Option("", "--words", help="The answer: it goes into the letter."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Settle a case beside the dispute; its letter is written on the desk."""
    with refusing():
        from caseworker.casework.desk.claim import claim
        from caseworker.casework.desk.settling import find, outcome_named, settle

        built = office(store, officer)
        taken = claim(built, find(built, pcn, kind))
        done = settle(built, taken.case_id, taken.version, outcome_named(outcome), words=words)
    say(done.words)
