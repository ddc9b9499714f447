"""Ask the law: the last day, the last safe posting day, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from caseworker.cli.office import say_json

if TYPE_CHECKING:
    from datetime import date

    from caseworker.law.clocks import Clock

law = typer.Typer(help="Ask the law: each answer with its working, its source and how far it is verified.")


@law.callback()
def _law() -> None:
    """Ask the law: each answer with its working, its source and how far it is verified."""


@law.command()
def clock(
    regime: Annotated[str, typer.Argument(help="For example tma-reg9 or tma-reg10.")],
    clock_id: Annotated[str, typer.Argument(metavar="CLOCK", help="For example discount, reply or appeal.")],
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="The day it counts from: YYYY-MM-DD.")],
    posted: Annotated[
        bool, typer.Option("--posted", help="The day is a posting: work out service first.")
    ] = False,
    basis: Annotated[str, typer.Option(help="Why a PCN came by post, for example approved-device.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Work out one clock: first day, last day, last safe posting day, and what missing it does."""
    from caseworker.law.clocks import work_out
    from caseworker.law.refusals import Refused
    from caseworker.text import clean

    try:
        found = work_out(regime, clock_id, _day(start), basis=basis or None, posted=posted)
    except Refused as refused:
        typer.echo(clean(str(refused)), err=True)
        raise typer.Exit(2) from None
    if as_json:
        say_json(_record(found, posted), 2)
    else:
        typer.echo(clean("\n".join(_lines(found))))


def _day(text: str) -> date:
    import re
    from datetime import date

    from caseworker.law.refusals import Refused

    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            f'"{text[:30]}" is not a day.', do="Write it as YYYY-MM-DD, for example 2026-03-02."
        ) from None


def _record(found: Clock, posted: bool) -> dict[str, Any]:
    def day(value: date | None) -> str | None:
        return value.isoformat() if value else None

    return {
        "regime": found.regime,
        "clock": found.id,
        "label": found.label,
        "kind": found.kind,
        "starts_with": found.starts_with,
        "from": day(found.starts_on),
        "posted": posted,
        "served": day(found.served_on),
        "first_day": day(found.first_on),
        "last_day": day(found.last_on),
        "period_last_day": day(found.period_last_on),
        "last_safe_posting": day(found.safe_posting_on),
        "internal_safe_day": day(found.internal_safe_on),
        "if_missed": found.if_missed,
        "working": list(found.working),
        "citation": {
            "instrument": found.citation.instrument,
            "provision": found.citation.provision,
            "status": found.citation.status.value,
            "source": found.citation.source,
        },
        "verified": found.verified,
        "warnings": list(found.warnings),
    }


def _lines(found: Clock) -> list[str]:
    from caseworker.law.tables import day_words, instrument_title, source_words

    days = [
        ("served", found.served_on),
        ("first day", found.first_on),
        ("last day", found.last_on),
        ("keep to", found.internal_safe_on),
        ("last safe posting", found.safe_posting_on),
    ]
    rows = [(label, day_words(value)) for label, value in days if value]
    if found.last_on is None:
        rows.append(("last day", "none is set"))
    rows += [
        ("counts from", found.starts_with),
        ("if missed", found.if_missed),
        ("law", f"{found.citation.label}: {instrument_title(found.citation.instrument)}"),
        (
            "status",
            found.citation.status.words + ("" if found.verified else "  ** CHECK BEFORE RELYING ON IT **"),
        ),
    ]
    rows += [("read in", place) for place in source_words(found.citation.source)]
    lines = [
        f"{found.label} ({found.regime})",
        *(f"  {label:<18}{value}" for label, value in rows),
        "  working",
    ]
    lines += [f"    {one}" for one in found.working]
    return lines + [f"  ! {one}" for one in found.warnings]
