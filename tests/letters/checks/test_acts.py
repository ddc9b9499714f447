"""Acts that a reply names."""

from __future__ import annotations

import pytest

from caseworker.letters.checks.acts import _ACT
from caseworker.letters.checks.patterns import rx
from tests.letters.checks.test_said import told


@pytest.mark.parametrize(
    "text",
    [
        "Your liability is fixed by section 4 of the Vehicle Keepers (Records) Act 1973.",
        "Under the Road Traffic Offenders Act 1988 the keeper must name the driver.",
        "Section 72 of the Highways Act 1835 covers this.",
        "The Clean Streets and Verges Act of 2009 obliges us to reject.",
    ],
)
def test_an_act_that_knows_no_such_charge_is_told(text: str) -> None:
    assert "wrong-law" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The notice was served under the Traffic Management Act 2004.",
        "We have a duty under the Equality Act 2010.",
        "The Road Traffic Offenders Act 1988 says what a hiring agreement is.",
        "The Highways Act 1835 is not the law of this notice.",
        "You refer to the Road Traffic Act 1988.",
        "The order was made under the Road Traffic Regulation Act 1984.",
        "The Disabled Persons’ Parking Badges Act 2013 lets an officer look at a badge.",
    ],
)
def test_an_act_that_has_its_place_is_not(text: str) -> None:
    assert "wrong-law" not in told(text)


@pytest.mark.parametrize("text", ["Aa " * 40_000, "A-" * 60_000, "(Abc) " * 20_000])
def test_capitals_without_end_are_looked_through_once(text: str) -> None:
    """Each place that looks like a beginning is followed a few words far, not to the end of the letter."""
    assert rx(_ACT, 0).search(text) is None
