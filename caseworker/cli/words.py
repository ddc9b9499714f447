"""The council's own words on the command line: listed, added, taken away."""

from __future__ import annotations

import typer

from caseworker.cli.office import JSON, OFFICER, STORE, office, refusing, say, say_json

words = typer.Typer(help="The council's own words: what its letters may hold beside the dictionary's.")

WORDS = typer.Argument(metavar="WORD...", help="One word or more.")


@words.callback()
def _words() -> None:
    """The council's own words: what its letters may hold beside the dictionary's."""


@words.command("list")
def list_words(store: str | None = STORE, as_json: bool = JSON) -> None:
    """List the council's own words, with who added each and when."""
    with refusing():
        from caseworker.casework.desk.words import listed

        found = listed(office(store))
    if as_json:
        say_json([{"word": one.word, "by": one.by, "at": one.at.isoformat()} for one in found])
        return
    for one in found:
        say(f"{one.word:<24} {one.by}, {one.at:%d %b %Y}")
    if not found:
        say("The council has added no word yet.")


@words.command()
def add(some: list[str] = WORDS, store: str | None = STORE, officer: str | None = OFFICER) -> None:
    """Add words to the council's own: names, places, words that the dictionary does not have."""
    with refusing():
        from caseworker.casework.desk.words import add as act

        built = office(store, officer)
        for one in some:
            say(f"Added to the council's words: {act(built, one)}")


@words.command()
def drop(some: list[str] = WORDS, store: str | None = STORE, officer: str | None = OFFICER) -> None:
    """Take words away from the council's own."""
    with refusing():
        from caseworker.casework.desk.words import drop as act

        built = office(store, officer)
        for one in some:
            say(f"Taken away from the council's words: {act(built, one)}")
