"""Take in a folder of cases, correspondence, payments, notes and evidence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from caseworker.cli.office import OFFICER, STORE, office, refusing, say, say_json

if TYPE_CHECKING:
    from caseworker.casework.desk.intake import TakenIn
    from caseworker.casework.office import Office
    from caseworker.store.places import Place

SHOWN = 200
"""Faults printed for a person; `--json` prints all."""
LARGE = 5_000
"""Rows from which the steps are told as they are done."""


def import_command(
    folder: Path = typer.Argument(
        metavar="FOLDER",
        help="A folder with cases.csv, correspondence.csv, payments.csv, notes.csv, evidence/.",
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="Work everything out, write nothing."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Take in an import folder: all of it, or nothing where any row is wrong.

    Leaves with 0 where it landed or changed nothing, 1 where rows are wrong, 2 where it was refused.
    """
    import_(folder, dry_run=dry_run, json_=as_json, store=store, officer=officer)


def import_(
    folder: Path,
    dry_run: bool = False,
    json_: bool = False,
    store: str | None = None,
    officer: str | None = None,
) -> None:
    """Read a folder, take it in, and say what was done; leave with the status that `import_command` names."""
    from caseworker.casework.desk.intake import take_in
    from caseworker.reading.extract import read

    steps = _Steps(quiet=json_)
    with refusing():
        extract = read(folder, told=steps.file)
        made = first_store(store, dry_run=dry_run, faulty=bool(extract.faults))
        built = office(store, officer)
        _live(built)
        steps.rows = extract.rows
        done = take_in(built, extract, dry_run=dry_run, told=steps.step)
    if made is not None:
        _keep_or_remove(made, landed=done.landed)
    if json_:
        _print_json(done, dry_run)
    else:
        _print(done, dry_run)
    if done.faults:
        raise typer.Exit(1)


def first_store(store: str | None, *, dry_run: bool, faulty: bool) -> Place | None:
    """Make the live store where the first import finds none; None where one is there.

    Args:
        dry_run: nothing is written, so there must be a store to compare with.
        faulty: the folder cannot land; the store that is made goes again.
    """
    from caseworker.cli.store import make
    from caseworker.law.refusals import Refused
    from caseworker.store.engine import default_url
    from caseworker.store.places import place_of

    place = place_of(store or default_url())
    if place.path is None or place.path.exists():
        return None
    if dry_run and not faulty:
        raise Refused(
            f"There is no store at {place.words} yet.",
            rule="A dry run compares with what the store holds, and makes nothing.",
            do="Make the store with: caseworker store upgrade.",
        )
    make(place)
    return place


def _keep_or_remove(place: Place, *, landed: bool) -> None:
    """A store made for an import stays only where the import landed."""
    if landed:
        typer.echo(f"A new live store was made: {place.words}", err=True)
    elif place.path is not None:
        place.path.unlink(missing_ok=True)


def _live(built: Office) -> None:
    """Practice never meets real cases."""
    from caseworker.law.refusals import Refused

    if built.store.kind == "training":
        raise Refused(
            f"{built.store.words} is a TRAINING store.",
            rule="Real cases are never taken into the sandbox, nor practice cases into the live store.",
            do="Name the live store with --store, or leave --store out.",
        )


class _Steps:
    """Tells on the error stream how far a long import has come."""

    def __init__(self, *, quiet: bool) -> None:
        self.rows = 0
        self.quiet = quiet

    def file(self, name: str, rows: int) -> None:
        """A file was read."""
        if rows >= LARGE and not self.quiet:
            say(f"Read {name}: {rows:,} rows.", err=True)

    def step(self, words: str) -> None:
        """A step begins."""
        if self.rows >= LARGE and not self.quiet:
            say(words, err=True)
            sys.stderr.flush()


def _print(done: TakenIn, dry_run: bool) -> None:
    """What was done, in words."""
    for fault in done.faults[:SHOWN]:
        say(fault.words)
    if len(done.faults) > SHOWN:
        say(f"… and {len(done.faults) - SHOWN:,} more: see them all with --json.")
    for one in () if done.faults else done.files:
        say(f"{one.file:<22} {one.new:>9,} new  {one.changed:>7,} changed  {one.unchanged:>9,} as before")
    if done.faults:
        number = len(done.faults)
        say(f"{number:,} fault{'' if number == 1 else 's'}: nothing was taken in. Put right, import again.")
    elif done.again:
        say("This folder was taken in before: nothing has changed.")
    elif dry_run:
        say(f"Dry run: nothing was written. {_cases(done.cases_opened)} would be opened.")
    elif done.landed:
        say(f"Taken in. {_cases(done.cases_opened)} opened.")
    else:
        say("Nothing new: everything was known already.")


def _cases(number: int) -> str:
    return f"{number:,} case{'' if number == 1 else 's'}"


def _print_json(done: TakenIn, dry_run: bool) -> None:
    """What was done, for another program."""
    from dataclasses import asdict

    record = {
        "landed": done.landed,
        "dry_run": dry_run,
        "again": done.again,
        "new": done.new,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "cases_opened": done.cases_opened,
        "files": [asdict(one) for one in done.files],
        "faults": [asdict(one) for one in done.faults],
    }
    say_json(record)
