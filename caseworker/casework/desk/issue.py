"""Issue a letter: one press, one transaction, one letter, whatever is pressed twice or killed when."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from caseworker.casework import defence, joint, lettering, posted, sheet, standing, undelivered, whereabouts
from caseworker.casework.acting import acting, audited, own, recorded
from caseworker.casework.counting import count
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView, DecisionView, Receipt
from caseworker.law.facts import LetterKind, Outcome
from caseworker.law.findings import Finding
from caseworker.law.refusals import Refused
from caseworker.letters.plan import Block, to_json

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from caseworker.casework.lettering import Checked

Reasons = Mapping[str, tuple[str, str]]
"""By a finding's `mark`: who released it (empty for the officer's own reason) and the words."""


GONE = (*posted.BACK, undelivered.FLAG)
"""Flags that go when a letter is issued anew."""
AGAIN = "esc twice, do that first, then issue the letter."


def mark(finding: Finding) -> str:
    """What a reason is given for: a code at a place. A letter changed there needs its reason anew."""
    return f"{finding.code}@{finding.start if finding.start is not None else ''}"


def issue(
    office: Office,
    view: CaseView,
    blocks: Sequence[Block],
    reasons: Reasons | None = None,
    linked: Sequence[CaseView] = (),
) -> Receipt:
    """Issue the letter on a decided case; or one letter on it and on linked ones, on all of them or none.

    The file is written before the transaction begins; letter, bytes, hash, paragraph versions, findings let
    pass, counts and audit entry stand together or not at all. The letter then waits for the post it is dated
    for: the stage moves when it leaves. The same press twice, or again after a fault whose end is not known,
    finds the letter that was issued and gives its receipt.

    Args:
        linked: the other cases that the same letter answers. Each has a letter of its own in the record, with
            the number of the first and its place behind it; what is printed and posted is one.

    Raises:
        Refused: a finding stands, the case is not decided, it is not the officer's, the post that the letter
            is dated for has gone, another letter on the PCN has not left yet, or a payment or another letter
            has overtaken the decision.
        Changed: somebody else changed the case.
    """
    from caseworker.store.engine import CommitUnknown

    key = f"issue:{view.id}:{view.version}"
    every = [(one, _decided(one)) for one in (view, *linked)]
    _own_council(office)
    try:
        ready = _ready(office, every, blocks, reasons or {})
        with acting(office) as tx:
            rows = [own(tx, office, one.id, one.version) for one, _ in every]
            for _, decision in every:
                _own_decision(office, decision)
            return _write(tx, office, rows, ready)
    except Refused as trouble:
        # A letter issued already is no reason to refuse, whatever else has changed since.
        known = issued_already(office, key)
        if known is not None:
            return known
        if not isinstance(trouble, CommitUnknown):
            raise
        raise Refused(
            "The store did not say whether the letter was kept; looked up again, it was not.",
            rule="A letter counts as issued only once the store has it.",
            do="Press y again: it cannot be issued twice.",
        ) from None


def issued_already(office: Office, key: str) -> Receipt | None:
    """The receipt of a letter issued under this key before, or None."""
    from caseworker.store import cases, issued

    with office.store.reading() as tx:
        row = issued.by_key(tx, key)
        if row is None:
            return None
        case = cases.get(tx, row.case_id)
    assert case is not None
    return Receipt(row.number, case.pcn, row.kind, row.recipient, row.posts_on, row.sha256, again=True)


def _own_council(office: Office) -> None:
    """No live letter goes out in the name of the invented council that comes with the program."""
    from caseworker.config import INVENTED

    if not office.training and office.council.authority in INVENTED:
        raise Refused(
            f"council.toml still names {office.council.authority}, which is invented.",
            rule="A letter is sent in the name of the council that decides.",
            do="Put your own council's name, address and choices into council.toml.",
        )


def _decided(view: CaseView) -> DecisionView:
    if view.decision is None:
        raise Refused(
            "There is no decision yet.", rule="A letter says what was decided.", do="Press d first."
        )
    return view.decision


def _dated_today(office: Office, view: CaseView) -> None:
    """Refuse a letter that was dated for a post that has gone since, or to be handed over on another day."""
    by_email = bool(view.facts.emailed_to)
    _, posts_on = sheet.way(office, by_hand=view.facts.by_hand, by_email=by_email)
    dated = posted.day_words(view.facts.posts_on) if view.facts.posts_on else ""
    if view.facts.by_hand and posts_on != view.facts.posts_on:
        raise Refused(
            f"This letter is dated to be handed over on {dated}: that day is over.",
            rule="A letter that is handed over is served on its own day.",
            do="esc twice, and open the case again: the letter is dated anew.",
        )
    if posts_on != view.facts.posts_on:
        raise Refused(
            f"This letter is dated for the post of {dated}, which has gone: the next goes on "
            f"{posted.day_words(posts_on)}.",
            rule="Every day in a letter counts from the day on which it is posted.",
            do="esc twice, and open the case again: the letter is dated anew.",
        )


def _still_decided(office: Office, view: CaseView) -> None:
    """Refuse a decision that the day, a payment or another letter has overtaken."""
    words = lettering.overtaken(office, view)
    if words:
        raise Refused(
            words,
            rule="A decision is issued with the refund, the discount and the rights of the day it goes out.",
            do="esc twice, press d and decide again.",
        )


def _own_decision(office: Office, decision: DecisionView) -> None:
    """Whoever signs has decided: they have opened what the decision rests on."""
    if decision.officer != office.officer.id:
        raise Refused(
            f"{office.officers.name(decision.officer)} decided this case, not you.",
            rule="The officer who decides signs the letter, having opened the evidence it rests on.",
            do="Open the evidence (v), press d and decide it yourself.",
        )


def _passed(office: Office, findings: Sequence[Finding], reasons: Reasons) -> list[dict[str, str]]:
    """The findings that may stand, with their reasons; refused where one may not."""
    passed: list[dict[str, str]] = []
    for one in findings:
        who, words = reasons.get(mark(one), ("", ""))
        if one.level == "red" and one.hard:
            raise Refused(
                one.words, rule=one.rule, do="f4 goes back to the letter: this cannot be waved through."
            )
        if one.level == "red" and (not words or not who or who == office.officer.id):
            raise Refused(
                one.words,
                rule=f"{one.rule} A second person may release this with words.",
                do="f8 asks for the release, f4 goes back to the letter.",
            )
        if one.level == "red":
            office.officers.get(who)
        if not words:
            raise Refused(one.words, rule=one.rule, do="f8 gives a reason, f4 goes back to the letter.")
        passed.append(
            {"code": one.code, "level": one.level, "reason": words, "officer": who or office.officer.id}
        )
    return passed


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter on one case that has passed, ready to be written into the store."""

    view: CaseView
    decision: DecisionView
    blocks: Sequence[Block]
    """The paragraphs that speak of this case."""
    body: str
    """The whole letter, so that it can be written on; of one on several cases, with the first of them."""
    checked: Checked
    passed: list[dict[str, str]]
    """Findings let pass, with their reasons."""
    file_of: Callable[[str], bytes]
    """Makes the letter's file, given its number."""
    number: str = ""
    docx: bytes = b""

    @property
    def key(self) -> str:
        """One letter a version of the case."""
        return f"issue:{self.view.id}:{self.view.version}"

    @property
    def sha256(self) -> str:
        """The file's digest."""
        return hashlib.sha256(self.docx).hexdigest()


