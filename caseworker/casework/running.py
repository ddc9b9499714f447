"""The clocks that run on a case where its PCN stands: our own, the motorist's, and the court's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework import opening, sheet
from caseworker.casework.office import Office
from caseworker.casework.standing import restarted_on
from caseworker.casework.views import ClockView
from caseworker.law import clocks, discounts
from caseworker.law.beside import beside
from caseworker.law.facts import CaseKind, Facts, LetterKind
from caseworker.law.proceedings import proceeding
from caseworker.law.stages import stage_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

_AGAIN = ("notice-to-owner-restarted", "pcn-by-post-restarted")
"""By when the notice that never came may be served anew, one or the other in a regime."""
OURS = frozenset({"reply", "notice-to-owner", *_AGAIN})
"""Clocks that the council must keep; the others run against the motorist, and simply end."""
SOON = 5
"""Days before a last day at which a clock is called near."""
_AT_COURT = frozenset(
    {"registered", "warrant", "out-of-time", "statement-lodged", "order-revoked-refer", "referred"}
)
"""Stages at which the debt is registered, and proceedings say by when, if anything does."""

_RUNNING = frozenset({"informal-hold", "representations-hold", "rejected"})
"""Stages at which a clock of an answered dispute still runs: until its letter has left, or after it."""


def clocks_of(
    tx: Connection, office: Office, case: Row[Any], facts: Facts, pcn: Row[Any], notices: sheet.Rows
) -> tuple[ClockView, ...]:
    """The clocks of a dispute, or of an enquiry; of tribunal and court their proceedings say by when."""
    if facts.kind.beside:
        found = opening.clock_of(office, case, facts.regime)
        each = [found] if found is not None else _steps(tx, facts, pcn) if case.open else []
        return tuple(_shown(one, office.today(), ours=True) for one in each)
    if not case.open and _over(facts):
        return ()
    again = _again(tx, pcn) if pcn.stage == "order-revoked" else None
    begun = _begun(facts, pcn.stage, {one.kind: one.served_on for one in notices}, again)
    known = clocks.clock_ids(facts.regime)
    return tuple(_clock(facts, one, on, office.today()) for one, on in begun.items() if on and one in known)


def _steps(tx: Connection, facts: Facts, pcn: Row[Any]) -> list[clocks.Clock]:
    """What runs against the council at the tribunal or the court, by the day that is kept to."""
    from caseworker.store import proceedings

    events, found = beside(facts.kind).opens_with, []
    for row in proceedings.of_pcn(tx, pcn.id):
        if row.due_on is None or row.answered_on is not None or row.ended_on is not None:
            continue
        kind = proceeding(facts.regime, row.kind)
        if set(events).intersection(kind.begins_with) and kind.clock:
            clock = clocks.work_out(facts.regime, kind.clock, row.began_on, basis=facts.basis)
            found.append(replace(clock, last_on=row.due_on))
    if facts.kind is CaseKind.COURT and pcn.stage == "order-revoked" and (again := _again(tx, pcn)):
        known = clocks.clock_ids(facts.regime)
        found += [clocks.work_out(facts.regime, one, again) for one in _AGAIN if one in known]
    return found


def _over(facts: Facts) -> bool:
    """Whether a PCN has gone on, since its dispute was answered, to where no clock of the dispute runs."""
    if facts.kind is CaseKind.CERTIFICATE or facts.stage in _RUNNING:
        return False
    return facts.kind is CaseKind.FORMAL or stage_of(facts.regime, facts.stage).right != "early"


def _again(tx: Connection, pcn: Row[Any]) -> date | None:
    from caseworker.store import proceedings

    return restarted_on(proceedings.of_pcn(tx, pcn.id)) or pcn.stage_on


def _begun(
    facts: Facts, stage: str, served: Mapping[str, date | None], again: date | None
) -> Mapping[str, date | None]:
    """Which clocks run and since when, the most pressing first.

    Args:
        served: the day of service of each notice.
        again: the day from which a notice that never came may be served anew.
    """
    if facts.kind is CaseKind.INFORMAL:
        return {"discount": discounts.counted_from(facts), "notice-to-owner": facts.pcn_served_on}
    if facts.kind is CaseKind.CERTIFICATE:
        order = served.get("order-for-recovery")
        if stage == "order-for-recovery":
            return {"order-response": order, "warrant": order}
        if stage == "order-revoked":
            return dict.fromkeys(_AGAIN, again)
        return {} if stage in _AT_COURT else {"registration": facts.certificate_served_on}
    if stage == "rejected" and (rejected := served.get(LetterKind.NOTICE_OF_REJECTION)):
        # Our reply is given, and the time to appeal runs.
        return {"appeal": rejected}
    if stage == "appeal":  # the representations were answered; the tribunal's case says by when
        return {}
    return {"reply": facts.received_on, "representations": facts.received_on and facts.notice_served_on}


def _clock(facts: Facts, clock_id: str, start_on: date, today: date) -> ClockView:
    basis = facts.basis if clock_id == "discount" else None
    found = clocks.work_out(facts.regime, clock_id, start_on, basis=basis)
    return _shown(found, today, ours=clock_id in OURS)


def _shown(found: clocks.Clock, today: date, *, ours: bool) -> ClockView:
    # A clock that only opens something has no last day: its first day is what counts.
    opens = found.last_on is None
    last_on = found.last_on or found.first_on
    left = (last_on - today).days
    state = "past" if left < 0 else "today" if left == 0 else "soon" if left <= SOON else "open"
    if left < 0 and not ours:
        state = "ended"
    elif ours and left > 0 and found.safe_posting_on is not None and found.safe_posting_on <= today:
        state = "today"
    return ClockView(
        id=found.id,
        label=f"{found.label}, not before" if opens else found.label,
        last_on=last_on,
        safe_posting_on=found.safe_posting_on,
        days_left=left,
        state=state,
        if_missed=found.if_missed,
        citation=found.citation,
        working=found.working,
        warnings=found.warnings,
        verified=found.verified,
    )
