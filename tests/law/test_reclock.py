"""The limits of many cases at once say what the clocks say, one at a time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.law.calendar import england
from caseworker.law.clocks import clock_ids, work_out
from caseworker.law.reclock import reclocking
from caseworker.law.regimes import regimes

HERE = reclocking()


@given(st.dates(date(2012, 2, 1), date(2028, 6, 1)), st.sampled_from([law.id for law in regimes()]))
def test_it_agrees_with_the_clock(received_on: date, regime_id: str) -> None:
    found = HERE(regime_id, received_on)
    if "reply" not in clock_ids(regime_id):
        assert found == (None, None)
        return
    clock = work_out(regime_id, "reply", received_on)
    assert found == (clock.last_on, clock.safe_posting_on)
    assert HERE(regime_id, received_on) is found, "looked up, not worked out again"


def test_a_new_bank_holiday_moves_only_the_days_before_it() -> None:
    holiday = date(2026, 11, 18)
    with_it = reclocking(england().with_holiday(holiday, "A day of thanks"))
    moved = set()
    for number in range(60):
        received_on = date(2026, 9, 1) + timedelta(days=number)
        before, after = HERE("tma-reg9", received_on), with_it("tma-reg9", received_on)
        assert before[0] == after[0]
        if before != after:
            moved.add(after[0])
    assert moved == {date(2026, 11, day) for day in (18, 19, 20, 21, 22)}


def test_an_unknown_regime_is_not_answered() -> None:
    with pytest.raises(KeyError):
        HERE("tma-reg11", date(2026, 3, 2))