def _ready(
    office: Office,
    every: Sequence[tuple[CaseView, DecisionView]],
    blocks: Sequence[Block],
    reasons: Reasons,
) -> list[Ready]:
    """The letter checked, for each of its cases; refused where anything stands against it."""
    from caseworker.letters.docx_writer import look_at_letterhead, write
    from caseworker.letters.joint import about

    views = [view for view, _ in every]
    for view in views:
        _dated_today(office, view)
        _still_decided(office, view)
    joint.goes_together(views)
    checked = joint.check(office, views, blocks)
    passed = _passed(office, checked.findings, reasons)
    facts, head = joint.facts_of(office, views)[0], lettering.letterhead(office)

    training, large = office.training, any(sheet.LARGE in view.flags for view in views)

    def file_of(number: str) -> bytes:
        letter = checked.letter
        return write(letter, facts, council=head, training=training, number=number, large=large)

    look_at_letterhead()
    return [
        Ready(view, decision, about(blocks, view.pcn), "" if n else to_json(blocks), checked, passed, file_of)
        for n, (view, decision) in enumerate(every)
    ]


def _write(tx: Connection, office: Office, rows: Sequence[Row[Any]], every: Sequence[Ready]) -> Receipt:
    """Letter, stage, counts and audit entry of each case, in the act's transaction; one number, one file."""
    from caseworker.store import cases, counters, ledger, links

    together = list(zip(rows, every, strict=True))
    for case, ready in together:
        if len(ledger.payments_of(tx, case.pcn_id)) != len(ready.view.money.payments):
            raise Refused(
                f"A payment for {case.pcn} came in while you wrote.",
                rule="The letter says what was paid and what is due.",
                do="esc twice, open the case again and look at the money (m).",
            )
    # First of all writes: whoever presses at the same moment waits here, and then finds the case issued.
    for case, ready in together:
        cases.change(tx, case.id, case.version, **_after(office, case, ready.decision))
    for case, ready in together:
        whereabouts.way_is_free(tx, case, ready.view)
        for bar in standing.letter_bars(tx, office, case, ready.decision.letter_kind):
            raise Refused(bar.words, citation=bar.citation, do=AGAIN)
    number = f"{'TR-' if office.training else ''}{counters.take(tx, 'letter'):07d}"
    docx = every[0].file_of(number)
    letters = []
    for n, (case, ready) in enumerate(together, start=1):
        numbered = replace(ready, docx=docx, number=number if n == 1 else f"{number}-{n}")
        letters.append(_write_one(tx, office, case, numbered, number))
    if len(letters) > 1:
        links.joined(tx, letters)
    first, also = replace(every[0], docx=docx), tuple(one.view.pcn for one in every[1:])
    goes = (first.checked.recipient, first.checked.posts_on, first.sha256)
    return Receipt(number, first.view.pcn, first.decision.letter_kind, *goes, also=also)


