"""What a letter asks for is what the ledger says on its day, whatever happened to the money before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from caseworker.law.charges import Sum, court_fee
from caseworker.law.decisions import Allowed, Reoffer, allowed
from caseworker.law.discounts import discount_last_on, settled
from caseworker.law.entries import Adjusted, Happened, Offered, Received, ledger
from caseworker.law.facts import CaseKind, Facts, Outcome, Place
from caseworker.law.ledger import PENALTY
from caseworker.law.payable import after_letter, rest

SERVED, CAME, POSTS = date(2026, 3, 2), date(2026, 3, 9), date(2026, 4, 1)
# Served Mon 2 Mar 2026: the discount of £80 ends on Sun 15 Mar.
FACTS = Facts(
    authority="Testmere",
    place=Place.LONDON,
    regime="tma-reg9",
    pcn="ZZ1000001A",
    vrm="ZZ19 ABC",
    stage="informal-hold",
    full_pence=16_000,
    discount_pence=8_000,
    surcharged_pence=24_000,
    contravened_on=SERVED,
    pcn_served_on=SERVED,
    received_on=CAME,
    posts_on=POSTS,
)
AFTER = {
    "informal-hold": "issued-full",
    "representations-hold": "rejected",
    "issued-full": "issued-full",
    "charge-certificate": "charge-certificate",
    "registered": "registered",
    "order-for-recovery": "order-for-recovery",
}
"""Where a letter that upholds leaves the PCN, by where it stands."""
NONE = Reoffer(days=0)


def _uphold(facts: Facts, reoffer: Reoffer = NONE) -> Allowed:
    return allowed(facts, Outcome.UPHOLD, reoffer=reoffer, posting_on=POSTS)


def _paid(facts: Facts, *payments: tuple[date, int]) -> Facts:
    came = tuple(Received(on, pence) for on, pence in payments)
    total = sum(pence for _, pence in payments)
    return replace(facts, received=came, paid_pence=total, paid_on=came[-1].on if came else None)


@pytest.mark.parametrize(
    ("payments", "put_right", "asked"),
    [
        ((), (), 16_000),
        # £20 in the discount's time pays none of it off: £140 of the full charge are left.
        (((date(2026, 3, 10), 2_000),), (), 14_000),
        # £80 within the discount closes it, whatever comes later.
        (((date(2026, 3, 15), 8_000),), (), 0),
        # £80 a day too late leaves £80; £75 of it waived leaves £5.
        (((date(2026, 4, 1), 8_000),), (), 8_000),
        (((date(2026, 4, 1), 8_000),), ((date(2026, 4, 1), "waiver", -7_500),), 500),
        # paid back what had been paid: all of it is owed again.
        (((date(2026, 4, 1), 8_000),), ((date(2026, 4, 1), "refund", 8_000),), 16_000),
        (((date(2026, 4, 1), 20_000),), (), 0),
    ],
)
def test_by_hand(
    payments: tuple[tuple[date, int], ...], put_right: tuple[tuple[date, str, int], ...], asked: int
) -> None:
    adjusted = tuple(Adjusted(on, kind, PENALTY, pence) for on, kind, pence in put_right)
    facts = replace(_paid(FACTS, *payments), put_right=adjusted, received_on=date(2026, 3, 20))
    assert _uphold(facts).amount_pence == asked
    assert rest(facts) == asked


def test_an_offer_asks_less_for_its_time_and_the_rest_after_it() -> None:
    facts = _paid(FACTS, (date(2026, 3, 20), 2_000))
    told = _uphold(facts, Reoffer(days=14))
    assert (told.discount, told.amount_pence) == ("must", 6_000)
    offered = replace(facts, discount_offer_pence=8_000, discount_offer_until=told.discount_until)
    assert (rest(offered, discounted=True), rest(offered)) == (6_000, 14_000)


def test_a_waived_rest_is_settled_and_a_refund_is_not() -> None:
    late = replace(FACTS, received_on=date(2026, 3, 20))
    facts = _paid(late, (date(2026, 4, 1), 8_000))
    assert not settled(facts)
    assert settled(replace(facts, put_right=(Adjusted(date(2026, 4, 1), "waiver", PENALTY, -8_000),)))
    whole = _paid(late, (date(2026, 4, 1), 16_000))
    assert settled(whole)
    assert not settled(replace(whole, put_right=(Adjusted(date(2026, 4, 1), "refund", PENALTY, 16_000),)))


def test_a_certificate_is_asked_for_at_its_surcharge_where_only_the_kind_of_the_case_tells() -> None:
    """At a charge certificate £160 has become £240; SI 2022/71 reg 21: by one half."""
    facts = replace(
        FACTS, stage="", kind=CaseKind.CERTIFICATE, certificate_served_on=date(2026, 3, 20), received_on=None
    )
    assert rest(facts) == 24_000
    kept = after_letter(facts, POSTS)
    assert kept is not None and kept.balance(PENALTY, POSTS) == 24_000
    undated = replace(facts, contravened_on=None, pcn_served_on=None)
    again = after_letter(undated, POSTS)
    assert again is not None and again.balance(PENALTY, POSTS) == 24_000, "a case of which no day is known"


def test_without_any_day_or_once_closed_nothing_is_left() -> None:
    nowhere = replace(FACTS, posts_on=None, served_on=None, received_on=None, contravened_on=None)
    assert rest(nowhere) == 0
    assert rest(replace(FACTS, stage="written-off")) == 0
    assert rest(replace(FACTS, posts_on=None)) == rest(FACTS) == 16_000


def test_where_no_charge_is_known_nothing_is_asked() -> None:
    bare = replace(FACTS, full_pence=None)
    assert _uphold(bare).amount_pence is None and rest(bare) == 0


def _life(rng: Random) -> Facts:
    """A PCN at some stage, with money that came and was let go on some days before the letter's."""
    stage = rng.choice(list(AFTER))
    days = [
        SERVED + timedelta(days=rng.randrange((POSTS - SERVED).days + 1)) for _ in range(rng.randrange(4))
    ]
    payments = [(on, rng.choice([500, 2_000, 8_000, 12_000, 16_000])) for on in sorted(days)]
    facts = _paid(replace(FACTS, stage=stage), *payments)
    letting = [
        Adjusted(POSTS - timedelta(days=rng.randrange(9)), "waiver", PENALTY, -rng.choice([100, 4_000]))
        for _ in range(rng.randrange(3))
    ]
    kind = CaseKind.CERTIFICATE if stage in ("charge-certificate", "registered") else CaseKind.INFORMAL
    facts = replace(facts, put_right=tuple(letting), kind=kind)
    facts = replace(facts, received_on=rng.choice([CAME, date(2026, 3, 20)]))
    if stage in ("charge-certificate", "registered", "order-for-recovery"):
        facts = replace(facts, certificate_served_on=date(2026, 3, 24))
    return facts


