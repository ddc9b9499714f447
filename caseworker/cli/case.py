"""One case on the command line: to read out, or to look at what was issued."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import typer

from caseworker.cli.office import JSON, OFFICER, STORE, office, refusing, say, say_json

case = typer.Typer(help="One case: its facts, clocks and letters.")


@case.command()
def show(
    pcn: str = typer.Argument(help="The PCN's number."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
    as_json: bool = JSON,
) -> None:
    """Print a case: facts, clocks, points, decision, letters."""
    with refusing():
        from caseworker.casework.desk.view import find, view

        built = office(store, officer)
        seen = view(built, find(built, pcn))
    if as_json:
        say_json(record(seen))
        return
    facts = seen.facts
    say(f"{seen.pcn}  {facts.vrm}  {facts.code} {facts.contravention}")
    say(f"{facts.contravened_on} {facts.contravened_time}  {facts.location}")
    say(f"stage: {seen.stage_label}   case: {facts.kind}, {seen.status}   with: {seen.officer or 'nobody'}")
    say(f"due now: {seen.money.due_pence / 100:.2f}  {seen.money.why}")
    for clock in seen.clocks:
        say(f"{clock.label}: {clock.last_on} ({clock.citation})")
    for words in seen.warnings:
        say(f"! {words}")
    for point in seen.points:
        say(f"point: {point.label}  {point.outcome or 'no answer yet'}")
    for letter in seen.letters:
        where = f"; {letter.where_words}" if letter.where_words else ""
        say(f"letter {letter.number}: {letter.kind} to {letter.recipient}, posts {letter.posts_on}{where}")


@case.command()
def letter(
    number: str = typer.Argument(help="The letter's number, as on its receipt."),
    out: Path = typer.Option(..., "--out", help="The .docx to write; an existing file is refused."),
    store: str | None = STORE,
) -> None:
    """Write an issued letter's file, byte for byte as it was issued."""
    with refusing():
        from caseworker.casework.desk.letters import issued_file
        from caseworker.law.refusals import Refused

        content = issued_file(office(store), number)
        try:
            # It holds a name and an address: for its owner only, as every file that is written here.
            with open(out, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
                file.write(content)
        except FileExistsError:
            raise Refused(f"{out} is there already.", do="Choose another name.") from None
        except OSError as error:
            raise Refused(
                f"{out} could not be written ({error.strerror}).", do="Choose another folder, or make room."
            ) from None
    say(f"{out}: {len(content):,} bytes.")


def record(seen: Any) -> dict[str, Any]:
    """A case as JSON: what `show` prints, for programs."""
    facts = seen.facts
    return {
        "pcn": seen.pcn,
        "vrm": facts.vrm,
        "case": seen.id,
        "kind": facts.kind,
        "status": seen.status,
        "version": seen.version,
        "officer": seen.officer,
        "regime": facts.regime,
        "code": facts.code,
        "contravened_on": facts.contravened_on.isoformat() if facts.contravened_on else None,
        "location": facts.location,
        "stage": facts.stage,
        "due_pence": seen.money.due_pence,
        "due_why": seen.money.why,
        "clocks": [
            {
                "clock": one.id,
                "last_day": one.last_on.isoformat(),
                "last_safe_posting": one.safe_posting_on.isoformat() if one.safe_posting_on else None,
                "citation": str(one.citation),
                "verified": one.verified,
            }
            for one in seen.clocks
        ],
        "warnings": list(seen.warnings),
        "points": [{"slug": one.slug, "outcome": one.outcome, "ground": one.ground} for one in seen.points],
        "decision": seen.decision.outcome if seen.decision else None,
        "letters": [{"number": one.number, "kind": one.kind, "sha256": one.sha256} for one in seen.letters],
    }
