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
    assert found.notice_to_owner_served_on == date(2026, 11, 11)
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
        ({"pcn_served": "2026-10-05"}, "pcn_served", "not before the contravention"),
        ({"notice_to_owner_posted": "2026-10-06"}, "notice_to_owner_posted", "after the PCN was served"),
        ({"notice_to_owner_posted": "2026-12-01"}, "notice_to_owner_posted", "has come"),
        ({"charge_certificate_posted": "2026-11-16"}, "charge_certificate_posted", "no charge certificate"),
        (
            {"notice_to_owner_posted": "2026-11-09", "charge_certificate_posted": "2026-11-09"},
            "charge_certificate_posted",
            "after the notice to owner",
        ),
        (BY_POST | {"notice_to_owner_posted": "2026-11-09"}, "notice_to_owner_posted", "itself the notice"),
        ({"data_as_of": "2026-11-23T07:10"}, "data_as_of", "an instant that has come"),
        ({"contravention_code": "34j"}, "contravention_code", "does not belong to tma-reg9"),
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
    found = judged(contravention_code="34j", pcn_served="2026-10-05", data_as_of="2026-11-23T07:10")
    assert isinstance(found, list)
    assert {one.column for one in found} == {"contravention_code", "pcn_served", "data_as_of"}
