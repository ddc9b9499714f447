"""What may stay owed by the council's policy: no charge certificate for it, unless a person says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from caseworker.casework import money
from caseworker.casework.desk import proceedings
from caseworker.casework.desk.proceedings import Given
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.store import proceedings as rows
from caseworker.store.engine import Store
from tests import builders
from tests.casework import office as offices

NUMBER, DAY = "ZZ55555560", date(2026, 5, 4)


def _office(store: Store, trifle: int) -> Office:
    made = offices.office(store.url, "asha", datetime(2026, 5, 4, 10, 0, tzinfo=UTC))
    discretion = replace(made.council.discretion, trifle_pence=trifle)
    return replace(made, council=replace(made.council, discretion=discretion))


def _owing(store: Store, pence: int) -> None:
    """A PCN on which so much is owed, its notice to owner long past its time."""
    with store.writing() as tx:
        pcn = builders.pcn(
            tx,
            pcn=NUMBER,
            contravened_on=date(2026, 3, 2),
            served_on=date(2026, 3, 2),
            stage="notice-to-owner",
            stage_on=date(2026, 3, 31),
        )
        builders.notice(tx, pcn, posted_on=date(2026, 3, 31), served_on=date(2026, 4, 2))
        row = rows.pcn_by_number(tx, NUMBER)
        assert row is not None
        due = money.ledger_of(tx, _office(store, 0), row).due(DAY).pence
        builders.payment(tx, pcn, due - pence, received_on=date(2026, 4, 20))


def test_a_trifle_brings_no_certificate_until_somebody_says_why(store: Store) -> None:
    _owing(store, 300)
    office = _office(store, 500)
    with pytest.raises(Refused, match=r"Only £3 is still owed.*up to £5.*waiver"):
        proceedings.record(office, NUMBER, "charge-certificate-served", Given(on=DAY))
    why = Given(on=DAY, why="The third time that a little was left unpaid.")
    assert proceedings.record(office, NUMBER, "charge-certificate-served", why).stage == "charge-certificate"


@pytest.mark.parametrize(("owed", "trifle"), [(501, 500), (300, 0)])
def test_what_is_no_trifle_to_the_council_goes_its_way(store: Store, owed: int, trifle: int) -> None:
    _owing(store, owed)
    done = proceedings.record(_office(store, trifle), NUMBER, "charge-certificate-served", Given(on=DAY))
    assert done.stage == "charge-certificate"


def test_what_the_calendar_makes_due_says_that_it_is_a_trifle(store: Store) -> None:
    _owing(store, 300)
    for trifle, said in ((500, True), (0, False)):
        [due] = proceedings.advance(_office(store, trifle))
        assert (due.event, due.alone) == ("charge-certificate-served", False)
        assert ("Only £3 is still owed" in due.words) is said
