"""What happens to an issued letter on its way: it leaves, or it comes back; and where it is, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from caseworker.casework import proceedings, sheet
from caseworker.casework.acting import acting, audited, recorded
from caseworker.casework.counting import count
from caseworker.casework.office import LONDON, Office
from caseworker.casework.whereabouts import EMAIL as EMAIL
from caseworker.casework.whereabouts import day_words as day_words
from caseworker.casework.whereabouts import where as where
from caseworker.casework.whereabouts import whole_day as whole_day
from caseworker.law import clocks, stages
from caseworker.law.answering import too_late
from caseworker.law.discounts import settled
from caseworker.law.facts import Facts, LetterKind, Outcome
from caseworker.law.refusals import Refused
from caseworker.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

T = TypeVar("T")
BACK = ("slipped", "recalled")
"""Flags of a case whose letter came back; they go when it is issued again."""
REJECTION = LetterKind.NOTICE_OF_REJECTION
KINDS = {
    LetterKind.INFORMAL_REJECTION: "answer to a challenge: PCN upheld",
    LetterKind.INFORMAL_ACCEPTANCE: "answer to a challenge: PCN cancelled",
    LetterKind.NOTICE_OF_REJECTION: "Notice of Rejection",
    LetterKind.NOTICE_OF_ACCEPTANCE: "Notice of Acceptance",
    LetterKind.CERTIFICATE_RESPONSE: "answer after the charge certificate",
    LetterKind.INFORMATION_REQUEST: "letter asking for information",
    LetterKind.QUERY_ANSWER: "answer to a query",
    LetterKind.COMPLAINT_ANSWER: "answer to a complaint",
    LetterKind.MEMBER_ANSWER: "answer to a member's enquiry",
    LetterKind.INFORMATION_ANSWER: "answer to a request for information",
    LetterKind.COURT_FOLLOW_UP: "letter on what follows from the court",
    LetterKind.TRIBUNAL_HAND_OVER: "papers handed over to the tribunal",
}


def kind_words(kind: str) -> str:
    """What a letter is, in words: ``Notice of Rejection``."""
    return KINDS[LetterKind(kind)]


def letters_words(number: int) -> str:
    """``letter`` or ``12 letters``."""
    return "letter" if number == 1 else f"{number} letters"


def surely(
    office: Office,
    act: Callable[[Connection], T],
    look: Callable[[Connection], T | None],
    what: str,
) -> T:
    """Run an act in its one transaction; where the store does not say how it ended, look.

    Args:
        look: what the act gave if it stands, else None.
        what: what would have been done, for the refusal: ``confirmed``.
    """
    from caseworker.store.engine import CommitUnknown

    try:
        with acting(office) as tx:
            return act(tx)
    except CommitUnknown:
        with office.store.reading() as tx:
            found = look(tx)
        if found is not None:
            return found
        raise Refused(
            f"The store did not say whether it was {what}; looked up again, it was not.",
            rule="It counts once the store has it.",
            do="Do it again: it cannot be done twice.",
        ) from None


def said(words: str, what: str) -> str:
    """An officer's words, made safe; refused where there are none."""
    safe = clean(words).strip()
    if not safe:
        raise Refused(f"There are no words on {what}.", rule="The record says why.", do="Write a few words.")
    return safe


def unknown(number: str) -> Refused:
    """That no such letter was issued here."""
    return Refused(
        f"No letter {clean(number)[:40]} was issued here.",
        do="Look at the case's letters: caseworker case show PCN.",
    )


def find(tx: Connection, number: str) -> Row[Any]:
    """A letter's posting, held until the transaction ends.

    Raises:
        Refused: there is no such letter, or it was put into a batch at this moment.
    """
    from caseworker.store import post

    number = clean(number).strip()
    known = post.by_number(tx, number)
    if known is None:
        raise unknown(number)
    held = post.lock(tx, known.letter_id)
    if held.batch_id != known.batch_id:
        raise Refused(f"Letter {number} was put into a batch at this moment.", do="Do it again.")
    return held


