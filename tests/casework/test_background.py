"""What stands beside a PCN on its case: permits, sessions, place, order, earlier cancellations, history."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from caseworker.casework import background
from caseworker.casework.desk.evidence import open_paper
from caseworker.law.refusals import Refused
from caseworker.store import tables
from tests import builders
from tests.casework.office import INFORMAL, LOADING, NOW, Desk

PCN: Any = tables.Pcn.__table__  # type: ignore[attr-defined]
DAY = datetime(2026, 11, 10, tzinfo=UTC)
"""The day of the contravention, which was at 10:42."""


def at(hours: int, minutes: int = 0) -> datetime:
    """An hour of the day of the contravention, or of a day beside it."""
    return DAY + timedelta(hours=hours, minutes=minutes)


def pcn_id(desk: Desk, pcn: str = INFORMAL) -> int:
    """A PCN's own id."""
    return int(desk.value(f"SELECT id FROM pcns WHERE pcn = '{pcn}'"))


def test_permits_of_the_vehicle_and_its_look_alikes_a_day_either_side(each_desk: Desk) -> None:
    with each_desk().store.writing() as tx:
        builders.permit(tx, "ZZ11ABC", number="RP1", zone="N")
        builders.permit(tx, "ZZ1IA8C", number="RP2", valid_to=date(2026, 11, 9))
        builders.permit(tx, "ZZ11ABC", number="RP3", valid_from=date(2026, 11, 11))
        builders.permit(tx, "ZZ11ABC", number="RP4", status="cancelled")
        builders.permit(tx, "ZZ11ABC", number="gone", valid_to=date(2026, 11, 8))
        builders.permit(tx, "ZZ11ABC", number="to come", valid_from=date(2026, 11, 12))
        builders.permit(tx, "ZZ11ABD", number="another")
    found = {one.number: one for one in each_desk.see(INFORMAL).background.permits}
    assert set(found) == {"RP1", "RP2", "RP3", "RP4"}
    assert [found[f"RP{n}"].standing for n in (1, 2, 3, 4)] == [
        "valid on the day",
        "ended the day before",
        "began the day after",
        "in its dates on the day, but cancelled",
    ]
    assert [(one.vrm, one.alike) for one in found.values() if one.alike] == [("ZZ1IA8C", True)]


def test_sessions_say_whether_they_ran_at_the_time(each_desk: Desk) -> None:
    with each_desk().store.writing() as tx:
        builders.session(tx, "ZZ11ABC", reference="A", starts_at=at(10, 30), ends_at=at(11))
        builders.session(tx, "ZZ11A8C", reference="B", starts_at=at(8), ends_at=at(10, 30), kind="voucher")
        builders.session(tx, "ZZ11ABC", reference="C", starts_at=at(12, 47), ends_at=at(14))
        builders.session(tx, "ZZ11ABC", reference="D", starts_at=at(-20), ends_at=at(-19))
        builders.session(tx, "ZZ11ABC", reference="gone", starts_at=at(-40), ends_at=at(-30))
        builders.session(tx, "ZZ11ABC", reference="to come", starts_at=at(49), ends_at=at(50))
    found = {one.reference: one for one in each_desk.see(INFORMAL).background.sessions}
    assert list(found) == ["D", "B", "A", "C"], "in order of time"
    assert found["A"].standing == "running at 10:42"
    assert found["B"].standing == "ended 12 min before 10:42" and found["B"].alike
    assert found["C"].standing == "began 2 h 05 min after 10:42"
    assert (found["A"].alike, found["A"].amount_pence) == (False, 240)


@pytest.mark.parametrize(
    ("ended", "code", "told"),
    [
        (at(10, 32), "05", "ended at 10:32"),
        (at(10, 31), "05", ""),
        (at(10, 42), "11", "from 10:53 on. This one was seen at 10:42"),
        (at(10, 43), "05", ""),
        (at(10, 36), "01", ""),
    ],
)
def test_paid_time_that_ended_within_the_minutes_of_grace_is_told(
    desk: Desk, ended: datetime, code: str, told: str
) -> None:
    with desk().store.writing() as tx:
        builders.session(tx, "ZZ11ABC", starts_at=at(9), ends_at=ended)
        tx.execute(sa.update(PCN).where(PCN.c.pcn == INFORMAL).values(code=code))
    found = [one for one in desk.see(INFORMAL).warnings if "grace" in one]
    assert len(found) == bool(told) and all(told in one for one in found), found


