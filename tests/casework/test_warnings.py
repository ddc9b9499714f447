"""What stands in the way of a right answer, in words."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.casework.warnings import overdue
from caseworker.law.facts import Facts, Place


@pytest.mark.parametrize(
    ("regime", "today", "since"),
    [
        ("moving-traffic-2003", date(2026, 8, 29), None),
        ("moving-traffic-2003", date(2026, 8, 30), date(2026, 8, 30)),
        ("bus-lane-1996", date(2026, 9, 30), date(2026, 8, 30)),
        ("tma-reg10", date(2026, 9, 30), None),
    ],
)
def test_only_where_the_law_sets_no_limit_an_answer_is_overdue_by_custom(
    regime: str, today: date, since: date | None
) -> None:
    facts = Facts(
        authority="Northmere",
        place=Place.LONDON,
        regime=regime,
        pcn="ZZ1234567A",
        vrm="ZZ19 ABC",
        received_on=date(2026, 6, 1),
    )
    assert overdue(facts, today) == since
