"""The clocks of a case after the order for recovery: the motorist's form, the warrant, the fresh notice."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.casework.desk import proceedings
from caseworker.casework.desk.proceedings import Given
from caseworker.casework.standing import restarted_on
from caseworker.store import proceedings as store
from tests import builders
from tests.casework.office import Desk

OWED = "ZZ7000002B"
NOTICES = (("charge-certificate", date(2026, 9, 21)), ("order-for-recovery", date(2026, 10, 28)))


def _owed(desk: Desk, regime: str, stage: str) -> None:
    """A moving-traffic or bus-lane PCN at a stage of the court, with a letter about it."""
    code = "52m" if regime == "moving-traffic-2003" else "34j"
    with desk().store.writing() as tx:
        pcn = builders.pcn(
            tx,
            pcn=OWED,
            regime=regime,
            code=code,
            served_how="first-class",
            contravened_on=date(2026, 6, 10),
            dated_on=date(2026, 6, 16),
            served_on=date(2026, 6, 18),
            stage=stage,
            stage_on=date(2026, 11, 4),
        )
        for kind, on in NOTICES:
            builders.notice(tx, pcn, kind, posted_on=on, served_on=date(on.year, on.month, on.day + 2))
        case = builders.case(tx, pcn, kind="certificate")
        builders.item(tx, pcn, case, "I have had an order from the court and know nothing of it.")


def _clocks(desk: Desk) -> dict[str, str]:
    return {one.id: one.last_on.isoformat() for one in desk.see(OWED).clocks}


@pytest.mark.parametrize("regime", ["bus-lane-1996", "moving-traffic-2003"])
def test_an_order_that_was_served_runs_the_time_for_the_form_and_the_first_day_of_a_warrant(
    desk: Desk, regime: str
) -> None:
    _owed(desk, regime, "order-for-recovery")
    # Served Fri 30 Oct: day 21 is Thu 19 Nov.
    assert _clocks(desk) == {"order-response": "2026-11-19", "warrant": "2026-11-20"}


@pytest.mark.parametrize("stage", ["registered", "warrant"])
def test_once_it_is_registered_nothing_waits_for_the_registration(desk: Desk, stage: str) -> None:
    _owed(desk, "moving-traffic-2003", stage)
    assert _clocks(desk) == {}


def test_before_that_the_registration_has_its_first_day(desk: Desk) -> None:
    _owed(desk, "moving-traffic-2003", "charge-certificate")
    assert list(_clocks(desk)) == ["registration"]


def test_a_notice_that_never_came_is_served_anew_within_28_days_of_the_courts_word(desk: Desk) -> None:
    _owed(desk, "moving-traffic-2003", "order-revoked")
    assert _clocks(desk) == {"pcn-by-post-restarted": "2026-12-01"}
    (clock,) = desk.see(OWED).clocks
    assert clock.state == "open"


def test_the_courts_own_day_counts_where_it_was_entered(desk: Desk) -> None:
    _owed(desk, "moving-traffic-2003", "order-for-recovery")
    given = Given(on=date(2026, 11, 10), form="PE3", ground="not-received")
    proceedings.record(desk(), OWED, "statement-lodged", given)
    proceedings.record(desk(), OWED, "statement-not-received", Given(on=date(2026, 11, 16)))
    with desk().store.reading() as tx:
        pcn = store.pcn_by_number(tx, OWED)
        assert pcn is not None
        assert restarted_on(store.of_pcn(tx, pcn.id)) == date(2026, 11, 16)


def test_a_bus_lane_has_no_such_limit(desk: Desk) -> None:
    _owed(desk, "bus-lane-1996", "order-revoked")
    assert _clocks(desk) == {}
