"""Link cases on several PCNs that stand together, and take one out again; nothing is decided by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from caseworker.casework import case as cases_read
from caseworker.casework import links
from caseworker.casework.acting import acting, own
from caseworker.casework.links import LinkedView
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView, Done
from caseworker.law.kinds import DISPUTES
from caseworker.law.refusals import Refused
from caseworker.text import counted

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


def near(office: Office, case_id: int) -> tuple[LinkedView, ...]:
    """Open disputes of the same vehicle or keeper on other PCNs that are not linked with this one yet.

    Raises:
        Refused: there is no such case.
    """
    from caseworker.store import cases
    from caseworker.store import links as store

    with office.store.reading() as tx:
        row = cases.get(tx, case_id)
        if row is None:
            raise Refused(f"There is no case {case_id}.", do="Go back to the queue.")
        with_it = {one.id for one in links.others_of(tx, row)}
        found = store.near(tx, row, [kind.value for kind in DISPUTES])
    return tuple(links.linked(one) for one in found if one.id not in with_it)


def together(office: Office, view: CaseView) -> tuple[CaseView, ...]:
    """The linked cases, whole, each as it stands now."""
    with office.store.reading() as tx:
        return tuple(cases_read.read(tx, office, one.id) for one in view.linked)


def link(office: Office, case_id: int, version: int, others: Sequence[int]) -> Done:
    """Let a case stand with others: they are shown together, and may be answered in one letter.

    Nothing is decided by it: each case keeps its clock, its points and its decision.

    Args:
        others: open disputes on other PCNs that nobody else has in hand.

    Raises:
        Refused: no other case is named, one of them is closed, stands beside a dispute, is with a colleague,
            or is about the same PCN.
        Changed: somebody else changed the case.
    """
    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        _dispute(row)
        found = [_free(tx, office, one) for one in dict.fromkeys(others) if one != case_id]
        if not found:
            raise Refused("No other case is named.", do="Choose one that is open.")
        whole = links.join(tx, office, [case_id, *(one.id for one in found)])
        new = _version(tx, case_id)
    return Done(case_id, new, f"{counted(len(whole), 'case')} stand together; each is decided by itself.")


def unlink(office: Office, case_id: int, version: int) -> Done:
    """Take a case out of those it stands with.

    Raises:
        Refused: it stands alone.
        Changed: somebody else changed the case.
    """
    with acting(office) as tx:
        row = own(tx, office, case_id, version)
        if links.FLAG not in row.flags.split():
            raise Refused(f"The case on {row.pcn} stands alone.", do="Nothing is to be done.")
        links.leave(tx, office, row)
        return Done(case_id, _version(tx, case_id), f"The case on {row.pcn} stands alone again.")


def _version(tx: Connection, case_id: int) -> int:
    from caseworker.store import cases

    row = cases.get(tx, case_id)
    assert row is not None
    return int(row.version)


def _dispute(row: Row[Any]) -> None:
    if row.kind not in DISPUTES:
        raise Refused(
            f"The case on {row.pcn} stands beside a dispute: it is not linked.",
            rule="Cases are linked that dispute PCNs.",
            do="Link the disputes themselves.",
        )


def _free(tx: Connection, office: Office, case_id: int) -> Row[Any]:
    """A case that may be linked: open, a dispute, and in nobody else's hands."""
    from caseworker.store import cases

    row = cases.get(tx, case_id)
    if row is None:
        raise Refused(f"There is no case {case_id}.", do="Choose one that is open.")
    _dispute(row)
    if not row.open:
        raise Refused(f"The case on {row.pcn} is {row.status}.", do="Choose one that is open.")
    if row.officer not in ("", office.officer.id):
        raise Refused(
            f"{office.officers.name(row.officer)} is working on {row.pcn}.",
            rule="One officer answers the cases that stand together.",
            do="Ask them to put it back (:release), then link it.",
        )
    return row
