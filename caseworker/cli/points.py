"""Which points a letter seems to raise."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from caseworker.cli.office import JSON, refusing, say, say_json

if TYPE_CHECKING:
    from caseworker.reading.points import Suggestion

points = typer.Typer(help="The points that a motorist can raise, found in a letter.")

STAGES = ("informal", "formal", "charge-certificate")
"""What a letter is, as `--stage` names it."""
SIZE_CAP = 5 * 1024 * 1024
"""Largest letter, in bytes."""
MANY_CAP = 500 * 1024 * 1024
"""Largest file of many letters, in bytes."""


@points.callback()
def _points() -> None:
    """The points that a motorist can raise, found in a letter."""


@points.command()
def suggest(
    letter: str = typer.Argument("", metavar="LETTER", help="A text file, or - for standard input."),
    regime: str = typer.Option("", help="A regime id, or parking, bus-lane, moving-traffic or caz."),
    place: str = typer.Option("london", help="london or outside."),
    stage: str = typer.Option("", help="informal, formal or charge-certificate."),
    code: str = typer.Option("", help="The contravention code, for example 12r."),
    jsonl: str = typer.Option("", help="Many at once: a line each with id, text, regime, place, stage."),
    as_json: bool = JSON,
) -> None:
    """Suggest the points a letter raises, the plainest first: for an officer to take or drop."""
    with refusing():
        from caseworker.law.refusals import Refused

        if jsonl:
            raise typer.Exit(_many(jsonl))
        if not letter or not regime:
            raise Refused(
                "A letter and its regime are both needed.", do="Give LETTER --regime REGIME, or --jsonl FILE."
            )
        _known("place", place)
        _known("stage", stage)
        text = _letter(letter)
        found = _found(text, regime, code, stage)
    if as_json:
        care = _care(text)
        say_json({"points": [_record(one) for one in found], "care": care, "remarks": _remarks(text)})
        return
    _say_care(text)
    for one in found:
        say(f"{one.score:.2f}  {one.slug:<34} {' '.join(one.words.split())}")
    for words in _remarks(text):
        say(words)
    if not found:
        say("No point was recognised: read the letter and add them by hand.")


def _found(text: str, regime: str, code: str, stage: str) -> tuple[Suggestion, ...]:
    # Offsets are of the text as it came, so it is searched as it came; only what is printed is cleaned.
    from caseworker.reading.points import suggest as suggested

    return suggested(text, regime=regime, code=code, stage=stage)


def _remarks(text: str) -> list[str]:
    """What is unusual about the letter, and what the finder did without."""
    from caseworker.reading.meaning import MISSING, installed
    from caseworker.reading.oddities import oddities
    from caseworker.reading.points import READ

    return [*oddities(text, heard=min(len(text), READ)), *(() if installed() else (MISSING,))]


def _record(one: Suggestion) -> dict[str, object]:
    return {"slug": one.slug, "start": one.start, "end": one.end, "score": one.score}


def _care(text: str) -> list[dict[str, object]]:
    """The reasons for care, each with its place and words; ``heard`` where no phrase said it."""
    from caseworker.reading.undertones import read_with_care

    return [
        {"flag": one.flag, "start": one.start, "end": one.end, "words": one.words, "heard": one.heard}
        for one in read_with_care(text)
    ]


def _say_care(text: str) -> None:
    """The reasons for care, a line each, before anything else."""
    from caseworker.casework.warnings import reason_words
    from caseworker.reading.undertones import read_with_care

    for one in read_with_care(text):
        say(reason_words(one))


def _known(what: str, value: str) -> None:
    """Refuse a place or a stage that is none; an empty stage is any."""
    from caseworker.law.facts import Place
    from caseworker.law.tables import unknown

    if what == "place" and value not in (places := [one.value for one in Place]):
        raise unknown("place", value, places)
    if what == "stage" and value and value not in STAGES:
        raise unknown("stage of a letter", value, STAGES)


def _many(name: str) -> int:
    """Each line of a file; one that cannot be read is named with its number, the others are still read."""
    from caseworker.law.refusals import Refused

    ends = 0
    # Lines end at a line feed only: a letter may hold any other character that ends a line for a reader.
    for number, line in enumerate(_content(name, MANY_CAP).split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            say_json(_answered(line, number), None)
        except Refused as refused:
            say(f"{name}, line {number}: {refused}", err=True)
            ends = 2
    return ends


def _answered(line: bytes, number: int) -> dict[str, object]:
    """What one line of a file is answered with."""
    import json

    from caseworker.law.refusals import Refused

    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refused("this is not JSON in UTF-8.", do="See `caseworker points suggest --help`.") from None
    if not isinstance(row, dict):
        raise Refused("this is no JSON object.")
    for key in ("text", "regime"):
        if not isinstance(row.get(key), str):
            raise Refused(f'"{key}" is missing, or no text.')
    code, stage = (str(row.get(key) or "") for key in ("contravention_code", "stage"))
    text = row["text"]
    if place := row.get("place"):
        _known("place", str(place))
    found = _found(text, row["regime"], code, stage)
    care = _care(text)
    answer: dict[str, object] = {
        "id": row.get("id", number),
        "points": [_record(one) for one in found],
        "care": [one["flag"] for one in care],
        "care_places": care,
    }
    remarks = _remarks(text)
    return answer | ({"remarks": remarks} if remarks else {})


def _letter(name: str) -> str:
    """The letter's words, as they came."""
    from caseworker.law.refusals import Refused

    try:
        return _content(name, SIZE_CAP).decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Refused(
            f"{name} is not UTF-8: byte 0x{wrong.object[wrong.start]:02X} at place {wrong.start + 1}.",
            rule="A letter is read as UTF-8.",
            do="Save it as UTF-8.",
        ) from None


def _content(name: str, most: int) -> bytes:
    """What a file holds, or what is piped in."""
    from caseworker.law.refusals import Refused

    if name == "-":
        content = sys.stdin.buffer.read(most + 1)
    else:
        try:
            with Path(name).open("rb") as held:
                content = held.read(most + 1)
        except OSError as error:
            do = "Give the letter's path, or - for standard input."
            raise Refused(f"{name} cannot be read: {error.strerror}.", do=do) from None
    if len(content) > most:
        raise Refused(f"{name} is larger than {most:,} bytes.", do="Give the words alone, or fewer letters.")
    return content
