"""Regime, stage, kind of case and limits are worked out by law; impossible rows are named."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from caseworker.law.facts import CaseKind, Place
from caseworker.reading.delimited import Fault
from caseworker.reading.extract import read
from caseworker.reading.standing import Standing, judge, limits
from tests.reading.samples import CASE, folder, table

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
BY_POST = {"served_how": "post", "basis": "approved-device", "pcn_served": "", "pcn_posted": "2026-10-12"}


def judged(**change: str) -> Standing | list[Fault]:
    """One row, judged."""
    got = read(folder(cases=table(CASE | change)))
    assert got.faults == ()
    return judge(got.cases[0], Place.LONDON, "A", TODAY, NOW)


def standing(**change: str) -> Standing:
    """One sound row, judged."""
    found = judged(**change)
    assert isinstance(found, Standing), found
    return found


def test_a_pcn_served_by_an_officer_is_reg_9_and_one_by_post_reg_10() -> None:
    fixed, posted = standing(), standing(**BY_POST)
    assert (fixed.regime, fixed.served_on, fixed.served_how) == ("tma-reg9", date(2026, 10, 6), "fixed")
    assert (posted.regime, posted.served_on, posted.served_how) == (
        "tma-reg10",
        date(2026, 10, 14),
        "first-class",
    )
    assert (fixed.level, fixed.band) == ("higher", "A")
    assert fixed.discount_last_on == date(2026, 10, 19)
    assert posted.discount_last_on == date(2026, 11, 3)


def test_a_letter_is_formal_from_the_day_the_notice_to_owner_is_served_not_posted() -> None:
    found = standing(notice_to_owner_posted="2026-11-09")
    assert found.enforcement_served_on == date(2026, 11, 11)
    assert found.kind(date(2026, 11, 10)) is CaseKind.INFORMAL
    assert found.kind(date(2026, 11, 11)) is CaseKind.FORMAL
    assert found.stage == "notice-to-owner"


def test_the_first_letter_against_a_pcn_by_post_is_formal() -> None:
    assert standing(**BY_POST).kind(date(2026, 10, 14)) is CaseKind.FORMAL


def test_after_the_charge_certificate_a_letter_has_its_own_kind() -> None:
    found = standing(notice_to_owner_posted="2026-11-09", charge_certificate_posted="2026-11-16")
    assert found.kind(date(2026, 11, 17)) is CaseKind.FORMAL
    assert found.kind(date(2026, 11, 18)) is CaseKind.CERTIFICATE
    assert found.stage == "charge-certificate"


def test_stage_follows_the_discount_by_todays_date() -> None:
    assert standing().stage == "issued-full"
    recent = {"contravention_date": "2026-11-18", "pcn_served": "2026-11-18"}
    assert standing(**recent).stage == "issued-discount"


def test_the_reply_limit_and_its_last_safe_posting_day() -> None:
    days = limits("tma-reg9", CaseKind.FORMAL, date(2025, 11, 1), 21)
    assert (days.reply_due_on, days.safe_post_on) == (date(2025, 12, 26), date(2025, 12, 22))
    assert days.target_on == date(2025, 12, 1)
    assert days.urgency == "2025-12-22 2025-12-01"
    informal = limits("tma-reg9", CaseKind.INFORMAL, date(2025, 11, 3), 10)
    assert informal.reply_due_on is None
    assert informal.urgency == "9999-12-31 2025-11-17"


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"contravention_date": "2026-11-23", "pcn_served": "2026-11-23"}, "contravention_date", "has come"),
        ({"contravention_date": "1926-10-06"}, "contravention_date", "31 Mar 2008"),
        ({"pcn_served": "2026-10-05"}, "pcn_served", "A PCN follows what it alleges"),
        (
            {"notice_to_owner_posted": "2026-10-06"},
            "notice_to_owner_posted",
            "follows a PCN that was not paid",
        ),
        ({"notice_to_owner_posted": "2026-12-01"}, "notice_to_owner_posted", "has come"),
        (
            {"charge_certificate_posted": "2026-11-16"},
            "charge_certificate_posted",
            'but nothing says "A Notice to Owner was served"',
        ),
        (
            {"notice_to_owner_posted": "2026-11-09", "charge_certificate_posted": "2026-11-09"},
            "charge_certificate_posted",
            "A charge certificate follows the notice to the owner",
        ),
        (
            BY_POST | {"notice_to_owner_posted": "2026-11-09"},
            "notice_to_owner_posted",
            "there is no such thing in tma-reg10",
        ),
        ({"data_as_of": "2026-11-23T07:10"}, "data_as_of", "an instant that has come"),
        ({"contravention_code": "34j"}, "served_how", "post: that is how a PCN of bus-lane-1996"),
        ({"contravention_code": "98"}, "contravention_code", "standard list"),
        ({"contravention_code": "12q"}, "contravention_code", 'does not take the suffix "q"'),
        ({"band": "2"}, "band", "band"),
    ],
)
def test_an_impossible_row_is_a_fault_at_its_column(change: dict[str, str], column: str, words: str) -> None:
    found = judged(**change)
    assert isinstance(found, list)
    assert any(one.column == column and words in one.expected and one.line == 2 for one in found), found


def test_all_reasons_are_named_not_only_the_first() -> None:
    found = judged(band="2", pcn_served="2026-10-05", data_as_of="2026-11-23T07:10")
    assert isinstance(found, list)
    assert {one.column for one in found} == {"pcn_served", "data_as_of", "band"}


POSTED = {"served_how": "post", "pcn_served": "", "pcn_posted": "2026-10-12"}
HELD = {
    "kind_of_hold": "removal",
    "taken": "2026-10-06",
    "released": "2026-10-07",
    "rights_given": "2026-10-07",
}


def outside(**change: str) -> Standing | list[Fault]:
    """One row of a council outside London, judged."""
    got = read(folder(cases=table(CASE | change)))
    assert got.faults == ()
    return judge(got.cases[0], Place.OUTSIDE, "2", TODAY, NOW)


@pytest.mark.parametrize(
    ("change", "here", "elsewhere"),
    [
        ({}, ("tma-reg9", ""), ("tma-reg9", "")),
        (BY_POST, ("tma-reg10", "approved-device"), ("tma-reg10", "approved-device")),
        (POSTED | {"contravention_code": "34j"}, ("bus-lane-1996", ""), ("tma-reg10", "outside-traffic")),
        (
            POSTED | {"contravention_code": "52m"},
            ("moving-traffic-2003", ""),
            ("tma-reg10", "outside-traffic"),
        ),
        (HELD, ("removal", ""), ("removal", "")),
        (HELD | {"kind_of_hold": "clamp"}, ("clamp", ""), ("clamp", "")),
    ],
)
def test_place_code_and_service_decide_the_regime(
    change: dict[str, str], here: tuple[str, str], elsewhere: tuple[str, str]
) -> None:
    found, other = standing(**change), outside(**change)
    assert isinstance(other, Standing), other
    assert (found.regime, found.basis) == here
    assert (other.regime, other.basis) == elsewhere


def test_a_clean_air_zone_stands_outside_london_and_asks_for_the_class_of_vehicle() -> None:
    zone = POSTED | {"contravention_code": "17j"}
    found = outside(**zone, vehicle_class="van")
    assert isinstance(found, Standing)
    assert (found.regime, found.level, found.discount_last_on) == ("caz-2013", "", date(2026, 10, 28))
    (fault,) = outside(**zone)  # type: ignore[misc]
    assert fault.column == "vehicle_class"
    (fault,) = judged(**zone, vehicle_class="van")  # type: ignore[misc]
    assert (fault.column, fault.line) == ("contravention_code", 2)
    assert "belongs to caz-2013 (outside London)" in fault.expected


def test_londons_own_acts_count_the_discount_from_the_date_of_the_notice() -> None:
    found = standing(**POSTED, contravention_code="52m")
    assert (found.dated_on, found.served_on) == (date(2026, 10, 12), date(2026, 10, 14))
    assert found.discount_last_on == date(2026, 10, 25)
    earlier = standing(**POSTED, contravention_code="52m", pcn_dated="2026-10-09")
    assert earlier.discount_last_on == date(2026, 10, 22)


def test_a_bus_lane_letter_in_london_is_formal_only_from_the_enforcement_notice() -> None:
    lane = POSTED | {"contravention_code": "34j", "enforcement_notice_posted": "2026-11-12"}
    found = standing(**lane)
    assert found.enforcement_served_on == date(2026, 11, 16)
    assert found.kind(date(2026, 11, 13)) is CaseKind.INFORMAL
    assert found.kind(date(2026, 11, 16)) is CaseKind.FORMAL
    assert found.stage == "enforcement-notice"
    assert standing(**POSTED, contravention_code="52m").kind(date(2026, 10, 14)) is CaseKind.FORMAL


def test_a_vehicle_that_was_held_passes_its_own_stages() -> None:
    found = standing(**HELD)
    assert (found.stage, found.enforcement_served_on) == ("notice-of-rights", date(2026, 10, 7))
    assert found.kind(date(2026, 10, 8)) is CaseKind.FORMAL
    assert standing(kind_of_hold="clamp", taken="2026-10-06").stage == "vehicle-held"


def test_where_the_law_sets_no_limit_there_is_none() -> None:
    days = limits("moving-traffic-2003", CaseKind.FORMAL, date(2026, 6, 1), 21)
    assert (days.reply_due_on, days.safe_post_on, days.target_on) == (None, None, date(2026, 6, 30))
    assert days.urgency == "9999-12-31 2026-06-30"
    assert limits("removal", CaseKind.FORMAL, date(2025, 11, 1), 21).reply_due_on == date(2025, 12, 26)


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"regime": "moving-traffic-2003"}, "regime", "tma-reg9, or nothing"),
        ({"basis": "prevented"}, "basis", "nothing: only a PCN served by post has a basis"),
        (POSTED, "basis", "approved-device, prevented, driven-away"),
        (POSTED | {"basis": "outside-traffic"}, "basis", "in London, one of approved-device"),
        (POSTED | {"contravention_code": "34j", "basis": "approved-device"}, "basis", "asks for no basis"),
        (POSTED | {"contravention_code": "52q"}, "contravention_code", 'does not take the suffix "q"'),
        (POSTED | {"contravention_code": "58"}, "contravention_code", "no regime of this program"),
        ({"contravention_code": "52m"}, "served_how", "post: that is how a PCN of moving-traffic-2003"),
        ({"pcn_dated": "2026-10-05"}, "pcn_dated", "only a PCN by post"),
        (BY_POST | {"pcn_dated": "2026-10-13"}, "pcn_dated", "not after it was posted"),
        (BY_POST | {"pcn_dated": "2026-10-01"}, "pcn_dated", "A PCN follows what it alleges"),
        ({"vehicle_class": "van"}, "vehicle_class", "charges no class of vehicle"),
        ({"kind_of_hold": "clamp"}, "taken", "the day of the clamp"),
        ({"released": "2026-10-07"}, "released", "no vehicle that was held"),
        (HELD | {"released": ""}, "rights_given", "but nothing says"),
        (HELD | {"charge_certificate_posted": "2026-11-16"}, "charge_certificate_posted", "no such thing in"),
        (HELD | {"released": "2026-10-05"}, "released", "was taken first"),
        (
            {"enforcement_notice_posted": "2026-11-09"},
            "enforcement_notice_posted",
            "no such thing in tma-reg9",
        ),
        ({"order_posted": "2026-11-09"}, "order_posted", "once a charge certificate was not paid"),
        (
            BY_POST | {"rejection_posted": "2026-11-02", "charge_certificate_posted": "2026-11-02"},
            "charge_certificate_posted",
            "follows the answer",
        ),
    ],
)
def test_what_a_regime_cannot_have_is_a_fault_at_its_column(
    change: dict[str, str], column: str, words: str
) -> None:
    found = judged(**change)
    assert isinstance(found, list), found
    assert any(one.column == column and words in one.expected and one.line == 2 for one in found), found


def test_columns_that_came_later_change_no_row_that_leaves_them_empty() -> None:
    before = read(folder()).cases[0]
    empty = read(folder(cases=table(CASE | dict.fromkeys(("regime", "parent", "rights_given"), "")))).cases[0]
    told = read(folder(cases=table(CASE | {"parent": "ZZ7654321A"}))).cases[0]
    assert before.row_hash == empty.row_hash != told.row_hash
