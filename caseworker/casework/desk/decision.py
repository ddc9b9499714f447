"""Decide a case: cancel the PCN or uphold it, on points that are answered and evidence that was opened."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework import owing, sheet, standing, undelivered
from caseworker.casework.acting import acting, audited, keep_decision, own, recorded
from caseworker.casework.case import points_of
from caseworker.casework.office import Office
from caseworker.casework.owing import FEWEST_WORDS, Needs, NeedsCare, NeedsReason, NeedsWords
from caseworker.casework.reasons import check_reason
from caseworker.casework.views import CaseView, Choices, Done, PointView
from caseworker.law import decisions, policy, stages
from caseworker.law.facts import CaseKind, Facts, Outcome, PointOutcome
from caseworker.law.policy import Guideline
from caseworker.law.refusals import Refused
from caseworker.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

__all__ = ["FEWEST_WORDS", "Needs", "NeedsCare", "NeedsReason", "NeedsWords", "choices", "decide", "withdraw"]


def choices(office: Office, view: CaseView) -> Choices:
    """What cancelling and upholding would each do, before anything is decided."""
    right = [one for one in view.points if one.outcome is PointOutcome.UPHELD]
    grounds = tuple(one.ground for one in right if one.ground and not one.mitigation) if right else None
    facts = replace(view.facts, points=tuple(one.slug for one in view.points))
    cancel = sheet.allowed(office, facts, Outcome.CANCEL, grounds)
    uphold = sheet.allowed(office, facts, Outcome.UPHOLD)
    return Choices(
        cancel=cancel,
        uphold=uphold,
        asks_cancel=_announced(office, view, cancel),
        asks_uphold=_announced(office, view, uphold),
    )


def _announced(office: Office, view: CaseView, allowed: decisions.Allowed) -> str:
    """What this outcome will ask for first, in words; empty where nothing."""
    if not view.points:
        return ""
    if allowed.out_of_time and allowed.outcome is Outcome.CANCEL:
        return "asks whether a decision went out by other means"
    try:
        points = owing.answered(view.points, allowed.outcome, ())
    except NeedsReason:
        return "asks which point is the reason"
    except Refused:
        return ""
    decided = [one for one in points if one.outcome is not None]
    sent = sum(1 for one in view.evidence if one.sent_by == "motorist")
    guideline = owing.guideline_of(office, view.facts, decided)
    owed = owing.unsaid(guideline, decided, sent)
    said = {one.slug for one in (owed if guideline is not None else owed[:1])}
    silent = [one.slug for one, _ in owing.unspoken(office, view.facts, allowed, points)]
    asked = len([one for one in silent if one not in said]) + bool(owed)
    if asked > 1:
        return f"asks for {asked} sentences on this case"
    return "asks for a sentence on this case" if asked else ""


def decide(
    office: Office,
    case_id: int,
    version: int,
    outcome: Outcome,
    *,
    weighed: str = "",
    offer: bool = False,
    because: Collection[str] = (),
    said: Mapping[str, str] | None = None,
) -> Done:
    """Record the outcome of a case with its reasons.

    Where the PCN stands, points with no answer yet are not upheld. Where it is cancelled, only what is the
    reason is upheld; what was not answered need not be. Either way all evidence relied on was opened.

    Args:
        weighed: the officer's own words on this case, where a guideline or an offer asks for them.
        offer: offer the discount again where the council's rule leaves it to the officer.
        because: slugs of the points that are the reason for cancelling, where several have no answer yet.
        said: the officer's words on single points, by slug, where their standard wording says nothing of
            this case.

    Raises:
        NeedsWords: a guideline, evidence that was sent or a point asks for a sentence on this case first.
        NeedsCare: the letter is read with care, and the care route was not followed yet.
        NeedsReason: it must be said first which point is the reason for cancelling.
        Refused: no point, evidence not opened, answers that contradict the outcome, or barred by law.
        Changed: somebody else changed the case.
    """
    from caseworker.store import cases
    from caseworker.store import points as store_points

    for words in (weighed, *(said or {}).values()):
        check_reason(words)
    with acting(office) as tx:
        case = own(tx, office, case_id, version)
        if CaseKind(case.kind).beside:
            raise sheet.not_about_the_pcn(CaseKind(case.kind))
        _authorised(office)
        undelivered.check_outcome(tx, case, outcome)
        allowed, answered, guideline = _settled(
            tx, office, case, outcome, weighed=weighed, because=because, said=said or {}
        )
        out = allowed.out_of_time and outcome is Outcome.CANCEL
        offered = _offered(allowed, offer, weighed)
        new = cases.change(tx, case_id, version, status="decided", outcome=outcome, decided_at=office.now())
        store_points.replace(tx, case_id, [_row(one) for one in answered], [one.evidence for one in answered])
        columns = _columns(allowed, outcome, guideline, offered)
        decision = keep_decision(tx, office, case_id, new, weighed=weighed, **columns)
        words = "to cancel the PCN" if outcome is Outcome.CANCEL else "to uphold the PCN"
        found = f". Whether a decision went out by other means: {clean(weighed).strip()}" if out else ""
        _record(tx, office, case, "decided", f"Decided {words}{found}")
        told = ",".join(f"{one.slug}={one.outcome or 'open'}" for one in answered)
        fields = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in columns.items()
        }
        entry = {**fields, "version": new, "decision": decision, "points": told}
        audited(tx, office, case_id, "decide", entry)
    return Done(case_id, new, f"Decided {words}. l writes the letter.")


def _columns(
    allowed: decisions.Allowed, outcome: Outcome, guideline: Guideline | None, offered: bool
) -> dict[str, Any]:
    """What a decision keeps: its outcome, letter and money, and the guideline it follows or departs from."""
    return {
        "outcome": outcome,
        "letter_kind": allowed.letter_kind,
        "discount_pence": allowed.discount_pence if offered else None,
        "discount_until": allowed.discount_until if offered else None,
        "refund_pence": allowed.refund_pence,
        "guideline": guideline.id if guideline else "",
        "followed": _followed(guideline, outcome),
    }


def _settled(
    tx: Connection,
    office: Office,
    case: Row[Any],
    outcome: Outcome,
    *,
    weighed: str,
    because: Collection[str],
    said: Mapping[str, str],
) -> tuple[decisions.Allowed, list[PointView], Guideline | None]:
    """What the law allows, the points as decided, the guideline; refused where anything is lacking."""
    from caseworker.store import cases

    points = _points(tx, case.id)
    _check_evidence(tx, office, case, points)
    facts, allowed = _not_barred(tx, office, case, outcome)
    cares = owing.cares(case.flags, [one.slug for one in points])
    if cares and not cases.recorded(tx, case.id, owing.CARE):
        raise NeedsCare(office.council.care_route)
    out = allowed.out_of_time and outcome is Outcome.CANCEL
    answered = owing.answered(points, outcome, because, out_of_time=out)
    guideline = owing.guideline_of(office, facts, [one for one in answered if one.outcome is not None])
    if out:
        owing.ask_other_means(weighed)
    else:
        answered = _said(tx, office, case, answered, guideline, outcome, weighed, said)
        owing.say_unspoken(office, facts, allowed, answered)
    return allowed, answered, guideline


def _said(
    tx: Connection,
    office: Office,
    case: Row[Any],
    points: Sequence[PointView],
    guideline: Guideline | None,
    outcome: Outcome,
    weighed: str,
    said: Mapping[str, str],
) -> list[PointView]:
    """The points with the officer's words as their reasons, where they have none."""
    from caseworker.store import evidence

    given = owing.reasoned(points, said)
    decided = [one for one in given if one.outcome is not None]
    sent = evidence.sent_by_motorist(tx, case.pcn_id)
    return owing.reasoned(given, owing.weighed(guideline, decided, outcome, sent, weighed))


