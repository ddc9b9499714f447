"""The store on the command line: look it over, bring it up to date, back it up, put it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from caseworker.cli.office import JSON, STORE, refusing, say, say_json

if TYPE_CHECKING:
    from caseworker.store.engine import Store
    from caseworker.store.places import Place

store = typer.Typer(help="The store: check, upgrade, backup, restore.")


@store.callback()
def _store() -> None:
    """Look the store over, bring it up to date, back it up, put it back."""


@store.command()
def check(store: str | None = STORE, as_json: bool = JSON) -> None:
    """Look the store over; leaves with status 1 where something is not as it should be."""
    with refusing():
        from caseworker.store.check import check as look_over

        lines = look_over(opened(store))
    if as_json:
        from dataclasses import asdict

        say_json([asdict(line) for line in lines])
    else:
        for line in lines:
            say(f"{'ok ' if line.ok else '!! '} {line.name}: {line.found}")
            if not line.ok and line.words:
                say(f"     {line.words}")
    if not all(line.ok for line in lines):
        raise typer.Exit(1)


@store.command()
def upgrade(
    store: str | None = STORE,
    backed_up: bool = typer.Option(
        False, "--backed-up", help="PostgreSQL: I have a backup made with pg_dump."
    ),
) -> None:
    """Make the store where there is none; else back it up and bring its tables up to date."""
    with refusing():
        place = _place(store)
        from caseworker.store import opening, schema, upgrade

        new = not place.path.exists() if place.path is not None else not opening.has_tables(place)
        if new:
            make(place)
            say(f"A new store was made: {place.words}")
            return
        seen = opening.look(place)
        if seen.revision == schema.HEAD:
            say(f"{place.words} is up to date (tables {seen.revision}).")
            return
        _back_up_first(place, seen.revision, backed_up)
        say(f"{place.words} now has tables {upgrade.upgrade(place)}.")


@store.command()
def backup(
    target: Path = typer.Argument(help="The new file; one that is there already is never written over."),
    store: str | None = STORE,
) -> None:
    """Write a copy of the store, opened, checked and counted before it is called done."""
    with refusing():
        from caseworker.store import opening
        from caseworker.store.backup import backup as back_up

        place = _place(store)
        if place.path is not None:
            opening.look(place)
        say(f"Backed up. {back_up(place, target).words}")


@store.command()
def restore(
    source: Path = typer.Argument(metavar="BACKUP", help="A file that `store backup` wrote."),
    target: Path = typer.Argument(help="The new store; one that is there already is never written over."),
) -> None:
    """Make a store from a backup, checked before it gets its name; say what to check by hand."""
    with refusing():
        from caseworker.store.backup import restore as put_back
        from caseworker.store.places import place_of
        from caseworker.store.restored import to_check

        done = put_back(source, target)
        say(f"Restored. {done.words}")
        first, *others = to_check(place_of(done.path))
        say(first)
        for words in others:
            say(f"  - {words}")


def opened(store: str | None) -> Store:
    """The store that is meant, whichever kind it is: looking at it is safe for both."""
    from caseworker.store import opening
    from caseworker.store.engine import Store

    place = _place(store)
    return Store.open(place.url, expect=opening.look(place).kind)


def _place(store: str | None) -> Place:
    from caseworker.store.places import default_url, place_of

    return place_of(store or default_url())


def make(place: Place) -> None:
    from datetime import UTC, datetime
    from uuid import uuid4

    from caseworker.store.engine import Store

    Store.create(place.url, "live", datetime.now(UTC), str(uuid4()))


def _back_up_first(place: Place, revision: str, backed_up: bool) -> None:
    """Keep the older store beside the new one, or hear that a backup was made."""
    from caseworker.law.refusals import Refused

    if place.path is None:
        if not backed_up:
            raise Refused(
                f"{place.words} was not brought up to date yet.",
                rule="A backup comes first.",
                do="Make one with pg_dump, then run this again with --backed-up.",
            )
        return
    from caseworker.store.backup import backup as back_up

    target = place.path.with_name(f"{place.path.stem}.tables-{revision}{place.path.suffix}")
    say(f"Backed up first. {back_up(place, target).words}")
