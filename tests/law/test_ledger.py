"""The ledger: what is owed on each day follows from its entries, and says why."""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.law.charges import Fee, Sum, court_fee, daily_charge, fees
from caseworker.law.discounts import discount_last_on
from caseworker.law.entries import Adjusted, Happened, Offered, Received, Vehicle, ledger
from caseworker.law.facts import Facts, Place
from caseworker.law.ledger import PENALTY, Ledger
from caseworker.law.refusals import Refused

VECTORS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "vectors" / "ledger.toml").read_text(encoding="utf-8")
)["vector"]
LAST = date(2026, 5, 19)
# Served Wed 6 May 2026: day 14 is Tue 19 May.
FACTS = Facts(
    authority="Testmere",
    place=Place.LONDON,
    regime="tma-reg9",
    pcn="ZZ1000001A",
    vrm="ZZ19 ABC",
    stage="issued-discount",
    full_pence=16_000,
    discount_pence=8_000,
    surcharged_pence=24_000,
    contravened_on=date(2026, 5, 6),
    pcn_served_on=date(2026, 5, 6),
)


def asked(facts: Facts = FACTS, on: date = date(2026, 12, 1), **happened: Any) -> Ledger:
    """The ledger of these facts, with what happened to its money."""
    return ledger(facts, Happened(**happened), discount_last_on=discount_last_on(facts), on=on)


def paid(*payments: tuple[date, int]) -> tuple[Received, ...]:
    return tuple(Received(on, pence) for on, pence in payments)


def _happened(row: dict[str, Any]) -> Happened:
    held = row.get("vehicle")
    found = fees(row["place"], held["family"], row["contravened"]) if held else ()
    return Happened(
        payments=tuple(Received(one["on"], one["pounds"] * 100) for one in row.get("paid", ())),
        adjustments=tuple(
            Adjusted(one["on"], one["kind"], one["account"], one["pounds"] * 100)
            for one in row.get("adjusted", ())
        ),
        offers=tuple(Offered(one["on"], one["until"], one["pounds"] * 100) for one in row.get("offers", ())),
        vehicle=Vehicle(held["taken"], held.get("released"), held.get("sold"), found) if held else None,
        daily=daily_charge(row["vehicle_class"], row["contravened"]) if "vehicle_class" in row else None,
        court=court_fee(row["registered"]) if "registered" in row else None,
        answered_on=row.get("answered"),
        registered_on=row.get("registered"),
        stage_on=row.get("stage_on"),
    )


def due_of(row: dict[str, Any]) -> Any:
    """What one vector's case owes on its day."""
    from caseworker.law.charges import charge

    regime, basis = row["regime"], row.get("basis")
    price = charge(row["place"], row["band"], row["level"], row["contravened"], regime=regime, basis=basis)
    facts = replace(
        FACTS,
        place=Place(row["place"]),
        regime=regime,
        basis=basis,
        stage=row["stage"],
        contravened_on=row["contravened"],
        full_pence=price.full_pence,
        discount_pence=price.discount_pence,
        surcharged_pence=price.surcharged_pence,
        pcn_served_on=row.get("served"),
        pcn_dated_on=row.get("dated"),
        received_on=row.get("received"),
        certificate_served_on=row.get("certificate"),
    )
    kept = ledger(facts, _happened(row), discount_last_on=discount_last_on(facts), on=row["on"])
    return kept.due(row["on"])


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: row["name"])
def test_vector(row: dict[str, Any]) -> None:
    due = due_of(row)
    assert due.pence == row["due"] * 100, due.why
    assert due.overpaid_pence == row.get("overpaid", 0) * 100, due.why
    if "owed" in row:
        assert dict(due.owed) == {name: pounds * 100 for name, pounds in row["owed"].items()}
    assert due.waiting is row.get("waiting", False)
    for words in row.get("says", ()):
        assert words in due.why


def test_the_discount_holds_to_its_last_day_and_no_longer() -> None:
    kept = asked()
    assert kept.due(LAST).pence == 8_000
    assert "Tue 19 May 2026" in kept.due(LAST).why
    after = kept.due(LAST + timedelta(days=1))
    assert after.pence == 16_000
    assert after.why == "Full charge: £160. The discount ended on Tue 19 May 2026."


def test_a_day_that_cannot_be_told_gives_no_discount_and_says_so() -> None:
    due = asked(replace(FACTS, regime="moving-traffic-2003")).due(LAST)
    assert due.pence == 16_000
    assert "cannot be told" in due.why


