"""What was approved or released in a leader's name, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from caseworker.casework.acting import audited, recorded
from caseworker.casework.periods import Period
from caseworker.casework.team.approvals import approvals
from caseworker.law.refusals import Refused
from caseworker.store import cases
from caseworker.store.issued import FINDING
from tests.casework.team.conftest import NOON, Team

WEEK = Period(date(2026, 11, 16), date(2026, 11, 22), "")


def released(team: Team, at: datetime, code: str, reason: str, who: str) -> str:
    """A letter of asha's with a finding that somebody let pass: its PCN."""
    case_id = team.answer("asha", at)
    with team.store.writing() as tx:
        row = cases.get(tx, case_id)
        assert row is not None
        number = tx.exec_driver_sql(f"SELECT id FROM letters WHERE case_id = {case_id:d}").scalar_one()
        values = {"letter_id": number, "seq": 1, "code": code, "level": "red", "reason": reason}
        tx.execute(sa.insert(FINDING), values | {"officer": who, "row_hash": ""})
    return str(row.pcn)


def by_hand(team: Team, leader: str, words: str, at: datetime = NOON) -> str:
    """A case of asha's on which delivery by hand was approved in a leader's name."""
    team.wait()
    office = team.office("asha", at)
    with team.store.writing() as tx:
        case_id = tx.exec_driver_sql("SELECT MAX(id) FROM cases").scalar_one()
        row = cases.get(tx, case_id)
        assert row is not None
        cases.change(tx, case_id, row.version, flags="by-hand")
        recorded(tx, office, row.pcn_id, case_id, "by-hand-approved", words)
        audited(tx, office, case_id, "by-hand", {"version": 2, "leader": leader, "words": words})
    return str(row.pcn)


def test_what_was_released_and_approved_is_listed_with_whose_name_and_words(
    team: Team, at: Callable[..., datetime]
) -> None:
    first = released(team, at(17), "wrong-amount", "The tariff was checked with me.", "sefton")
    released(team, at(17), "hard-to-read", "It is right here.", "asha")
    released(team, at(9), "wrong-amount", "Of another week.", "sefton")
    second = by_hand(team, "sefton", "Idris Sefton approved delivery by hand: the post is too late")
    one, two = approvals(team.office("sefton"), WEEK)
    assert (one.pcn, one.leader, one.officer, one.day) == (first, "sefton", "asha", date(2026, 11, 17))
    assert one.what.startswith("released: ") and one.words == "The tariff was checked with me." and one.number
    assert (two.pcn, two.leader, two.officer, two.what) == (second, "sefton", "asha", "delivery by hand")
    assert two.words.endswith("the post is too late") and two.number == ""
    assert approvals(team.office("sefton"), WEEK, "linnet") == ()


def test_an_approval_that_was_taken_back_and_given_again_is_told_once_with_who_gave_it_last(
    team: Team,
) -> None:
    pcn = by_hand(team, "sefton", "first")
    office = team.office("asha")
    with team.store.writing() as tx:
        row = tx.exec_driver_sql("SELECT id, pcn_id FROM cases ORDER BY id DESC LIMIT 1").one()
        recorded(tx, office, row.pcn_id, row.id, "by-hand-withdrawn", "taken back")
        audited(tx, office, row.id, "by-hand-withdrawn", {"version": 3})
        recorded(tx, office, row.pcn_id, row.id, "by-hand-approved", "second")
        audited(tx, office, row.id, "by-hand", {"version": 4, "leader": "maren", "words": "second"})
    (one,) = approvals(team.office("sefton"), WEEK)
    assert (one.pcn, one.leader, one.words) == (pcn, "maren", "second")


def test_it_is_for_leaders(sqlite_team: Team) -> None:
    with pytest.raises(Refused, match="not yours to list"):
        approvals(sqlite_team.office("asha"), WEEK)
