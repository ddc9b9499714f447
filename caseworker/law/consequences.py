"""What follows from a decision, line by line, and what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caseworker.law.calendar import Calendar, Service
from caseworker.law.charges import pounds
from caseworker.law.citations import Citation, Status
from caseworker.law.clocks import Clock, work_out
from caseworker.law.discounts import DiscountOffer, settled
from caseworker.law.facts import CaseKind, Facts, Outcome, WriterRole
from caseworker.law.regimes import Regime
from caseworker.law.stages import Amount, Stage
from caseworker.law.tables import day_words


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that follows from a decision, or stands in its way."""

    id: str
    words: str
    citation: Citation | None
    level: str
    """``info``, ``warn`` or ``bar``: a bar stops the decision."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case with one outcome, ready to be asked what follows."""

    facts: Facts
    outcome: Outcome
    law: Regime
    stage: Stage | None
    kind: CaseKind
    today: date
    posting_on: date
    served_on: date
    service: Service
    calendar: Calendar
    offer: DiscountOffer
    fee_pence: int

    @property
    def upholds(self) -> bool:
        """Whether the PCN is upheld."""
        return self.outcome is Outcome.UPHOLD

    @property
    def cancels(self) -> bool:
        """Whether the PCN is cancelled."""
        return self.outcome is Outcome.CANCEL


def consequences(case: Case) -> Iterator[Consequence]:
    """Everything that follows from this decision or stands in its way, unsorted."""
    yield from _stage(case)
    if case.outcome is Outcome.ASK:
        yield from _asking(case)
        yield from _recipient(case)
        return
    yield from _reply(case)
    yield from _recipient(case)
    yield from _money(case)
    yield from _discount(case)
    yield from _next(case)


def clock(case: Case, clock_id: str, start_on: date) -> Clock:
    """One clock of this case."""
    return work_out(case.law.id, clock_id, start_on, calendar=case.calendar)


_KIND_WORDS = {
    CaseKind.INFORMAL: "an informal challenge",
    CaseKind.FORMAL: "formal representations",
    CaseKind.CERTIFICATE: "a letter after the charge certificate",
}
_SETTLED = {
    "rejected": (
        "A Notice of Rejection was served already; a second is not provided for: the way on is the appeal."
    ),
    "appeal": "The appeal is at the tribunal: its adjudicator decides, not a letter.",
    "appeal-refused": "The adjudicator has refused the appeal: there is nothing left to reject.",
    "appeal-withdrawn": "The appeal against the Notice of Rejection was withdrawn: nothing is left to do.",
    "recommendation": "The adjudicator's recommendation needs its own answer, with reasons, within 35 days.",
}


def _stage(case: Case) -> Iterator[Consequence]:
    stage = case.stage
    if stage is None:
        words = f"The case says no stage: it is answered as {_KIND_WORDS[case.kind]}. Check it."
        yield Consequence("stage-unknown", words, None, "warn")
        return
    if stage.closed and stage.id != "paid":
        words = f"The case is closed ({stage.label.lower()}): there is nothing to decide."
        yield Consequence("closed", words, stage.citation, "bar")
        return
    words = f"{stage.label}: this is {_KIND_WORDS[case.kind]}."
    yield Consequence("stage", words, stage.citation, "info")
    if case.facts.kind is not case.kind:
        words = (
            f"The record calls this {_KIND_WORDS[case.facts.kind]}. By regime and stage it is "
            f"{_KIND_WORDS[case.kind]}, and is answered as that."
        )
        yield Consequence("kind-by-stage", words, case.law.citation, "warn")
    if stage.id in _SETTLED and not case.cancels:
        yield Consequence("settled", _SETTLED[stage.id], stage.citation, "bar")
    if stage.id == "appeal" and case.cancels:
        words = "Cancelling now means that the appeal is not contested: tell the tribunal the same day."
        yield Consequence("appeal-not-contested", words, stage.citation, "warn")
    if stage.id == "order-revoked" and case.upholds:
        words = (
            "The order was revoked. By the form's ground a fresh notice is served in time, or the case "
            "is referred to the adjudicator. Do not reject again."
        )
        yield Consequence("order-revoked", words, stage.citation, "warn")


