"""What was approved or released in a leader's name, by whoever named them: named, not signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.casework.office import LONDON, Office
from caseworker.casework.periods import Period
from caseworker.law.refusals import Refused

COLUMNS = ("day", "time", "leader", "officer", "pcn", "what", "letter", "words")


@dataclass(frozen=True, slots=True)
class Approved:
    """One approval or release."""

    case_id: int
    pcn: str
    leader: str
    """Id of the leader who was named."""
    officer: str
    """Id of whoever entered it."""
    day: date
    time: str
    """By London's clock."""
    what: str
    """In words: which finding of the letter check was released, or that delivery by hand was approved."""
    words: str
    """As the leader is said to have given them."""
    number: str
    """The letter's; empty where none was issued by it."""


def approvals(office: Office, period: Period, leader: str = "") -> tuple[Approved, ...]:
    """What was approved or released in a period, in order; of one leader, or of all.

    Raises:
        Refused: whoever asks leads no team.
    """
    from caseworker.store import approvals as kept

    if office.officer.role != "leader":
        raise Refused(
            "What was approved in a leader's name is not yours to list.",
            rule="Whoever is named must be able to see it: it is for leaders.",
            do="Ask your leader; on one case, its timeline (t) tells it.",
        )
    with office.store.raw() as reader:
        rows = kept.approvals(reader, *period.instants())
    return tuple(
        Approved(
            case_id=row.case_id,
            pcn=row.pcn,
            leader=row.leader,
            officer=row.officer,
            day=row.at.astimezone(LONDON).date(),
            time=f"{row.at.astimezone(LONDON):%H:%M}",
            what=_what(row.what),
            words=row.words,
            number=row.number,
        )
        for row in rows
        if leader in ("", row.leader)
    )


def _what(what: str) -> str:
    """What was approved, in words; the code of a finding that the check no longer has."""
    from caseworker.law.findings import finding, known_codes
    from caseworker.store.approvals import APPROVED

    if what == APPROVED:
        return "delivery by hand"
    return f"released: {finding(what).words if what.partition(':')[0] in known_codes() else what}"


def cells(one: Approved) -> tuple[object, ...]:
    """One approval as a row of a file, by `COLUMNS`."""
    return (one.day, one.time, one.leader, one.officer, one.pcn, one.what, one.number, one.words)
