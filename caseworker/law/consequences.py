"""What follows from a decision, line by line, and what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from caseworker.law.answering import asking, reply, window
from caseworker.law.charges import Sum, pounds
from caseworker.law.citations import Citation, Status
from caseworker.law.discounts import settled
from caseworker.law.entries import Offered
from caseworker.law.facts import CaseKind, Outcome, WriterRole
from caseworker.law.grounds import grounds
from caseworker.law.hire import hire_tests
from caseworker.law.ledger import ASIDE
from caseworker.law.payable import after_letter
from caseworker.law.proceedings import proceeding
from caseworker.law.refunds import FEES, Because, paid_parts, refund
from caseworker.law.regimes import tribunal
from caseworker.law.stages import Amount
from caseworker.law.tables import day_words
from caseworker.law.weighed import SETTLED, Case, Consequence, clock

__all__ = ["Consequence", "because", "consequences", "payable", "recipient_role"]


def consequences(case: Case) -> Iterator[Consequence]:
    """Everything that follows from this decision or stands in its way, unsorted."""
    yield from _stage(case)
    if case.outcome is Outcome.ASK:
        yield from asking(case)
        yield from _recipient(case)
        return
    if case.answers_representations:
        yield from reply(case)
        yield from window(case)
    yield from _recipient(case)
    yield from _money(case)
    yield from _discount(case)
    yield from _next(case)


_KIND_WORDS = {
    CaseKind.INFORMAL: "an informal challenge",
    CaseKind.FORMAL: "formal representations",
    CaseKind.CERTIFICATE: "a letter after the charge certificate",
}
_REVOKED = {
    "order-revoked": (
        "The order was revoked because the notice never came: a fresh one is served in time, or the PCN is "
        "cancelled. Do not reject again."
    ),
    "order-revoked-refer": (
        "The order was revoked: the case is referred to the adjudicator, or cancelled. Do not reject again."
    ),
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
    these = "these are" if case.kind is CaseKind.FORMAL else "this is"
    words = f"{stage.label}: {these} {_KIND_WORDS[case.kind]}."
    yield Consequence("stage", words, stage.citation, "info")
    if case.facts.kind is not case.kind:
        words = (
            f"The record has it as {_KIND_WORDS[case.facts.kind]}. By regime and stage it counts as "
            f"{_KIND_WORDS[case.kind]}, and is answered so."
        )
        yield Consequence("kind-by-stage", words, case.law.citation, "warn")
    if stage.id in SETTLED and not case.cancels:
        yield Consequence("settled", SETTLED[stage.id], stage.citation, "bar")
    if stage.id == "appeal" and case.cancels:
        words = "Cancelling now means that the appeal is not contested: tell the tribunal the same day."
        yield Consequence("appeal-not-contested", words, stage.citation, "warn")
    if case.upholds and stage.id in _REVOKED:
        yield Consequence(stage.id, _REVOKED[stage.id], stage.citation, "bar")


def recipient_role(case: Case) -> str:
    """Who must be served, in words."""
    if case.kind is CaseKind.INFORMAL:
        return "the person who wrote"
    if case.kind is CaseKind.CERTIFICATE:
        return case.law.notice("order-for-recovery").served_on
    if not case.law.certificate:
        return case.law.notice("decision-notice").served_on
    if case.law.liable == "registered keeper":
        return f"the person on whom the {case.law.terms} was served (the keeper, or who is liable)"
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
    """What would be payable after the letter, in pence; nothing where it cannot be told from the facts."""
    facts, stage, offer = case.facts, case.stage, None
    if case.cancels or settled(facts):
        return 0
    if stage and stage.amount is Amount.RELEASE:
        return None  # what is asked for release is not among the facts
    if case.offer.verdict == "must" and case.offer.until is not None and case.offer.pence is not None:
        offer = Offered(case.posting_on, case.offer.until, case.offer.pence)
    court = None
    if stage and stage.amount is Amount.REGISTERED:
        court = Sum(case.fee_pence, case.law.citation, case.posting_on)
    kept = after_letter(replace(facts, kind=case.kind), case.posting_on, offer=offer, court=court)
    return None if kept is None else kept.due(case.posting_on).pence


_PAID = Citation("PRACTICE", "payment while representations are open", Status.RECALLED)
_DAILY = Citation("RUC13", "the daily charge and the penalty are two sums", Status.INFERRED, "FTLA-BD")


_SETTLED_WORDS = (
    "The payment settled the penalty. Cancelling pays it back: do that where the PCN itself is wrong. Where "
    "it is only that it was paid, uphold the PCN and accept the point: the letter then asks for nothing more."
)


def _money(case: Case) -> Iterator[Consequence]:
    paid = case.facts.paid_pence
    yield from _not_entered(case)
    if not case.upholds:
        yield from _refund(case)
        return
    if paid and case.law.certificate:
        words = f"{pounds(paid)} was paid. That is no reason to reject: decide what was written."
        yield Consequence("paid-already", words, _PAID, "warn")
    due = payable(case)
    if due:
        yield Consequence("amount", f"Payable after this letter: {pounds(due)}.", case.law.citation, "info")
    if case.law.family == _ZONE:
        words = "The daily charge is no part of the penalty: it stands on a line of its own."
        yield Consequence("daily-charge", words, _DAILY, "info")


_ZONE = "clean-air-zone"


def because(case: Case) -> Because:
    """Why the PCN would be cancelled, as far as the refund depends on it."""
    if case.out_of_time:
        return Because.DEEMED
    if case.kind is not CaseKind.FORMAL:
        return Because.ANY
    return Because.COMPELLING if case.grounds == () else Because.GROUND


_PARTS = {
    "penalty": "penalty",
    "release": "release",
    "storage": "storage",
    "disposal": "disposal",
    FEES: "fees",
    ASIDE: "beyond what was owed",
}
"""What was paid on each account, in a word or two."""
_RELEASED = Citation("PRACTICE", "a vehicle is given back on payment", Status.INFERRED)


def _not_entered(case: Case) -> Iterator[Consequence]:
    """A vehicle was given back, and what was paid for it is not on the case."""
    if case.facts.released_on is None or case.facts.paid_in_all_pence:
        return
    words = (
        f"The vehicle was given back on {day_words(case.facts.released_on)}, and no payment is on the case: "
        "find out what was paid before the letter speaks of it."
    )
    yield Consequence("release-not-entered", words, _RELEASED, "warn")


def _refund(case: Case) -> Iterator[Consequence]:
    back = refund(case.law.id, because(case), grounds=case.grounds or ())
    paid = case.facts.paid_in_all_pence
    if paid:
        parts = ", ".join(f"{_PARTS[name]} {pounds(pence)}" for name, pence in paid_parts(case.facts))
        named = f" ({parts})" if case.facts.fees_paid_pence else ""
        words = f"Refund {pounds(paid)}{named}, and say so in the letter: the sum, how and by when."
        yield Consequence("refund", words, back.citation, "info")
        # A zone's law has no ground that the penalty was paid; elsewhere it is one before the certificate.
        said = case.law.family == _ZONE and "already-paid" in case.facts.points
        if (case.kind is CaseKind.CERTIFICATE or said) and settled(case.facts):
            yield Consequence("settled-by-payment", _SETTLED_WORDS, _PAID, "warn")
    else:
        rest = case.law.family == _ZONE and "charge" not in back.accounts
        words = f"The PCN is cancelled: nothing is to be paid{' on the penalty' if rest else ''}."
        yield Consequence("nothing-due", words, back.citation, "info")
    if len(back.accounts) > 1 or case.law.family == _ZONE:
        yield Consequence("refund-accounts", f"Refunded is {back.words}.", back.citation, "info")
    if case.law.family in ("removal", "clamp") and not back.as_it_thinks_right and case.grounds is None:
        words = "Where only compelling reasons are accepted, the refund is what the council thinks right."
        part = refund(case.law.id, Because.COMPELLING)
        yield Consequence("refund-compelling", words, part.citation, "info")


def _discount(case: Case) -> Iterator[Consequence]:
    offer = case.offer
    if not case.upholds:
        return
    words = f"The discount {offer.verdict} be offered. {offer.why}"
    yield Consequence(f"discount-{offer.verdict}", words, offer.citation, "info")
    if offer.until and offer.until < case.served_on:
        words = f"The offer would end on {day_words(offer.until)}, before the letter is served."
        yield Consequence("discount-impossible", words, offer.citation, "warn")
    if offer.until == case.served_on:
        words = f"The discount ends on {day_words(case.served_on)}, the day on which the letter is served."
        yield Consequence("discount-last-day", words, offer.citation, "warn")


def _next(case: Case) -> Iterator[Consequence]:
    if not case.upholds:
        yield from _hired(case)
        return
    yield from _shown_first(case)
    if case.kind is CaseKind.INFORMAL:
        yield from _coming_notice(case)
    elif case.kind is CaseKind.FORMAL:
        yield from _reasons(case)
        yield from _appeal(case)
    else:
        words = "There is no right to represent or appeal here, but an answer is owed and discretion remains."
        yield Consequence("certificate-stage", words, None, "info")
        yield from _court(case)


_DISCRETION = Citation("LGO", "discretion is weighed in every case", Status.SECOND_HAND, "LGO special report")


def _reasons(case: Case) -> Iterator[Consequence]:
    """What is decided on beside the grounds, where the law has it and where it has not."""
    beside = [one for one in grounds(case.law.id, case.facts.basis) if not one.is_ground]
    if case.law.compelling_reasons:
        cited = beside[0].citation if beside else case.law.citation
        words = "Compelling reasons must be decided on beside the grounds, and the letter must show it."
        yield Consequence("compelling-reasons", words, cited, "info")
    else:
        words = (
            "This law has no compelling reasons; the council's discretion is weighed all the same, and shown."
        )
        yield Consequence("discretion", words, _DISCRETION, "info")
    if not case.law.hire_transfer and "hire-vehicle" in case.facts.points:
        words = "Liability does not move to a hirer under this law: weigh it as discretion."
        yield Consequence("no-hire-transfer", words, case.law.citation, "warn")
    if case.law.filmed(case.facts.basis):
        words = "A camera shows this contravention: its film is opened before it is rejected."
        yield Consequence("film", words, case.law.citation, "info")


def _hired(case: Case) -> Iterator[Consequence]:
    """What a hire firm must have shown, where its PCN is cancelled."""
    if case.law.hire_transfer and "hire-vehicle" in case.facts.points:
        tests = [one for one in hire_tests(case.law.id) if one.required]
        words = "Liability moves to a hirer only where each of these is so. " + " ".join(
            one.question for one in tests
        )
        yield Consequence("hire-tests", words, tests[0].citation, "warn")


def _shown_first(case: Case) -> Iterator[Consequence]:
    """Whoever asks for a film is shown it before a rejection, where the law or good practice has it so."""
    if case.law.filmed(case.facts.basis) and "evidence-requested" in case.facts.points:
        words = (
            "Evidence is asked for. Whoever asks for the film, or pictures from it, has them before a "
            "rejection: enter the request, and that it was met."
        )
        yield Consequence("shown-first", words, proceeding(case.law.id, "view-request").citation, "warn")


def _appeal(case: Case) -> Iterator[Consequence]:
    """To whom to appeal, until when, and what may follow."""
    if not case.law.exists_in(case.facts.place, case.facts.basis):
        words = f"{case.law.label}: there is none in this place ({case.facts.place}). Check regime and place."
        yield Consequence("wrong-place", words, case.law.citation, "bar")
        return
    tribunal_ = tribunal(case.facts.place, case.law)
    until = clock(case, "appeal", case.served_on)
    assert until.last_on is not None
    act = "To pay, or appeal to" if case.law.certificate else "To appeal to"
    words = f"{act} {tribunal_.name}: until {day_words(until.last_on)}."
    yield Consequence("appeal", words, until.citation, "info")
    if not case.law.certificate:
        words = "No charge certificate can follow: what was asked was paid at release."
        yield Consequence("no-certificate", words, case.law.citation, "info")
        return
    certificate = clock(case, "charge-certificate-rejected", case.served_on)
    words = f"No charge certificate before {day_words(certificate.first_on)}."
    yield Consequence("certificate-from", words, certificate.citation, "info")


def _court(case: Case) -> Iterator[Consequence]:
    """The form that answers the court's order, by its name in this law."""
    if case.stage is None or case.stage.amount is not Amount.REGISTERED or not case.law.court_form:
        return
    kind = "a statutory declaration, to be sworn" if case.law.court_form_sworn else "a witness statement"
    answer = clock(case, "order-response", case.served_on)
    words = (
        f"The court is answered on form {case.law.court_form} ({kind}), too late with {case.law.late_form}: "
        "the court decides on it, not the council."
    )
    yield Consequence("court-form", words, answer.citation, "info")


