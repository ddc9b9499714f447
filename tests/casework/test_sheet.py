"""The posting day, the recipient, and the facts of a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from caseworker.casework import sheet
from caseworker.casework.sheet import (
    answers_of,
    daily_charge,
    party,
    posting_day,
    recipient,
    ways_to_pay,
    written_for,
)
from caseworker.casework.views import PointView
from caseworker.config.council import Zone
from caseworker.law.calendar import england
from caseworker.law.facts import CaseKind, Outcome, Party, PointOutcome, WriterRole
from caseworker.law.tables import day_words
from tests.casework.office import CERTIFICATE, FORMAL, INFORMAL, PAID, POSTAL, Desk


@pytest.mark.parametrize(
    ("now", "posts_on"),
    [
        ("2026-11-20T10:00", "2026-11-20"),
        ("2026-11-20T15:59", "2026-11-20"),
        # At the cut-off on a Friday: with Monday's collection.
        ("2026-11-20T16:00", "2026-11-23"),
        ("2026-11-22T06:00", "2026-11-23"),
        # In summer time four o'clock in London is three by UTC.
        ("2026-07-01T14:59", "2026-07-01"),
        ("2026-07-01T15:00", "2026-07-02"),
        # The last hour of a day by UTC is the next day in London.
        ("2026-07-02T23:30", "2026-07-03"),
        # Christmas Day is a Friday, Boxing Day a Saturday, kept on Monday 28 December.
        ("2026-12-24T15:00", "2026-12-24"),
        ("2026-12-24T16:30", "2026-12-29"),
        # Good Friday and Easter Monday.
        ("2026-04-02T17:00", "2026-04-07"),
    ],
)
def test_a_letter_goes_with_the_next_collection(desk: Desk, now: str, posts_on: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert posting_day(desk("asha", at)) == date.fromisoformat(posts_on)


def test_the_ways_to_pay_are_those_that_the_council_gives(desk: Desk) -> None:
    council = replace(
        desk("asha").council,
        pay_online="pay.example",
        pay_phone="020 7946 0124",
        pay_post="Send a cheque to us.",
    )
    assert ways_to_pay(council) == (
        "online at pay.example",
        "by telephone on 020 7946 0124",
        "by post: send a cheque to us",
    )
    assert ways_to_pay(replace(council, pay_phone="", pay_post="")) == ("online at pay.example",)


KEEPER, WRITER, NOBODY = Party("Jo Example"), Party("Otto Plume"), Party()


@pytest.mark.parametrize(
    ("kind", "keeper", "writer", "role", "seen", "dead", "to"),
    [
        (CaseKind.INFORMAL, KEEPER, WRITER, WriterRole.DRIVER, False, False, WRITER),
        (CaseKind.INFORMAL, KEEPER, NOBODY, WriterRole.UNKNOWN, False, False, KEEPER),
        (CaseKind.INFORMAL, NOBODY, WRITER, WriterRole.DRIVER, False, False, WRITER),
        (CaseKind.FORMAL, KEEPER, WRITER, WriterRole.DRIVER, False, False, KEEPER),
        (CaseKind.FORMAL, KEEPER, WRITER, WriterRole.AGENT, False, False, KEEPER),
        (CaseKind.FORMAL, KEEPER, WRITER, WriterRole.AGENT, True, False, WRITER),
        (CaseKind.FORMAL, KEEPER, WRITER, WriterRole.DRIVER, True, False, KEEPER),
        (CaseKind.FORMAL, NOBODY, WRITER, WriterRole.UNKNOWN, False, False, WRITER),
        (CaseKind.CERTIFICATE, KEEPER, WRITER, WriterRole.DRIVER, False, False, KEEPER),
        (CaseKind.FORMAL, KEEPER, WRITER, WriterRole.UNKNOWN, False, True, WRITER),
        (CaseKind.INFORMAL, KEEPER, NOBODY, WriterRole.UNKNOWN, False, True, KEEPER),
    ],
)
def test_the_right_person_is_served(
    kind: CaseKind, keeper: Party, writer: Party, role: WriterRole, seen: bool, dead: bool, to: Party
) -> None:
    assert recipient(kind, keeper, writer, role, seen, dead) == to


def test_who_is_answered_for_the_keeper_is_told_so_and_nobody_else() -> None:
    assert written_for(KEEPER, WRITER, WriterRole.AGENT) == "Jo Example"
    assert written_for(KEEPER, KEEPER, WriterRole.AGENT) == "", "no authority was seen"
    assert written_for(KEEPER, WRITER, WriterRole.DRIVER) == ""


def test_the_facts_of_each_kind_of_case(desk: Desk) -> None:
    informal, formal, postal = (desk.see(pcn).facts for pcn in (INFORMAL, FORMAL, POSTAL))
    assert (informal.pcn_served_on, informal.notice_served_on) == (date(2026, 11, 10), None)
    # Posted on Monday 2 November, served on the second working day after.
    assert (formal.kind, formal.notice_served_on) == (CaseKind.FORMAL, date(2026, 11, 4))
    # A PCN by post is itself the enforcement notice: posted on Monday 26 October.
    assert (postal.basis, postal.notice_served_on) == ("approved-device", date(2026, 10, 28))
    assert desk.see(CERTIFICATE).facts.certificate_served_on == date(2026, 11, 11)
    paid = desk.see(PAID).facts
    assert (paid.paid_pence, paid.paid_on) == (8_000, date(2026, 11, 12))
    assert (informal.full_pence, informal.discount_pence, informal.surcharged_pence) == (
        16_000,
        8_000,
        24_000,
    )
    assert (informal.vrm, informal.outcome, informal.letter_kind) == ("ZZ11 ABC", None, None)


def test_an_address_is_its_lines() -> None:
    assert party("Jo", "3 Elm Row\n\nEastmere", "ZZ1 4AB") == Party(
        "Jo", ("3 Elm Row", "Eastmere"), "ZZ1 4AB"
    )


def test_answers_name_their_ground_and_evidence_by_caption() -> None:
    on_ground = PointView("loading", "Loading", ground="no-contravention", evidence=(3, 9))
    weighed = PointView(
        "breakdown", "Breakdown", ground="compelling", mitigation=True, outcome=PointOutcome.UPHELD
    )
    first, second = answers_of([on_ground, weighed], {3: "Receipt"})
    assert (first.ground, first.evidence) == ("The alleged contravention did not occur", ("Receipt",))
    assert (second.ground, second.mitigation, second.outcome) == ("", True, PointOutcome.UPHELD)


def test_the_daily_charge_is_the_zones_own_and_unknown_without_a_class(desk: Desk) -> None:
    office = desk("asha")
    van = SimpleNamespace(vehicle_class="van", contravened_on=date(2026, 1, 6))
    assert daily_charge(office, van) == 900  # type: ignore[arg-type]
    assert daily_charge(office, SimpleNamespace(vehicle_class="")) is None  # type: ignore[arg-type]
    early = SimpleNamespace(vehicle_class="van", contravened_on=date(2020, 1, 6))
    assert daily_charge(office, early) is None  # type: ignore[arg-type]
    zone = Zone("Fenmere Clean Air Zone", "The order", {"van": 1250})
    council = replace(office.council, zone=zone)
    assert daily_charge(replace(office, council=council), van) == 1250  # type: ignore[arg-type]


def test_where_the_law_sets_no_limit_the_councils_own_day_is_told(desk: Desk) -> None:
    facts = replace(desk.see(POSTAL).facts, regime="moving-traffic-2003", basis=None)
    # received on Wed 4 Nov 2026; the sample's standard for representations counts working days from then
    days = desk().council.service_days["formal"]
    by = england().working_days_after(date(2026, 11, 4), days)
    for outcome in (Outcome.UPHOLD, Outcome.CANCEL, Outcome.ASK):
        told = " ".join(one.words for one in sheet.allowed(desk(), facts, outcome).consequences)
        assert f"The council's own standard is {day_words(by)}." in told
    bare = sheet.allowed(desk(), replace(facts, received_on=None), Outcome.UPHOLD)
    assert not any("own standard is" in one.words for one in bare.consequences)
