"""Decide a case: cancel the PCN or uphold it, on points that are answered and evidence that was opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework import sheet
from caseworker.casework.acting import acting, audited, own
from caseworker.casework.case import points_of
from caseworker.casework.office import Office
from caseworker.casework.reasons import check_reason
from caseworker.casework.views import CaseView, Choices, Done, PointView
from caseworker.law import decisions, policy, stages
from caseworker.law.facts import Outcome, PointOutcome
from caseworker.law.policy import Guideline
from caseworker.law.refusals import Refused
from caseworker.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

FEWEST_WORDS = 4
"""Words asked for when a guideline is departed from, or applied without a reason on this case."""


class NeedsWords(Refused):
    """The decision needs the officer's own words first.

    Args:
        prompt: what to write about.
    """

    def __init__(self, prompt: str, guideline: str) -> None:
        super().__init__(prompt, rule="A guideline is a guide: each case is weighed.", do="Write a sentence.")
        self.guideline = guideline


def choices(office: Office, view: CaseView) -> Choices:
    """What cancelling and upholding would each do, before anything is decided."""
    sent = sum(1 for one in view.evidence if one.sent_by == "motorist")
    cancel = sheet.allowed(office, view.facts, Outcome.CANCEL)
    owed = _unsaid(_guideline(office, view.points), view.points, sent)
    return Choices(
        cancel=cancel,
        uphold=sheet.allowed(office, view.facts, Outcome.UPHOLD),
        asks=bool(owed) and not cancel.out_of_time,
    )


def decide(
    office: Office, case_id: int, version: int, outcome: Outcome, *, weighed: str = "", offer: bool = False
) -> Done:
    """Record the outcome of a case with its reasons.

    Points with no answer yet take the outcome's own: upheld where the PCN is cancelled, not upheld where it
    stands. Both outcomes ask for the same: every point answered, every piece of evidence relied on opened.

    Args:
        weighed: the officer's own words on this case, where a guideline or an offer asks for them.
        offer: offer the discount again where the council's rule leaves it to the officer.

    Raises:
        NeedsWords: a guideline or evidence that was sent asks for a sentence on this case first.
        Refused: no point, evidence not opened, answers that contradict the outcome, or barred by law.
        Changed: somebody else changed the case.
    """
    from caseworker.store import cases, evidence
    from caseworker.store import points as store_points

    check_reason(weighed)
    with acting(office) as tx:
        case = own(tx, office, case_id, version)
        _authorised(office)
        answered = _answered(_points(tx, case_id), outcome)
        _check_evidence(tx, office, case, answered)
        allowed = _not_barred(tx, office, case, outcome)
        guideline = _guideline(office, answered)
        if not allowed.out_of_time:
            sent = evidence.sent_by_motorist(tx, case.pcn_id)
            answered = _weighed(guideline, answered, outcome, sent, weighed)
        offered = _offered(allowed, offer, weighed)
        new = cases.change(tx, case_id, version, status="decided", outcome=outcome, decided_at=office.now())
        store_points.replace(tx, case_id, [_row(one) for one in answered], [one.evidence for one in answered])
        columns = {
            "outcome": outcome,
            "letter_kind": allowed.letter_kind,
            "discount_pence": allowed.discount_pence if offered else None,
            "discount_until": allowed.discount_until if offered else None,
            "refund_pence": allowed.refund_pence,
            "guideline": guideline.id if guideline else "",
            "followed": _followed(guideline, outcome),
        }
        decision = _keep(tx, office, case_id, new, columns, weighed)
        words = "to cancel the PCN" if outcome is Outcome.CANCEL else "to uphold the PCN"
        _record(tx, office, case, "decided", f"Decided {words}")
        points = ",".join(f"{one.slug}={one.outcome}" for one in answered)
        fields = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in columns.items()
        }
        audited(
            tx, office, case_id, "decide", {**fields, "version": new, "decision": decision, "points": points}
        )
    return Done(case_id, new, f"Decided {words}. l writes the letter.")


def _not_barred(tx: Connection, office: Office, case: Row[Any], outcome: Outcome) -> decisions.Allowed:
    """What the law says of this outcome; refused where it bars it."""
    pcn, notices, payments = sheet.rows_of(tx, case)
    allowed = sheet.allowed(office, sheet.facts_of(office, case, pcn, notices, payments), outcome)
    if allowed.bars:
        bar = allowed.bars[0]
        do = "Choose the other outcome, or ask your leader."
        if bar.id == "reply-late" and _by_hand_in_time(office, case):
            do = "Type :hand (a leader approves delivery by hand), or choose the other outcome."
        raise Refused(bar.words, citation=bar.citation, do=do)
    return allowed


def _by_hand_in_time(office: Office, case: Row[Any]) -> bool:
    """Whether a leader could still approve delivery by hand."""
    due_on = case.reply_due_on
    return due_on is not None and office.today() <= due_on and sheet.BY_HAND not in case.flags.split()


def _keep(
    tx: Connection, office: Office, case_id: int, version: int, columns: dict[str, Any], weighed: str
) -> int:
    from caseworker.store import points as store_points

    return store_points.decide(
        tx,
        case_id=case_id,
        case_version=version,
        officer=office.officer.id,
        officer_role=office.officer.title,
        decided_at=office.now(),
        withdrawn=False,
        weighed=clean(weighed).strip(),
        **columns,
    )


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


def _answered(points: Sequence[PointView], outcome: Outcome) -> list[PointView]:
    """The points with an answer each; refused where the answers contradict the outcome."""
    own_answer = PointOutcome.UPHELD if outcome is Outcome.CANCEL else PointOutcome.NOT_UPHELD
    answered = [replace(one, outcome=one.outcome or own_answer) for one in points]
    upheld = [one for one in answered if one.outcome is PointOutcome.UPHELD]
    if outcome is Outcome.CANCEL and not upheld:
        raise Refused(
            "Every point is marked as not upheld, but the PCN would be cancelled.",
            rule="A cancellation rests on a ground or a reason that is accepted.",
            do="Mark the point that you accept (space, on the points), or press r.",
        )
    against = [one for one in upheld if not one.mitigation and one.ground]
    if outcome is Outcome.UPHOLD and against:
        raise Refused(
            f"“{against[0].label}” is upheld on a ground of the law, but the PCN would stand.",
            rule="A ground that is made out ends the charge.",
            do="Press a to cancel, or change the answer to that point (p).",
        )
    return answered


def _check_evidence(tx: Connection, office: Office, case: Row[Any], points: Sequence[PointView]) -> None:
    from caseworker.store import evidence

    opened = evidence.opened_ids(tx, case.id, office.officer.id)
    relied = dict.fromkeys(one for point in points for one in point.evidence)
    missing = [one for one in relied if one not in opened]
    if missing:
        row, _ = evidence.content(tx, missing[0])
        one = f"“{row.caption or row.name}”"
        several = f"{one} and {len(missing) - 1} more are relied on and were not opened."
        raise Refused(
            several if len(missing) > 1 else f"{one} is relied on and was not opened.",
            rule="Evidence that a decision relies on is looked at first, by whoever decides.",
            do=f"Press {'V' if row.kind == 'film' else 'v'} to open it, or untick it in the point (p).",
        )


def _guideline(office: Office, points: Sequence[PointView]) -> Guideline | None:
    """The guideline that speaks to this case, where one says what is usually done."""
    found = policy.match(office.guidelines, [one.slug for one in points])
    return next((one for one in found if one.usual_outcome is not None), None)


def _unsaid(guideline: Guideline | None, points: Sequence[PointView], sent: int) -> list[PointView]:
    """The points on which a sentence on this case is still owed: the guideline's, or where evidence was sent.

    Args:
        sent: how many pieces of evidence the motorist sent.
    """
    owed = [one for one in points if guideline is not None and one.slug in guideline.points]
    owed = owed or (list(points) if sent else [])
    return [] if any(len(one.reason.split()) >= FEWEST_WORDS for one in owed) else owed


def _weighed(
    guideline: Guideline | None, points: Sequence[PointView], outcome: Outcome, sent: int, words: str
) -> list[PointView]:
    """The points with the officer's words on this case as their reason, where they have none.

    Raises:
        NeedsWords: a guideline is departed from, or applied without weighing this case, or the motorist sent
            evidence and nobody says what it shows.
    """
    owed = _unsaid(guideline, points, sent)
    if owed and len(words.split()) < FEWEST_WORDS:
        if guideline is None:
            changes = "change the outcome" if outcome is Outcome.CANCEL else "not change the outcome"
            asked = f"The motorist sent evidence ({sent}). What does it show, and why does that {changes}?"
        else:
            what = guideline.situation.rstrip(".")
            departs = policy.departs(guideline, outcome)
            asks = (
                "usually leads the other way. Why not here?"
                if departs
                else "fits. Why is it right in this case?"
            )
            asked = f"The guideline on “{what}” {asks}"
        raise NeedsWords(f"{asked} Your words go into the letter.", guideline.id if guideline else "")
    said = clean(words).strip()
    # Words on what was sent are said once, with the first point; on a guideline with each of its points.
    silent = {one.slug for one in (owed if guideline is not None else owed[:1]) if not one.reason}
    return [replace(one, reason=said) if said and one.slug in silent else one for one in points]


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
        raise NeedsWords(f"{allowed.discount_why} Why is it offered in this case?", "")
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
    cases.record(
        tx,
        pcn_id=case.pcn_id,
        case_id=case.id,
        event=event,
        on=office.today(),
        at=office.now(),
        officer=office.officer.id,
        from_stage=stage,
        to_stage=stage,
        words=words,
    )
