"""The council's paragraphs on the command line: check them, list them, read one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from caseworker.cli.office import JSON, day_typed, office, refusing, say, say_json
from caseworker.text import counted

if TYPE_CHECKING:
    from caseworker.letters.library import Library, Paragraph

paragraphs = typer.Typer(
    help="The council's paragraphs: check, list, read; write, approve, publish, retire, exchange."
)
FOLDER = typer.Option(
    None, "--folder", help="The library's folder. Default: the one that came with the program."
)
OVER = typer.Option(None, "--store", help="Over it, what was published in this store.")


@paragraphs.command()
def lint(
    folder: Path | None = FOLDER,
    store: str | None = OVER,
    today: str = typer.Option("", "--today", help="The day to reckon reviews by. Default: today."),
    as_json: bool = JSON,
) -> None:
    """Say what is wrong with the paragraphs; leaves with status 1 where something must be mended."""
    with refusing():
        from datetime import datetime

        from caseworker.casework.office import LONDON
        from caseworker.casework.shelf import shelf
        from caseworker.letters.library import read
        from caseworker.letters.lint import lint as check
        from caseworker.letters.lint import look_over

        where = _folder(folder)
        day = day_typed(today) if today else datetime.now(LONDON).date()
        if store is None:
            found, count = check(where, day), len(read(where)[0])
        else:
            standing = shelf(office(store))
            found, count = look_over(standing.library, day, standing.problems), len(standing.library)
    errors = sum(one.level == "error" for one in found)
    if as_json:
        _print({
            "paragraphs": count,
            "problems": [
                {"path": one.path, "line": one.line, "level": one.level, "what": one.what, "rule": one.rule}
                for one in found
            ],
        })  # fmt: skip
    else:
        for one in found:
            say(f"{one.level}: {one}")
        say(f"{counted(count, 'paragraph')}, {errors} to mend, {len(found) - errors} worth a look.")
    if errors:
        raise typer.Exit(1)


@paragraphs.command(name="list")
def list_(
    words: str = typer.Argument("", help="Show those whose title, id or points hold these words."),
    folder: Path | None = FOLDER,
    store: str | None = OVER,
    as_json: bool = JSON,
) -> None:
    """List the paragraphs with what each is for."""
    with refusing():
        library = _library(folder, store)
    typed = words.lower().replace("-", " ").split()
    found = [one for one in library if all(word in one.hay for word in typed)]
    if as_json:
        _print([_record(one) for one in found])
        return
    for one in found:
        say(f"{one.id:44} {one.slot:11} {one.title}")
    say(f"{len(found)} of {len(library)} paragraphs.")


@paragraphs.command()
def show(
    key: str = typer.Argument(help="The paragraph's id."),
    folder: Path | None = FOLDER,
    store: str | None = OVER,
    as_json: bool = JSON,
) -> None:
    """Print one paragraph with what it is for."""
    with refusing():
        one = _library(folder, store).get(key)
    if as_json:
        _print(_record(one) | {"text": one.text})
        return
    say(f"{one.title}\n{one.id}, version {one.version}, read again by {one.review_on.isoformat()}")
    for label, values in (
        ("letters", one.kinds),
        ("points", one.points),
        ("when", one.when),
        ("regimes", one.regimes),
    ):
        if values:
            say(f"{label}: {', '.join(values)}")
    if one.note:
        say(f"note: {one.note}")
    say(f"\n{one.text}")


def _library(folder: Path | None, store: str | None) -> Library:
    """The library of a folder; or the shipped one with what was published in a store laid over it."""
    from caseworker.letters.library import load

    return load(_folder(folder)) if store is None else office(store).library


def _folder(folder: Path | None) -> Path:
    from caseworker import locations

    return folder or locations.paragraphs()


def _record(one: Paragraph) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "theme": one.theme,
        "slot": one.slot,
        "use": one.use,
        "kinds": list(one.kinds),
        "regimes": list(one.regimes),
        "points": list(one.points),
        "outcome": one.outcome,
        "when": list(one.when),
        "version": one.version,
        "review_on": one.review_on.isoformat(),
        "note": one.note,
    }


def _print(value: Any) -> None:

    say_json(value)
