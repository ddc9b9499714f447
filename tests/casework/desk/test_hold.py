"""Putting a case aside, and taking it up again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from caseworker.casework.acting import Changed
from caseworker.casework.desk import claim, compose, decision, hold
from caseworker.casework.desk.intake import take_in
from caseworker.casework.desk.queue import all_rows
from caseworker.law.facts import Outcome
from caseworker.law.refusals import Refused
from caseworker.reading.extract import read
from caseworker.store import audit, holds
from tests.casework import office
from tests.casework.office import DEEMED, FORMAL, INFORMAL, NOW, TODAY, Desk, came_in
from tests.reading import samples

MONDAY = date(2026, 11, 30)


def put(desk: Desk, pcn: str, until: date = MONDAY, words: str = "Waiting for the supplier's log.") -> str:
    """An officer takes a case and puts it on hold; what was said."""
    seen = desk.take(pcn)
    return hold.put(desk(), seen.id, seen.version, words, until).words


def test_a_hold_is_kept_told_and_entered(each_desk: Desk) -> None:
    desk = each_desk
    said = put(desk, FORMAL)
    assert said == (
        "On hold until Monday 30 November 2026. "
        "A hold does not stop the 56 days: the last safe posting day is Tuesday 29 December 2026."
    )
    seen = desk.see(FORMAL)
    assert seen.hold is not None
    assert (seen.hold.kind, seen.hold.officer, seen.hold.until_on, seen.hold.over) == (
        "hold",
        "asha",
        MONDAY,
        False,
    )
    assert "On hold until Mon 30 Nov 2026: Waiting for the supplier's log." in seen.warnings
    assert any("does not stop the 56 days" in one for one in seen.warnings)
    assert any("Put on hold until 30 Nov 2026" in one.words for one in seen.timeline)
    _, act, officer, body = desk.entries()[-1]
    assert (act, officer) == ("hold", "asha") and b"2026-11-30" in body and b"supplier" not in body
    assert audit.verify(desk().store).ok


def test_where_the_law_sets_no_day_nothing_is_said_of_one(desk: Desk) -> None:
    assert put(desk, INFORMAL) == "On hold until Monday 30 November 2026."


def test_a_held_case_is_not_handed_out_before_its_day(each_desk: Desk) -> None:
    desk = each_desk
    first = claim.claim_next(desk("asha"))
    assert first is not None
    put(desk, FORMAL)
    claim.release(desk(), first.case_id, desk.see(DEEMED).version)
    held = desk.case(FORMAL)
    handed = []
    for _ in range(14):
        done = claim.claim_next(desk("tobin"))
        if done is None:
            break
        handed.append(done.case_id)
        with desk().store.writing() as tx:
            tx.exec_driver_sql(f"UPDATE cases SET open = 0 WHERE id = {done.case_id}")
    assert held not in handed and len(handed) == 11
    assert claim.claim_next(desk("asha")) is None, "nor to the officer who holds it"
    on_its_day = claim.claim_next(desk("asha", datetime(2026, 11, 30, 8, 0, tzinfo=UTC)))
    assert on_its_day is not None and on_its_day.case_id == held


@pytest.mark.parametrize(
    ("day", "handed"),
    # The last safe posting day is Tuesday 29 December; 25 and 28 December are holidays.
    [(date(2026, 12, 18), False), (date(2026, 12, 21), False), (date(2026, 12, 22), True)],
)
def test_the_law_s_last_days_go_before_a_hold(desk: Desk, day: date, handed: bool) -> None:
    put(desk, FORMAL, date(2026, 12, 24))
    with desk().store.writing() as tx:
        tx.exec_driver_sql(f"UPDATE cases SET open = 0 WHERE id <> {desk.case(FORMAL)}")
    at = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
    assert (claim.claim_next(desk("asha", at)) is not None) is handed


def test_the_queue_flags_a_held_case_until_its_day_and_the_filter_knows(each_desk: Desk) -> None:
    desk = each_desk
    put(desk, FORMAL)
    rows = {row.pcn: row.flags.split() for row in all_rows(desk())}
    assert [pcn for pcn, flags in rows.items() if "hold" in flags] == [FORMAL]
    assert [row.pcn for row in all_rows(desk(), "held:yes")] == [FORMAL]
    assert [row.pcn for row in all_rows(desk(), "flag:hold")] == [FORMAL]
    assert FORMAL not in [row.pcn for row in all_rows(desk(), "held:no")] and len(rows) == 12
    later = desk("asha", datetime(2026, 11, 30, 9, 0, tzinfo=UTC))
    assert all_rows(later, "held:yes") == []
    assert FORMAL in [row.pcn for row in all_rows(later, "held:no")]
    with pytest.raises(Refused, match="held:maybe is not known"):
        all_rows(desk(), "held:maybe")


def test_a_hold_is_lifted_once(each_desk: Desk) -> None:
    desk = each_desk
    put(desk, FORMAL)
    seen = desk.see(FORMAL)
    done = hold.lift(desk(), seen.id, seen.version)
    after = desk.see(FORMAL)
    assert (done.version, after.hold, after.version) == (after.version, None, seen.version + 1)
    assert desk.rows("SELECT held_until FROM cases WHERE id = " + str(seen.id)) == [(None,)]
    with pytest.raises(Refused, match="is not on hold"):
        hold.lift(desk(), seen.id, after.version)


def test_on_its_day_it_is_over_and_can_be_put_on_again(desk: Desk) -> None:
    put(desk, FORMAL)
    later = NOW + timedelta(days=10)
    seen = desk.see(FORMAL, at=later)
    assert seen.hold is not None and seen.hold.over
    assert any("that day has come" in one for one in seen.warnings)
    hold.put(desk("asha", later), seen.id, seen.version, "Still waiting.", date(2026, 12, 7))
    again = desk.see(FORMAL, at=later)
    assert again.hold is not None and (again.hold.words, again.hold.over) == ("Still waiting.", False)
    assert len(desk.rows("SELECT * FROM holds WHERE lifted_at IS NULL")) == 1


def test_new_mail_lifts_it(each_desk: Desk) -> None:
    desk = each_desk
    put(desk, FORMAL)
    put(desk, INFORMAL)
    row = samples.LETTER | {"id": "L-new", "pcn": FORMAL, "received": "2026-11-19", "text": "Here it is."}
    case = {name: value for name, value in office.files().items() if name == "cases.csv"}
    done = take_in(desk("sefton"), read(case | {"correspondence.csv": samples.table(row)}))
    assert not done.faults, [one.words for one in done.faults]
    assert desk.see(FORMAL).hold is None and desk.see(INFORMAL).hold is not None
    assert desk.rows("SELECT lifted_by FROM holds ORDER BY id") == [("mail",), ("",)]


def test_what_is_still_to_be_asked_for_is_no_hold_that_mail_lifts(each_desk: Desk) -> None:
    desk = each_desk
    put(desk, FORMAL)
    with desk().store.writing() as tx:
        tx.exec_driver_sql("UPDATE cases SET held_until = NULL")
        assert holds.lift_for_mail(tx, [desk.case(FORMAL)], NOW) == []
        assert holds.of_case(tx, desk.case(FORMAL)) is not None
        assert holds.lift(tx, [], by="asha", at=NOW) == []


@pytest.mark.parametrize(
    ("words", "until", "said"),
    [
        ("  \n", MONDAY, "A hold needs a reason"),
        ("why", TODAY, "Friday 20 November 2026 is not a day to come"),
        ("why", date(2026, 11, 1), "is not a day to come"),
        ("why", date(2027, 6, 1), "more than six months away"),
        ("why", date(2026, 11, 29), "Sunday 29 November 2026 is no working day"),
        ("why", date(2026, 12, 28), r"Monday 28 December 2026 is no working day \(Boxing Day"),
        ("why", date(2026, 12, 29), "The last safe posting day is Tuesday 29 December 2026"),
        ("why", date(2027, 2, 1), "Give a day up to Thursday 24 December"),
    ],
)
def test_no_reason_or_no_day_to_come_is_refused(desk: Desk, words: str, until: date, said: str) -> None:
    seen = desk.take(FORMAL)
    before = desk.everything()
    with pytest.raises(Refused, match=said):
        hold.put(desk(), seen.id, seen.version, words, until)
    assert desk.everything() == before


def test_what_is_offered_is_a_working_day_before_the_law_s_last(desk: Desk) -> None:
    seen = desk.take(FORMAL)
    # A week after Friday 20 November is a working day; a week after Tuesday 22 December is behind the last.
    assert hold.days(desk(), seen) == (date(2026, 11, 27), date(2026, 12, 24))
    later = desk("asha", datetime(2026, 12, 22, 9, 0, tzinfo=UTC))
    assert hold.days(later, seen) == (date(2026, 12, 24), date(2026, 12, 24))
    for day in (28, 29, 31):
        with pytest.raises(Refused, match="The last safe posting day"):
            hold.days(desk("asha", datetime(2026, 12, day, 9, 0, tzinfo=UTC)), seen)
    informal = desk.take(INFORMAL)
    saturday = desk("asha", datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
    assert hold.days(saturday, informal) == (MONDAY, None)


def test_a_decided_case_is_not_put_aside_and_issuing_one_that_is_says_so(desk: Desk) -> None:
    put(desk, FORMAL)
    held = desk.pointed(FORMAL)
    decision.decide(desk(), held.id, held.version, Outcome.UPHOLD, weighed="The sale was after that day.")
    seen = desk.see(FORMAL)
    assert seen.hold is not None
    assert came_in(compose.news_since(desk(), seen)) == (
        "This case is on hold until Mon 30 Nov: issuing ends the hold.",
    )
    free = hold.lift(desk(), seen.id, seen.version)
    with pytest.raises(Refused, match="is decided: it waits for its letter only"):
        hold.put(desk(), seen.id, free.version, "Waiting.", MONDAY)
    with pytest.raises(Refused, match="is decided"):
        hold.days(desk(), desk.see(FORMAL))


def test_twice_of_another_or_of_another_version_is_refused(desk: Desk) -> None:
    put(desk, FORMAL)
    seen = desk.see(FORMAL)
    with pytest.raises(Refused, match="is on hold already, until Monday 30 November"):
        hold.put(desk(), seen.id, seen.version, "again", MONDAY)
    with pytest.raises(Refused, match="is with Asha"):
        hold.lift(desk("tobin"), seen.id, seen.version)
    with pytest.raises(Changed):
        hold.lift(desk(), seen.id, seen.version - 1)
