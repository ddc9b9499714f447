"""Whether a rejection must, may or cannot offer the discount again, and until which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from caseworker.law.calendar import last_day
from caseworker.law.citations import Citation, Status
from caseworker.law.facts import CaseKind, Facts, Outcome
from caseworker.law.regimes import regime
from caseworker.law.tables import day_words

_GUIDANCE = Citation(
    "SG-PARK", "re-offer of the discount", Status.SECOND_HAND, "Dartford; Sheffield; iow.gov.uk"
)


class ReofferRule(Protocol):
    """The council's rule on offering the discount again (``council.toml``)."""

    @property
    def base(self) -> str:
        """What the days are counted from: the ``letter``'s date or its ``service``."""

    @property
    def days(self) -> int:
        """How many days; 0 offers nothing."""

    @property
    def inclusive(self) -> bool:
        """Whether the day counted from is day 1."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of case in which it is offered: ``informal``, ``formal``."""


@dataclass(frozen=True, slots=True)
class Reoffer:
    """A council's rule on offering the discount again."""

    base: str = "letter"
    days: int = 14
    inclusive: bool = True
    kinds: tuple[str, ...] = ("informal",)


@dataclass(frozen=True, slots=True)
class DiscountOffer:
    """What is to be done about the discount in one letter."""

    verdict: str
    """``must``, ``may`` or ``cannot``."""
    why: str
    until: date | None
    """The last day on which it may be received, where it is or may be offered."""
    pence: int | None
    citation: Citation


def discount_last_on(facts: Facts) -> date | None:
    """The last day of the discount that the PCN itself gave; nothing where that cannot be told."""
    law = regime(facts.regime)
    served = facts.pcn_served_on or (facts.notice_served_on if law.enforcement_notice == "pcn" else None)
    if served is None or (law.bases and facts.basis not in law.bases):
        return None
    return last_day(served, law.discount_days_for(facts.basis))


def settled(facts: Facts) -> bool:
    """Whether what was received closes the charge: in full, or the discount by its last day.

    After a charge certificate only the increased charge does.
    """
    due = facts.surcharged_pence if facts.certificate_served_on else facts.full_pence
    if due is not None and facts.paid_pence >= due:
        return True
    last = discount_last_on(facts)
    in_time = facts.paid_on is not None and last is not None and facts.paid_on <= last
    return bool(in_time and facts.discount_pence and facts.paid_pence >= facts.discount_pence)


def reoffer_until(rule: ReofferRule, posting_on: date, served_on: date) -> date:
    """The last day of a discount offered again in a letter posted and served on these days."""
    start = served_on if rule.base == "service" else posting_on
    return last_day(start, rule.days) if rule.inclusive else start + timedelta(days=rule.days)


def discount_offer(
    facts: Facts, kind: CaseKind, outcome: Outcome, *, reoffer: ReofferRule, posting_on: date, served_on: date
) -> DiscountOffer:
    """Whether the discount must, may or cannot be offered in this letter, with the reason."""
    law = regime(facts.regime)

    def cannot(why: str) -> DiscountOffer:
        return DiscountOffer("cannot", why, None, None, law.citation)

    if outcome is Outcome.CANCEL:
        return cannot("The PCN is cancelled: there is nothing to pay.")
    if outcome is Outcome.ASK:
        return cannot("Nothing is decided yet; the discount is weighed with the decision.")
    if kind is CaseKind.CERTIFICATE:
        return cannot("The charge was increased by the charge certificate; the discount is past.")
    if facts.discount_pence is not None and facts.paid_pence >= facts.discount_pence > 0:
        return cannot("A payment of the discount or more was received: there is no discount left to offer.")
    last = discount_last_on(facts)
    again = (
        reoffer_until(reoffer, posting_on, served_on) if reoffer.days > 0 and kind in reoffer.kinds else None
    )
    if last and last >= posting_on:
        until = max(last, again) if again else last
        why = f"The discount of the PCN itself still runs, until {day_words(last)}."
        if until > last:
            why += f" The council offers it again until {day_words(until)}."
        return DiscountOffer("must", why, until, facts.discount_pence, law.citation)
    if again is None:
        held = last is not None and facts.received_on is not None and facts.received_on <= last
        ended = (
            "The charge is held at the discount only until this is answered"
            if held
            else "The discount has ended"
        )
        return cannot(f"{ended}, and the council does not offer it again at the {kind} stage.")
    return _again(facts, last, again)


def _again(facts: Facts, last: date | None, again: date) -> DiscountOffer:
    if last is None or facts.received_on is None:
        why = "The case does not show whether the challenge came in within the discount: check, then choose."
        return DiscountOffer("may", why, again, facts.discount_pence, _GUIDANCE)
    came = f"It came in on {day_words(facts.received_on)}; the discount ended on {day_words(last)}."
    if facts.received_on <= last:
        why = f"{came} The council's rule offers it again until {day_words(again)}."
        return DiscountOffer("must", why, again, facts.discount_pence, _GUIDANCE)
    why = f"{came} It was too late for the council's rule; it may still be offered, with a reason."
    return DiscountOffer("may", why, again, facts.discount_pence, _GUIDANCE)
