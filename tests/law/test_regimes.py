"""What each regime gives and asks."""

from __future__ import annotations

import pytest

from caseworker.law.facts import Place
from caseworker.law.refusals import Refused
from caseworker.law.regimes import basis_label, regime, regimes, tribunal

SEVEN = (
    "tma-reg9",
    "tma-reg10",
    "bus-lane-1996",
    "moving-traffic-2003",
    "removal",
    "clamp",
    "caz-2013",
)

# Law pack 1.1-1.3, 2 and 3.8, and Clean Air Zone pack 2, by hand: reply days, discount days, whether there is
# an informal stage, and the court form with its late twin.
PROPERTIES = {
    "tma-reg9": (56, 14, True, "TE9", "TE7"),
    "tma-reg10": (56, 21, False, "TE9", "TE7"),
    "bus-lane-1996": (0, 14, True, "PE3", "PE2"),
    "moving-traffic-2003": (0, 14, False, "PE3", "PE2"),
    "removal": (56, 14, False, "", ""),
    "clamp": (56, 14, False, "", ""),
    "caz-2013": (56, 14, False, "TE9", "TE7"),
}
# Deemed acceptance, recommendation, costs, compelling reasons, procedural impropriety, hire, certificate.
DUTIES = {
    "tma-reg9": "yyyyyyy",
    "tma-reg10": "yyyyyyy",
    "bus-lane-1996": "nnynnny",
    "moving-traffic-2003": "nnnnnyy",
    "removal": "yyyyynn",
    "clamp": "yyyyynn",
    "caz-2013": "ynyyyyy",
}


def test_seven_regimes_are_known() -> None:
    assert tuple(law.id for law in regimes()) == SEVEN


@pytest.mark.parametrize("regime_id", SEVEN)
def test_each_regime_gives_and_asks_what_its_own_law_says(regime_id: str) -> None:
    law = regime(regime_id)
    days = law.discount_days.get("any", law.discount_days.get("approved-device"))
    assert (law.reply_days, days, law.informal_stage, law.court_form, law.late_form) == PROPERTIES[regime_id]
    duties = (
        law.deemed_acceptance,
        law.recommendation,
        law.costs_statement,
        law.compelling_reasons,
        law.procedural_impropriety,
        law.hire_transfer,
        law.certificate,
    )
    assert "".join("y" if one else "n" for one in duties) == DUTIES[regime_id]
    assert law.court_form_sworn is (law.court_form == "PE3")
    assert law.deemed_acceptance is bool(law.reply_days)
    assert law.certificate is ("charge-certificate" in [one.id for one in law.notices])


def test_the_clocks_of_the_london_acts_count_from_the_date_of_the_notice() -> None:
    counted = {law.id: (law.discount_counts_from, law.pay_by_counts_from) for law in regimes()}
    for regime_id in ("bus-lane-1996", "moving-traffic-2003"):
        assert counted[regime_id] == ("the date of the notice", "the date of the notice")
    assert counted["tma-reg9"] == ("service of the PCN", "the date of the alleged contravention")
    for regime_id in ("tma-reg10", "caz-2013"):
        assert counted[regime_id] == ("service of the PCN", "service of the PCN")
    for regime_id in ("removal", "clamp"):
        assert counted[regime_id] == ("service of the PCN", "release of the vehicle")


def test_london_or_outside_decides_where_a_regime_exists() -> None:
    here = {law.id: (law.exists_in("london"), law.exists_in("outside")) for law in regimes()}
    for regime_id in ("tma-reg9", "tma-reg10", "removal", "clamp"):
        assert here[regime_id] == (True, True)
    assert here["bus-lane-1996"] == here["moving-traffic-2003"] == (True, False)
    assert here["caz-2013"] == (False, True)
    assert not regime("tma-reg10").exists_in("london", "outside-traffic")
    assert regime("tma-reg10").exists_in("outside", "outside-traffic")


def test_film_is_the_evidence_of_bus_lanes_and_moving_traffic() -> None:
    filmed = {(law.id, basis) for law in regimes() for basis in (law.bases or (None,)) if law.filmed(basis)}
    assert filmed == {
        ("tma-reg10", "outside-traffic"),
        ("bus-lane-1996", None),
        ("moving-traffic-2003", None),
    }


def test_what_was_recalled_is_a_property_of_the_regime_and_is_shown_so() -> None:
    for law in regimes():
        for name in law.unverified:
            assert hasattr(law, name)
            assert not law.verified(name)
    assert regime("tma-reg9").verified("deemed_acceptance")
    assert not regime("removal").verified("deemed_acceptance")
    assert not regime("tma-reg9").verified("recommendation")


def test_a_regime_cites_its_own_instruments() -> None:
    for law in regimes():
        assert law.citation.instrument in law.instruments
        for one in law.notices:
            assert one.citation.instrument in law.instruments, (law.id, one.id)


def test_the_discount_of_a_camera_pcn_is_twenty_one_days() -> None:
    assert regime("tma-reg10").discount_days["approved-device"] == 21
    assert regime("tma-reg10").discount_days["prevented"] == 14
    assert regime("tma-reg10").discount_days["driven-away"] == 14
    assert regime("tma-reg9").discount_days["any"] == 14


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


def test_each_regime_has_its_own_notices_in_order() -> None:
    served = {law.id: [one.id for one in law.notices] for law in regimes()}
    assert served["bus-lane-1996"][:3] == ["pcn", "enforcement-notice", "decision-notice"]
    for regime_id in ("moving-traffic-2003", "caz-2013"):
        assert served[regime_id] == ["pcn", "decision-notice", "charge-certificate", "order-for-recovery"]
    for regime_id in ("removal", "clamp"):
        assert served[regime_id] == ["pcn", "notice-of-rights", "decision-notice"]
    for law in regimes():
        assert law.notice(law.enforcement_notice)
    assert "keeper" in regime("caz-2013").notice("pcn").served_on
    assert regime("caz-2013").liable == "registered keeper"
    assert "at once" in regime("removal").notice("notice-of-rights").label


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


def test_the_tribunal_of_each_regime_is_cited_from_its_own_law() -> None:
    for law in regimes():
        for place in law.places:
            heard = tribunal(place, law)
            assert heard.citation.instrument in law.instruments
            assert heard.name == ("London Tribunals" if place == "london" else "Traffic Penalty Tribunal")
    for place, regime_id in (("outside", "bus-lane-1996"), ("london", "caz-2013")):
        with pytest.raises(Refused, match="No tribunal stands"):
            tribunal(place, regime_id)


def test_each_basis_has_words() -> None:
    for basis in regime("tma-reg10").bases:
        assert basis_label(basis)
    with pytest.raises(Refused):
        basis_label("prevented-by-rain")
    assert regime("tma-reg10").discount_days["outside-traffic"] == 21
