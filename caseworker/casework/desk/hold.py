"""Put a case aside until a day, or take it up again. No clock of the law waits for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseworker.casework.acting import acting, audited, own
from caseworker.casework.office import Office
from caseworker.casework.views import Done
from caseworker.casework.warnings import clock_runs_on
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection

LONGEST = 183
"""Days for which a case can be put aside: no notice waits longer than six months."""


def put(office: Office, case_id: int, version: int, words: str, until: date) -> Done:
    """Put a case aside with a reason, until a day.

    It stays with its officer. It is handed out again on its day, when new mail comes, or three working days
    before its last safe posting day.

    Raises:
        Refused: no reason, no day to come, on hold already, or the case is not the officer's.
        Changed: somebody else changed the case.
    """
    from caseworker.store import cases, holds

    why = check(office, words, until)
    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        if row.held_until is not None and row.held_until > office.today():
            raise Refused(
                f"{row.pcn} is on hold already, until {row.held_until:%A %d %B %Y}.",
                do="Press h to lift that hold first.",
            )
        if row.outcome == Outcome.ASK and row.status == "decided":
            raise Refused(
                f"{row.pcn} waits for the letter that asks for information.",
                rule="It is on hold by itself once that letter is issued.",
                do="Press l for the letter, or u to take the request back.",
            )
        holds.lift(tx, [case_id], by=office.officer.id, at=office.now())
        new = cases.change(tx, case_id, version, held_until=until)
        number = holds.put(
            tx,
            case_id=case_id,
            pcn_id=row.pcn_id,
            kind="hold",
            words=why,
            officer=office.officer.id,
            at=office.now(),
            until=until,
        )
        _record(tx, office, row.pcn_id, case_id, "held", f"Put on hold until {until:%d %b %Y}: {why}")
        fields: dict[str, str | int | None] = {"version": new, "hold": number, "until": until.isoformat()}
        audited(tx, office, case_id, "hold", fields)
    runs = clock_runs_on(row.safe_post_on)
    return Done(case_id, new, f"On hold until {until:%A %d %B %Y}. {runs}".strip())


def lift(office: Office, case_id: int, version: int) -> Done:
    """Take a case up again.

    Raises:
        Refused: it is not on hold, or not the officer's.
        Changed: somebody else changed the case.
    """
    from caseworker.store import cases, holds

    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        running = holds.of_case(tx, case_id)
        if running is None or row.held_until is None:
            raise Refused(f"{row.pcn} is not on hold.", do="Press h to put it on hold.")
        new = cases.change(tx, case_id, version, held_until=None)
        holds.lift(tx, [case_id], by=office.officer.id, at=office.now())
        _record(tx, office, row.pcn_id, case_id, "hold-lifted", "Hold lifted")
        audited(tx, office, case_id, "hold-lifted", {"version": new, "hold": running.id})
    return Done(case_id, new, "The hold is lifted.")


def check(office: Office, words: str, until: date) -> str:
    """The reason, made safe; refused without one, or with a day that has come or is too far away."""
    why, today = clean(words).strip(), office.today()
    if not why:
        raise Refused("A hold needs a reason.", do="Write what this case waits for.")
    if until <= today:
        raise Refused(
            f"{until:%A %d %B %Y} is not a day to come.",
            rule="A hold ends on its day; on that day the case is handed out again.",
            do=f"Give a day after {today:%A %d %B %Y}.",
        )
    if until > today + timedelta(days=LONGEST):
        raise Refused(
            f"{until:%A %d %B %Y} is more than six months away.",
            rule="A case is put aside for weeks, not for years.",
            do="Give an earlier day; it can be put on hold again.",
        )
    return why


def _record(tx: Connection, office: Office, pcn_id: int, case_id: int, event: str, words: str) -> None:
    from caseworker.store import cases

    cases.record(
        tx,
        pcn_id=pcn_id,
        case_id=case_id,
        event=event,
        on=office.today(),
        at=office.now(),
        officer=office.officer.id,
        words=words,
    )
