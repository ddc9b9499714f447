"""Whether a rejection must, may or cannot offer the discount again, and until which day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Protocol

from caseworker.law.calendar import last_day
from caseworker.law.citations import Citation, Status
from caseworker.law.clocks import Clock, clock_ids, work_out
from caseworker.law.contraventions import families_alleged
from caseworker.law.entries import Happened, ledger
from caseworker.law.facts import CaseKind, Facts, Outcome
from caseworker.law.ledger import PENALTY
from caseworker.law.regimes import regime
from caseworker.law.stages import stage
from caseworker.law.tables import citation, day_words, table

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

    @property
    def by_family(self) -> Mapping[str, tuple[str, ...]]:
        """The same for a family of regimes for which the council does otherwise."""


@dataclass(frozen=True, slots=True)
class Reoffer:
    """A council's rule on offering the discount again."""

    base: str = "letter"
    days: int = 14
    inclusive: bool = True
    kinds: tuple[str, ...] = ("informal",)
    by_family: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


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


def _served(facts: Facts) -> date | None:
    if facts.pcn_served_on is None and regime(facts.regime).enforcement_notice == "pcn":
        return facts.notice_served_on
    return facts.pcn_served_on


def _dated(facts: Facts) -> date | None:
    return facts.pcn_dated_on


_STARTS: Mapping[str, Callable[[Facts], date | None]] = {
    "service of the PCN": _served,
    "the date of the notice": _dated,
    "the date of the alleged contravention": lambda facts: facts.contravened_on,
}
"""The day from which money's time counts, by what the regime says of it."""


def counted_from(facts: Facts) -> date | None:
    """The day from which the PCN's own discount counts; nothing where the case does not say it.

    Service of the PCN, or the date of the notice: a property of the regime (law pack HG4).
    """
    return _STARTS[regime(facts.regime).discount_counts_from](facts)


def discount_clock(facts: Facts) -> Clock | None:
    """The clock of the discount that the PCN itself gave; nothing where that cannot be told."""
    law, start = regime(facts.regime), counted_from(facts)
    if start is None or (law.bases and facts.basis not in law.bases):
        return None
    return work_out(law.id, "discount", start, basis=facts.basis)


def pay_by_clock(facts: Facts) -> Clock | None:
    """The clock of the time to pay; nothing where the law has none, or its first day cannot be told.

    It counts from the contravention, from service or from the date of the notice: a property of the regime.
    """
    law = regime(facts.regime)
    begins = _STARTS.get(law.pay_by_counts_from)
    start = begins(facts) if begins else None
    if start is None or "pay-by" not in clock_ids(law.id) or (law.bases and facts.basis not in law.bases):
        return None
    return work_out(law.id, "pay-by", start, basis=facts.basis)


def discount_last_on(facts: Facts) -> date | None:
    """The last day of the discount that the PCN itself gave; nothing where that cannot be told."""
    clock = discount_clock(facts)
    return clock.last_on if clock else None


def settled(facts: Facts) -> bool:
    """Whether what was received closes the penalty, at the price of the day on which it was received."""
    if facts.full_pence is None or not facts.paid_pence:
        return False
    open_ = facts if not (facts.stage and stage(facts.stage).closed) else replace(facts, stage="")
    kept = ledger(open_, Happened(), discount_last_on=discount_last_on(facts), on=date.max)
    return kept.balance(PENALTY) <= 0


def reoffer_until(rule: ReofferRule, posting_on: date, served_on: date) -> date:
    """The last day of a discount offered again in a letter posted and served on these days."""
    start = served_on if rule.base == "service" else posting_on
    return last_day(start, rule.days) if rule.inclusive else start + timedelta(days=rule.days)


def discount_offer(
    facts: Facts, kind: CaseKind, outcome: Outcome, *, reoffer: ReofferRule, posting_on: date, served_on: date
) -> DiscountOffer:
    """Whether the discount must, may or cannot be offered in this letter, with the reason.

    A discount whose last day is over when the letter is served is no offer: nobody could take it up.
    """
    law = regime(facts.regime)

    def cannot(why: str) -> DiscountOffer:
        return DiscountOffer("cannot", why, None, None, law.citation)

    if outcome is Outcome.CANCEL:
        return cannot("The PCN is cancelled: there is nothing to pay.")
    if outcome is Outcome.ASK:
        return cannot("Nothing is decided yet; the discount is weighed with the decision.")
    if kind is CaseKind.CERTIFICATE:
        return cannot("The charge was increased by the charge certificate; the discount is past.")
    if rule := _spent(facts):
        return DiscountOffer("cannot", rule["words"], None, None, citation(rule))
    if facts.discount_pence is not None and facts.paid_pence >= facts.discount_pence > 0:
        return cannot("A payment of the discount or more was received: there is no discount left to offer.")
    last = discount_last_on(facts)
    kinds = _offered_in(reoffer, facts)
    again = reoffer_until(reoffer, posting_on, served_on) if reoffer.days > 0 and kind in kinds else None
    if last and last >= served_on:
        until = max(last, again) if again else last
        why = f"The discount of the PCN itself still runs, until {day_words(last)}."
        if until > last:
            why += f" The council offers it again until {day_words(until)}."
        return DiscountOffer("must", why, until, facts.discount_pence, law.citation)
    if again is None and last and last >= posting_on:
        before = f"before this letter is served on {day_words(served_on)}"
        return cannot(
            f"The discount of the PCN itself ends on {day_words(last)}, {before}, and the council does not"
            f" offer it again at the {kind} stage."
        )
    if again is None:
        held = last is not None and facts.received_on is not None and facts.received_on <= last
        ended = (
            "The charge is held at the discount only until this is answered"
            if held
            else "The discount has ended"
        )
        return cannot(f"{ended}, and the council does not offer it again at the {kind} stage.")
    return _again(facts, last, again, posting_on)


def _offered_in(reoffer: ReofferRule, facts: Facts) -> tuple[str, ...]:
    """In which kinds of case the council offers it again: by family, where the case is of one alone."""
    families = families_alleged(facts.regime, facts.basis, facts.code)
    rules = {reoffer.by_family.get(one, reoffer.kinds) for one in families}
    return rules.pop() if len(rules) == 1 else reoffer.kinds


def paid_off(facts: Facts) -> bool:
    """Whether a vehicle that was held was given back or sold: what was asked for it is paid."""
    return _spent(facts) is not None


def _spent(facts: Facts) -> Mapping[str, Any] | None:
    """The rule of ``discounts.toml`` by which nothing is offered, whatever the discount's own days say."""
    for row in table("discounts")["rule"]:
        known = facts.stage in row["stages"] or any(getattr(facts, day) is not None for day in row["days"])
        if known and facts.regime in row["regimes"]:
            found: Mapping[str, Any] = row
            return found
    return None


def _again(facts: Facts, last: date | None, again: date, posting_on: date) -> DiscountOffer:
    if last is None or facts.received_on is None:
        why = "The case does not show whether the challenge came in within the discount: check, then choose."
        return DiscountOffer("may", why, again, facts.discount_pence, _GUIDANCE)
    ends = "ends" if last >= posting_on else "ended"
    came = f"It came in on {day_words(facts.received_on)}; the discount {ends} on {day_words(last)}."
    if facts.received_on <= last:
        why = f"{came} The council's rule offers it again until {day_words(again)}."
        return DiscountOffer("must", why, again, facts.discount_pence, _GUIDANCE)
    why = f"{came} It was too late for the council's rule; it may still be offered, with a reason."
    return DiscountOffer("may", why, again, facts.discount_pence, _GUIDANCE)