def papers(rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """Of some letters those that are a sheet of paper: of one on several PCNs, only the first."""
    return [row for row in rows if row.first_id in (None, row.letter_id)]


def one_with(rows: Sequence[Row[Any]], row: Row[Any]) -> list[Row[Any]]:
    """Of some letters those that are one sheet of paper with a letter, it among them."""
    if row.first_id is None:
        return [row]
    return [one for one in rows if one.first_id == row.first_id]


def stage_after(
    facts: Facts, kind: LetterKind, outcome: Outcome, *, offered: bool, served_on: date
) -> tuple[str, str]:
    """The event that posting a letter is, and the stage it leads to.

    Where the penalty was paid and is still asked for, a rejection closes the PCN as paid.

    Args:
        offered: whether it offers the discount again.
        served_on: when it is treated as served: after the last day, the law has accepted already.

    Raises:
        Refused: it cannot happen where the notice stands.
    """
    late = too_late(facts, served_on)
    event = stages.event_of_letter(
        facts.regime, facts.stage, kind, outcome, discount_offered=offered, out_of_time=late
    )
    stage = stages.transition(facts.regime, facts.stage, event).to if event else facts.stage
    amount = stages.stage_of(facts.regime, stage).amount
    asked = outcome is Outcome.UPHOLD and amount not in (stages.Amount.SETTLED, stages.Amount.NOTHING)
    if asked and settled(facts):
        stage = stages.transition(facts.regime, stage, "paid-in-full").to
    return event, stage


def leave(tx: Connection, office: Office, row: Row[Any], on: date, act: str, **how: str) -> None:
    """A letter has left: stage and clocks move, the case system is told, the audit has it.

    Args:
        row: its posting, held.
        act: the audit's name for the act.
        how: by hand: ``handed_by``, ``handed_time``, ``handed_to``.
    """
    from caseworker.store import post

    post.change(
        tx,
        [row.letter_id],
        state="left",
        left_on=on,
        changed_at=office.now(),
        changed_by=office.officer.id,
        **how,
    )
    facts, event, stage, moved = counts(tx, office, row, on)
    left = "handed over" if how else f"emailed to {row.handed_to}" if row.how == EMAIL else "posted"
    asks = row.outcome == Outcome.ASK
    by = f" at {how['handed_time']} by {how['handed_by']}, at {how['handed_to']}" if how else ""
    kind = kind_words(row.letter_kind)
    words = f"Letter {row.number} {left} ({kind}){by}{moved}{appeal_words(facts.regime, row)}"
    _record(tx, office, row, event or "letter-posted", words, on=on, stages_of=(facts.stage, stage))
    if not LetterKind(row.letter_kind).beside:
        _tell_decided(tx, office, row, stage, asks=asks)
    fields = {**letter_fields(row), "stage": stage, "event": event, "left_on": on.isoformat()}
    audited(tx, office, row.case_id, act, fields | {name: how[name] for name in how})


def counts(tx: Connection, office: Office, row: Row[Any], on: date) -> tuple[Facts, str, str, str]:
    """A letter that left counts: the notice moves, and its clocks begin.

    Returns:
        The facts before it; the event that it is; the stage it leads to; words where the notice had moved on.
    """
    from caseworker.store import cases, post

    case = cases.get(tx, row.case_id)
    assert case is not None
    facts = sheet.facts_of(office, case, *sheet.rows_of(tx, case))
    event, stage, moved = _moved(facts, row)
    if stage != facts.stage:
        cases.move_stage(tx, row.pcn_id, stage, on)
    if row.letter_kind == REJECTION:
        post.add_notice(tx, row.pcn_id, REJECTION.value, on, row.served_on)
    if event:
        proceedings.answered(tx, row.pcn_id, event, on, office.officer.id, office.now())
    return facts, event, stage, moved


def _tell_decided(tx: Connection, office: Office, row: Row[Any], stage: str, *, asks: bool) -> None:
    """The case system is told what was decided about the PCN, or that something is asked for first.

    What it was told to pay back by a letter that came back since is not told again.
    """
    from caseworker.store import outcomes, post

    refund_pence = max(0, row.refund_pence - outcomes.refund_told(tx, row.case_id))
    outcomes.tell(
        tx,
        **_about(office, row),
        kind="information-asked" if asks else "decided",
        hold="on" if asks or post.another_open(tx, row.pcn_id, row.case_id) else "off",
        decision="" if asks else row.outcome,
        reasons=post.reasons(tx, row.case_id),
        discount_pence=row.discount_pence,
        discount_until=row.discount_until,
        refund_pence=refund_pence,
        stage=stage,
    )


def _moved(facts: Facts, row: Row[Any]) -> tuple[str, str, str]:
    """Event, stage, and words where the notice had moved on meanwhile: the letter left all the same."""
    here = stages.stage(facts.stage)
    moved_on = f"; the notice had moved on to “{here.label}” and stays there"
    try:
        offered = row.discount_until is not None
        kind, outcome = LetterKind(row.letter_kind), Outcome(row.outcome)
        event, stage = stage_after(facts, kind, outcome, offered=offered, served_on=row.served_on)
    except Refused:
        return "", facts.stage, moved_on
    return event, stage, moved_on if here.closed and not event else ""


def appeal_words(regime: str, row: Row[Any]) -> str:
    """Until when an appeal can be made, after a notice of rejection."""
    if row.letter_kind != REJECTION:
        return ""
    clock = clocks.work_out(regime, "appeal", row.served_on)
    return f"; treated as served {day_words(row.served_on)}, appeal until {day_words(clock.period_last_on)}"


def come_back(tx: Connection, office: Office, row: Row[Any], state: str, words: str) -> int:
    """A letter that did not leave: its case is open again at its decision; the case's new version.

    The claim stays with whoever issued it, their draft is there again, counters and figures are taken back.

    Args:
        row: its posting, held.
        state: ``slipped`` or ``recalled``: the posting's state, and the case's flag.
        words: why.
    """
    from caseworker.store import cases, counters, drafts, enclosures, post

    case = cases.get(tx, row.case_id)
    assert case is not None
    if row.outcome == Outcome.ASK:
        return _asked_no_more(tx, office, case, row, state, words)
    flags = " ".join([state, *(flag for flag in case.flags.split() if flag not in BACK)])
    new = cases.change(
        tx,
        case.id,
        case.version,
        status="decided",
        open=1,
        issued_at=None,
        officer=row.officer,
        flags=flags,
    )
    now, who = office.now(), office.officer.id
    post.change(tx, [row.letter_id], state=state, words=words, changed_at=now, changed_by=who)
    enclosures.loosen(tx, row.letter_id)
    issued_on = row.issued_at.astimezone(LONDON).date()
    count(
        tx,
        office,
        case,
        outcome=row.outcome,
        posts_on=row.dated_on,
        officer=row.officer,
        day=issued_on,
        done=-1,
    )
    counters.add(tx, counters.open_cases(case.kind), 1)
    if row.body:  # that of a letter on several PCNs lies with the first
        drafts.save(tx, case_id=case.id, officer=row.officer, case_version=new, at=now, body=row.body)
    _record(tx, office, row, f"letter-{state}", f"Letter {row.number} {state} before it left: {words}")
    audited(tx, office, case.id, ACTS[state], {**letter_fields(row), "version": new, "words": words})
    return new


def _asked_no_more(
    tx: Connection, office: Office, case: Row[Any], row: Row[Any], state: str, words: str
) -> int:
    """A letter that only asked did not leave: it can be written on, unless the case has gone on meanwhile."""
    from caseworker.store import cases, drafts, enclosures, post
    from caseworker.store import points as store_points

    now, who = office.now(), office.officer.id
    decision = store_points.decision_of(tx, case.id, asked=True)
    mine = decision is not None and decision.outcome == Outcome.ASK and case.officer in ("", row.officer)
    new = int(case.version)
    if case.open and case.status != "decided" and mine:
        flags = " ".join([state, *(flag for flag in case.flags.split() if flag not in BACK)])
        back = {"status": "decided", "outcome": Outcome.ASK, "officer": row.officer, "flags": flags}
        new = cases.change(tx, case.id, case.version, held_until=None, **back)
        drafts.save(tx, case_id=case.id, officer=row.officer, case_version=new, at=now, body=row.body)
    post.change(tx, [row.letter_id], state=state, words=words, changed_at=now, changed_by=who)
    enclosures.loosen(tx, row.letter_id)
    _record(tx, office, row, f"letter-{state}", f"Letter {row.number} {state} before it left: {words}")
    audited(tx, office, case.id, ACTS[state], {**letter_fields(row), "version": new, "words": words})
    return new


ACTS = {"slipped": "slip", "recalled": "recall"}
"""The audit's name for how a letter came back."""


def thin(tx: Connection, office: Office, batch_id: int) -> None:
    """One letter less in a made batch; the batch ends with its last letter."""
    from caseworker.store import post

    left = len(papers(post.of_batch(tx, batch_id)))
    ended = {} if left else {"state": "slipped", "ended_at": office.now(), "ended_by": office.officer.id}
    post.change_batch(tx, batch_id, letters=left, **ended)


def letter_fields(row: Row[Any]) -> dict[str, str | int | None]:
    """What the audit says of the letter in every act on it."""
    return {
        "letter": row.letter_id,
        "number": row.number,
        "batch": row.batch_id,
        "posts_on": row.posts_on.isoformat(),
        "sha256": row.sha256,
    }


def note(
    tx: Connection,
    office: Office,
    row: Row[Any],
    event: str,
    words: str,
    *,
    stages_of: tuple[str, str] = ("", ""),
) -> None:
    """One line of the timeline on a letter.

    Args:
        stages_of: where the PCN stood before and after, where it moved.
    """
    _record(tx, office, row, event, words, stages_of=stages_of)


def tell(tx: Connection, office: Office, row: Row[Any], kind: str, hold: str) -> None:
    """Leave word for the case system on a letter, beside its decision; on one that decides nothing, none."""
    from caseworker.store import cases, outcomes

    if LetterKind(row.letter_kind).beside:
        return
    stage = cases.pcn_of(tx, row.pcn_id).stage
    decision = "" if row.outcome == Outcome.ASK else row.outcome
    outcomes.tell(tx, **_about(office, row), kind=kind, hold=hold, decision=decision, stage=stage)


def _about(office: Office, row: Row[Any]) -> dict[str, Any]:
    return {
        "pcn_id": row.pcn_id,
        "case_id": row.case_id,
        "letter_id": row.letter_id,
        "pcn": row.pcn,
        "officer": row.officer,
        "at": office.now(),
    }


def _record(
    tx: Connection,
    office: Office,
    row: Row[Any],
    event: str,
    words: str,
    *,
    on: date | None = None,
    stages_of: tuple[str, str] = ("", ""),
) -> None:

    recorded(tx, office, row.pcn_id, row.case_id, event, words, on=on, moved=stages_of)
