"""What a decision would do: which letter, to whom, what the stage allows, and what happens to the money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.law.answering import too_late
from caseworker.law.calendar import Calendar, Reckoned, Service, deemed_served_on, england
from caseworker.law.charges import court_fee
from caseworker.law.consequences import because, consequences, payable, recipient_role
from caseworker.law.discounts import Reoffer, ReofferRule, discount_offer
from caseworker.law.facts import CaseKind, Facts, LetterKind, Outcome
from caseworker.law.refunds import refund
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.stages import case_kind, event_of_letter, letter_kind, stage_of
from caseworker.law.weighed import Case, Consequence, clock

__all__ = ["Allowed", "Consequence", "Reoffer", "ReofferRule", "allowed"]


@dataclass(frozen=True, slots=True)
class Allowed:
    """What one outcome would do to one case, before anybody decides."""

    outcome: Outcome
    kind: CaseKind
    letter_kind: LetterKind
    recipient_role: str
    """Who must be served, in words."""
    served_on: date
    """The day on which the letter would be treated as served."""
    discount: str
    """``must``, ``may`` or ``cannot`` be offered."""
    discount_why: str
    discount_until: date | None
    discount_pence: int | None
    refund_pence: int
    """What was received, to be paid back: on the penalty, and for the release of a vehicle that was held."""
    refund_accounts: tuple[str, ...]
    """The accounts of the ledger that are paid back, where the PCN is cancelled."""
    amount_pence: int | None
    """What would be payable after the letter, less payments; the discount where it must be offered."""
    appeal_last_on: date | None
    """The last day to pay or appeal, after a notice of rejection."""
    certificate_from_on: date | None
    """The earliest day of a charge certificate, after a notice of rejection; nothing where none exists."""
    event: str
    """The event that the letter will be in the table of stages; empty where the notice stays."""
    consequences: tuple[Consequence, ...]
    """Bars first, then warnings, then information."""

    @property
    def out_of_time(self) -> bool:
        """Whether the law cancels because the time to decide has passed, whatever was said."""
        return any(one.id == "deemed-acceptance" for one in self.consequences)

    @property
    def bars(self) -> tuple[Consequence, ...]:
        """What stops this decision."""
        return tuple(one for one in self.consequences if one.level == "bar")


def allowed(
    facts: Facts,
    outcome: Outcome,
    *,
    reoffer: ReofferRule,
    posting_on: date,
    today: date | None = None,
    calendar: Calendar | None = None,
    service: Service = Service.FIRST_CLASS,
    fee_pence: int | None = None,
    standard_on: date | None = None,
    grounds: tuple[str, ...] | None = None,
) -> Allowed:
    """What this outcome would do to this case.

    Args:
        facts: the case; its regime and stage decide, not the supplier's label.
        reoffer: the council's rule on offering the discount again.
        posting_on: the day on which the letter would be posted or handed over.
        today: the day on which it is decided, where a delivery by hand could still leave before the post.
        calendar: the working days to count by; England's where none is given.
        service: how it would go out; by email only where that was agreed.
        fee_pence: the court fee, where the council has set one.
        standard_on: the council's own standard for this answer, as a day: told where the law sets no limit.
        grounds: the ids of the grounds that are made out, where that is decided: what is refunded may depend
            on them. An empty one means that compelling reasons alone are accepted.
    """
    law = regime(facts.regime)
    stage = stage_of(law.id, facts.stage) if facts.stage else None
    kind = facts.kind
    if stage is not None:
        kind = case_kind(law.id, stage.id, notice_served_on=facts.notice_served_on)
    days = calendar or england()
    served = deemed_served_on(posting_on, service, days, agreed=service is Service.EMAIL)
    offer = discount_offer(facts, kind, outcome, reoffer=reoffer, posting_on=posting_on, served_on=served.day)
    case = Case(
        facts=facts,
        outcome=outcome,
        law=law,
        stage=stage,
        kind=kind,
        today=min(today or posting_on, posting_on),
        posting_on=posting_on,
        served_on=served.day,
        service=service,
        calendar=days,
        offer=offer,
        fee_pence=court_fee(today or posting_on).pence if fee_pence is None else fee_pence,
        standard_on=standard_on,
        grounds=grounds,
    )
    return _allowed(case, served)


def _allowed(case: Case, served: Reckoned) -> Allowed:
    """The answer for a case that is laid out."""
    letter, offer = letter_kind(case.kind, case.outcome), case.offer
    found = list(consequences(case))
    found += [Consequence("service", words, served.citation, "warn") for words in served.warnings]
    found.sort(key=lambda one: ("bar", "warn", "info").index(one.level))
    formal = case.kind is CaseKind.FORMAL and case.upholds
    return Allowed(
        outcome=case.outcome,
        kind=case.kind,
        letter_kind=letter,
        recipient_role=recipient_role(case),
        served_on=served.day,
        discount=offer.verdict,
        discount_why=offer.why,
        discount_until=offer.until,
        discount_pence=offer.pence,
        refund_pence=case.facts.paid_in_all_pence if case.cancels else 0,
        refund_accounts=refund(case.law.id, because(case), grounds=case.grounds or ()).accounts
        if case.cancels
        else (),
        amount_pence=payable(case),
        appeal_last_on=clock(case, "appeal", served.day).last_on if formal else None,
        certificate_from_on=clock(case, "charge-certificate-rejected", served.day).first_on
        if formal and case.law.certificate
        else None,
        event=_event(case, letter),
        consequences=tuple(found),
    )


def _event(case: Case, letter: LetterKind) -> str:
    if case.stage is None:
        return ""
    try:
        return event_of_letter(
            case.law.id,
            case.stage.id,
            letter,
            case.outcome,
            discount_offered=case.offer.verdict == "must",
            out_of_time=too_late(case.facts, case.served_on),
        )
    except Refused:
        return ""  # the stage bars this outcome, and says so among the consequences
