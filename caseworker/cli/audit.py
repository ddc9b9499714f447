"""The record of what was done, on the command line: check it, and take its head away to be kept elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from caseworker.cli.office import JSON, STORE, refusing, say, say_json
from caseworker.text import counted

if TYPE_CHECKING:
    from caseworker.store.audit_check import Verified
    from caseworker.store.contents import Compared

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
    """Check every entry, chain, seal and kept digest; leaves with status 1 where one is not right."""
    with refusing():
        from caseworker.cli.store import opened
        from caseworker.store import audit as record
        from caseworker.store import contents

        kept = record.read_anchors(anchors) if anchors else ()
        place = opened(store)
        found = record.verify(place, kept)
        with place.raw() as reader:
            beside = contents.compared(reader)
    changed = [words for one in beside for words in one.changed]
    ok = found.ok and not changed
    if as_json:
        from dataclasses import asdict

        looked = {one.kind: one.looked for one in beside}
        record_of = asdict(found) | {"ok": ok, "anchors": len(kept)}
        say_json(record_of | {"compared": looked, "changed": changed, "not_compared": contents.WITHOUT})
    else:
        _tell(found, beside, len(kept))
    if not ok:
        raise typer.Exit(1)


def _tell(found: Verified, beside: Sequence[Compared], anchors: int) -> None:
    """What was checked, what is not right, and what nothing here can see."""
    from caseworker.store.contents import WITHOUT

    say(
        f"{counted(found.entries, 'entry', 'entries')} in {counted(found.chains, 'chain')}; "
        f"{counted(found.seals, 'seal')}; compared with {counted(anchors, 'anchor')}."
    )
    changed = [words for one in beside for words in one.changed]
    for words in (*(fault.words for fault in found.faults), *changed):
        say(f"!! {words}")
    faults = len(found.faults)
    say("No audit entry was changed." if found.ok else f"{faults:,} fault{'' if faults == 1 else 's'}.")
    looked = ", ".join(f"{one.kind} {one.looked:,}" for one in beside)
    words = f"{len(changed):,} not as kept" if changed else "each as kept"
    say(f"Compared with their digests ({looked}): {words}.")
    say(f"Not compared, since no digest is kept of it: {WITHOUT}.")
    if found.ok and not anchors:
        say("A record that was cut off or written anew whole is only seen with --anchors.")


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
        say(anchor.words)
