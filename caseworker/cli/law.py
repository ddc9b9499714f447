"""Ask the law: the last day, the last safe posting day, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from caseworker.cli.office import say_json

if TYPE_CHECKING:
    from caseworker.law.book import Rule
    from caseworker.law.why import Why

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


@law.command()
def show(
    regime: Annotated[str, typer.Argument(help="For example tma-reg9 or bus-lane-1996.")],
    table: Annotated[
        str, typer.Option(help="One table only: clocks, grounds, checklists, stages, tariff …")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show the law of a regime, table by table: what is not verified is marked."""
    from caseworker.law import book
    from caseworker.law.refusals import Refused
    from caseworker.text import clean

    try:
        found = {name: book.rules(regime, name) for name in ([table] if table else book.TABLES)}
    except Refused as refused:
        typer.echo(clean(str(refused)), err=True)
        raise typer.Exit(2) from None
    if as_json:
        say_json({name: [_rule_record(one) for one in some] for name, some in found.items()}, 2)
        return
    for name, some in found.items():
        typer.echo(f"{name} ({len(some)})")
        for one in some:
            doubt = "" if one.why.verified else "NOT VERIFIED: "
            law = f"  [{one.why.citation.label}]" if one.why.citation else ""
            typer.echo(clean(f"  {one.why.mark} {one.id:<24}  {doubt}{one.says}{law}"))


@law.command()
def why(
    regime: Annotated[str, typer.Argument(help="For example tma-reg9 or bus-lane-1996.")],
    name: Annotated[
        str, typer.Argument(help="A row's name: a clock, a stage, a ground, a code … as show has it.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell the rule behind a clock, a ground, a stage, an event, a form, a code: words, law, how verified."""
    from caseworker.law import book
    from caseworker.law.refusals import Refused
    from caseworker.text import clean

    try:
        found = book.find(regime, name)
    except Refused as refused:
        typer.echo(clean(str(refused)), err=True)
        raise typer.Exit(2) from None
    if as_json:
        say_json([{"table": table, **_rule_record(one)} for table, one in found], 2)
        return
    typer.echo(clean("\n\n".join("\n".join(_why_lines(table, one.why)) for table, one in found)))


def _rule_record(one: Rule) -> dict[str, Any]:
    told = one.why
    cited = told.citation
    return {
        "id": one.id,
        "says": one.says,
        "words": told.words,
        "citation": {
            "instrument": cited.instrument,
            "provision": cited.provision,
            "status": cited.status.value,
            "source": cited.source,
        }
        if cited
        else None,
        "in_force_from": told.in_force_from.isoformat() if told.in_force_from else None,
        "verified": told.verified,
        "working": list(told.working),
        "warnings": list(told.warnings),
    }


def _why_lines(table: str, told: Why) -> list[str]:
    """One rule, as the desk shows it by w."""
    lines = [f"{told.title} ({table})", f"  {told.words}"]
    lines += [f"  {name:<18}{words}" for name, words in told.rows]
    if told.working:
        lines += ["  working", *(f"    {one}" for one in told.working)]
    return lines + [f"  ! {one}" for one in told.warnings]
