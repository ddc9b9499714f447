"""What an adjudicator would ask for: each law and contravention has its own list."""

from __future__ import annotations

import pytest

from caseworker.casework import defence as held_against
from caseworker.law.defence import asked, every
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes


def ids(regime: str, code: str = "", basis: str | None = None) -> set[str]:
    return {one.id for one in asked(regime, code, basis)}


def test_every_law_asks_for_order_signs_pictures_pcn_and_a_reply_that_answers() -> None:
    for law in regimes():
        found = {one.held for one in asked(law.id, "01", "approved-device")}
        assert {"order", "signs", "pcn", "representations", "answers"} <= found, law.id
        assert found & {"pictures", "film"}, law.id
        labels = [one.label for one in asked(law.id, "01", "approved-device")]
        assert len(set(labels)) == len(labels), law.id


def test_what_belongs_to_one_law_is_not_asked_under_another() -> None:
    assert "notes" in ids("tma-reg9", "02") and "notes" not in ids("moving-traffic-2003", "31j")
    assert "notice" in ids("tma-reg9") and "notice" not in ids("tma-reg10") | ids("caz-2013")
    assert {"device", "device-film"} <= ids("tma-reg10", "47j", "approved-device")
    assert not {"device", "device-film"} & ids("tma-reg10", "01", "prevented")
    assert "device" not in ids("caz-2013") and "passage" in ids("caz-2013")


@pytest.mark.parametrize(
    ("code", "watched"), [("01", True), ("01oj", True), ("25", True), ("02", False), ("", False)]
)
def test_watching_is_asked_of_where_something_else_was_possible(code: str, watched: bool) -> None:
    assert ("observation" in ids("tma-reg9", code)) is watched


def test_every_row_can_be_seen_and_every_regime_named_exists() -> None:
    assert {one.held for one in every()} == set(held_against._PROBES)
    known = {law.id for law in regimes()}
    assert all(set(one.regimes) <= known for one in every())
    assert len({one.id for one in every()}) == len(every())


def test_an_unknown_law_is_refused() -> None:
    with pytest.raises(Refused):
        asked("nothing")
