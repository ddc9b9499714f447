"""When what was received closes the charge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.law.discounts import settled
from caseworker.law.facts import Facts, Place

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
    ],
)
def test_the_sum_due_on_the_day_of_receipt_closes_it(
    paid: int, paid_on: date | None, certificate: date | None, closed: bool
) -> None:
    facts = replace(FACTS, paid_pence=paid, paid_on=paid_on, certificate_served_on=certificate)
    assert settled(facts) is closed
