"""Ask the law: the last day, the last safe posting day, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from caseworker.cli.office import say_json

law = typer.Typer(help="Ask the law: each answer with its working, its source and how far it is verified.")


@law.callback()
def _law() -> None:
    """Ask the law: each answer with its working, its source and how far it is verified."""


@law.command()
def clock(
    regime: Annotated[str, typer.Argument(help="For example tma-reg9 or moving-traffic-2003.")],
    clock_id: Annotated[
        str, typer.Argument(metavar="[CLOCK]", help="For example discount or reply; --list names all.")
    ] = "",
    start: Annotated[
        str,
        typer.Option(
            "--from", metavar="DATE", help="The day it counts from: YYYY-MM-DD; for minutes YYYY-MM-DDTHH:MM."
        ),
    ] = "",
    posted: Annotated[
        bool, typer.Option("--posted", help="The day is a posting: work out service first.")
    ] = False,
    service: Annotated[
        str,
        typer.Option(help="How it goes: first-class, hybrid, by-hand or email. With --posted how it went."),
    ] = "first-class",
    received: Annotated[
        str, typer.Option("--received", metavar="DATE", help="With --posted: a proved day of receipt.")
    ] = "",
    agreed: Annotated[
        bool,
        typer.Option("--agreed", help="Consent to email is recorded, and the council has signed it off."),
    ] = False,
    basis: Annotated[str, typer.Option(help="Why a PCN came by post, for example approved-device.")] = "",
    unpaid: Annotated[int, typer.Option(min=0, help="How many PCNs of the vehicle are unpaid.")] = 0,
    listed: Annotated[bool, typer.Option("--list", help="List the regime's clocks.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Work out one clock: first day, last day, last safe posting day, and what missing it does."""
    from caseworker.cli import law_clock as answers
    from caseworker.law.refusals import Refused
    from caseworker.text import clean

    try:
        if listed:
            answer = answers.listed(regime)
        else:
            way = answers.Way(posted=posted, service=service, received=received, agreed=agreed, basis=basis)
            answer = answers.answer(regime, clock_id, start, way, unpaid)
    except Refused as refused:
        typer.echo(clean(str(refused)), err=True)
        raise typer.Exit(2) from None
    if as_json:
        say_json(answer.record, 2)
    else:
        typer.echo(clean("\n".join(answer.lines)))
