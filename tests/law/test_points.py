"""The shared vocabulary of points, grounds and mitigation."""

from __future__ import annotations

import pytest

from caseworker.law.grounds import ground, grounds
from caseworker.law.mitigation import mitigation, mitigations
from caseworker.law.points import point, points, slugs
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes

WAYS = [(law.id, basis) for law in regimes() for basis in (law.bases or (None,))]


def test_every_point_maps_to_a_ground_and_a_mitigation_that_exist() -> None:
    said = {word for law in regimes() for one in grounds(law.id) for word in one.answers}
    for one in points():
        assert not one.ground or one.ground in said, one.slug
        assert set(one.ground_in.values()) <= said, one.slug
        if one.mitigation_code:
            mitigation(one.mitigation_code)
        assert one.label and one.words and one.families
        if one.mitigation:
            assert one.mitigation_code


def test_every_parking_point_has_a_ground_of_each_parking_regime() -> None:
    for regime_id in ("tma-reg9", "tma-reg10"):
        for one in points(regime_id):
            if one.ground:
                assert ground(one.ground, regime_id)


@pytest.mark.parametrize(("regime_id", "basis"), WAYS)
def test_a_point_stands_under_what_its_own_regime_holds(regime_id: str, basis: str | None) -> None:
    listed = {one.id for one in grounds(regime_id, basis)}
    weighed = {one.id for one in mitigations(regime_id, basis)}
    here = points(regime_id, basis)
    assert len(here) >= 48
    for one in here:
        under, is_mitigation = one.under(regime_id, basis)
        assert under in (weighed if is_mitigation else listed | {""}), one.slug
        assert is_mitigation or not one.mitigation


# Law packs 2.1-2.6: what the same words stand under in each regime (a star: weighed as mitigation).
UNDER = {
    "hire-vehicle": "hire-firm hire-firm discretion* moving-hire-firm discretion* discretion* caz-hire",
    "loading": "no-contravention no-contravention bus-no-breach moving-no-contravention"
    " removal-no-contravention clamp-no-contravention -",
    "traffic-order-invalid": "order-invalid order-invalid bus-no-breach moving-no-contravention"
    " removal-order-invalid clamp-order-invalid caz-not-due",
    "amount-demanded-wrong": "exceeded exceeded bus-no-breach moving-exceeded removal-exceeded clamp-exceeded"
    " caz-exceeded",
    "challenge-ignored": "procedural-impropriety procedural-impropriety discretion* discretion*"
    " removal-procedural-impropriety clamp-procedural-impropriety caz-procedural-impropriety",
    "pcn-wording-unlawful": "procedural-impropriety procedural-impropriety discretion*"
    " moving-no-contravention removal-procedural-impropriety clamp-procedural-impropriety"
    " caz-procedural-impropriety",
    "not-owner-sold": "not-owner-before not-owner-before bus-not-owner moving-not-owner-before sold* sold*"
    " caz-keeper-ceased",
    "vehicle-stolen-or-taken": "no-consent no-consent bus-no-consent moving-no-consent removal-no-consent"
    " clamp-no-consent caz-no-consent",
    "blue-badge-displayed": "no-contravention no-contravention bus-no-breach moving-no-contravention"
    " removal-no-contravention clamp-blue-badge caz-compelling",
    "pcn-not-served": "procedural-impropriety procedural-impropriety discretion* discretion*"
    " removal-pcn-not-served clamp-procedural-impropriety caz-procedural-impropriety",
    "breakdown": "breakdown* breakdown* breakdown* breakdown* breakdown* breakdown* breakdown*",
    "removal-unjustified": "- - - - removal-no-power clamp-no-power -",
    "box-junction-traffic": "- - - moving-no-contravention - - -",
    "bus-lane-brief-entry": "- - bus-no-breach - - - -",
    "caz-exempt-vehicle": "- - - - - - caz-not-due",
    "ticket-not-visible": "ticket-fell* ticket-fell* - - ticket-fell* ticket-fell* -",
}


@pytest.mark.parametrize("slug", UNDER)
def test_the_same_words_stand_under_the_ground_of_each_regime(slug: str) -> None:
    for law, expected in zip(regimes(), UNDER[slug].split(), strict=True):
        here = slug in {one.slug for one in points(law.id)}
        under, is_mitigation = point(slug).under(law.id) if here else ("-", False)
        assert under + "*" * is_mitigation == expected, law.id


