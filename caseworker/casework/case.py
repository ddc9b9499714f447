"""One case, whole: read in one go, given as frozen values. What the desk shows and acts stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from caseworker.casework import background, held, links, money, owing, posted, proceedings, running, sheet
from caseworker.casework.background import Background, Ended
from caseworker.casework.enclosed import EnclosedView
from caseworker.casework.office import LONDON, Office
from caseworker.casework.suggesting import disputes_too, suggestions
from caseworker.casework.views import (
    CaseView,
    DecisionView,
    EventView,
    EvidenceView,
    HoldView,
    ItemView,
    LetterView,
    NoteView,
    OtherPcn,
    PointView,
)
from caseworker.casework.warnings import also_words, hold_words, warnings
from caseworker.law import points as law_points
from caseworker.law import regimes, stages
from caseworker.law.facts import CaseKind, Facts, Outcome, PointOutcome
from caseworker.law.ledger import Ledger
from caseworker.law.refusals import Refused
from caseworker.law.vrm import shown

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


def read(tx: Connection, office: Office, case_id: int) -> CaseView:
    """One case, whole, inside a reading or an act that is under way."""
    from caseworker.store import cases, holds
    from caseworker.store import points as store_points

    case = cases.get(tx, case_id)
    if case is None:
        raise Refused(f"There is no case {case_id}.", do="Go back to the queue.")
    cared = cases.recorded(tx, case_id, owing.CARE)
    pcn, notices, payments, _, vehicle = rows = sheet.rows_of(tx, case)
    waiting, items = holds.of_case(tx, case_id), items_for(tx, case)
    facts = replace(sheet.facts_of(office, case, *rows), **_told(items, cared))
    owed, ledger = _owed(tx, office, case, facts)
    decision = store_points.decision_of(tx, case_id)
    points = points_of(tx, case_id)
    suggested = suggestions(items, facts, case)
    raised = [one.slug for one in points] or [one.slug for one in suggested]
    also = disputes_too(items, owed) if facts.kind.enquiry else ()
    others = cases.others_of(tx, pcn.id, pcn.vrm, pcn.keeper_name, pcn.keeper_postcode)
    beside = background.read(tx, office, pcn, others)
    papers = _papers(tx, office, case, pcn)
    hold = _hold(waiting, case, office.today())
    told = [*warnings(office, case, facts, items, papers["letters"]), *also_words(also)]
    told += beside.warnings(raised, facts.contravened_on, office.today())
    return CaseView(
        id=case_id,
        version=case.version,
        status=case.status,
        officer=case.officer,
        facts=facts,
        **_pcn_words(pcn, facts),
        flags=tuple(case.flags.split()),
        warnings=(*_care(office, case, raised, cared), *told, *hold_words(hold, case.safe_post_on)),
        items=items,
        **papers,
        others=_others(others, pcn.vrm, beside, beside.same_reason(raised, office.today())),
        clocks=running.clocks_of(tx, office, case, facts, pcn, notices),
        money=money.money_of(ledger, pcn, payments, office.today()),
        points=points,
        suggested=suggested,
        decision=None if decision is None else _decision(decision, waiting),
        guidelines=owing.guidelines_of(office, facts, raised),
        background=beside,
        hold=hold,
        authority_seen=bool(case.authority_seen),
        safe_post_on=case.safe_post_on,
        also=also,
        held=held.words_of(vehicle),
        linked=links.others_of(tx, case),
        by_post=regimes.basis_label(facts.basis) if facts.basis else "",
    )


def _told(items: tuple[ItemView, ...], followed: Row[Any] | None) -> dict[str, Any]:
    """What the facts hold of the letters themselves, and whether they were met with care."""
    return {"challenge_text": sheet.written(items), "care_followed": followed is not None}


def _care(
    office: Office, case: Row[Any], raised: Sequence[str], followed: Row[Any] | None
) -> tuple[str, ...]:
    """The care route, where this case asks for it, or that it was followed."""
    if not case.open or not owing.cares(case.flags, raised):
        return ()
    return (owing.route_words(office, followed),)


def _owed(tx: Connection, office: Office, case: Row[Any], facts: Facts) -> tuple[Facts, Ledger]:
    """What is owed on the PCN: by the facts of its dispute, whatever stands beside it."""
    about = dispute_of(tx, case)
    rows = sheet.rows_of(tx, case)
    owed = facts if about is case else sheet.facts_of(office, about, *rows)
    return owed, money.book(tx, office, owed, about, *rows)


def _pcn_words(pcn: Row[Any], facts: Facts) -> dict[str, Any]:
    """What a PCN's row says, in words."""
    served = (facts.recipient.name, facts.recipient.postcode)
    return {
        "stage_label": stages.stage_of(pcn.regime, pcn.stage).label,
        "regime_label": regimes.regime(pcn.regime).label,
        "vehicle": " ".join(part for part in (pcn.make, pcn.colour) if part),
        "restriction": pcn.restriction,
        "observed": " to ".join(part for part in (pcn.observed_from, pcn.observed_to) if part)
        or "not recorded",
        "enforced_by": pcn.enforced_by or "not recorded",
        "data_as_of": pcn.data_as_of,
        "keeper": pcn.keeper_name,
        "liable": _liable(pcn, facts),
        "serve": ", ".join(part for part in served if part) or "nobody known",
    }


