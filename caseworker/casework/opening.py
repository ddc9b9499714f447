"""Cases beside the dispute: opened with a clock of their own, closed when what they wait for has ended.

Neither touches the stage of the PCN, its notices, its money, or any other case on it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework.acting import audited, recorded
from caseworker.casework.office import Office
from caseworker.law.beside import OWN_DATA, beside, enquiry_clock, step_clock
from caseworker.law.calendar import england
from caseworker.law.clocks import Clock
from caseworker.law.facts import Party
from caseworker.law.kinds import CaseKind
from caseworker.law.proceedings import begun_by
from caseworker.reading.standing import Limits

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

OWN = ("query", "complaint", "member")
"""Clocks that are the council's own standard: they are its target, and no limit of the law."""


def limits(
    office: Office,
    kind: CaseKind,
    regime_id: str,
    on: date,
    *,
    due_on: date | None = None,
    own_data: bool = False,
) -> Limits:
    """The days of a case beside the dispute.

    Args:
        on: the day it came in.
        due_on: its last day, where an event said so.
        own_data: a request for one's own data.
    """
    days = office.council.service_days[kind.value]
    clock = enquiry_clock(kind, regime_id, on, days=days, own_data=own_data)
    target = england().working_days_after(on, days)
    last = due_on
    if clock is not None and clock.id not in OWN:
        last = clock.last_on
    if last is None:
        return Limits(None, None, target)
    return Limits(last, england().previous_working_day(last), min(target, last))


def clock_of(office: Office, case: Row[Any], regime_id: str) -> Clock | None:
    """The clock of an enquiry, with its working; None where an event said by when."""
    kind = CaseKind(case.kind)
    own_data = OWN_DATA in case.flags.split()
    days = office.council.service_days[kind.value]
    return enquiry_clock(kind, regime_id, case.received_on, days=days, own_data=own_data)


def due_of(tx: Connection, pcn: Row[Any], event: str, on: date) -> date | None:
    """The last day for what an event asks of the council: of proceedings it began, else of the step after it.

    Args:
        pcn: the PCN's row.
        event: an event of the stage table.
        on: its day.
    """
    from caseworker.store import proceedings

    begun = {one.id for one in begun_by(pcn.regime, event)}
    rows = [one for one in proceedings.of_pcn(tx, pcn.id) if one.kind in begun and one.ended_on is None]
    days: list[date] = [one.due_on for one in rows if one.due_on is not None]
    if days:
        return min(days)
    clock = step_clock(pcn.regime, event, on)
    return (clock.internal_safe_on or clock.last_on) if clock is not None else None


def open_ones(tx: Connection, pcn_id: int, name: str) -> list[Row[Any]]:
    """The open cases on a PCN of what is asked, the newest first; one's own data is no other information.

    Args:
        name: a kind of case, or ``subject-access``.
    """
    from caseworker.store import cases

    own = name == OWN_DATA
    found = cases.every_open_on(tx, pcn_id, CaseKind.INFORMATION.value if own else name)
    if not own and name != CaseKind.INFORMATION:
        return found
    return [one for one in found if (OWN_DATA in one.flags.split()) is own]


def open_case(
    tx: Connection,
    office: Office,
    pcn: Row[Any],
    kind: CaseKind,
    on: date,
    *,
    writer: Party,
    role: str = "unknown",
    due_on: date | None = None,
    own_data: bool = False,
    words: str = "",
) -> int:
    """Open a case beside the dispute, in the caller's transaction; its id.

    Args:
        pcn: the PCN's row.
        on: the day it came in: its clock begins with it.
        writer: who is answered.
        due_on: its last day, where an event said so.
        own_data: a request for one's own data.
        words: what opened it, for the timeline.
    """
    from caseworker.store import cases, counters, figures, search

    before = search.marks(tx)
    days = limits(office, kind, pcn.regime, on, due_on=due_on, own_data=own_data)
    case_id = cases.add(
        tx,
        pcn_id=pcn.id,
        kind=kind.value,
        received_on=on,
        **days.columns,
        flags=OWN_DATA if own_data else "",
        writer_name=writer.name,
        writer_address="\n".join(writer.address),
        writer_postcode=writer.postcode,
        writer_role=role,
    )
    search.note_new(tx, before)
    counters.add(tx, counters.open_cases(kind.value), 1)
    figures.add_arrivals(tx, on, kind.value, 1)
    due = days.reply_due_on or days.target_on
    said = f"{beside(kind).label}: a case of its own, to be answered by {due:%d %b %Y}"
    recorded(tx, office, pcn.id, case_id, "case-opened", f"{said}; {words}" if words else said)
    audited(
        tx, office, case_id, "open-case", {"kind": kind.value, "on": on.isoformat(), "due": due.isoformat()}
    )
    return case_id


def put_off(
    tx: Connection, office: Office, case: Row[Any], pcn: Row[Any], on: date, due_on: date | None
) -> None:
    """Give an open case that a further event concerns the days of that event."""
    from caseworker.store import cases

    days = limits(office, CaseKind(case.kind), pcn.regime, on, due_on=due_on)
    cases.change(tx, case.id, case.version, **days.columns)


def close_case(tx: Connection, office: Office, case: Row[Any], words: str) -> None:
    """Close a case that waits for no letter any more: what it waited for has ended."""
    from caseworker.store import cases, counters, drafts, holds

    new = cases.change(tx, case.id, case.version, status="closed", open=0, held_until=None)
    counters.add(tx, counters.open_cases(case.kind), -1)
    holds.lift(tx, [case.id], by=office.officer.id, at=office.now())
    drafts.drop(tx, case.id)
    kind = CaseKind(case.kind)
    label = beside(kind).label if kind.beside else "Representations"
    recorded(tx, office, case.pcn_id, case.id, "case-closed", f"{label}: case closed ({words})")
    audited(tx, office, case.id, "close-case", {"version": new, "kind": case.kind})