def _write_one(tx: Connection, office: Office, case: Row[Any], ready: Ready, printed: str) -> int:
    """The letter of one case, with what it leaves behind; its id.

    Args:
        printed: the number that the letter bears.
    """
    from caseworker.store import counters, drafts, enclosures, holds

    view, decision = ready.view, ready.decision
    letter_id = _keep(tx, office, case, ready)
    enclosures.bind(tx, case.id, letter_id)
    defence.note(tx, office, case, view)
    _send(tx, office, case, ready, letter_id)
    undelivered.replaced(tx, case, ready.number, office)
    drafts.drop(tx, case.id)
    if decision.outcome is not Outcome.ASK:
        holds.lift(tx, [case.id], by=office.officer.id, at=office.now())
        count(tx, office, case, outcome=decision.outcome, posts_on=ready.checked.posts_on)
        counters.add(tx, counters.open_cases(case.kind), -1)
    fields: dict[str, str | int | None] = {
        "version": case.version + 1,
        "letter": letter_id,
        "number": ready.number,
        "sha256": ready.sha256,
        "decision": decision.id,
        "outcome": decision.outcome,
        "kind": decision.letter_kind,
        "posts_on": ready.checked.posts_on.isoformat(),
        "stage": view.facts.stage,
        "paragraphs": ",".join(f"{one.paragraph}:{one.version}" for one in ready.blocks),
        "findings": ",".join(one["code"] for one in ready.passed),
    }
    if released := [f"{one['code']} by {one['officer']}" for one in ready.passed if one["level"] == "red"]:
        fields["released"] = ",".join(released)
    audited(tx, office, case.id, "issue", fields | ({} if ready.number == printed else {"printed": printed}))
    return letter_id


def _after(office: Office, case: Row[Any], decision: DecisionView) -> dict[str, Any]:
    """What the case is once its letter is issued: done; or open and waiting, where the letter only asks."""
    flags = " ".join(flag for flag in case.flags.split() if flag not in GONE)
    if decision.outcome is Outcome.ASK:
        return {"status": "open", "outcome": "", "flags": flags, "held_until": decision.answer_by}
    return {"status": "issued", "open": 0, "issued_at": office.now(), "flags": flags, "held_until": None}


def _keep(tx: Connection, office: Office, case: Row[Any], ready: Ready) -> int:
    """The letter's rows: itself, its bytes, its paragraphs, the findings let pass."""
    from caseworker.store import issued

    return issued.keep(
        tx,
        letter={
            "number": ready.number,
            "idempotency_key": ready.key,
            "case_id": case.id,
            "pcn_id": case.pcn_id,
            "decision_id": ready.decision.id,
            "kind": ready.decision.letter_kind,
            "recipient": ready.checked.recipient,
            "officer": office.officer.id,
            "issued_at": office.now(),
            "posts_on": ready.checked.posts_on,
            "served_on": ready.checked.served_on,
            "sha256": ready.sha256,
        },
        docx=ready.docx,
        text=ready.checked.letter.text,
        paragraphs=[
            {"paragraph": one.paragraph, "version": one.version, "changed": one.changed}
            for one in ready.blocks
        ],
        findings=ready.passed,
    )


def _send(tx: Connection, office: Office, case: Row[Any], ready: Ready, letter_id: int) -> None:
    """Put the letter on its way to the post: the notice stays where it stands until it has left."""
    from caseworker.store import post

    view, decision, posts_on = ready.view, ready.decision, ready.checked.posts_on
    by_hand = view.facts.by_hand
    kind, stage = LetterKind(decision.letter_kind), view.facts.stage
    emailed_to = view.facts.emailed_to
    goes = "to be handed over" if by_hand else "to be emailed" if emailed_to else "waits for the post of"
    # A letter that could not move the notice is not issued.
    offered, served = decision.discount_until is not None, ready.checked.served_on
    posted.stage_after(view.facts, kind, decision.outcome, offered=offered, served_on=served)
    post.keep(
        tx,
        letter_id=letter_id,
        case_id=case.id,
        pcn_id=case.pcn_id,
        state="waiting",
        posts_on=posts_on,
        how=view.facts.way or office.council.posting.service,
        handed_to=emailed_to,
        body=ready.body,
        changed_at=office.now(),
        changed_by=office.officer.id,
    )
    recorded(
        tx,
        office,
        case.pcn_id,
        case.id,
        "letter-issued",
        f"Letter {ready.number} issued ({posted.kind_words(kind)}), {goes} {posted.day_words(posts_on)}",
        moved=(stage, stage),
    )
