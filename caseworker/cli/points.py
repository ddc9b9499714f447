"""Which points a letter seems to raise."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from caseworker.cli.office import JSON, refusing, say, say_json

points = typer.Typer(help="The points that a motorist can raise, found in a letter.")

STAGES = ("informal", "formal", "charge-certificate")
"""What a letter is, as `--stage` names it."""
SIZE_CAP = 5 * 1024 * 1024
"""Largest letter, in bytes."""


@points.callback()
def _points() -> None:
    """The points that a motorist can raise, found in a letter."""


@points.command()
def suggest(
    letter: str = typer.Argument(metavar="LETTER", help="A text file, or - for standard input."),
    regime: str = typer.Option(
        ..., help="A regime id, or parking, bus-lane, moving-traffic or caz.", show_default=False
    ),
    place: str = typer.Option("london", help="london or outside."),
    stage: str = typer.Option("", help="informal, formal or charge-certificate."),
    code: str = typer.Option("", help="The contravention code, for example 12r."),
    as_json: bool = JSON,
) -> None:
    """Suggest the points a letter raises, the plainest first: for an officer to take or drop."""
    with refusing():
        from caseworker.law.facts import Place
        from caseworker.law.refusals import Refused
        from caseworker.law.tables import unknown
        from caseworker.reading.points import suggest as suggested
        from caseworker.text import clean

        if place not in [one.value for one in Place]:
            raise unknown("place", place, [one.value for one in Place])
        if stage and stage not in STAGES:
            raise unknown("stage of a letter", stage, STAGES)
        try:
            text = _text(letter)
        except UnicodeDecodeError as wrong:
            raise Refused(
                f"{letter} is not UTF-8: byte 0x{wrong.object[wrong.start]:02X} at place {wrong.start + 1}.",
                rule="A letter is read as UTF-8.",
                do="Save it as UTF-8.",
            ) from None
        # Offsets are of the text as it came, so it is searched as it came; only what is printed is cleaned.
        found = suggested(text, regime=regime, code=code, stage=stage)
    if as_json:
        rows = [{"slug": one.slug, "start": one.start, "end": one.end, "score": one.score} for one in found]
        say_json({"points": rows})
        return
    for one in found:
        say(f"{one.score:.2f}  {one.slug:<34} {' '.join(clean(one.words).split())}")
    if not found:
        say("No point was recognised: read the letter and add them by hand.")


def _text(letter: str) -> str:
    """The letter's words."""
    from caseworker.law.refusals import Refused

    if letter == "-":
        content = sys.stdin.buffer.read(SIZE_CAP + 1)
    else:
        path = Path(letter)
        if not path.is_file():
            raise Refused(
                f"There is no file {letter}.", do="Give the letter's path, or - for standard input."
            )
        with path.open("rb") as held:
            content = held.read(SIZE_CAP + 1)
    if len(content) > SIZE_CAP:
        raise Refused(f"{letter} is larger than {SIZE_CAP:,} bytes.", do="Give the letter's words alone.")
    return content.decode("utf-8-sig")
