"""A piece of post as a row of the inbox, and a PCN that it may be about with the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from caseworker.text import one_line
from caseworker.widgets.literal import literal
from caseworker.widgets.queue_table import Column
from caseworker.widgets.row_source import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseworker.casework.desk.evidence import Opened
    from caseworker.casework.desk.indexing import Match, Named, PieceView, Whole
    from caseworker.screens.asking import Choice

COLUMNS = (
    Column("received", "Received", 9),
    Column("left", "Left", 10),
    Column("channel", "By", 6, priority=1),
    Column("kind", "Kind", 10, priority=2),
    Column("from", "From", 22, narrow=14),
    Column("subject", "Subject", 40, narrow=24),
    Column("pcn", "PCN", 11),
)
SOON = 3
"""Days before a piece's answer is due at which it is called near."""
MEDIA = {"photo": "a picture", "document": "a document"}


SPLIT_HINT = "the PCNs it is about, with blanks between; each is given the letter with its day of receipt"


def pcns_typed(line: str) -> list[str]:
    """The PCNs of a line, parted by blanks or commas."""
    return line.replace(",", " ").split()


def original(whole: Whole) -> Opened:
    """What came in, byte for byte, for the system's viewer."""
    from caseworker.casework.desk.evidence import Opened

    piece = whole.piece
    digest = f"inbox{piece.id:03}"
    return Opened(piece.id, piece.name, piece.media, "The original", "", digest, whole.original, "")


def drawn(piece: PieceView) -> Row:
    """A piece as a row."""
    waits = piece.state == "waiting"
    left = "" if not waits else f"{piece.days_left}d" if piece.days_left >= 0 else f"{-piece.days_left}d late"
    urgent = waits and piece.days_left <= SOON
    mark = "! " if urgent else ""
    cells: tuple[str | Cell, ...] = (
        f"{piece.received_on:%d %b}",
        Cell(f"{mark}{left}", "urgent" if urgent else ""),
        piece.channel,
        piece.kind,
        one_line(piece.from_name, 40),
        one_line(_about(piece), 80),
        one_line(piece.pcn or piece.pcn_read, 20),
    )
    return Row(piece.id, cells, "urgent" if urgent else "")


def _about(piece: PieceView) -> str:
    """What it is about; one that waits with a fault says so before all else."""
    if piece.fault and piece.state == "waiting":
        return f"! {piece.fault}" + (f" · {piece.subject}" if piece.subject else "")
    return piece.subject or piece.fault


def keepers_words(found: Sequence[Named]) -> Content:
    """The PCNs of several keepers between which a letter would be split."""
    lines = [f"{one.pcn}  {one.keeper or 'no keeper known'}  {one.vrm}, {one.street}" for one in found]
    return literal(
        "\n".join([*lines, "", "Each is given the letter as it came, with what was sent with it."])
    )


def match_words(match: Match, chosen: bool) -> Content:
    """A PCN that fits and why; of the chosen one the day, the place and the keeper too."""
    case = "case open" if match.case_id is not None else match.stage
    head = literal(f"{'▸' if chosen else ' '} {match.pcn}  {match.vrm}  {case}")
    where = f"   {match.contravened_on:%d %b %Y}, {match.street}"
    why = "   because: " + "; ".join(match.reasons)
    who = f"   keeper: {match.keeper}" if match.keeper else "   keeper: not known"
    lines = [literal(why).stylize("dim" if not chosen else "")]
    if chosen:
        lines += [literal(where), literal(who)]
    return Content("\n").join([head.stylize("bold") if chosen else head, *lines])


def doubt(found: Sequence[Match]) -> str:
    """Why the first PCN that is offered may not be the one; empty where the piece names it and no other."""
    first, *others = found
    named = [one.pcn for one in found if one.named]
    if len(named) > 1:
        return f"Several PCNs are named: {', '.join(named)}. Where it is about each, = splits it."
    if first.named:
        return ""
    if equal := [one.pcn for one in others if one.score == first.score]:
        return f"As much speaks for {', '.join(equal)}."
    return "Its number does not stand in the piece."


def question(match: Match, why: str) -> Content:
    """What is asked before a piece goes to a PCN that is not certain: which, whose, and why it is offered."""
    return Content("\n").join([match_words(match, chosen=True), Content(""), literal(f"! {why}")])


def kinds(typed: str) -> list[Choice]:
    """What a piece may be, by a few letters, and what that does."""
    from caseworker.casework.desk.indexing import KINDS
    from caseworker.screens.asking import Choice

    joins = {"challenge": "opens a case, or joins one"}
    return [
        Choice(kind, words, joins.get(kind, "joins an open case"))
        for kind, words in KINDS.items()
        if typed.casefold() in words
    ]
