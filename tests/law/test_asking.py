"""What a motorist can be asked to send."""

from __future__ import annotations

import pytest

from caseworker.law.asking import things
from caseworker.law.points import slugs
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes


def test_what_fits_the_points_comes_first() -> None:
    first = things(["caz-exempt-vehicle"], "caz-2013")[0]
    assert first.points == ("caz-exempt-vehicle",) and "exemption" in first.words
    assert len(things(["loading"])) == len(things())


@pytest.mark.parametrize(
    ("regime", "wanted", "missing"),
    [
        ("tma-reg9", "a copy of the signed statement of liability", "road user charges"),
        ("moving-traffic-2003", "a copy of the hire agreement", "road user charges"),
        ("caz-2013", "must name road user charges and penalty charges", "who kept the vehicle at that time"),
        ("bus-lane-1996", "who kept the vehicle at that time", "hire agreement"),
    ],
)
def test_a_firm_on_hire_is_asked_what_its_own_law_wants(regime: str, wanted: str, missing: str) -> None:
    said = " ".join(one.words for one in things(["hire-vehicle"], regime) if "hire-vehicle" in one.points)
    assert wanted in said and missing not in said


def test_nothing_of_another_regime_is_asked() -> None:
    for law in regimes():
        for one in things((), law.id):
            assert not one.regimes or law.id in one.regimes
            assert not any(point.startswith("caz-") for point in one.points) or law.id == "caz-2013"
            assert not any(point.startswith("removal-") for point in one.points) or not law.certificate


def test_every_point_of_the_table_exists_and_an_unknown_regime_is_refused() -> None:
    for one in things():
        assert set(one.points) <= set(slugs())
        assert one.words and not one.words.endswith(".")
    with pytest.raises(Refused):
        things((), "tma-reg99")