def _coming_notice(case: Case) -> Iterator[Consequence]:
    """The notice that may follow a rejected challenge, and its days; none where the case is closed."""
    if case.stage and case.stage.closed:
        return
    notice, facts = case.law.enforcement_notice, case.facts
    dated = case.law.pay_by_counts_from == "the date of the notice"
    start = facts.pcn_dated_on if dated else facts.pcn_served_on
    if start is None:
        return
    window = clock(case, notice, start)
    safe, name = window.safe_posting_on, case.law.terms
    article = "An" if name[0] in "AEIOU" else "A"
    if safe is None:
        words = f"{article} {name} may follow from {day_words(window.first_on)}; the law names no last day."
        yield Consequence(notice, words, window.citation, "info")
        return
    if safe < case.posting_on:
        words = (
            f"The last safe posting day of {article.lower()} {name} was {day_words(safe)}: this PCN can "
            "hardly be taken further. Consider cancelling it."
        )
        yield Consequence(f"{notice}-late", words, window.citation, "warn")
        return
    words = f"{article} {name} may follow from {day_words(window.first_on)}; post it by {day_words(safe)}."
    yield Consequence(notice, words, window.citation, "info")
    if case.offer.until and case.offer.until >= safe:
        words = f"The discount would run to {day_words(case.offer.until)}, past that last safe posting day."
        yield Consequence(f"{notice}-squeezed", words, window.citation, "warn")
