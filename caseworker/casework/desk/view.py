"""Read one case for the screen, or find the case of a PCN."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.casework.case import read
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView
from caseworker.law.kinds import CaseKind
from caseworker.law.refusals import Refused


def view(office: Office, case_id: int) -> CaseView:
    """One case, whole.

    Raises:
        Refused: there is no such case.
    """
    with office.store.reading() as tx:
        return read(tx, office, case_id)


@dataclass(frozen=True, slots=True)
class Standing:
    """An open case of a PCN."""

    id: int
    kind: CaseKind
    status: str
    officer: str
    due_on: date
    """When it is to be answered: the law's last day, else the council's own target."""


def standing(office: Office, pcn: str) -> tuple[Standing, ...]:
    """The open cases of a PCN: those about the PCN itself first, then by when they are due.

    Raises:
        Refused: the PCN is not known, or nobody wrote about it.
    """
    from caseworker.store import cases, proceedings

    number = find(office, pcn)
    with office.store.reading() as tx:
        row = cases.get(tx, number)
        every = proceedings.cases_of(tx, row.pcn_id) if row is not None else []
    found = [
        Standing(one.id, CaseKind(one.kind), one.status, one.officer, one.reply_due_on or one.target_on)
        for one in every
        if one.open
    ]
    return tuple(sorted(found, key=lambda one: (one.kind.beside, one.due_on, one.id)))


def find(office: Office, pcn: str) -> int:
    """The case to open for a PCN: the newest open one, else the newest.

    Raises:
        Refused: the PCN is not known, or nobody wrote about it.
    """
    from caseworker.law.pcn import normal_pcn
    from caseworker.store import cases, proceedings

    number = normal_pcn(pcn)
    with office.store.reading() as tx:
        row = cases.by_pcn(tx, number)
        known = row is not None or proceedings.pcn_by_number(tx, number) is not None
    if row is None and known:
        raise Refused(
            f"No case on PCN {number} is known here: nobody wrote about it.",
            rule="A case is opened by what is written about a PCN.",
            do=f"caseworker case ledger {number} and case events {number} tell of the PCN itself.",
        )
    if row is None:
        raise Refused(f"No case on PCN {pcn} is known here.", do="Check the number, or import its case.")
    return int(row.id)