def test_nothing_is_due_once_closed() -> None:
    for stage_id in ("paid", "cancelled", "written-off", "transferred", "void"):
        kept = asked(replace(FACTS, stage=stage_id), stage_on=date(2026, 6, 1))
        assert kept.due(date(2026, 12, 1)).pence == 0, stage_id
        assert kept.due(date(2026, 5, 31)).pence == 16_000, stage_id


def test_what_was_paid_on_a_cancelled_pcn_is_to_be_paid_back() -> None:
    facts = replace(FACTS, stage="cancelled")
    kept = asked(facts, payments=paid((LAST, 8_000)), stage_on=date(2026, 6, 1))
    due = kept.due(date(2026, 6, 1))
    assert (due.pence, due.overpaid_pence) == (0, 8_000)
    back = (Adjusted(date(2026, 6, 8), "refund", PENALTY, 8_000),)
    kept = asked(facts, payments=paid((LAST, 8_000)), adjustments=back, stage_on=date(2026, 6, 1))
    due = kept.due(date(2026, 6, 8))
    assert (due.pence, due.overpaid_pence) == (0, 0)
    assert "Refund: £80." in due.why


def test_a_refund_of_what_lay_aside_leaves_nothing_due() -> None:
    back = (Adjusted(date(2026, 6, 8), "refund", PENALTY, 1_000),)
    due = asked(payments=paid((date(2026, 6, 1), 17_000)), adjustments=back).due(date(2026, 6, 8))
    assert (due.pence, due.overpaid_pence) == (0, 0)


def test_a_certificate_after_the_money_adds_nothing_and_says_so() -> None:
    facts = replace(FACTS, stage="charge-certificate", certificate_served_on=date(2026, 8, 3))
    for on, pence in ((LAST, 8_000), (date(2026, 8, 2), 16_000), (date(2026, 8, 3), 16_000)):
        due = asked(facts, payments=paid((on, pence))).due(date(2026, 9, 1))
        assert due.pence == 0, on
        assert "after the penalty had been paid" in due.why
    late = asked(facts, payments=paid((date(2026, 8, 4), 16_000))).due(date(2026, 9, 1))
    assert late.pence == 8_000


def test_an_order_that_was_revoked_gives_back_what_was_paid_on_it() -> None:
    facts = replace(FACTS, stage="order-revoked", certificate_served_on=date(2026, 8, 3))
    happened: dict[str, Any] = {
        "court": court_fee(date(2026, 9, 1)),
        "registered_on": date(2026, 9, 1),
        "stage_on": date(2026, 10, 1),
    }
    kept = asked(facts, **happened)
    assert kept.due(date(2026, 9, 30)).pence == 25_000
    assert kept.due(date(2026, 10, 1)).pence == 16_000
    kept = asked(facts, payments=paid((date(2026, 9, 20), 25_000)), **happened)
    due = kept.due(date(2026, 10, 1))
    assert (due.pence, due.overpaid_pence) == (0, 9_000)


def test_the_days_of_storage_are_counted_up_to_the_day_asked_about() -> None:
    storage = tuple(one for one in fees("london", "removal", date(2026, 5, 6)) if one.daily)
    kept = asked(on=date(2026, 5, 10), vehicle=Vehicle(date(2026, 5, 6), fees=storage))
    assert [one.on.day for one in kept.entries if one.account == "storage"] == [7, 8, 9, 10]
    assert kept.balance("storage", date(2026, 5, 8)) == 11_000


def test_what_came_in_is_told_by_day_and_by_account_before_refunds() -> None:
    came, again = date(2026, 7, 1), date(2026, 7, 9)
    kept = asked(
        payments=paid((came, 5_000), (again, 3_000)),
        adjustments=(Adjusted(again, "refund", PENALTY, 2_000),),
    )
    day_before = came - timedelta(days=1)
    assert [kept.received(on) for on in (day_before, came, again)] == [0, 5_000, 8_000]
    assert (kept.paid(PENALTY), kept.paid("release")) == (8_000, 0)


@pytest.mark.parametrize(
    ("kind", "pence", "told"),
    [
        ("refund", 2_000, "Refund: £20."),
        ("waiver", -2_000, "Waiver: £20."),
        ("write-off", -2_000, "Write-off: £20."),
        ("correction", -2_000, "Correction: £20."),
    ],
)
def test_what_was_given_back_or_let_go_is_named_in_the_reason(kind: str, pence: int, told: str) -> None:
    on = date(2026, 7, 9)
    kept = asked(payments=paid((on, 2_000)), adjustments=(Adjusted(on, kind, PENALTY, pence),), on=on)
    due = kept.due(on)
    assert told.casefold() in due.why.casefold(), due.why
    assert due.working == tuple(one.line for one in kept.until(on))