def test_suspensions_are_of_the_place_by_its_street_or_its_code(desk: Desk) -> None:
    with desk().store.writing() as tx:
        where = desk.see(INFORMAL).facts.location
        street = where.split(",")[0]
        builders.location(tx, street, location_code="4711")
        kept = {"kind": "suspension", "starts_at": at(0), "ends_at": at(24)}
        builders.session(tx, "", location=street.upper(), reference="street", **kept)
        builders.session(tx, "", location="elsewhere", location_code="4711", reference="code", **kept)
        builders.session(tx, "", location="Another Road", reference="other", **kept)
    found = desk.see(INFORMAL).background.sessions
    assert {one.reference for one in found} == {"street", "code"}
    assert {one.vrm for one in found} == {""}


def test_the_place_is_that_of_the_longest_street_with_its_order_and_papers(each_desk: Desk) -> None:
    with each_desk().store.writing() as tx:
        tx.execute(
            sa.update(PCN).where(PCN.c.pcn == INFORMAL).values(location="Mare  Street North, outside 42")
        )
        builders.location(tx, "Mare")
        builders.location(tx, "Mare Street N")
        order = builders.order(tx)
        place = builders.location(tx, "Mare Street North", order_id=order, hours="Mon-Fri", zone="N")
        builders.paper(tx, b"a sign", location_id=place)
        builders.paper(tx, b"an order", order_id=order, kind="order", caption="The order")
        builders.paper(tx, b"of another", location_id=builders.location(tx, "Other"), order_id=order)
    seen = each_desk.see(INFORMAL)
    found = seen.background.place
    assert found is not None
    assert (found.street, found.zone, found.hours, found.parts) == ("Mare Street North", "N", "Mon-Fri", 1)
    assert (found.article, found.schedule, found.in_force) == ("4", "2", True)
    assert [(one.kind, one.label) for one in found.papers] == [("sign", "Sign at 14"), ("order", "The order")]
    opened = open_paper(each_desk(), seen.id, found.papers[0].id)
    assert (opened.content, opened.kind, opened.caption) == (b"a sign", "photo", "Sign at 14")
    with pytest.raises(Refused, match="There is no paper 999"):
        open_paper(each_desk(), seen.id, 999)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        ({"from_on": date(2026, 11, 10)}, ""),
        ({"to_on": date(2026, 11, 10)}, ""),
        ({"from_on": date(2026, 11, 11)}, "it came into force on 11 Nov 2026"),
        ({"to_on": date(2026, 11, 9)}, "it ended on 09 Nov 2026"),
    ],
)
def test_an_order_that_was_not_in_force_on_the_day_is_a_warning(
    desk: Desk, values: dict[str, Any], words: str
) -> None:
    with desk().store.writing() as tx:
        tx.execute(sa.update(PCN).where(PCN.c.pcn == INFORMAL).values(location="Mare Street"))
        builders.location(tx, "Mare Street", order_id=builders.order(tx, **values))
    found = [one for one in desk.see(INFORMAL).warnings if "order" in one]
    assert found == (
        [f"The order for Mare Street was not in force on 10 Nov 2026: {words}."] if words else []
    )


def test_of_a_street_s_parts_the_one_that_is_named(desk: Desk) -> None:
    with desk().store.writing() as tx:
        tx.execute(sa.update(PCN).where(PCN.c.pcn == INFORMAL).values(location="Mare Street east side"))
        builders.location(tx, "Mare Street", place="west side")
        builders.location(tx, "Mare Street", place="East side")
    found = desk.see(INFORMAL).background.place
    assert found is not None and (found.part, found.parts) == ("East side", 2)


def earlier(desk: Desk, *, days: int, slug: str = "loading", outcome: str = "cancel", **values: Any) -> str:
    """Another PCN of the loading case's vehicle, decided some days ago on one point."""
    with desk().store.writing() as tx:
        other = builders.pcn(tx, vrm="ZZ21ABC", contravened_on=date(2026, 3, 1), **values)
        decided = {"status": "issued", "open": 0, "decided_at": NOW - timedelta(days=days)}
        case = builders.case(tx, other, outcome=outcome, **decided)
        upheld = "upheld" if outcome == "cancel" else "not-upheld"
        builders.point(tx, case, slug, outcome=upheld)
        return str(tx.execute(sa.select(PCN.c.pcn).where(PCN.c.id == other)).scalar_one())