@pytest.mark.parametrize("seed", range(200))
def test_the_letters_sum_is_the_ledgers_on_the_letters_day(seed: int) -> None:
    """The ledger of the PCN as the letter has left it, made of what is kept and not of the case's sheet."""
    facts = _life(Random(seed))
    told = _uphold(facts, Reoffer(days=14) if seed % 2 else NONE)
    offers: tuple[Offered, ...] = ()
    if told.discount == "must" and told.discount_until and told.discount_pence:
        offers = (Offered(POSTS, told.discount_until, told.discount_pence),)
    fee = court_fee(POSTS).pence
    happened = Happened(
        payments=facts.received,
        adjustments=facts.put_right,
        offers=offers,
        answered_on=POSTS,
        registered_on=POSTS if facts.stage in ("registered", "order-for-recovery") else None,
        court=Sum(fee, court_fee(POSTS).citation, POSTS),
        stage_on=POSTS,
    )
    left = replace(facts, stage=AFTER[facts.stage], received=(), put_right=(), paid_pence=0, paid_on=None)
    kept = ledger(left, happened, discount_last_on=discount_last_on(facts), on=POSTS)
    assert told.amount_pence == kept.due(POSTS).pence
    if not offers and kept.balance("court", POSTS) <= 0:
        assert rest(facts) == kept.due(POSTS).pence
