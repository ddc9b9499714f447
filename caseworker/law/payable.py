"""What a letter asks for: the ledger of the case as that letter leaves it, and no sum of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caseworker.law.charges import Sum
from caseworker.law.discounts import discount_last_on
from caseworker.law.entries import ONE_DAY, Happened, Offered, ledger
from caseworker.law.facts import CaseKind, Facts
from caseworker.law.ledger import PENALTY, Ledger
from caseworker.law.stages import stage


def after_letter(
    facts: Facts, on: date, *, offer: Offered | None = None, court: Sum | None = None
) -> Ledger | None:
    """The ledger of a case once a letter of this day has answered it; nothing where no charge is known.

    Args:
        facts: the case before the letter, which upholds the PCN.
        on: the day of the letter.
        offer: the discount that it offers again.
        court: what registering the debt added, where it was registered.
    """
    if facts.full_pence is None:
        return None
    known = facts if facts.contravened_on or facts.pcn_served_on else replace(facts, contravened_on=on)
    if not known.stage and known.kind is CaseKind.CERTIFICATE:
        known = replace(known, stage="charge-certificate")
    offers = (offer,) if offer else ()
    happened = Happened(offers=offers, court=court, answered_on=on, stage_on=on)
    return ledger(known, happened, discount_last_on=discount_last_on(facts), on=on)


def rest(facts: Facts, *, discounted: bool = False) -> int:
    """What is left of the penalty after a letter, in pence: in full, or at the discount that it offers.

    Args:
        facts: the case with the letter's decision in it.
        discounted: what is left as long as the discount runs; else what is left once it has ended.
    """
    on = facts.posts_on or facts.served_on or facts.received_on or facts.contravened_on
    if on is None:
        return 0
    offer = None
    if facts.discount_offer_pence is not None and facts.discount_offer_until is not None:
        offer = Offered(on, facts.discount_offer_until, facts.discount_offer_pence)
    kept = after_letter(facts, on, offer=offer)
    if kept is None or (facts.stage and stage(facts.stage).closed):
        return 0
    ends = [one for one in (offer.until if offer else None, discount_last_on(facts)) if one]
    day = on if discounted else max([on, *(one + ONE_DAY for one in ends)])
    return max(0, kept.balance(PENALTY, day))
