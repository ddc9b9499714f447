"""One case on the command line: to read out, or to look at what was issued."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import typer

from caseworker.cli.office import JSON, OFFICER, STORE, day_typed, office, refusing, say, say_json

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
        from caseworker.casework.desk.view import find, standing, view

        built = office(store, officer)
        seen = view(built, find(built, pcn))
        beside = [one for one in standing(built, pcn) if one.id != seen.id]
    if as_json:
        other = [{"kind": one.kind, "due_on": one.due_on.isoformat()} for one in beside]
        say_json(record(seen) | {"other_cases": other})
        return
    facts = seen.facts
    say(f"{seen.pcn}  {facts.vrm}  {facts.code} {facts.contravention}")
    say(f"{facts.contravened_on} {facts.contravened_time}  {facts.location}")
    say(f"stage: {seen.stage_label}   case: {facts.kind}, {seen.status}   with: {seen.officer or 'nobody'}")
    for one in beside:
        say(f"also open: {one.kind}, to be answered by {one.due_on}")
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
def ledger(
    pcn: str = typer.Argument(help="The PCN's number."),
    on: str = typer.Option("", "--on", help="The day asked about, YYYY-MM-DD; today where it is not given."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
    as_json: bool = JSON,
) -> None:
    """Print what is owed on a PCN, line by line, and why; each kind of money for itself."""
    with refusing():
        from caseworker.casework.desk.adjust import read
        from caseworker.law.charges import pounds

        seen = read(office(store, officer), pcn, day_typed(on) if on else None)
    if as_json:
        say_json(_ledger(seen))
        return
    for one in seen.lines:
        sum_ = pounds(one.pence) if one.pence else "-"
        citation = f"  ({one.citation})" if one.citation else ""
        say(f"{one.on}  {sum_:>9}  {one.account_label} {pounds(one.balance_pence)}  {one.words}{citation}")
    for label, pence in seen.owed:
        say(f"owed: {label} {pounds(pence)}")
    say(f"due on {seen.on}: {pounds(seen.due_pence)}  {seen.why}")


@case.command()
def adjust(
    pcn: str = typer.Argument(help="The PCN's number."),
    kind: str = typer.Argument(help="refund, waiver or write-off."),
    amount: str = typer.Argument(help="How much, in pounds: 80 or 57.50."),
    words: str = typer.Option(..., "--words", help="Why; for a refund also how it was paid."),
    account: str = typer.Option(
        "penalty", "--account", help="Of which money: penalty, charge, release, storage, disposal or court."
    ),
    on: str = typer.Option("", "--on", help="Its day, YYYY-MM-DD; today where it is not given."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Record a refund that was paid, or a sum that is no longer asked for."""
    with refusing():
        from caseworker.casework.desk.adjust import record as entered
        from caseworker.casework.desk.view import find, view

        built = office(store, officer)
        seen = view(built, find(built, pcn))
        day = day_typed(on) if on else None
        done = entered(built, seen.id, seen.version, kind, _pence(amount), words, account=account, on=day)
    say(done.words)


@case.command()
def links(
    pcn: str = typer.Argument(help="The PCN's number."),
    add: list[str] | None = typer.Option(None, "--with", help="A PCN whose case is to stand with it."),
    alone: bool = typer.Option(False, "--alone", help="Take the case out of those it stands with."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
    as_json: bool = JSON,
) -> None:
    """List the cases that stand with one; link others with it, or take it out."""
    with refusing():
        from caseworker.casework.desk import links as linking
        from caseworker.casework.desk.view import find, view

        built = office(store, officer)
        seen = view(built, find(built, pcn))
        if add:
            linking.link(built, seen.id, seen.version, [find(built, one) for one in add])
        elif alone:
            linking.unlink(built, seen.id, seen.version)
        seen = view(built, seen.id)
        near = linking.near(built, seen.id)
    told = {"linked": seen.linked, "near": near}
    if as_json:
        say_json({name: [_neighbour(one) for one in some] for name, some in told.items()})
        return
    for name, some in told.items():
        for one in some:
            say(f"{name}: {one.pcn}  {one.vrm}  {one.kind}, {one.words}  received {one.received_on}")
    if not seen.linked and not near:
        say(f"The case on {seen.pcn} stands alone, and none like it is open.")


def _neighbour(one: Any) -> dict[str, Any]:
    """A linked case as JSON."""
    plain = ("pcn", "vrm", "kind", "status", "outcome", "officer", "points")
    return {name: getattr(one, name) for name in plain} | {"received_on": one.received_on.isoformat()}


def _pence(words: str) -> int:
    """Pounds as they were typed, in pence."""
    import re

    from caseworker.law.refusals import Refused

    found = re.fullmatch(r"£?([0-9]{1,6})(?:\.([0-9]{2}))?", words.strip())
    if found is None:
        raise Refused(f"{words[:40]} is not a sum.", do="Write pounds, for example 80 or 57.50.")
    return int(found[1]) * 100 + int(found[2] or 0)


def _ledger(seen: Any) -> dict[str, Any]:
    """A ledger as JSON."""
    return {
        "on": seen.on.isoformat(),
        "due_pence": seen.due_pence,
        "why": seen.why,
        "owed": dict(seen.owed),
        "received_pence": seen.received_pence,
        "overpaid_pence": seen.overpaid_pence,
        "waiting": seen.waiting,
        "lines": [
            {
                "on": one.on.isoformat(),
                "kind": one.kind,
                "account": one.account,
                "pence": one.pence,
                "balance_pence": one.balance_pence,
                "words": one.words,
                "citation": str(one.citation) if one.citation else None,
            }
            for one in seen.lines
        ],
    }


@case.command()
def letter(
    number: str = typer.Argument(help="The letter's number, as on its receipt."),
    out: Path = typer.Option(..., "--out", help="The .docx, .pdf or .txt to write; never one that is there."),
    large: bool = typer.Option(False, "--large", help="The .pdf in large print."),
    store: str | None = STORE,
) -> None:
    """Write an issued letter: its .docx byte for byte as issued, or the .pdf or .txt drawn from that."""
    with refusing():
        from caseworker.casework.desk.letters import edition
        from caseworker.law.refusals import Refused

        content = edition(office(store), number, out.suffix.lower().removeprefix("."), large=large)
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
        "owed": dict(seen.money.ledger.owed),
        "overpaid_pence": seen.money.ledger.overpaid_pence,
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
