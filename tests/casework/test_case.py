"""One case as the desk shows it: clocks, money, warnings, other PCNs."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from caseworker.casework.desk import compose, issue
from caseworker.law.facts import Outcome
from caseworker.store.tables import Case
from tests import builders
from tests.casework.office import (
    AGENT,
    BY_HAND,
    CERTIFICATE,
    DEAD,
    DEEMED,
    FORMAL,
    INFORMAL,
    LOADING,
    NOW,
    PAID,
    POSTAL,
    Desk,
)

CASE = Case.__table__  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("pcn", "clocks"),
    [
        # Fourteen days beginning with Tuesday 10 November; six months for the Notice to Owner.
        (INFORMAL, {"discount": ("2026-11-23", "soon"), "notice-to-owner": ("2027-05-09", "open")}),
        # Fifty-six days beginning with 9 November; twenty-eight beginning with 4 November.
        (FORMAL, {"reply": ("2027-01-03", "open"), "representations": ("2026-12-01", "open")}),
        (DEEMED, {"reply": ("2026-11-12", "past"), "representations": ("2026-09-30", "ended")}),
        (BY_HAND, {"reply": ("2026-11-22", "today"), "representations": ("2026-10-11", "ended")}),
        (POSTAL, {"reply": ("2026-12-29", "open"), "representations": ("2026-11-24", "soon")}),
        (CERTIFICATE, {"registration": ("2026-11-25", "soon")}),
    ],
)
def test_the_clocks_that_run_on_a_case(desk: Desk, pcn: str, clocks: dict[str, tuple[str, str]]) -> None:
    seen = desk.see(pcn)
    assert {one.id: (one.last_on.isoformat(), one.state) for one in seen.clocks} == clocks
    for one in seen.clocks:
        assert one.days_left == (one.last_on - date(2026, 11, 20)).days
        assert one.label and one.if_missed and one.working and str(one.citation)


@pytest.mark.parametrize(("day", "state"), [(22, "soon"), (23, "today"), (24, "ended")])
def test_a_clock_that_is_not_ours_ends_and_is_not_missed(desk: Desk, day: int, state: str) -> None:
    seen = desk.see(INFORMAL, at=datetime(2026, 11, day, 9, 0, tzinfo=UTC))
    assert next(one.state for one in seen.clocks if one.id == "discount") == state


@pytest.mark.parametrize(
    ("pcn", "due"), [(INFORMAL, 8_000), (FORMAL, 16_000), (CERTIFICATE, 24_000), (PAID, 0)]
)
def test_what_is_due_today_and_why(desk: Desk, pcn: str, due: int) -> None:
    money = desk.see(pcn).money
    assert (money.due_pence, money.full_pence) == (due, 16_000)
    assert money.why and money.tariff_from == date(2025, 4, 7)
    assert [(one.received_on, one.amount_pence) for one in money.payments] == (
        [(date(2026, 11, 12), 8_000)] if pcn == PAID else []
    )


def test_a_case_is_whole(each_desk: Desk) -> None:
    seen = each_desk.see(INFORMAL)
    assert (seen.status, seen.officer, seen.version) == ("new", "", 1)
    assert (seen.keeper, seen.liable) == ("Jo Example", "Jo Example (registered keeper)")
    assert seen.serve == "Jo Example, ZZ1 4AB"
    assert (seen.observed, seen.enforced_by, seen.vehicle) == ("10:36 to 10:42", "CEO 0412", "FORD BLUE")
    assert seen.data_as_of == datetime(2026, 11, 20, 7, 10, tzinfo=UTC)
    assert [(one.direction, one.received_on) for one in seen.items] == [("in", date(2026, 11, 16))]
    assert [one.label for one in seen.evidence] == ["Windscreen with the PCN", "Photograph of the clock"]
    assert [one.on for one in seen.timeline] == sorted(one.on for one in seen.timeline)
    assert (seen.points, seen.decision, seen.letters, seen.draft_saved_at) == ((), None, (), None)


@pytest.mark.parametrize(
    ("pcn", "words"),
    [
        (DEEMED, "Day 56 has ended"),
        (BY_HAND, "A posted rejection would be served too late: by hand until Sun 22 Nov (:hand"),
        (PAID, "Paid already: £80."),
        (DEAD, "Aldous Marsh is recorded as dead: never write to them"),
        (AGENT, "Otto Plume writes for somebody else: no authority has been seen."),
    ],
)
def test_what_stands_in_the_way_is_said(desk: Desk, pcn: str, words: str) -> None:
    assert any(words in one for one in desk.see(pcn).warnings)
    assert not any(words in one for one in desk.see(FORMAL).warnings)


def test_the_last_safe_post_that_has_gone_is_said_the_same_afternoon(desk: Desk) -> None:
    """Posted on 29 December it is in time; after that day's collection it is not."""
    late = "A posted rejection would be served too late"
    noon, evening = (datetime(2026, 12, 29, hour, 0, tzinfo=UTC) for hour in (12, 16))
    assert not any(one.startswith(late) for one in desk.see(FORMAL, at=noon).warnings)
    assert any(one.startswith(late) for one in desk.see(FORMAL, at=evening).warnings)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"flags": "care"}, "somebody may be vulnerable"),
        ({"flags": "another-pcn"}, "This letter names another PCN"),
        ({"informal_by": "asha"}, "You decided the informal challenge"),
    ],
)
def test_what_an_import_noticed_is_said(desk: Desk, columns: dict[str, str], words: str) -> None:
    assert desk.see(FORMAL).warnings == ()
    with desk().store.writing() as tx:
        tx.execute(sa.update(CASE).where(CASE.c.pcn == FORMAL).values(**columns))
    *route, said = desk.see(FORMAL).warnings
    assert bool(route) == ("vulnerable" in words), "only what is read with care has the care route before it"
    assert words in said


