"""When what was received closes the charge; from which day, and to which, discount and time to pay run."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseworker.law.citations import Status
from caseworker.law.discounts import (
    Reoffer,
    counted_from,
    discount_last_on,
    discount_offer,
    pay_by_clock,
    settled,
)
from caseworker.law.facts import CaseKind, Facts, Outcome, Place
from caseworker.law.regimes import regimes
from caseworker.law.tables import table

# Served Mon 2 Mar 2026: the 14 days of the discount end on Sun 15 Mar (2 Mar is day 1).
FACTS = Facts(
    authority="Testmere",
    place=Place.LONDON,
    regime="tma-reg9",
    pcn="ZZ1000001A",
    vrm="ZZ19 ABC",
    full_pence=16000,
    discount_pence=8000,
    surcharged_pence=24000,
    pcn_served_on=date(2026, 3, 2),
)


@pytest.mark.parametrize(
    ("paid", "paid_on", "certificate", "closed"),
    [
        (0, None, None, False),
        (8000, date(2026, 3, 15), None, True),
        (8000, date(2026, 3, 16), None, False),
        (7999, date(2026, 3, 15), None, False),
        (16000, date(2026, 5, 1), None, True),
        (16000, date(2026, 7, 1), date(2026, 6, 1), False),
        (24000, date(2026, 7, 1), date(2026, 6, 1), True),
        (8000, date(2026, 3, 10), date(2026, 6, 1), True),
        (16000, date(2026, 6, 1), date(2026, 6, 1), True),
        (16000, None, None, True),
    ],
)
def test_the_sum_due_on_the_day_of_receipt_closes_it(
    paid: int, paid_on: date | None, certificate: date | None, closed: bool
) -> None:
    facts = replace(FACTS, paid_pence=paid, paid_on=paid_on, certificate_served_on=certificate)
    assert settled(facts) is closed


def test_what_was_held_at_the_discount_is_settled_by_it() -> None:
    held = replace(FACTS, stage="informal-hold", received_on=date(2026, 3, 10))
    late = replace(held, received_on=date(2026, 3, 16))
    for facts, closed in ((held, True), (late, False)):
        assert settled(replace(facts, paid_pence=8000, paid_on=date(2026, 4, 20))) is closed


def test_an_end_of_the_case_is_no_payment() -> None:
    for stage_id in ("paid", "written-off", "cancelled"):
        assert not settled(replace(FACTS, stage=stage_id, paid_pence=100, paid_on=date(2026, 3, 3)))


# TV14: dated Fri 12 Jun 2026, served Tue 16 Jun: the discount ends Thu 25 Jun, pay by Thu 9 Jul.
# DV2 to DV4: 14 days after service, the later reading. A camera's PCN has 21 days, another postal one 14.
DAYS = [
    ("moving-traffic-2003", None, (2026, 6, 12), (2026, 6, 16), (2026, 6, 25), (2026, 7, 9)),
    ("bus-lane-1996", None, (2026, 6, 12), (2026, 6, 16), (2026, 6, 25), (2026, 7, 9)),
    ("tma-reg9", None, None, (2026, 3, 2), (2026, 3, 15), (2026, 3, 28)),
    ("tma-reg10", "approved-device", (2026, 6, 12), (2026, 6, 16), (2026, 7, 6), (2026, 7, 13)),
    ("tma-reg10", "outside-traffic", (2026, 6, 12), (2026, 6, 16), (2026, 7, 6), (2026, 7, 13)),
    ("tma-reg10", "prevented", (2026, 6, 12), (2026, 6, 16), (2026, 6, 29), (2026, 7, 13)),
    ("caz-2013", None, (2026, 3, 16), (2026, 3, 18), (2026, 4, 1), (2026, 4, 15)),
    ("caz-2013", None, (2026, 4, 2), (2026, 4, 8), (2026, 4, 22), (2026, 5, 6)),
    ("caz-2013", None, (2026, 12, 24), (2026, 12, 30), (2027, 1, 13), (2027, 1, 27)),
    ("removal", None, None, (2026, 3, 2), (2026, 3, 15), None),
    ("clamp", None, None, (2026, 3, 2), (2026, 3, 15), None),
]


@pytest.mark.parametrize(("regime", "basis", "dated", "served", "discount", "pay_by"), DAYS)
def test_discount_and_time_to_pay_count_from_what_the_regime_says(
    regime: str,
    basis: str | None,
    dated: tuple[int, int, int] | None,
    served: tuple[int, int, int],
    discount: tuple[int, int, int],
    pay_by: tuple[int, int, int] | None,
) -> None:
    facts = replace(
        FACTS,
        regime=regime,
        basis=basis,
        contravened_on=date(2026, 3, 1),
        pcn_dated_on=date(*dated) if dated else None,
        pcn_served_on=date(*served),
    )
    assert discount_last_on(facts) == date(*discount)
    clock = pay_by_clock(facts)
    assert (clock.last_on if clock else None) == (date(*pay_by) if pay_by else None)


def test_a_day_that_is_not_on_the_case_gives_no_discount() -> None:
    assert discount_last_on(replace(FACTS, regime="moving-traffic-2003")) is None
    assert discount_last_on(replace(FACTS, regime="tma-reg10")) is None
    bare = replace(FACTS, regime="caz-2013", pcn_served_on=None, notice_served_on=date(2026, 3, 2))
    assert counted_from(bare) == date(2026, 3, 2)
    assert counted_from(replace(bare, regime="tma-reg9")) is None


def test_every_regime_says_from_which_known_day_its_discount_counts() -> None:
    facts = replace(FACTS, pcn_dated_on=date(2026, 2, 26))
    for law in regimes():
        assert counted_from(replace(facts, regime=law.id)) is not None


def test_a_family_may_be_offered_the_discount_at_other_stages() -> None:
    rule = Reoffer(by_family={"clean-air-zone": ("formal",)})
    for regime, kind, verdict in (
        ("caz-2013", CaseKind.FORMAL, "must"),
        ("tma-reg9", CaseKind.FORMAL, "cannot"),
        ("tma-reg9", CaseKind.INFORMAL, "must"),
        ("caz-2013", CaseKind.INFORMAL, "cannot"),
    ):
        facts = replace(FACTS, regime=regime, received_on=date(2026, 3, 10))
        posting, served = date(2026, 4, 20), date(2026, 4, 22)
        offer = discount_offer(
            facts, kind, Outcome.UPHOLD, reoffer=rule, posting_on=posting, served_on=served
        )
        assert offer.verdict == verdict, (regime, kind)


def test_a_discount_that_ends_while_the_letter_is_on_its_way_has_not_ended_yet() -> None:
    facts = replace(FACTS, received_on=date(2026, 3, 10))
    last = discount_last_on(facts)
    assert last
    for posting, said in (
        (last, "the discount ends on"),
        (last + timedelta(days=1), "the discount ended on"),
    ):
        offer = discount_offer(
            facts,
            CaseKind.INFORMAL,
            Outcome.UPHOLD,
            reoffer=Reoffer(),
            posting_on=posting,
            served_on=posting + timedelta(days=2),
        )
        assert said in offer.why


@pytest.mark.parametrize(
    ("code", "verdict"), [("34j", "must"), ("31j", "cannot"), ("", "cannot")], ids=["lane", "box", "unknown"]
)
def test_outside_london_the_code_tells_the_family_for_which_it_is_offered_again(
    code: str, verdict: str
) -> None:
    # TMA 2004 Sch 7: camera PCNs of bus lanes and moving traffic are one regime; the code tells which.
    law = {"regime": "tma-reg10", "basis": "outside-traffic", "place": Place.OUTSIDE, "code": code}
    facts = replace(FACTS, received_on=date(2026, 3, 10), **law)
    offer = discount_offer(
        facts,
        CaseKind.FORMAL,
        Outcome.UPHOLD,
        reoffer=Reoffer(by_family={"bus-lane": ("formal",)}),
        posting_on=date(2026, 4, 20),
        served_on=date(2026, 4, 22),
    )
    assert offer.verdict == verdict
    assert (offer.until == date(2026, 5, 3)) is (verdict == "must")


VECTORS = tomllib.loads((Path(__file__).parent / "vectors" / "discounts.toml").read_text("utf-8"))["vector"]
RULES = {row["id"]: row for row in table("discounts")["rule"]}


@pytest.mark.parametrize("vector", VECTORS, ids=[one["name"] for one in VECTORS])
def test_what_becomes_of_the_discount_of_a_vehicle_that_was_held(vector: dict[str, Any]) -> None:
    facts = replace(
        FACTS,
        regime=vector["regime"],
        stage=vector["stage"],
        contravened_on=vector["served"],
        pcn_served_on=vector["served"],
        received_on=vector["received"],
        notice_served_on=vector.get("told"),
        released_on=vector.get("released"),
        sold_on=vector.get("sold"),
        paid_pence=vector.get("paid", 0) * 100,
        paid_on=vector.get("released"),
    )
    posting = vector["posting"]
    offer = discount_offer(
        facts,
        CaseKind.FORMAL,
        Outcome.UPHOLD,
        reoffer=Reoffer(kinds=tuple(vector.get("again", ()))),
        posting_on=posting,
        served_on=posting,
    )
    pence = vector["pounds"] * 100 if "pounds" in vector else None
    assert (offer.verdict, offer.until, offer.pence) == (vector["verdict"], vector.get("until"), pence)
    if "rule" in vector:
        row = RULES[vector["rule"]]
        assert offer.why == row["words"]
        assert (offer.citation.provision, offer.citation.status.value) == (row["provision"], row["status"])
    else:
        assert offer.why not in [row["words"] for row in RULES.values()]


def test_each_rule_on_the_discount_is_held_by_a_vector() -> None:
    assert {one["rule"] for one in VECTORS if "rule" in one} == set(RULES)
    assert Status(RULES["taken-from-the-price"]["status"]) is Status.RECALLED