def _reply(case: Case) -> Iterator[Consequence]:
    facts, received = case.facts, case.facts.received_on
    if case.kind is not CaseKind.FORMAL or (case.stage and case.stage.id in _SETTLED):
        return
    if received is None:
        words = "The day of receipt is not on the case: whether the decision is in time cannot be told."
        yield Consequence("no-receipt", words, None, "warn")
        return
    reply = clock(case, "reply", received)
    assert reply.last_on is not None and reply.safe_posting_on is not None
    last = day_words(reply.last_on)
    if case.served_on <= reply.last_on:
        words = (
            f"It must be served by {last} (day {case.law.reply_days}): served {day_words(case.served_on)}."
        )
        if case.service is Service.FIRST_CLASS:
            words += f" Last safe posting day: {day_words(reply.safe_posting_on)}."
        yield Consequence("reply-in-time", words, reply.citation, "info")
    elif case.upholds:
        yield Consequence("reply-late", _late(case, reply.last_on), reply.citation, "bar")
    else:
        words = (
            f"It would be served {day_words(case.served_on)}, after {last} (day {case.law.reply_days}). The "
            "notice must say that it is cancelled because no decision was served in time."
        )
        yield Consequence("deemed-acceptance", words, reply.citation, "warn")
    yield from _window(case, facts, received)


def _asking(case: Case) -> Iterator[Consequence]:
    """What asking the motorist for something does to the clocks: nothing."""
    received = case.facts.received_on
    if case.kind is not CaseKind.FORMAL or received is None:
        words = "No time limit of the law runs against the council here; the council's own standard does."
        yield Consequence("asking", words, None, "info")
        return
    reply = clock(case, "reply", received)
    if reply.last_on is None or reply.safe_posting_on is None:
        return
    last, safe = day_words(reply.last_on), day_words(reply.safe_posting_on)
    if case.posting_on > reply.safe_posting_on:
        words = (
            f"There is no time left to ask: a decision must be served by {last}, and the last safe posting "
            f"day was {safe}. Decide on what there is."
        )
        yield Consequence("asking-too-late", words, reply.citation, "bar")
        return
    words = (
        f"Asking does not stop the {case.law.reply_days} days: a decision must still be served by {last} "
        f"(last safe posting day {safe}), whether an answer comes or not."
    )
    yield Consequence("asking", words, reply.citation, "warn")


def _late(case: Case, last_on: date) -> str:
    words = (
        f"A rejection posted {day_words(case.posting_on)} would be served {day_words(case.served_on)}, "
        f"after {day_words(last_on)}, day {case.law.reply_days}."
    )
    if case.service is Service.BY_HAND or case.today > last_on:
        return (
            f"{words} The representations are treated as accepted: once a person has confirmed that no "
            "decision went out by other means, cancel, and say that it is because the time had passed."
        )
    return (
        f"{words} Have it delivered by hand by {day_words(last_on)} (a leader approves; server, time and "
        "address are recorded), or accept the representations."
    )


def _window(case: Case, facts: Facts, received: date) -> Iterator[Consequence]:
    notice = facts.notice_served_on
    if notice is None:
        return
    window = clock(case, "representations", notice)
    if received < notice:
        words = (
            f"This came in on {day_words(received)}, before the {case.law.terms} was served "
            f"({day_words(notice)}): check whether it is an informal challenge."
        )
        yield Consequence("before-notice", words, window.citation, "warn")
    elif window.last_on and received > window.last_on:
        words = (
            f"The 28 days for representations ended on {day_words(window.last_on)}. Late ones may be "
            "disregarded by a recorded decision; once they are considered, the 56 days apply."
        )
        yield Consequence("late-representations", words, window.citation, "warn")


def recipient_role(case: Case) -> str:
    """Who must be served, in words."""
    if case.kind is CaseKind.INFORMAL:
        return "the person who wrote"
    if case.kind is CaseKind.CERTIFICATE:
        return case.law.notice("order-for-recovery").served_on
    return f"the person on whom the {case.law.terms} was served (as a rule the registered keeper)"


_THIRD_PARTY = Citation("PRACTICE", "letters written for somebody else", Status.RECALLED)


def _recipient(case: Case) -> Iterator[Consequence]:
    facts = case.facts
    yield Consequence("recipient", f"Served on {recipient_role(case)}.", case.law.citation, "info")
    role = facts.writer_role
    if role is WriterRole.AGENT:
        words = "Somebody wrote for the keeper: give no details without authority, else answer the keeper."
        yield Consequence("authority", words, _THIRD_PARTY, "warn")
    elif case.kind is not CaseKind.INFORMAL and role in (WriterRole.DRIVER, WriterRole.UNKNOWN):
        words = (
            f"Who wrote is {'the driver' if role is WriterRole.DRIVER else 'not known'}; the right to "
            "represent is the recipient's. Answer the recipient; the limit is kept all the same."
        )
        yield Consequence("writer", words, _THIRD_PARTY, "warn")
    if facts.deceased and facts.deceased.casefold() == facts.recipient.name.casefold():
        words = "The recipient is recorded as dead: address the executor, or the person who wrote."
        cited = Citation("PRACTICE", "bereavement", Status.SECOND_HAND, "Greenwich")
        yield Consequence("deceased", words, cited, "bar")