def test_a_case_without_a_charge_is_refused() -> None:
    with pytest.raises(Refused, match="no charge"):
        asked(replace(FACTS, full_pence=None))


DAYS = st.dates(date(2026, 5, 6), date(2027, 2, 1))
ACCOUNTS = ("penalty", "charge", "release", "storage", "disposal", "court")
MONEY = st.builds(
    Happened,
    payments=st.lists(st.builds(Received, DAYS, st.integers(1, 40_000)), max_size=4).map(tuple),
    adjustments=st.lists(
        st.builds(
            Adjusted,
            DAYS,
            st.sampled_from(("refund", "waiver", "write-off", "fee", "correction")),
            st.sampled_from(ACCOUNTS),
            st.integers(-20_000, 20_000),
        ),
        max_size=3,
    ).map(tuple),
    offers=st.lists(
        st.builds(
            lambda on, days, pence: Offered(on, on + timedelta(days=days), pence),
            DAYS,
            st.integers(0, 30),
            st.integers(1, 16_000),
        ),
        max_size=2,
    ).map(tuple),
    daily=st.sampled_from((None, daily_charge("van", date(2026, 5, 6)))),
    court=st.sampled_from((None, court_fee(date(2026, 5, 6)))),
    vehicle=st.none()
    | st.builds(
        lambda out: Vehicle(date(2026, 5, 6), out, None, fees("london", "removal", date(2026, 5, 6))),
        st.none() | st.dates(date(2026, 5, 6), date(2026, 6, 1)),
    ),
    answered_on=st.none() | DAYS,
    registered_on=st.none(),
    stage_on=DAYS,
    tariff=st.none(),
)
STAGES = ("issued-discount", "informal-hold", "rejected", "charge-certificate", "registered", "order-revoked")
CASES = st.builds(
    lambda stage, came, certified: replace(
        FACTS, stage=stage, received_on=came, certificate_served_on=certified
    ),
    st.sampled_from((*STAGES, "paid", "cancelled", "written-off")),
    st.none() | DAYS,
    st.none() | DAYS,
)


@settings(max_examples=300, deadline=None)
@given(CASES, MONEY, DAYS, st.randoms(use_true_random=False))
def test_the_entries_alone_make_the_sum_in_whatever_order(
    facts: Facts, happened: Happened, on: date, chance: random.Random
) -> None:
    kept = ledger(facts, happened, discount_last_on=LAST, on=on)
    shuffled = list(kept.entries)
    chance.shuffle(shuffled)
    due = kept.due(on)
    assert Ledger(tuple(shuffled)).due(on) == due
    assert due.pence - due.overpaid_pence == sum(one.pence for one in shuffled if one.on <= on)
    assert due.pence >= 0 and due.overpaid_pence >= 0
    if due.overpaid_pence:
        assert "more than was owed" in due.why
    else:
        assert all(kept.balance(one, on) >= 0 for one in ACCOUNTS)
    mixed = replace(happened, payments=tuple(reversed(happened.payments)))
    again = ledger(facts, mixed, discount_last_on=LAST, on=on).due(on)
    if len({one.on for one in happened.payments}) == len(happened.payments):
        assert again == due


@settings(max_examples=100, deadline=None)
@given(st.lists(st.builds(Received, DAYS, st.integers(1, 9_000)), max_size=5), DAYS)
def test_more_money_never_makes_more_due(payments: list[Received], on: date) -> None:
    owed = [asked(payments=tuple(payments[:count])).due(on).pence for count in range(len(payments) + 1)]
    assert owed == sorted(owed, reverse=True)


def test_a_fee_and_a_charge_are_never_paid_from_one_another() -> None:
    daily = Sum(900, court_fee(date(2026, 5, 6)).citation, date(2022, 9, 26))
    release = Fee("release", 28_000, False, 0, daily.citation, daily.valid_from)
    kept = asked(
        replace(FACTS, stage="cancelled"),
        daily=daily,
        vehicle=Vehicle(date(2026, 5, 6), date(2026, 5, 6), None, (release,)),
        payments=paid((date(2026, 5, 7), 8_000)),
        stage_on=date(2026, 6, 1),
    )
    due = kept.due(date(2026, 6, 1))
    assert dict(due.owed) == {"charge": 900}
    assert (due.pence, due.overpaid_pence) == (900, 8_000)
