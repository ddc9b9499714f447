"""Events of a PCN on the command line: what can happen, enter one, and what the calendar has made due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from caseworker.cli.case import case
from caseworker.cli.office import JSON, OFFICER, STORE, day_typed, office, refusing, say, say_json

if TYPE_CHECKING:
    from caseworker.casework.desk.proceedings import Due, Possible

__all__ = ["case"]
PCN = typer.Argument(help="The PCN's number.")


@case.command()
def events(
    pcn: str = PCN,
    store: str | None = STORE,
    officer: str | None = OFFICER,
    as_json: bool = JSON,
) -> None:
    """List what can happen to a PCN where it stands, and what stands in the way of each."""
    with refusing():
        from caseworker.casework.desk.proceedings import possible

        found = possible(office(store, officer), pcn)
    if as_json:
        say_json([_possible(one) for one in found])
        return
    for one in found:
        say(f"{'!' if one.bars else ' '} {one.event}: {one.label}{f' -> {one.to}' if one.to else ''}")
        for bar in one.bars:
            say(f"    {bar.guard}: {bar.words} ({bar.citation})")


@case.command()
def enter(
    pcn: str = PCN,
    event: str = typer.Argument(help="What happened, as `case events` names it."),
    on: str | None = typer.Option(None, "--on", metavar="DATE", help="Its day, YYYY-MM-DD. Default: today."),
    by_hand: bool = typer.Option(False, "--by-hand", help="A notice that was handed over, not posted."),
    reference: str = typer.Option("", "--reference", help="Tribunal's, court's or payment's own; the pound."),
    form: str = typer.Option("", "--form", help="The court's form, for example TE9."),
    ground: str = typer.Option("", "--ground", help="The one ground of the form."),
    why: str = typer.Option("", "--why", help="The reason, where the record must say it."),
    confirmed: bool = typer.Option(False, "--confirmed", help="You looked: nothing went out by other means."),
    pounds: str = typer.Option("", "--sum", help="Of a payment, in pounds: 80 or 57.50."),
    shown: list[str] = typer.Option([], "--shown", help="A hire test that the papers show; once for each."),
    lacks: list[str] = typer.Option([], "--lacks", help="A hire test that they do not show."),
    name: str = typer.Option("", "--name", help="Who is liable now."),
    address: list[str] = typer.Option([], "--address", help="A line of their address; once for each."),
    postcode: str = typer.Option("", "--postcode", help="Their postcode."),
    new_pcn: str = typer.Option("", "--new-pcn", help="The number of the PCN that goes to them."),
    hearing: str | None = typer.Option(
        None, "--hearing", metavar="DATE", help="The day of the hearing that was fixed."
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="Say what it would do; write nothing."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Enter what happened to a PCN: an appeal, a certificate, a court's order, a payment, a transfer."""
    with refusing():
        from caseworker.casework.desk.proceedings import Given, pence_typed, record
        from caseworker.law.calendar import Service
        from caseworker.law.facts import Party

        built = office(store, officer)
        given = Given(
            on=built.today() if on is None else day_typed(on),
            service=Service.BY_HAND if by_hand else Service.FIRST_CLASS,
            reference=reference,
            form=form,
            ground=ground,
            why=why,
            confirmed=confirmed,
            pence=pence_typed(pounds),
            hire=dict.fromkeys(shown, True) | dict.fromkeys(lacks, False),
            person=Party(name, tuple(address), postcode),
            pcn=new_pcn,
            hearing_on=None if hearing is None else day_typed(hearing),
        )
        done = record(built, pcn, event, given, dry=dry_run)
    say(("It would: " if dry_run else "") + done.words)


@case.command()
def advance(
    pcn: str = typer.Option("", "--pcn", help="Only this PCN."),
    apply: bool = typer.Option(
        False, "--apply", help="Make the moves that need nobody. Without it nothing is written."
    ),
    store: str | None = STORE,
    officer: str | None = OFFICER,
    as_json: bool = JSON,
) -> None:
    """Say what the calendar has made due: first without --apply. What decides anything waits for a person."""
    with refusing():
        from caseworker.casework.desk.proceedings import advance as act

        found = act(office(store, officer), pcn=pcn, apply=apply)
    if as_json:
        say_json([{name: getattr(one, name) for name in one.__slots__} for one in found])
        return
    for one in found:
        say(f"{one.pcn}  {_how(one, apply)}  {one.label}: {one.words}")
    alone, done = sum(one.alone for one in found), sum(one.done for one in found)
    left = f"; {len(found) - alone} wait for a person" if len(found) > alone else ""
    over = f"; {alone - done} passed over" if apply and alone > done else ""
    made = f"{done} made" if apply else f"{alone} due by themselves"
    say(f"{made}{over}{left}." if found else "Nothing is due.")


@case.command()
def reclock(
    apply: bool = typer.Option(False, "--apply", help="Write the new days. Without it they are counted."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Work out the days of every open case anew, after a bank holiday or the council's standard changed."""
    from caseworker.cli.progress import Stop, progress

    with refusing(), Stop() as stop, progress(quiet=False) as bar:
        from caseworker.casework.desk.reclock import reclock as act

        def go_on(looked: int, total: int) -> bool:
            bar.step("Re-clocking", looked, total)
            return not stop()

        done = act(office(store, officer), dry=not apply, told=go_on)
    ended = "" if done.whole else " Stopped: what was done stands, and the next run goes on."
    say(f"{done.looked:,} open cases: {done.changed:,} {'changed' if apply else 'would change'}.{ended}")
    if done.beyond:
        say(f"! The bank holidays are known until {done.beyond}: beyond it only weekends were counted.")


def _how(one: Due, applied: bool) -> str:
    if not one.alone:
        return "a person"
    return "done" if one.done else "not done" if applied else "by itself"


def _possible(one: Possible) -> dict[str, Any]:
    return {
        "event": one.event,
        "label": one.label,
        "to": one.to,
        "effect": one.effect,
        "law": one.citation.label,
        "bars": [
            {
                "guard": bar.guard,
                "words": bar.words,
                "law": bar.citation.label,
                "status": bar.citation.status.value,
            }
            for bar in one.bars
        ],
    }