def _not_barred(
    tx: Connection, office: Office, case: Row[Any], outcome: Outcome
) -> tuple[Facts, decisions.Allowed]:
    """The facts, and what the law says of this outcome; refused where it bars it."""
    facts = sheet.facts_of(office, case, *sheet.rows_of(tx, case))
    allowed = sheet.allowed(office, facts, outcome)
    if allowed.bars:
        bar = allowed.bars[0]
        do = "Choose the other outcome, or ask your leader."
        if bar.id == "reply-late" and _by_hand_in_time(office, case):
            do = "Type :hand (a leader approves delivery by hand), or choose the other outcome."
        raise Refused(bar.words, citation=bar.citation, do=do)
    for one in standing.letter_bars(tx, office, case, allowed.letter_kind):
        raise Refused(one.words, citation=one.citation, do="Do that first, then decide.")
    return facts, allowed


def _by_hand_in_time(office: Office, case: Row[Any]) -> bool:
    """Whether a leader could still approve delivery by hand."""
    due_on = case.reply_due_on
    return due_on is not None and office.today() <= due_on and sheet.BY_HAND not in case.flags.split()


def withdraw(office: Office, case_id: int, version: int, points: Sequence[PointView]) -> Done:
    """Take back a decision before its letter is issued; the points stand as they did before it."""
    from caseworker.store import cases
    from caseworker.store import points as store_points

    with acting(office) as tx:
        case = own(tx, office, case_id, version)
        if not store_points.withdraw(tx, case_id):
            raise Refused("There is no decision to take back.", do="Press d to decide.")
        new = cases.change(tx, case_id, version, status="open", outcome="", decided_at=None)
        store_points.replace(tx, case_id, [_row(one) for one in points], [one.evidence for one in points])
        _record(tx, office, case, "withdrawn", "Decision taken back before issue")
        audited(tx, office, case_id, "withdraw", {"version": new})
    return Done(case_id, new, "The decision is taken back.")


