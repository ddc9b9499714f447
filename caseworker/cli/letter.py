"""Check a reply against the facts of its case, whoever wrote it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from caseworker.cli.office import say_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caseworker.law.findings import Finding

letter = typer.Typer(help="Check a reply: what is wrong, where, by which rule, and what would put it right.")


@letter.callback()
def _letter() -> None:
    """Check a reply: what is wrong, where, by which rule, and what would put it right."""


@letter.command()
def check(
    reply: Annotated[str, typer.Argument(help="The reply's text: a file, or - to read it from a pipe.")] = "",
    facts: Annotated[str, typer.Option(help="The facts of its case: a JSON file.")] = "",
    jsonl: Annotated[str, typer.Option(help="Many at once: a line each with id, reply and facts.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Check one reply, or many. Ends with 1 where a red was found, 2 where something could not be read."""
    from caseworker.law.refusals import Refused
    from caseworker.text import clean

    try:
        if jsonl:
            raise typer.Exit(_many(jsonl))
        if not reply or not facts:
            raise Refused(
                "A reply and the facts of its case are both needed.",
                do="Give REPLY.txt --facts FACTS.json, or --jsonl FILE.",
            )
        found = _findings(_read(reply), _object(_read(facts), facts))
    except Refused as refused:
        typer.echo(clean(str(refused)), err=True)
        raise typer.Exit(2) from None
    if as_json:
        say_json({"findings": [_record(one) for one in found]}, 2)
    else:
        typer.echo(clean("\n".join(_lines(found))))
    raise typer.Exit(1 if any(one.level == "red" for one in found) else 0)


def _many(name: str) -> int:
    """Check each line of a file; a line that cannot be read is told and the others are still checked."""

    from caseworker.law.refusals import Refused
    from caseworker.text import clean

    ends = 0
    for number, line in enumerate(_read(name).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = _object(line, f"line {number}")
            given = row.get("facts", row)
            if not isinstance(row.get("reply"), str) or not isinstance(given, dict):
                raise Refused('The line needs "reply" (text) and "facts".')
            found = _findings(row["reply"], given)
        except Refused as refused:
            typer.echo(clean(f"{name}, line {number}: {refused}"), err=True)
            ends = 2
            continue
        record = {"id": row.get("id", number), "findings": [_record(one) for one in found]}
        say_json(record, None)
        ends = max(ends, 1 if any(one.level == "red" for one in found) else 0)
    return ends


def _findings(text: str, given: Mapping[str, Any]) -> tuple[Finding, ...]:
    from caseworker.cli.letter_facts import facts_of, ignored
    from caseworker.law.refusals import Refused
    from caseworker.letters.preflight import check as check_letter
    from caseworker.reading import dealing
    from caseworker.reading.faults import faults
    from caseworker.text import clean

    if not text.strip():
        raise Refused("The reply is empty.", do="Give the words of the letter.")
    for key in ignored(given):
        typer.echo(clean(f"Not used: {key}."), err=True)
    facts, enclosures = facts_of(given)
    return check_letter(text, facts, enclosures=enclosures, deals=dealing, sounds=faults)


def _read(name: str) -> str:
    """The text of a file, or of what is piped in, whatever bytes it holds."""
    from pathlib import Path

    from caseworker.law.refusals import Refused

    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Refused(f"{name} cannot be read: {error.strerror}.", do="Check the name of the file.") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _object(text: str, name: str) -> dict[str, Any]:
    import json

    from caseworker.law.refusals import Refused

    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = (
            f", line {error.lineno} column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        )
        raise Refused(
            f"{name}{place}: this is not JSON.", do="See `caseworker letter check --help`."
        ) from None
    if not isinstance(found, dict):
        raise Refused(f"{name}: the facts must be one JSON object.")
    return found


def _record(found: Finding) -> dict[str, object]:
    from caseworker.text import clean

    return {
        "code": found.code,
        "level": found.level,
        "hard": found.hard,
        "start": found.start,
        "end": found.end,
        "words": clean(found.words),
        "rule": clean(found.rule),
        "source": str(found.source),
        "repair": clean(found.repair),
    }


def _lines(found: tuple[Finding, ...]) -> list[str]:
    from caseworker.text import clean

    if not found:
        return ["Nothing found."]
    lines = []
    for one in found:
        level = "HARD RED" if one.hard else one.level.upper()
        place = f" (characters {one.start} to {one.end})" if one.start is not None else ""
        lines += [f"{level}  {one.code}{place}", f"    {one.words}", f"    {one.rule} ({one.source})"]
        if one.repair:
            lines.append(f"    Repair: {one.repair}")
    return [clean(line) for line in lines]
