"""What each regime gives and asks."""

from __future__ import annotations

import pytest

from caseworker.law.facts import Place
from caseworker.law.refusals import Refused
from caseworker.law.regimes import basis_label, regime, regimes, tribunal


def test_officer_served_and_postal_parking_pcns_are_known() -> None:
    assert [law.id for law in regimes()] == ["tma-reg9", "tma-reg10"]


def test_the_discount_of_a_camera_pcn_is_twenty_one_days() -> None:
    assert regime("tma-reg10").discount_days_for("approved-device") == 21
    assert regime("tma-reg10").discount_days_for("prevented") == 14
    assert regime("tma-reg10").discount_days_for("driven-away") == 14
    assert regime("tma-reg9").discount_days_for(None) == 14


def test_a_postal_pcn_is_itself_the_enforcement_notice_and_has_no_informal_stage() -> None:
    assert regime("tma-reg10").enforcement_notice == "pcn"
    assert not regime("tma-reg10").informal_stage
    assert regime("tma-reg9").enforcement_notice == "notice-to-owner"
    assert regime("tma-reg9").informal_stage


def test_notices_come_in_the_order_of_the_law() -> None:
    assert [one.id for one in regime("tma-reg9").notices] == [
        "pcn",
        "notice-to-owner",
        "decision-notice",
        "charge-certificate",
        "order-for-recovery",
    ]
    assert "notice-to-owner" not in [one.id for one in regime("tma-reg10").notices]
    assert "owner" in regime("tma-reg9").notice("notice-to-owner").served_on


def test_an_unknown_regime_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(Refused) as refused:
        regime("tma-reg11")
    assert "tma-reg1" in refused.value.do
    with pytest.raises(Refused) as refused:
        regime("congestion")
    assert "tma-reg9" in refused.value.do


def test_the_tribunal_depends_on_the_place() -> None:
    assert tribunal(Place.LONDON, "tma-reg9").name == "London Tribunals"
    assert tribunal("outside", "tma-reg10").name == "Traffic Penalty Tribunal"
    with pytest.raises(Refused):
        tribunal("cornwal", "tma-reg9")


def test_each_basis_has_words() -> None:
    for basis in regime("tma-reg10").bases:
        assert basis_label(basis)
    with pytest.raises(Refused):
        basis_label("prevented-by-rain")
