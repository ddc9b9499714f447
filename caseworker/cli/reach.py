"""How a case's letters reach their reader, on the command line."""

from __future__ import annotations

import typer

# The same `case`, once its other commands stand on it.
from caseworker.cli.beside import case
from caseworker.cli.office import OFFICER, STORE, day_typed, office, refusing, say

__all__ = ["case"]


@case.command()
def reach(
    pcn: str = typer.Argument(help="The PCN's number."),
    email: str | None = typer.Option(None, "--email", help="To which they agreed; empty: by post again."),
    words: str = typer.Option("", "--words", help="How they agreed: in which letter, form or call."),
    on: str = typer.Option("", "--on", help="The day on which they agreed, YYYY-MM-DD."),
    address: str | None = typer.Option(
        None, "--address", help="Where its post goes: lines with commas, postcode last; empty: as known."
    ),
    found: str = typer.Option("", "--found", help="Where that address was found."),
    large: bool | None = typer.Option(None, "--large/--ordinary", help="In large print, or not."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Show how the letters of a case reach their reader; with an option, change it on your own case."""
    with refusing():
        from dataclasses import replace

        from caseworker.casework.desk.reach import change, read
        from caseworker.casework.desk.view import find, view

        built = office(store, officer)
        seen = view(built, find(built, pcn))
        before = read(built, seen.id)
        if email is None and large is None and address is None:
            say(before.sentence)
            return
        wanted = replace(before, large=before.large if large is None else large)
        if email is not None:
            wanted = replace(wanted, email=email, words=words, given_on=day_typed(on) if on else None)
        if address is not None:
            wanted = replace(wanted, address=address, found=found)
        say(change(built, seen.id, seen.version, wanted).words)