def _papers(tx: Connection, office: Office, case: Row[Any], pcn: Row[Any]) -> dict[str, Any]:
    """What hangs on the PCN: evidence, timeline, notes, letters, proceedings, the draft."""
    from caseworker.store import correspondence, drafts, enclosures, evidence, films, issued, post

    draft = drafts.get(tx, case.id, office.officer.id)
    seen = evidence.evidence_of(tx, pcn.id, case.id, office.officer.id)
    viewed = films.of_case(tx, case.id) if any(row.kind == "film" for row in seen) else []
    notes = correspondence.notes_of(tx, pcn.id)
    letters = issued.letters_of(tx, pcn.id)
    ways = post.of_pcn(tx, pcn.id) if letters else {}
    return {
        "proceedings": proceedings.of_pcn(tx, pcn, office.today()),
        "draft_saved_at": draft.saved_at if draft is not None else None,
        "evidence": tuple(_evidence(row, viewed) for row in seen),
        "enclosed": tuple(
            EnclosedView(row.evidence_id, row.caption, row.masks) for row in enclosures.chosen(tx, case.id)
        ),
        "timeline": _timeline(tx, pcn.id),
        "notes": tuple(NoteView(row.noted_at, row.kind, row.by, row.text) for row in notes),
        "letters": tuple(_letter(row, ways.get(row.id)) for row in letters),
    }


def _timeline(tx: Connection, pcn_id: int) -> tuple[EventView, ...]:
    """What happened: what the supplier's system knows, then what was done here, by day."""
    from caseworker.store import background as store_background
    from caseworker.store import cases

    told = [
        EventView(row.on, row.by, f"{row.time} {row.event}".strip())
        for row in store_background.history_of(tx, pcn_id)
    ]
    # A note stands in full among the notes: it is not told of twice.
    told += [
        EventView(row.on, row.officer, row.words or row.event, row.event, _done_at(row))
        for row in cases.events_of(tx, pcn_id)
        if row.event != "note"
    ]
    return tuple(sorted(told, key=lambda one: one.on))


def _done_at(row: Row[Any]) -> datetime | None:
    """When an officer did it, where that was on the day of which it tells."""
    return row.at if row.officer and row.at.astimezone(LONDON).date() == row.on else None


def points_of(tx: Connection, case_id: int) -> tuple[PointView, ...]:
    """The points that stand on a case, in the officer's order."""
    from caseworker.store import points as store_points

    relied = store_points.relied_on(tx, case_id)
    return tuple(_point(row, relied.get(row.id, ())) for row in store_points.points_of(tx, case_id))


def dispute_of(tx: Connection, case: Row[Any]) -> Row[Any]:
    """The case itself, where it is a dispute; else the dispute that it stands beside, the newest open first.

    Where nobody disputes the PCN, it is as if nothing had been written: what stands beside holds no discount.
    """
    from caseworker.store import proceedings

    if not CaseKind(case.kind).beside:
        return case
    every = proceedings.cases_of(tx, case.pcn_id)
    return next((one for one in every if not CaseKind(one.kind).beside), sheet.nobody())


