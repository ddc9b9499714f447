"""What the inbox shows: pieces of post and mail, and the PCNs each may be about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

KINDS = {
    "challenge": "challenge or representations",
    "authority": "authority to act for somebody",
    "payment": "about a payment",
    "complaint": "complaint",
    "both": "challenge that complains too",
    "query": "query",
    "member": "councillor's or MP's enquiry",
    "information": "request for information",
    "subject-access": "request for one's own data",
    "other": "other",
}
"""What a piece may be, in words.

A challenge opens or joins a dispute; an authority or a payment only joins one; all else is a case of its own,
``other`` as a query, and ``both`` is a challenge with a complaint beside it.
"""
STATES = ("waiting", "indexed", "split", "set-aside")


@dataclass(frozen=True, slots=True)
class PieceView:
    """One piece, without its words."""

    id: int
    version: int
    state: str
    channel: str
    received_on: date
    due_on: date
    """The council's own day for an answer, were it a challenge: indexing comes well before."""
    days_left: int
    from_name: str
    from_postcode: str
    subject: str
    pcn_read: str
    kind: str
    media: str
    """``text``, ``photo`` or ``document``: what the original is."""
    name: str
    fault: str
    """Why it could not be read, or why it was set aside."""
    officer: str
    changed_at: datetime | None
    pcn: str
    """The PCN it is on, once it is indexed."""
    case_id: int | None


@dataclass(frozen=True, slots=True)
class Whole:
    """One piece with its words and the bytes that came in."""

    piece: PieceView
    text: str
    original: bytes


@dataclass(frozen=True, slots=True)
class Match:
    """A PCN that a piece may be about, and why."""

    pcn: str
    vrm: str
    street: str
    contravened_on: date
    stage: str
    keeper: str
    case_id: int | None
    """Its open case, where there is one."""
    score: int
    reasons: tuple[str, ...]
    named: bool
    """Whether its number stands in the piece, letter by letter, or came with it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece was put where it belongs: the cases it opened or joined, and a sentence for the officer."""

    cases: tuple[int, ...]
    words: str
    again: bool = False
    """The same act, seen twice: it had been done already."""
