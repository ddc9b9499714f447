"""What was let pass or approved in a leader's name, read by plain SQL over the driver."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from caseworker.store.instants import from_text, to_text

if TYPE_CHECKING:
    from caseworker.store.raw import Reader

APPROVED = "by-hand-approved"
"""The event by which delivery by hand is approved."""


class Approval(NamedTuple):
    """One thing that was done in somebody's name by somebody else."""

    case_id: int
    pcn: str
    leader: str
    """Id of whoever was named."""
    officer: str
    """Id of whoever entered it."""
    at: datetime
    what: str
    """The finding that was released by its code, or `APPROVED`."""
    words: str
    number: str
    """The letter's; empty for an approval."""


def approvals(reader: Reader, start: datetime, end: datetime) -> list[Approval]:
    """Everything from one instant until before another, the oldest first."""
    between = [_instant(reader, start), _instant(reader, end)]
    found = [*_released(reader, between), *_by_hand(reader, between)]
    return sorted(found, key=lambda one: (one.at, one.pcn))


def _released(reader: Reader, between: list[Any]) -> Iterator[Approval]:
    """Findings that a second person released: with the officer's own reason they need none."""
    for case_id, pcn, leader, officer, at, what, words, number in reader.rows(
        "SELECT l.case_id, c.pcn, f.officer, l.officer, l.issued_at, f.code, f.reason, l.number "
        "FROM letter_findings f JOIN letters l ON l.id = f.letter_id JOIN cases c ON c.id = l.case_id "
        "WHERE f.officer <> '' AND f.officer <> l.officer AND l.issued_at >= ? AND l.issued_at < ?",
        between,
    ):
        yield Approval(case_id, pcn, leader, officer, _at(at), what, words, number)


def _by_hand(reader: Reader, between: list[Any]) -> Iterator[Approval]:
    """Approvals of delivery by hand that stand; who was named is told by the record of each case."""
    rows = reader.rows(
        "SELECT c.id, c.pcn, e.officer, e.at, e.words FROM cases c "
        "JOIN events e ON e.pcn_id = c.pcn_id AND e.case_id = c.id AND e.event = ? "
        "WHERE c.flags LIKE ? ORDER BY c.id, e.id",
        [APPROVED, "%by-hand%"],
    )
    for (case_id, pcn), of_case in groupby(rows, key=lambda row: row[:2]):
        bodies = reader.rows(
            "SELECT body FROM audit WHERE chain = ? AND act = 'by-hand' ORDER BY link", [f"case:{case_id}"]
        )
        named = [json.loads(bytes(body))["fields"].get("leader") or "" for (body,) in bodies]
        # Only the newest stands: an approval before it was taken back.
        *_, (_, _, officer, at, words) = of_case
        if named and between[0] <= at < between[1]:
            yield Approval(case_id, pcn, named[-1], officer, _at(at), APPROVED, words, "")


def _instant(reader: Reader, at: datetime) -> Any:
    """An instant as the driver takes it."""
    return to_text(at) if reader.dialect == "sqlite" else at


def _at(value: Any) -> datetime:
    return from_text(value) if isinstance(value, str) else value
