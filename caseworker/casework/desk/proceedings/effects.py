"""What an event leaves in the store beside the stage: notices, money, proceedings, the vehicle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework.desk.proceedings.given import Given
from caseworker.casework.desk.proceedings.paying import pay
from caseworker.casework.office import Office
from caseworker.casework.standing import Around
from caseworker.casework.undoing import UNDOES
from caseworker.law import clocks, forms
from caseworker.law.calendar import deemed_served_on, england
from caseworker.law.proceedings import ProceedingKind, begun_by, ended_by
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.tables import day_words
from caseworker.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection

SERVES = {
    "notice-to-owner-served": "notice-to-owner",
    "enforcement-notice-served": "enforcement-notice",
    "charge-certificate-served": "charge-certificate",
    "order-served": "order-for-recovery",
    "rights-given": "notice-of-rights",
}
"""The notice that an event serves."""
ANSWERS = {
    "papers-sent": "appeal",
    "pack-sent": "evidence-pack",
    "out-of-time-answered": "out-of-time",
    "view-given": "view-request",
}
"""What the council does in proceedings that go on."""
TO_HEARING = "evidence-pack"
"""The clock that counts back from the day of a hearing."""
VEHICLE = {
    "vehicle-taken": "taken_on",
    "vehicle-released": "released_on",
    "vehicle-disposed-of": "sold_on",
    "rights-given": "rights_given_on",
}
"""The day of a vehicle that was held, by the event that it is."""


@dataclass(frozen=True, slots=True)
class Left:
    """What an event has left."""

    words: tuple[str, ...]
    fields: Mapping[str, str | int | None]
    """What the record keeps of it beside the event: of a payment, its id and digest."""


def leave(tx: Connection, office: Office, found: Around, event: str, given: Given) -> Left:
    """Write what an event leaves."""
    fields: dict[str, str | int | None] = {}
    said = [
        *_notice(tx, found, event, given),
        *_undone(tx, found, event),
        *pay(tx, office, found, event, given, fields),
        *_vehicle(tx, found, event, given),
        *_ended(tx, office, found, event, given),
        *_begun(tx, office, found, event, given),
    ]
    return Left(tuple(said), fields)


def _notice(tx: Connection, found: Around, event: str, given: Given) -> list[str]:
    from caseworker.store import post, proceedings

    law, pcn = regime(found.facts.regime), found.pcn
    kind = law.enforcement_notice if event == "fresh-notice-served" else SERVES.get(event, "")
    if not kind:
        return []
    served = deemed_served_on(given.on, given.service, england()).day
    if kind == "pcn":
        proceedings.serve_again(tx, pcn.id, given.on, served)
    else:
        post.add_notice(tx, pcn.id, kind, given.on, served)
    return [f"{law.notice(kind).label}: treated as served {served:%d %b %Y}"]


def _undone(tx: Connection, found: Around, event: str) -> list[str]:
    from caseworker.store import proceedings

    kinds = UNDOES.get(event, ())
    if kinds:
        proceedings.undo_notices(tx, found.pcn.id, kinds)
    return ["the order and the charge certificate no longer count"] if kinds else []


def _vehicle(tx: Connection, found: Around, event: str, given: Given) -> list[str]:
    column = VEHICLE.get(event)
    if column is None:
        return []
    from caseworker.store import ledger

    columns: dict[str, Any] = {column: given.on}
    if event == "vehicle-taken":
        columns |= {"kind": regime(found.facts.regime).family, "pound": clean(given.reference)}
    elif ledger.removal_of(tx, found.pcn.id) is None:
        columns |= {"kind": regime(found.facts.regime).family, "taken_on": given.on}
    ledger.keep_removal(tx, found.pcn.id, **columns)
    return []


def _ended(tx: Connection, office: Office, found: Around, event: str, given: Given) -> list[str]:
    """Close what the event ends; note what the council did in what goes on."""
    from caseworker.store import proceedings

    who = {"changed_by": office.officer.id, "changed_at": office.now()}
    ends = {one.id for one in ended_by(found.facts.regime, event, [one.kind for one in found.running])}
    for one in found.running:
        if one.kind in ends:
            proceedings.change(tx, one.id, ended_on=given.on, result=event, **who)
        elif ANSWERS.get(event) == one.kind:
            proceedings.change(tx, one.id, answered_on=given.on, **who)
    return [f"{len(ends)} of the proceedings ended"] if ends else []


def _begun(tx: Connection, office: Office, found: Around, event: str, given: Given) -> list[str]:
    from caseworker.store import proceedings

    said = []
    form, ground = _form(found, event, given)
    running = {one.kind: one for one in found.running}
    for kind in begun_by(found.facts.regime, event):
        due = _due(found, kind, given)
        words = f"{kind.label}: {f'due {due:%a %d %b %Y}' if due else 'open'}"
        if kind.id in running:
            if kind.clock == TO_HEARING:  # the tribunal has put the hearing off
                who = {"changed_by": office.officer.id, "changed_at": office.now()}
                proceedings.change(tx, running[kind.id].id, due_on=due, **who)
                said.append(words)
            continue
        proceedings.add(
            tx,
            pcn_id=found.pcn.id,
            case_id=found.case.id if found.case is not None else None,
            kind=kind.id,
            reference=clean(given.reference),
            form=form,
            ground=ground,
            began_on=given.on,
            due_on=due,
            words=clean(given.why),
            officer=office.officer.id,
            at=office.now(),
        )
        said.append(words)
    return said


def _due(found: Around, kind: ProceedingKind, given: Given) -> Any:
    """The last day for what the council must do, where a clock runs against it."""
    if not kind.clock:
        return None
    since = _hearing_on(given) if kind.clock == TO_HEARING else given.on
    clock = clocks.work_out(found.facts.regime, kind.clock, since, basis=found.facts.basis)
    return clock.internal_safe_on or clock.last_on


def _hearing_on(given: Given) -> date:
    """The day of the hearing, from which the council's evidence counts back."""
    if given.hearing_on is None:
        raise Refused(
            "The day of the hearing is not said.",
            rule="The council's evidence is due some days before it.",
            do="Give the day that the tribunal fixed.",
        )
    if given.hearing_on < given.on:
        raise Refused(
            f"A hearing on {day_words(given.hearing_on)} was not fixed on {day_words(given.on)}, after it.",
            rule="A hearing is fixed before it is held.",
            do="Check both days.",
        )
    return given.hearing_on


def _form(found: Around, event: str, given: Given) -> tuple[str, str]:
    """The form and its one ground, checked; empty where the event has no form."""
    if not given.form:
        return "", clean(given.ground)
    form = forms.form(given.form, found.facts.regime)
    ground = forms.chosen(form.id, found.facts.regime, [given.ground]).id if form.grounds else ""
    return form.id, ground
