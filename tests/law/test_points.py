"""The shared vocabulary of points, grounds and mitigation."""

from __future__ import annotations

import pytest

from caseworker.law.grounds import ground, grounds
from caseworker.law.mitigation import mitigation, mitigations
from caseworker.law.points import point, points, slugs
from caseworker.law.refusals import Refused


def test_every_point_maps_to_a_ground_and_a_mitigation_that_exist() -> None:
    for one in points():
        if one.ground:
            ground(one.ground)
        if one.mitigation_code:
            mitigation(one.mitigation_code)
        assert one.label and one.words
        if one.mitigation:
            assert one.mitigation_code


def test_every_parking_point_has_a_ground_of_each_parking_regime() -> None:
    for regime_id in ("tma-reg9", "tma-reg10"):
        for one in points(regime_id):
            if one.ground:
                assert ground(one.ground, regime_id)


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


def test_what_a_point_is_put_under_stands_in_the_tables() -> None:
    assert (point("loading").put_under, point("breakdown").put_under) == ("no-contravention", "breakdown")
    for one in points():
        if one.put_under:
            assert mitigation(one.put_under) if one.mitigation else ground(one.put_under)


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