def test_cancelled_for_the_same_reason_in_the_last_twelve_months(each_desk: Desk) -> None:
    desk = each_desk
    raised = [one.slug for one in desk.see(LOADING).suggested]
    same = earlier(desk, days=100, slug=raised[0])
    old = earlier(desk, days=367, slug=raised[0])
    another = earlier(desk, days=10, slug="pcn-details-wrong" if "pcn-details-wrong" not in raised else "x")
    upheld = earlier(desk, days=5, slug=raised[0], outcome="uphold")
    seen = desk.see(LOADING)
    warned = [one for one in seen.warnings if "same reason" in one]
    assert len(warned) == 1 and same in warned[0] and "12 Aug 2026" in warned[0]
    listed = {one.pcn: one for one in seen.others}
    assert {pcn for pcn, one in listed.items() if one.same} == {same}
    assert listed[old].ended.startswith("cancelled") and listed[upheld].ended == "upheld 15 Nov 2026"
    assert listed[another].ended.startswith("cancelled")


def test_the_same_keeper_s_other_vehicle_counts_too(desk: Desk) -> None:
    raised = [one.slug for one in desk.see(LOADING).suggested]
    with desk().store.writing() as tx:
        keeper = tx.execute(
            sa.select(PCN.c.keeper_name, PCN.c.keeper_postcode).where(PCN.c.pcn == LOADING)
        ).one()
    mine = {"keeper_name": keeper[0], "keeper_postcode": keeper[1]}
    with desk().store.writing() as tx:
        other = builders.pcn(tx, vrm="ZZ77ZZZ", contravened_on=date(2026, 11, 19), **mine)
        case = builders.case(tx, other, outcome="cancel", decided_at=NOW, status="issued", open=0)
        builders.point(tx, case, raised[0], outcome="upheld")
    assert any("same reason" in one for one in desk.see(LOADING).warnings)


def test_challenges_about_the_place_this_month_are_counted(each_desk: Desk) -> None:
    with each_desk().store.writing() as tx:
        tx.execute(sa.update(PCN).where(PCN.c.pcn == INFORMAL).values(location="Fell Lane"))
        for outcome, received in (
            ("cancel", date(2026, 11, 1)),
            ("uphold", date(2026, 11, 20)),
            ("cancel", date(2026, 10, 31)),
        ):
            about = builders.pcn(tx, location="Fell Lane")
            builders.case(tx, about, outcome=outcome, received_on=received)
    assert each_desk.see(INFORMAL).background.month == (
        "3 challenges about this place came in this month: 1 cancelled, 1 upheld, 1 not decided."
    )


def test_the_supplier_s_history_stands_in_the_timeline_by_its_day(each_desk: Desk) -> None:
    mine = pcn_id(each_desk)
    with each_desk().store.writing() as tx:
        builders.history(tx, mine, "Payment page visited", on=date(2026, 11, 12), time="09:15", by="web")
        builders.history(tx, pcn_id(each_desk, LOADING), "Not of this PCN")
    told = each_desk.see(INFORMAL).timeline
    line = next(one for one in told if "Payment page" in one.words)
    assert (line.words, line.officer, line.on) == ("09:15 Payment page visited", "web", date(2026, 11, 12))
    assert [one.on for one in told] == sorted(one.on for one in told)
    assert not any("Not of this PCN" in one.words for one in told)


@pytest.mark.parametrize(
    ("key", "found"),
    [
        (
            "mare street, outside 42",
            ["mare", "mare street", "mare street, outside", "mare street, outside 42"],
        ),
        ("a", ["a"]),
        ("", [""]),
        ("o'brien way", ["o", "o'brien", "o'brien way"]),
    ],
)
def test_a_place_s_beginnings_end_with_a_whole_word(key: str, found: list[str]) -> None:
    assert background.beginnings(key) == found


def test_twelve_months_before_the_29th_of_february() -> None:
    assert background._months_before(date(2028, 2, 29), 12) == date(2027, 2, 28)
    assert background._months_before(date(2026, 11, 22), 12) == date(2025, 11, 22)
