"""The inbox on the command line: what waits, to which PCN it goes, and a slip undone."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from caseworker.cli.office import JSON, OFFICER, STORE, office, refusing, say, say_json

if TYPE_CHECKING:
    from caseworker.casework.desk.indexing import Match, PieceView
    from caseworker.casework.office import Office

inbox = typer.Typer(help="Post and mail that is on no case yet: list it, index it, move it.")
PIECE = typer.Argument(help="The piece's number, as inbox list gives it.")
SHOWN = 60


@inbox.command("list")
def list_(
    state: str = typer.Option("waiting", "--state", help="waiting, indexed, split or set-aside."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
    as_json: bool = JSON,
) -> None:
    """List what waits, oldest first; or what was indexed, split or set aside."""
    with refusing():
        from caseworker.casework.desk.indexing import inbox as act
        from caseworker.casework.desk.indexing.views import STATES
        from caseworker.law.refusals import Refused

        if state not in STATES:
            raise Refused(f'There is no state "{state}".', do="Use one of: " + ", ".join(STATES) + ".")
        pieces = act(office(store, officer), state)
    if as_json:
        say_json([_record(one) for one in pieces])
        return
    for one in pieces:
        say(_line(one))
    say(f"{len(pieces):,} {state}.")


@inbox.command()
def show(
    piece: int = PIECE, store: str | None = STORE, officer: str | None = OFFICER, as_json: bool = JSON
) -> None:
    """Print a piece's words and the PCNs that it may be about, with the reasons."""
    with refusing():
        from caseworker.casework.desk.indexing import matches, whole

        built = office(store, officer)
        seen, found = whole(built, piece), matches(built, piece)
    if as_json:
        offered = [asdict(one) | {"contravened_on": one.contravened_on.isoformat()} for one in found]
        say_json(_record(seen.piece) | {"text": seen.text, "matches": offered})
        return
    say(_line(seen.piece, short=True))
    for words in seen.piece.fault.splitlines():
        say(f"! {words}")
    for match in found:
        say(_match(match))
    say(seen.text)


@inbox.command()
def index(
    piece: int = PIECE,
    pcns: list[str] = typer.Argument(metavar="PCN...", help="The PCN it is about; or several: it is split."),
    kind: str = typer.Option("", "--kind", help="challenge, authority, payment, complaint or other."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Put a piece on the PCN it is about, as an import would have; the day it was received stays."""
    with refusing():
        from caseworker.casework.desk.indexing import index as act
        from caseworker.casework.desk.indexing import split

        built = office(store, officer)
        seen = _piece(built, piece)
        what = kind or seen.kind
        if len(pcns) == 1:
            say(act(built, piece, seen.version, pcns[0], what).words)
        else:
            say(split(built, piece, seen.version, pcns, what).words)


@inbox.command()
def move(
    piece: int = PIECE,
    pcn: str = typer.Argument(help="The PCN it is about."),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Move a piece from the wrong PCN to the right one; refused once a letter answered it."""
    with refusing():
        from caseworker.casework.desk.indexing import move as act

        say(act(office(store, officer), pcn, inbox_id=piece).words)


@inbox.command()
def aside(
    piece: int = PIECE,
    why: str = typer.Option(..., "--why", help="Spam, not ours, a duplicate …"),
    store: str | None = STORE,
    officer: str | None = OFFICER,
) -> None:
    """Set a piece aside that is on no PCN of ours; it is kept."""
    with refusing():
        from caseworker.casework.desk.indexing import set_aside

        built = office(store, officer)
        say(set_aside(built, piece, _piece(built, piece).version, why).words)


def _piece(built: Office, piece: int) -> PieceView:
    from caseworker.casework.desk.indexing import whole

    return whole(built, piece).piece


def _line(one: PieceView, *, short: bool = False) -> str:
    """A piece on one line; what is wrong with it, or why it was set aside, at its end."""
    from caseworker.text import one_line

    where = one.pcn or (f"read as {one.pcn_read}" if one.pcn_read else "")
    days = _left(one.days_left) if one.state == "waiting" else f"by {one.officer}"
    told = one_line(f"{one.from_name}: {one.subject}".rstrip(), SHOWN)
    line = f"{one.id:>6}  {one.received_on}  {days}  {one.channel}  {one.kind}  {told}  {where}".rstrip()
    return f"{line}  ! {one_line(one.fault, SHOWN)}" if one.fault and not short else line


def _left(days: int) -> str:
    """How many days are left before an answer is due, in words."""
    number = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"{number} left" if days >= 0 else f"{number} late"


def _match(one: Match) -> str:
    """A PCN that fits, on one line."""
    return f"  {one.pcn}  {one.vrm}  {one.street}  because: {'; '.join(one.reasons)}"


def _record(one: PieceView) -> dict[str, object]:
    """A piece for another program."""
    return asdict(one) | {
        "received_on": one.received_on.isoformat(),
        "due_on": one.due_on.isoformat(),
        "changed_at": one.changed_at.isoformat() if one.changed_at else None,
    }