def payable(case: Case) -> int | None:
    """What would be payable after the letter, in pence; nothing known where the charge is not known."""
    facts, stage = case.facts, case.stage
    if case.cancels or (stage and stage.amount is Amount.NOTHING):
        return 0
    if settled(facts):
        return 0
    price = facts.full_pence
    if case.offer.verdict == "must":
        price = case.offer.pence
    elif stage and stage.amount in (Amount.SURCHARGED, Amount.REGISTERED):
        price = facts.surcharged_pence
        if price is not None and stage.amount is Amount.REGISTERED:
            price += case.fee_pence
    elif stage is None and case.kind is CaseKind.CERTIFICATE:
        price = facts.surcharged_pence
    return None if price is None else max(0, price - facts.paid_pence)


_PAYMENT = Citation("AR22", "reg 5(2)(b)", Status.VERIFIED, "AR22-5")
_REFUND = Citation("AR22", "reg 6(5)", Status.SECOND_HAND, "REG07")


def _money(case: Case) -> Iterator[Consequence]:
    paid = case.facts.paid_pence
    if not case.upholds:
        if paid:
            words = f"Refund {pounds(paid)}, and say so in the letter: the sum, how and by when."
            yield Consequence("refund", words, _REFUND, "info")
        else:
            yield Consequence("nothing-due", "The PCN is cancelled: nothing is to be paid.", _REFUND, "info")
        return
    if paid:
        words = f"{pounds(paid)} was paid. That is no reason to reject: decide what was written."
        yield Consequence("paid-already", words, _PAYMENT, "warn")
    due = payable(case)
    if due:
        yield Consequence("amount", f"Payable after this letter: {pounds(due)}.", case.law.citation, "info")


def _discount(case: Case) -> Iterator[Consequence]:
    offer = case.offer
    if not case.upholds:
        return
    words = f"The discount {offer.verdict} be offered. {offer.why}"
    yield Consequence(f"discount-{offer.verdict}", words, offer.citation, "info")
    if offer.until and offer.until < case.served_on:
        words = f"The offer would end on {day_words(offer.until)}, before the letter is served."
        yield Consequence("discount-impossible", words, offer.citation, "warn")


def _next(case: Case) -> Iterator[Consequence]:
    if not case.upholds:
        return
    if case.kind is CaseKind.INFORMAL:
        yield from _notice_to_owner(case)
    elif case.kind is CaseKind.FORMAL:
        reasons = "Compelling reasons must be decided on beside the grounds, and the letter must show it."
        yield Consequence("compelling-reasons", reasons, _PAYMENT, "info")
        appeal = clock(case, "appeal", case.served_on)
        certificate = clock(case, "charge-certificate-rejected", case.served_on)
        assert appeal.last_on is not None
        words = f"To pay or appeal: until {day_words(appeal.last_on)}."
        yield Consequence("appeal", words, appeal.citation, "info")
        words = f"No charge certificate before {day_words(certificate.first_on)}."
        yield Consequence("certificate-from", words, certificate.citation, "info")
    else:
        words = "There is no right to represent or appeal here, but an answer is owed and discretion remains."
        yield Consequence("certificate-stage", words, None, "info")


def _notice_to_owner(case: Case) -> Iterator[Consequence]:
    served = case.facts.pcn_served_on
    if served is None or case.law.enforcement_notice != "notice-to-owner":
        return
    window = clock(case, "notice-to-owner", served)
    safe = window.safe_posting_on
    assert safe is not None
    if safe < case.posting_on:
        words = (
            f"The last safe posting day of a Notice to Owner was {day_words(safe)}: this PCN can hardly be "
            "taken further. Consider cancelling it."
        )
        yield Consequence("notice-to-owner-late", words, window.citation, "warn")
        return
    words = f"A Notice to Owner may follow from {day_words(window.first_on)}; post it by {day_words(safe)}."
    yield Consequence("notice-to-owner", words, window.citation, "info")
    if case.offer.until and case.offer.until >= safe:
        words = f"The discount would run to {day_words(case.offer.until)}, past that last safe posting day."
        yield Consequence("notice-to-owner-squeezed", words, window.citation, "warn")
