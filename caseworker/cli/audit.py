"""The record of what was done, on the command line: check it, and take its head away to be kept elsewhere."""

from __future__ import annotations

from pathlib import Path

import typer

from caseworker.cli.office import JSON, STORE, refusing, say, say_json

audit = typer.Typer(help="The record of what was done: verify it, export its head.")


@audit.callback()
def _audit() -> None:
    """Check the record of what was done, or take its head away."""


@audit.command()
def verify(
    anchors: Path | None = typer.Option(None, "--anchors", help="File of heads kept elsewhere, one a line."),
    store: str | None = STORE,
    as_json: bool = JSON,
) -> None:
    """Check every entry, chain and seal; leaves with status 1 where anything was tampered with."""
    with refusing():
        from caseworker.cli.store import opened
        from caseworker.store import audit as record

        kept = record.read_anchors(anchors) if anchors else ()
        found = record.verify(opened(store), kept)
    if as_json:
        from dataclasses import asdict

        say_json(asdict(found) | {"ok": found.ok, "anchors": len(kept)})
    else:
        say(
            f"{found.entries:,} entries in {found.chains:,} chains; "
            f"{found.seals:,} seals; compared with {len(kept):,} anchors."
        )
        for fault in found.faults:
            say(f"!! {fault.words}")
        say("Nothing was tampered with." if found.ok else f"{len(found.faults):,} faults.")
        if found.ok and not kept:
            say("A record that was cut off or written anew whole is only seen with --anchors.")
    if not found.ok:
        raise typer.Exit(1)


@audit.command()
def head(store: str | None = STORE, as_json: bool = JSON) -> None:
    """Seal what was entered so far, and print the seal, to be kept where officers cannot change it."""
    with refusing():
        from datetime import UTC, datetime

        from caseworker.cli.store import opened
        from caseworker.store import audit as record

        anchor = record.export_head(opened(store), datetime.now(UTC))
    if anchor is None:
        say("Nothing was entered yet." if not as_json else "null")
    elif as_json:
        typer.echo(anchor.line)
    else:
        say(
            f"Seal {anchor.seal} of {anchor.sealed_at} covers entries up to {anchor.up_to_seq}: {anchor.hash}"
        )
