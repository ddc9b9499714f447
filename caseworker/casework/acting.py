"""What every act on a case does first and last: stand on what was read, and leave one audit entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from caseworker.casework.office import LONDON, Office
from caseworker.law.refusals import Refused
from caseworker.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

ACTS_IN_WORDS = {
    "claim": "claimed it",
    "points": "changed its points",
    "decide": "decided it",
    "withdraw": "took back its decision",
    "issue": "issued its letter",
    "recall": "recalled its letter",
    "slip": "brought its letter back",
    "letter-returned": "noted that its letter came back",
    "letter-dealt-with": "noted what was done about its letter",
    "note": "wrote a note on it",
    "intake": "imported new facts for it",
    "release": "put it back",
    "by-hand": "noted a leader's approval on it",
    "by-hand-withdrawn": "took back a leader's approval on it",
    "enclose": "chose a picture to go with its letter",
    "enclose-out": "left a picture out of its letter",
    "reach": "changed how its letters reach their reader",
    "authority-seen": "noted an agent's authority on it",
    "evidence-opened": "opened evidence for it",
    "index": "added a letter to it",
    "move-here": "moved a letter to it",
    "move-away": "moved a letter away from it",
    "adjust": "recorded money on it",
    "event": "entered what happened to its PCN",
    "hold": "put it on hold",
    "hold-lifted": "lifted its hold",
    "link": "linked it with other cases",
    "unlink": "took it out of its linked cases",
}


class Changed(Refused):
    """Somebody else changed the case meanwhile; nothing was written.

    Args:
        by: who changed it, by name.
        at: when, in UTC, where known.
        act: which act it was.
    """

    def __init__(self, *, by: str, at: datetime | None, act: str) -> None:
        when = f" at {at.astimezone(LONDON):%H:%M on %d %B}" if at else ""
        super().__init__(
            f"{by} {ACTS_IN_WORDS.get(act, 'changed it')}{when}, after you opened this case.",
            rule="Nothing of yours was written, and nothing of theirs was lost.",
            do="Look at both, then do yours again on the case as it stands now.",
        )
        self.by = by
        self.at = at
        self.act = act


@contextmanager
def acting(office: Office) -> Iterator[Connection]:
    """One transaction for one act: all of it stands, or nothing.

    Raises:
        Changed: the case is no longer as it was read.
        Refused: the store is busy, full or not to be written.
    """
    from caseworker.store.cases import Stale

    try:
        with office.store.writing() as tx:
            yield tx
    except Stale as stale:
        raise Changed(by=office.officers.name(stale.by), at=stale.at, act=stale.act) from None


class _Tried(Exception):
    """An act was tried whole, and nothing of it is to stand."""


@contextmanager
def trying(office: Office) -> Iterator[Connection]:
    """The same transaction for an act that is only tried: it runs whole, and all of it is undone.

    Raises:
        Changed: the case is no longer as it was read.
        Refused: the act is refused, or the store is busy, full or not to be written.
    """
    with suppress(_Tried), acting(office) as tx:
        yield tx
        raise _Tried


def own(tx: Connection, office: Office, case_id: int, version: int) -> Row[Any]:
    """The case's row, where it is open, mine, and still as I read it.

    Raises:
        Refused: there is no such case, it is closed, or another officer has it.
        Changed: it was changed since.
    """
    from caseworker.store import cases

    row = _row(tx, case_id)
    if row.version != version:
        raise cases.stale(tx, case_id)
    _workable(office, row)
    return row


def check_own(office: Office, case_id: int) -> bool:
    """Whether a case is this officer's to change, before a word is written for it; True where it is.

    Raises:
        Refused: there is no such case, it is closed, or another officer has it.
    """
    with office.store.reading() as tx:
        _workable(office, _row(tx, case_id))
    return True


def _row(tx: Connection, case_id: int) -> Row[Any]:
    from caseworker.store import cases

    row = cases.get(tx, case_id)
    if row is None:
        raise Refused(f"There is no case {case_id}.", do="Go back to the queue.")
    return row


def _workable(office: Office, row: Row[Any]) -> None:
    """Refuse a case that is closed, or another officer's."""
    if not row.open:
        raise Refused(
            f"The case on {row.pcn} is {row.status}: it can no longer be changed here.",
            rule="After issue a letter is recalled, not undone.",
            do="Take the next case.",
        )
    if row.officer != office.officer.id:
        holder = office.officers.name(row.officer) if row.officer else "nobody"
        raise Refused(
            f"The case on {row.pcn} is with {holder}, not with you.",
            rule="One officer at a time works on a case.",
            do="Open it from the queue to claim it, or ask them.",
        )


def audited(
    tx: Connection, office: Office, case_id: int, act: str, fields: Mapping[str, str | int | None]
) -> None:
    """Write the act's one audit entry: ids, codes and hashes, never anybody's words."""
    from caseworker.store import audit

    audit.append(
        tx, chain=f"case:{case_id}", act=act, officer=office.officer.id, at=office.now(), fields=fields
    )


def keep_decision(
    tx: Connection,
    office: Office,
    case_id: int,
    version: int,
    *,
    outcome: str,
    letter_kind: str,
    weighed: str = "",
    **more: Any,
) -> int:
    """Keep what was decided, by whom and when: the row that a letter rests on; its id.

    Args:
        version: the case's, once it is decided.
        weighed: the officer's own words.
        more: the money and the guideline, by column, where there are any.
    """
    from caseworker.store import points

    return points.decide(
        tx,
        case_id=case_id,
        case_version=version,
        outcome=outcome,
        letter_kind=letter_kind,
        officer=office.officer.id,
        officer_role=office.officer.title,
        decided_at=office.now(),
        withdrawn=False,
        weighed=clean(weighed).strip(),
        **{"refund_pence": 0, "guideline": "", "followed": "", **more},
    )


def recorded(
    tx: Connection,
    office: Office,
    pcn_id: int,
    case_id: int | None,
    event: str,
    words: str,
    *,
    on: date | None = None,
    moved: tuple[str, str] = ("", ""),
) -> None:
    """Write one line of a PCN's timeline, as done now by whoever acts.

    Args:
        case_id: the case it was done in; none where nobody ever wrote about the PCN.
        on: the day it happened; today where none is given.
        moved: the stage before and after it.
    """
    from caseworker.store import cases

    cases.record(
        tx,
        pcn_id=pcn_id,
        case_id=case_id,
        event=event,
        on=on or office.today(),
        at=office.now(),
        officer=office.officer.id,
        from_stage=moved[0],
        to_stage=moved[1],
        words=words,
    )
