"""What the council's case system is told, on the command line."""

from __future__ import annotations

from pathlib import Path

import typer

from caseworker.cli.office import JSON, OFFICER, STORE, content_of, office, refusing, say

outcomes = typer.Typer(help="Tell the council's case system: export, acknowledge, list.")


@outcomes.callback()
def _outcomes() -> None:
    """Tell the case system what was received and decided, and take in what it answers."""


@outcomes.command()
def export(
    to: Path | None = typer.Option(None, "--to", help="The new file. Default: a numbered file, data folder."),
    form: str = typer.Option("csv", "--form", help="csv or json."),
    again: int | None = typer.Option(None, "--again", help="Write file N once more, byte for byte."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Write what was not told yet, oldest first: each thing is told once; with nothing to tell, no file."""
    with refusing():
        from caseworker import locations
        from caseworker.casework.desk.outcomes import NothingNew
        from caseworker.casework.desk.outcomes import export as act

        target = to or locations.data_folder() / "exports"
        try:
            done = act(office(store, officer), target, form, named=to is not None, again=again)
        except NothingNew as none:
            say(f"{none.what} No new file was written.")
            return
        say(done.words)
        say(f"{done.path}  sha256 {done.sha256}")


@outcomes.command()
def acknowledge(
    file: Path = typer.Argument(help="What the case system answered: CSV or JSON of pcn, id, answer, words."),
    set_aside: bool = typer.Option(False, "--set-aside", help="Land the good rows, print the faulty ones."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Take in what the case system answered; a row on what was never told lands nothing.

    Leaves with 0 where all of it landed, 1 where rows are wrong or were set aside, 2 where it was refused.
    """
    with refusing():
        from caseworker.casework.desk.outcomes import Faulty
        from caseworker.casework.desk.outcomes import acknowledge as act
        from caseworker.reading.acknowledgements import SIZE_CAP

        try:
            done = act(office(store, officer), content_of(file, SIZE_CAP), file.name, set_aside=set_aside)
        except Faulty as faulty:
            for fault in faulty.faults:
                typer.echo(fault.words, err=True)
            number = f"{len(faulty.faults):,} fault{'' if len(faulty.faults) == 1 else 's'}"
            typer.echo(f"{number}. {faulty.rule} {faulty.do}", err=True)
            raise typer.Exit(1) from None
        for fault in done.set_aside:
            say(f"set aside: {fault.words}")
        say(done.words)
    if done.set_aside:
        raise typer.Exit(1)


@outcomes.command("list")
def list_(
    refused: bool = typer.Option(False, "--refused", help="Only what the case system refused."),
    waiting: bool = typer.Option(False, "--waiting", help="Only what is in no file yet."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
    as_json: bool = JSON,
) -> None:
    """Print what was told and what became of it, newest first."""
    with refusing():
        from caseworker.casework.desk.outcomes import listed, plain

        which = "refused" if refused else "waiting" if waiting else "all"
        told = listed(office(store, officer), which)
    if as_json:
        import json

        rows = [
            dict(plain(one.outcome))
            | {"file": one.file, "acknowledged": one.acknowledged, "answer": one.answer}
            for one in told
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for one in told:
        out = one.outcome
        heard = one.acknowledged or ("not heard of" if one.file else "in no file yet")
        file = f"file {one.file}" if one.file else ""
        say(
            f"{out.id:>6}  {out.pcn:<12} {out.what:<18} hold {out.hold:<3} {out.decision:<7} {file:<9} "
            f"{heard}  {one.answer}".rstrip()
        )
    say(f"{len(told):,} told.")
