"""The post on the command line: batches, what left, what slipped, what came back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from caseworker.cli.office import JSON, OFFICER, STORE, content_of, day_typed, office, refusing, say

if TYPE_CHECKING:
    from caseworker.casework.desk.post import Posted

post = typer.Typer(help="Letters on their way: batch, confirm, slip, recall, by hand, returned.")
NUMBER = typer.Argument(help="The letter's number, as on its receipt.")


@post.callback()
def _post() -> None:
    """Batch the letters that wait, say what has left, bring back what has not."""


@post.command()
def batch(
    to: Path | None = typer.Option(None, "--to", help="Folder for the batch's own folder."),
    day: str = typer.Option("", "--day", help="Posting day, YYYY-MM-DD. Default: today."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Make the day's batch: letters and manifest in a folder. Run again, the same batch is written again."""
    with refusing():
        from caseworker.casework.desk.post import make_batch

        made = make_batch(office(store, officer), to or _folder(), day_typed(day) if day else None)
        say(made.words)
        for one in (*made.also, made.folder):
            say(f"{one}")


@post.command()
def emails(
    to: Path | None = typer.Option(None, "--to", help="Folder for the outbox's own folder."),
    day: str = typer.Option("", "--day", help="The day they are sent, YYYY-MM-DD. Default: today."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Make the day's outbox: letters as messages ready to send, and manifest, in a folder."""
    with refusing():
        from caseworker.casework.desk.post import make_outbox

        made = make_outbox(office(store, officer), to or _folder(), day_typed(day) if day else None)
        say(made.words)
        for one in (*made.also, made.folder):
            say(f"{one}")


@post.command()
def bounced(
    number: str = NUMBER,
    why: str = typer.Option(..., "--why", help="What the message says that came back."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Note that an email came back: its case is work again, and its letters go by post."""
    with refusing():
        from caseworker.casework.desk.post import bounced as act

        say(act(office(store, officer), number, why).words)


@post.command()
def confirm(
    batch: int = typer.Argument(help="The batch's number."),
    on: str = typer.Option("", "--on", help="The day it left, YYYY-MM-DD. Default: today."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Confirm that a batch has left: stages move, clocks begin, the case system is told."""
    with refusing():
        from caseworker.casework.desk.post import confirm as act

        say(act(office(store, officer), batch, day_typed(on) if on else None).words)


@post.command()
def slip(
    what: str = typer.Argument(metavar="BATCH|DAY", help="A batch's number, or a posting day YYYY-MM-DD."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Say that a batch, or a day's post, did not go: letters whose dates no longer hold come back."""
    with refusing():
        from caseworker.casework.desk.post import slip as act

        number = what.isdecimal() and what.isascii()
        done = act(office(store, officer), int(what) if number else day_typed(what))
        say(done.words)
        for title, numbers in (("came back", done.back), ("waits", done.waits)):
            if numbers:
                say(f"{title}: {', '.join(numbers)}")


@post.command()
def recall(
    number: str = NUMBER,
    why: str = typer.Option(..., "--why", help="Why, in a few words."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Take a letter back before it has left: its case is open again at the decision."""
    with refusing():
        from caseworker.casework.desk.post import recall as act

        say(act(office(store, officer), number, why).words)


@post.command()
def hand(
    number: str = NUMBER,
    by: str = typer.Option(..., "--by", help="Who served it: a role or a number."),
    at: str = typer.Option(..., "--at", help="When today, HH:MM."),
    to: str = typer.Option(..., "--to", help="At which address."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Record that a letter was handed over today: it leaves at once, in no batch."""
    with refusing():
        from caseworker.casework.desk.post import hand as act

        say(act(office(store, officer), number, by=by, at=at, to=to).words)


@post.command()
def returned(
    number: str = NUMBER,
    why: str = typer.Option(..., "--why", help="What stands on the envelope."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Note that a letter came back: it counts as served no longer, and its case is work again."""
    with refusing():
        from caseworker.casework.desk.post import returned as act

        say(act(office(store, officer), number, why).words)


@post.command()
def returns(
    file: Path = typer.Argument(help="CSV with the columns letter and why: one row a letter that came back."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Note a list of letters and emails that came back; run again, only what was not noted yet.

    Leaves with 0 where all are noted, 1 where a row is wrong or refused; a faulty list notes nothing.
    """
    with refusing():
        from caseworker.casework.desk.post import every
        from caseworker.reading.returned import SIZE_CAP, read

        rows, faults = read(content_of(file, SIZE_CAP), file.name)
        for fault in faults:
            say(fault.words, err=True)
        if faults:
            raise typer.Exit(1)
        done = every(office(store, officer), rows)
        for number, refused in done.refused:
            say(f"{number}: {refused.what}", err=True)
        say(done.words)
    if done.refused:
        raise typer.Exit(1)


@post.command()
def dealt(
    number: str = NUMBER,
    words: str = typer.Option(..., "--words", help="How it was served, or what was done."),
    keep_hold: bool = typer.Option(False, "--keep-hold", help="The case system goes on holding the notice."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Note how a letter that came back was served all the same: it counts from its own days again."""
    with refusing():
        from caseworker.casework.desk.post import dealt_with

        say(dealt_with(office(store, officer), number, words, keep_hold=keep_hold).words)


@post.command()
def board(store: str | None = STORE, officer: str | None = OFFICER, as_json: bool = JSON) -> None:
    """Print the post as it stands: must be posted today, issued not left, made, left, returned."""
    with refusing():
        from caseworker.casework.desk.post import board as read

        seen = read(office(store, officer))
    lists = {
        "must be posted today": seen.must,
        "issued, not left": seen.waiting,
        "made, not confirmed": seen.made,
        "left": seen.left,
        "returned": seen.returned,
    }
    if as_json:
        import json

        whole = {name: [_record(one) for one in some] for name, some in lists.items()}
        typer.echo(json.dumps({"today": seen.today.isoformat(), **whole}, ensure_ascii=False, indent=1))
        return
    later = f"today's post has gone, or there is none; the next goes {seen.next_on:%a} {seen.next_on:%d %b}"
    say(f"{seen.today:%a %d %b}: {later if seen.gone else f'the post goes today at {seen.cut_off}'}.")
    for name, some in lists.items():
        say(f"{name}: {len(some)}")
        for one in some:
            say(f"  {one.law:<12} {one.number:<11} {one.pcn:<12} {one.kind:<22} {one.recipient}  {one.where}")


def _record(one: Posted) -> dict[str, Any]:
    """One letter as JSON."""
    from dataclasses import asdict

    return {name: str(value) if value is not None else None for name, value in asdict(one).items()}


def _folder() -> Path:
    """Where batches go by default: the data folder."""
    from caseworker import locations

    return locations.data_folder() / "post"