def _authorised(office: Office) -> None:
    if not office.officer.authorised:
        raise Refused(
            f"{office.officer.name} is not authorised to decide.",
            rule="Only an authorised officer may cancel a PCN or reject what was said.",
            do="Ask your team leader.",
        )


def _points(tx: Connection, case_id: int) -> tuple[PointView, ...]:
    points = points_of(tx, case_id)
    if not points:
        raise Refused(
            "No point is marked on this case.",
            rule="Every point raised is answered, so each must stand on the case first.",
            do="Press p and take the suggestions, or + to add a point.",
        )
    return points


def _check_evidence(tx: Connection, office: Office, case: Row[Any], points: Sequence[PointView]) -> None:
    from caseworker.store import evidence

    opened = evidence.opened_ids(tx, case.id, office.officer.id)
    relied = dict.fromkeys(one for point in points for one in point.evidence)
    missing = [one for one in relied if one not in opened]
    if missing:
        row, _ = evidence.content(tx, missing[0])
        one = f"“{row.caption or row.name}”"
        key = "v until it shows, then V" if row.kind == "film" else "v"
        several = f"{one} and {len(missing) - 1} more are relied on and were not opened."
        raise Refused(
            several if len(missing) > 1 else f"{one} is relied on and was not opened.",
            rule="Evidence that a decision relies on is looked at first, by whoever decides.",
            do=f"Press {key} to open it, or untick it in the point (p).",
        )


def _followed(guideline: Guideline | None, outcome: Outcome) -> str:
    """Whether the guideline was followed or departed from; empty where none speaks to the case."""
    if guideline is None:
        return ""
    return "departed" if policy.departs(guideline, outcome) else "followed"


def _offered(allowed: decisions.Allowed, offer: bool, weighed: str) -> bool:
    """Whether the discount is offered: where it must be, or where it may be and the officer says why."""
    if allowed.discount != "may" or not offer:
        return allowed.discount == "must"
    if len(weighed.split()) < FEWEST_WORDS:
        raise NeedsWords(f"{allowed.discount_why} Why is it offered in this case?")
    return True


def _row(point: PointView) -> dict[str, Any]:
    return {
        "slug": point.slug,
        "item_id": point.item_id,
        "start": point.start,
        "end": point.end,
        "words": point.words,
        "ground": point.ground,
        "mitigation": point.mitigation,
        "outcome": point.outcome or "",
        "reason": point.reason,
    }


def _record(tx: Connection, office: Office, case: Row[Any], event: str, words: str) -> None:
    from caseworker.store import cases

    stage = stages.stage(cases.pcn_of(tx, case.pcn_id).stage).id
    recorded(tx, office, case.pcn_id, case.id, event, words, moved=(stage, stage))
