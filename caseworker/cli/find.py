"""Find a case on the command line, and the card to read out where it is the only one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from caseworker.cli.office import JSON, OFFICER, STORE, office, refusing, say, say_json

if TYPE_CHECKING:
    from caseworker.casework.desk.search import Card


def find(
    words: list[str] = typer.Argument(
        metavar="WORDS", help="A PCN, a VRM, words of a name, a postcode or words of a letter."
    ),
    by: str = typer.Option("", "--by", help="Only by pcn, vrm, name, postcode or words."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
    as_json: bool = JSON,
) -> None:
    """Find cases for a caller; of a single one, print what may be read out and what not."""
    with refusing():
        from caseworker.casework.desk.search import card, check_way, search

        built = office(store, officer)
        check_way(by)
        found = search(built, " ".join(words), by)
        only = found.rows[0].case_id if len(found.rows) == 1 else None
        told = None if only is None else card(built, only)
    if as_json:
        from dataclasses import asdict

        say_json({"found": [asdict(row) for row in found.rows], "card": asdict(told) if told else None})
        return
    for row in found.rows:
        say(
            f"{row.pcn:<12} {row.vrm:<9} {row.kind:<12} {row.status:<8} {row.received:<12} "
            f"{row.postcode:<9} {row.name}  {row.street}  ({row.by})"
        )
    say(found.note)
    if told is not None:
        say_card(told)


def say_card(card: Card) -> None:
    """Print a card."""
    say("Read to:")
    for words in (*card.to, card.anyone):
        say(f"  {words}")
    say("Read out:")
    for words in card.read_out:
        say(f"  {words}")
    say("Do not read out:")
    for words in card.keep:
        say(f"  {words}")
