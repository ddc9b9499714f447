"""Read one case for the screen, or find the case of a PCN."""

from __future__ import annotations

from caseworker.casework.case import read
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView
from caseworker.law.refusals import Refused


def view(office: Office, case_id: int) -> CaseView:
    """One case, whole.

    Raises:
        Refused: there is no such case.
    """
    with office.store.reading() as tx:
        return read(tx, office, case_id)


def find(office: Office, pcn: str) -> int:
    """The case to open for a PCN: the newest open one, else the newest.

    Raises:
        Refused: no case of this PCN is known.
    """
    from caseworker.law.pcn import normal_pcn
    from caseworker.store import cases

    with office.store.reading() as tx:
        row = cases.by_pcn(tx, normal_pcn(pcn))
    if row is None:
        raise Refused(f"No case on PCN {pcn} is known here.", do="Check the number, or import its case.")
    return int(row.id)