def test_several_letters_are_answered_together(desk: Desk) -> None:
    with desk().store.writing() as tx:
        pcn_id = desk.value("SELECT pcn_id FROM cases WHERE pcn = ?", FORMAL)
        builders.item(tx, pcn_id, desk.case(FORMAL), "And another thing.")
    seen = desk.see(FORMAL)
    assert len(seen.items) == 2
    assert "2 letters came in: one decision answers them all." in seen.warnings


def test_points_are_suggested_where_a_letter_raises_them_until_it_is_answered(desk: Desk) -> None:
    seen = desk.see(LOADING)
    found = {one.slug: one for one in seen.suggested}
    one = found["loading"]
    text = seen.items[0].text
    assert text[one.start : one.end] == one.words and "unloading" in one.words
    assert [rule.id for rule in seen.guidelines] == ["loading"]
    seen = desk.decided(LOADING, Outcome.CANCEL, "loading")
    issue.issue(desk(), seen, compose.new_plan(desk(), seen))
    assert desk.see(LOADING).suggested == ()


def test_other_pcns_of_the_vehicle_and_of_the_keeper_are_told_apart(desk: Desk) -> None:
    with desk().store.writing() as tx:
        builders.pcn(tx, pcn="ZZ2000001A", vrm="ZZ11ABC", keeper_name="", stage="paid")
        builders.pcn(tx, pcn="ZZ2000002A", vrm="QX21KLM", keeper_name="Jo Example", stage="paid")
    others = {one.pcn: one for one in desk.see(INFORMAL).others}
    assert others["ZZ2000001A"].reason == "same vehicle"
    assert others[FORMAL].reason == "same keeper" and others[FORMAL].vrm == "ZZ13 ABC"
    assert "ZZ2000002A" not in others and INFORMAL not in others


def test_an_issued_letter_is_told_on_its_case(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.CANCEL)
    receipt = issue.issue(desk(), seen, compose.new_plan(desk(), seen))
    after = desk.see(FORMAL)
    (letter,) = after.letters
    assert (letter.number, letter.sha256, letter.issued_at) == (receipt.number, receipt.sha256, NOW)
    assert any("Letters issued on this PCN already: 1" in one for one in after.warnings)
    assert (letter.where, after.money.due_pence) == ("waiting", 16_000), "the notice moves once it has left"