def test_outside_london_a_bus_lane_has_the_grounds_of_the_2004_act() -> None:
    slugs_there = {one.slug for one in points("tma-reg10", "outside-traffic")}
    assert {"bus-lane-brief-entry", "box-junction-traffic"} <= slugs_there
    assert not {"ticket-not-visible", "ceo-conduct"} & slugs_there
    assert point("pcn-not-served").under("tma-reg10", "prevented") == ("not-prevented", False)
    assert point("pcn-not-served").under("tma-reg10", "driven-away") == ("procedural-impropriety", False)
    assert point("pcn-late").under("tma-reg10", "outside-traffic") == ("procedural-impropriety", False)


def test_mitigation_is_offered_where_it_can_arise() -> None:
    moving = {one.id for one in mitigations("moving-traffic-2003")}
    bus = {one.id for one in mitigations("bus-lane-1996")}
    zone = {one.id for one in mitigations("caz-2013")}
    assert "hire" in moving and "hire" in zone and "hire" not in bus
    assert not {"loading", "badge-not-shown", "ticket-fell"} & (moving | bus | zone)
    assert {"breakdown", "discretion", "vulnerability"} <= moving & bus & zone
    assert "registration-keyed-wrong" in zone and "passenger" not in zone
    assert len(mitigations("tma-reg9")) == len(mitigations()) == 30
    with pytest.raises(Refused, match="cannot arise in bus-lane-1996"):
        mitigation("hire", "bus-lane-1996")
    assert mitigation("hire", "tma-reg10").id == "hire"


@pytest.mark.parametrize(
    ("law", "basis", "code", "expected"),
    [
        ("moving-traffic-2003", None, "53c", ("moving-no-contravention", False)),
        ("tma-reg10", "outside-traffic", "52m", ("no-contravention", False)),
        ("tma-reg9", None, "12r", ("no-contravention", False)),
        ("tma-reg9", None, "16y", ("permit-not-shown", True)),
        ("tma-reg9", None, "01", ("permit-not-shown", True)),
        ("tma-reg9", None, "", ("permit-not-shown", True)),
    ],
)
def test_a_permit_is_the_answer_where_the_contravention_is_to_have_none(
    law: str, basis: str | None, code: str, expected: tuple[str, bool]
) -> None:
    assert point("permit-held").under(law, basis, code) == expected
    assert point("permit-lapsed").under(law, basis, code)[1]


@pytest.mark.parametrize("code", ["46", "47j", "48j", "99"])
def test_a_passenger_is_weighed_where_nobody_may_stop(code: str) -> None:
    said = point("picking-up-dropping-off")
    assert said.under("tma-reg10", "approved-device", code) == ("passenger", True)
    assert said.under("tma-reg9", None, "01") == ("no-contravention", False)


def test_the_vocabulary_is_whole_and_each_slug_stands_once() -> None:
    assert len(slugs()) == 77 == len(set(slugs()))
    assert "wants-refund-after-paying" in slugs()


def test_a_parking_regime_leaves_out_points_of_other_streams() -> None:
    found = {one.slug for one in points("tma-reg9")}
    assert "loading" in found and "grace-period-or-observation" in found
    assert not found & {"caz-unaware", "box-junction-traffic", "removal-unjustified"}


def test_an_unknown_point_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused) as refused:
        point("sings-missing")
    assert '"signs-missing"' in refused.value.do


def test_usual_grounds() -> None:
    assert point("loading").ground == "no-contravention" and not point("loading").mitigation
    assert point("breakdown").ground == "compelling" and point("breakdown").mitigation
    assert point("hire-vehicle").ground == "hire-firm"


def test_the_grounds_follow_the_law_in_order() -> None:
    ids = [one.id for one in grounds("tma-reg9")]
    assert ids[0] == "no-contravention" and ids[-1] == "compelling"
    assert "not-prevented" not in ids
    assert not ground("compelling").is_ground


def test_not_prevented_is_only_for_a_pcn_said_to_have_been_prevented() -> None:
    assert "not-prevented" in [one.id for one in grounds("tma-reg10", "prevented")]
    assert "not-prevented" not in [one.id for one in grounds("tma-reg10", "approved-device")]
    with pytest.raises(Refused, match="is not a ground in tma-reg9"):
        ground("not-prevented", "tma-reg9")


def test_unknown_ground_and_mitigation_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        ground("hire-frim")
    assert '"hire-firm"' in refused.value.do
    with pytest.raises(Refused):
        mitigation("brakedown")
    assert all(one.usual and one.evidence for one in mitigations())