def items_for(tx: Connection, case: Row[Any]) -> tuple[ItemView, ...]:
    """What was written on the PCN, each with whether it belongs to another case than this one."""
    from caseworker.store import correspondence, proceedings

    others = {one.id for one in proceedings.cases_of(tx, case.pcn_id) if CaseKind(one.kind).beside}
    beside = CaseKind(case.kind).beside
    return tuple(
        _item(row, row.case_id != case.id if beside else row.case_id in others)
        for row in correspondence.items_of(tx, case.pcn_id)
    )


def _item(row: Row[Any], elsewhere: bool) -> ItemView:
    about = (row.channel, row.received_on, row.from_name, row.subject, row.text)
    return ItemView(row.id, row.direction, *about, elsewhere=elsewhere)


def _evidence(row: Row[Any], viewed: Sequence[Row[Any]]) -> EvidenceView:
    return EvidenceView(
        row.id,
        row.name,
        row.kind,
        row.sent_by,
        row.taken_at,
        row.caption,
        row.size,
        row.opened_at,
        tuple(film_words(one) for one in viewed if one.evidence_id == row.id),
    )


def film_words(row: Row[Any]) -> str:
    """One viewing of a film: who, when, from where to where, what it shows."""
    part = " to ".join(one for one in (row.starts, row.ends) if one)
    opened = f"{row.officer} {row.opened_at.astimezone(LONDON):%d %b %H:%M}"
    return ": ".join(one for one in (f"{opened} {part}".strip(), row.words or "opened") if one)


def _point(row: Row[Any], relied: tuple[int, ...]) -> PointView:
    return PointView(
        slug=row.slug,
        label=law_points.point(row.slug).label,
        words=row.words,
        item_id=row.item_id,
        start=row.start,
        end=row.end,
        ground=row.ground,
        mitigation=bool(row.mitigation),
        outcome=PointOutcome(row.outcome) if row.outcome else None,
        reason=row.reason,
        evidence=relied,
    )


def _decision(row: Row[Any], waiting: Row[Any] | None) -> DecisionView:
    outcome = Outcome(row.outcome)
    asks = outcome is Outcome.ASK and waiting is not None
    return DecisionView(
        id=row.id,
        outcome=outcome,
        asked=tuple(waiting.words.splitlines()) if asks and waiting else (),
        answer_by=waiting.until_on if asks and waiting else None,
        letter_kind=row.letter_kind,
        officer=row.officer,
        decided_at=row.decided_at,
        discount_pence=row.discount_pence,
        discount_until=row.discount_until,
        refund_pence=row.refund_pence,
        guideline=row.guideline,
        followed=row.followed,
        weighed=row.weighed,
    )


def _letter(row: Row[Any], way: Row[Any] | None) -> LetterView:
    kept = (row.id, row.number, row.kind, row.recipient, row.issued_at, row.posts_on, row.sha256)
    return LetterView(*kept, where=row.state or "", where_words=posted.where(way))


def _others(
    rows: Sequence[Row[Any]], vrm: str, beside: Background, same: tuple[Ended, ...]
) -> tuple[OtherPcn, ...]:
    """The other PCNs of the vehicle or keeper, with how their cases ended."""
    ended: dict[str, list[str]] = {}
    for one in beside.ended:
        ended.setdefault(one.pcn, []).append(one.words)
    alike = {one.pcn for one in same}
    return tuple(
        OtherPcn(
            row.pcn,
            shown(row.vrm),
            row.contravened_on,
            row.code,
            row.location,
            stages.stage(row.stage).label,
            "same vehicle" if row.vrm == vrm else "same keeper",
            "; ".join(ended.get(row.pcn, ())),
            row.pcn in alike,
        )
        for row in rows
    )


def _hold(row: Row[Any] | None, case: Row[Any], today: date) -> HoldView | None:
    """The hold that runs; what is still to be asked for holds nothing back yet."""
    if row is None or case.held_until is None:
        return None
    over = row.until_on <= today
    return HoldView(row.kind, row.words, row.officer, row.made_at, row.until_on, over)


def _liable(pcn: Row[Any], facts: Facts) -> str:
    if facts.deceased:
        return f"{facts.deceased} is recorded as dead: nobody is liable for what came after"
    if not pcn.keeper_name:
        return "the keeper, not known yet"
    return f"{pcn.keeper_name} (registered keeper)"
