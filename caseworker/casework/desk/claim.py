"""Take a case: the next by the team's rule, or one that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseworker.casework.acting import acting, audited, own
from caseworker.casework.office import Office
from caseworker.casework.views import Done
from caseworker.law.calendar import england
from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

HOLD_YIELDS = 3
"""Working days before the last safe posting day at which a hold no longer keeps a case back."""


def claim_next(office: Office) -> Done | None:
    """Hand out the officer's own open case, else the most urgent free one; None when the queue is empty.

    A case whose informal stage the officer decided goes to somebody else. A case on hold waits for its day,
    unless its last safe posting day is within three working days.
    """
    from caseworker.store import cases

    today = office.today()
    soon = england().working_days_after(today, HOLD_YIELDS)
    with acting(office) as tx:
        found = cases.mine_or_next(tx, office.officer.id, today=today, soon=soon)
        return None if found is None else _claim(tx, office, found)


def claim(office: Office, case_id: int) -> Done:
    """Take the chosen case.

    Raises:
        Refused: there is no such case, it is closed, another officer has it, or the officer decided its
            informal stage.
    """
    with acting(office) as tx:
        return _claim(tx, office, case_id)


def release(office: Office, case_id: int, version: int) -> Done:
    """Put a case back into the pool; points and decision stay with it."""
    from caseworker.store import cases

    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        new = cases.change(tx, case_id, version, officer="", claimed_at=None)
        audited(tx, office, case_id, "release", {"version": new})
        return Done(case_id, new, f"{row.pcn} is back in the pool.")


def _claim(tx: Connection, office: Office, case_id: int) -> Done:
    from caseworker.store import cases

    row = cases.get(tx, case_id)
    if row is None:
        raise Refused(f"There is no case {case_id}.", do="Go back to the queue.")
    me = office.officer.id
    if not row.open:
        return Done(case_id, row.version, f"{row.pcn} is {row.status}: you can read it, not change it.")
    if row.officer == me:
        return Done(case_id, row.version, f"{row.pcn} is yours already.")
    if row.officer:
        raise Refused(
            f"{office.officers.name(row.officer)} is working on {row.pcn}.",
            rule="One officer at a time works on a case.",
            do="Press n for the next one, or ask them.",
        )
    if row.informal_by == me:
        raise Refused(
            f"You decided the informal challenge on {row.pcn}.",
            rule="Representations are looked at by somebody who did not decide the challenge.",
            do="Press n for the next one.",
        )
    if not office.officer.authorised:
        raise Refused(
            f"{office.officer.name} is not authorised to decide cases.",
            rule="Only an officer whom the council has authorised may decide.",
            do="Ask your team leader.",
        )
    status = "decided" if row.status == "decided" else "open"
    new = cases.change(tx, case_id, row.version, officer=me, claimed_at=office.now(), status=status)
    audited(tx, office, case_id, "claim", {"version": new})
    return Done(case_id, new, f"{row.pcn} is yours.")
