"""Photographs that go with a case's letter, on the command line."""

from __future__ import annotations

import typer

from caseworker.cli.office import OFFICER, STORE, office, refusing, say

# The same `case`, once its other commands stand on it.
from caseworker.cli.reach import case

__all__ = ["case"]


@case.command()
def enclose(
    pcn: str = typer.Argument(help="The PCN's number."),
    evidence: int | None = typer.Argument(None, help="Which piece; none lists them."),
    caption: str = typer.Option("", "--caption", help="What the letter calls it."),
    cover: str = typer.Option("", "--cover", help="Places to cover: x,y,width,height, in thousandths."),
    clear: bool = typer.Option(False, "--clear", help="You looked: no face, no other vehicle's plate."),
    out: bool = typer.Option(False, "--out", help="Let it not go with the letter after all."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Let a photograph of your case go with its letter, covered where it must be; or list them."""
    with refusing():
        from caseworker.casework.desk import enclosing
        from caseworker.casework.desk.view import find, view

        built = office(store, officer)
        seen = view(built, find(built, pcn))
        if evidence is None:
            chosen = {one.evidence_id: one for one in seen.enclosed}
            for one in seen.evidence:
                mark = f"goes with the letter: {chosen[one.id].caption}" if one.id in chosen else one.label
                say(f"{one.id}  {one.kind}  {mark}")
            return
        if out:
            say(enclosing.leave_out(built, seen.id, seen.version, evidence).words)
            return
        known = next((one.label for one in seen.evidence if one.id == evidence), "")
        done = enclosing.enclose(
            built, seen.id, seen.version, evidence, caption=caption or known, masks=cover, clear=clear
        )
        say(done.words)
