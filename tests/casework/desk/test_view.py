"""Finding and reading one case."""

from __future__ import annotations

import pytest

from caseworker.casework.desk.view import find, view
from caseworker.law.refusals import Refused
from tests import builders
from tests.casework.office import INFORMAL, Desk


def test_a_case_is_found_by_its_pcn_however_it_is_typed(desk: Desk) -> None:
    assert find(desk(), f" {INFORMAL.lower()[:4]} {INFORMAL[4:]} ") == desk.case(INFORMAL)
    assert view(desk(), desk.case(INFORMAL)).pcn == INFORMAL


def test_what_is_not_known_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="No case on PCN ZZ9999999Z is known here"):
        find(desk(), "ZZ9999999Z")
    with pytest.raises(Refused, match="There is no case 999"):
        view(desk(), 999)


def test_an_open_case_is_found_before_a_newer_closed_one(desk: Desk) -> None:
    with desk().store.writing() as tx:
        builders.case(tx, desk.value("SELECT id FROM pcns WHERE pcn = ?", INFORMAL), open=0, status="issued")
    assert desk.value("SELECT open FROM cases WHERE id = ?", find(desk(), INFORMAL)) == 1
