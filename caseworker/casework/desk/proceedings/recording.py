"""Record one event on a PCN: stage, notices, money, proceedings and audit in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caseworker.casework import lived
from caseworker.casework.acting import acting, audited, recorded, trying
from caseworker.casework.desk.proceedings import effects
from caseworker.casework.desk.proceedings.asking import NEW, check_asked
from caseworker.casework.desk.proceedings.following import DISREGARDED, follow
from caseworker.casework.desk.proceedings.given import Given
from caseworker.casework.desk.proceedings.possible import LETTERS, MAIL, barred, here, pcn_row
from caseworker.casework.desk.proceedings.transferring import new_notice
from caseworker.casework.office import Office
from caseworker.casework.proceedings import freezes
from caseworker.casework.standing import Around, around
from caseworker.law import guards, stages
from caseworker.law.barring import refusal
from caseworker.law.refusals import Refused
from caseworker.law.stages import Transition
from caseworker.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Recorded:
    """What an event did, or would do."""

    pcn: str
    event: str
    stage: str
    """Where the PCN stands after it."""
    words: str


def record(
    office: Office, pcn: str, event: str, given: Given, *, stage: str = "", dry: bool = False
) -> Recorded:
    """Record what happened to a PCN, or say what it would do.

    Args:
        event: an event of the stage table, or a new notice to whoever is liable now.
        stage: where the PCN stood when the officer looked; refused where it has moved since.
        dry: it is tried in the same transaction, and all of it is undone: it is refused where that would be.

    Raises:
        Refused: it cannot happen here, a guard bars it, what it needs was not given, or what it does not
            ask for was.
    """
    with (trying if dry else acting)(office) as tx:
        done, effect = _recorded(tx, office, pcn, event, given, stage)
    return replace(done, words=f"{done.words} {effect}".strip()) if dry else done


def _recorded(
    tx: Connection, office: Office, pcn: str, event: str, given: Given, stage: str
) -> tuple[Recorded, str]:
    """Write an event with all that it leaves; what was done, and what the table says that it does."""
    found = _ready(tx, office, pcn, event, given, stage)
    if event in NEW:
        words, at = new_notice(tx, office, found, event, given)
        return Recorded(given.pcn, event, at, words), ""
    move = stages.transition(found.pcn.regime, found.pcn.stage, event)
    left = effects.leave(tx, office, found, event, given)
    words = "; ".join([move.label, *left.words, *([clean(given.why)] if given.why else [])])
    _moved(tx, office, found, move, given, words, left.fields)
    words = "; ".join([words, *follow(tx, office, found, move, given)])
    _tell(tx, office, found, move)
    return Recorded(found.pcn.pcn, event, move.to, f"{words.removesuffix('.')}."), move.effect


def _ready(tx: Connection, office: Office, pcn: str, event: str, given: Given, stage: str) -> Around:
    """The PCN as it stands; refused where the event cannot be entered on it."""
    row = pcn_row(tx, pcn, hold=True)
    found = around(tx, office, row)
    if stage and row.stage != stage:
        raise Refused(
            f"{row.pcn} has moved meanwhile: it stands at “{stages.stage(row.stage).label}”.",
            rule="An event is entered on what was looked at.",
            do="Look at it as it stands now, then enter the event again.",
        )
    _check_kind(found, event)
    lived.check_day(tx, office, row, event, given.on)
    bars = barred(found, event, given)
    if bars:
        raise refusal(bars)
    check_asked(found.facts.regime, event, given)
    return found


def _check_kind(found: Around, event: str) -> None:
    """A letter of ours and the mail leave their own events; what nobody knows is none."""
    try:
        guards.event_of(event)
    except Refused as no:
        raise Refused(no.what, rule=here(found), do=no.do) from None
    if event in LETTERS:
        raise Refused(
            f"{found.pcn.pcn}: that is answered by a letter.",
            rule="The event happens when the letter leaves.",
            do="Open its case, decide, and issue the letter.",
        )
    if event in MAIL:
        raise Refused(
            f"{found.pcn.pcn}: that comes in with the mail.",
            rule="The letter itself is kept with its day.",
            do="Import it, or index it from the inbox.",
        )


def _moved(
    tx: Connection,
    office: Office,
    found: Around,
    move: Transition,
    given: Given,
    words: str,
    more: Mapping[str, str | int | None],
) -> None:
    """Stage, open cases, timeline, the case system, audit with what is kept of it beside the event."""
    from caseworker.store import audit, cases

    pcn, now = found.pcn, office.now()
    if move.to != pcn.stage:
        cases.move_stage(tx, pcn.id, move.to, given.on)
    for one in found.cases:
        if one.open:
            cases.change(tx, one.id, one.version)
    case_id = found.case.id if found.case is not None else None
    recorded(tx, office, pcn.id, case_id, move.event, words, on=given.on, moved=(pcn.stage, move.to))
    fields = {"event": move.event, "on": given.on.isoformat(), "from": pcn.stage, "to": move.to, **more}
    if case_id is not None:
        audited(tx, office, case_id, "event", fields)
    else:
        audit.append(tx, chain=f"pcn:{pcn.id}", act="event", officer=office.officer.id, at=now, fields=fields)


def _tell(tx: Connection, office: Office, found: Around, move: Transition) -> None:
    """The case system is told where the PCN stands, and whether it may serve anything.

    It is told through a case: where the event opened the first one of this PCN, through that.
    """
    from caseworker.store import cases, outcomes

    case = found.case or cases.by_pcn(tx, found.pcn.pcn)
    if case is None:
        return

    undecided = found.standing.undecided and move.event != DISREGARDED
    waits = undecided or stages.stage_of(found.pcn.regime, move.to).certificate_barred
    waits = waits or freezes(tx, found.pcn)
    closed = stages.stage_of(found.pcn.regime, move.to).closed
    outcomes.tell(
        tx,
        pcn_id=found.pcn.id,
        case_id=case.id,
        pcn=found.pcn.pcn,
        kind="moved",
        hold="on" if waits and not closed else "off",
        decision="cancel" if move.to == "cancelled" else "",
        reasons=move.event,
        refund_pence=found.facts.paid_in_all_pence if move.to == "cancelled" else 0,
        stage=move.to,
        officer=office.officer.id,
        at=office.now(),
    )
