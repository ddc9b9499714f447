"""Words that the letter quotes are the motorist's: only our own marks count there."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.law.facts import CaseKind, Facts, LetterKind, Outcome, Place
from caseworker.letters.preflight import check

FACTS = Facts(
    authority="London Borough of Testmere",
    place=Place.LONDON,
    regime="tma-reg9",
    pcn="ZZ1000001A",
    vrm="ZZ19 ABC",
    kind=CaseKind.INFORMAL,
    letter_kind=LetterKind.INFORMAL_ACCEPTANCE,
    outcome=Outcome.CANCEL,
    contravened_on=date(2026, 11, 12),
)
LETTER = """Dear Ms Test

We have cancelled Penalty Charge Notice ZZ1000001A. You have nothing to pay.

You wrote: “{words}” I looked at that, and you are right: the sign was turned away from the road.

Yours sincerely
R. Hale"""


def codes(words: str) -> set[str]:
    """What the check says of the letter with these words of the motorist quoted in it."""
    return {one.code for one in check(LETTER.format(words=words), FACTS, enclosures=())}


@pytest.mark.parametrize(
    "words",
    [
        "I filled in {pcn} and {{7*7}}.",
        "See [insert photo here], TBC.",
        "We enclose the hire agreement.",
        "« le panneau ».",
    ],
)
def test_the_motorist_s_marks_and_enclosures_are_theirs(words: str) -> None:
    assert not codes(words) & {"placeholder-left", "enclosure-missing"}


def test_a_field_of_ours_is_found_in_a_quotation_too_and_named_once() -> None:
    found = [one for one in check(LETTER.format(words="«words»"), FACTS) if one.code == "placeholder-left"]
    assert len(found) == 1
    assert "«words»" in found[0].words


def test_the_same_marks_outside_a_quotation_are_ours() -> None:
    letter = LETTER.format(words="It was turned.").replace(
        "you are right", "you are right [insert reason]; we have also enclosed a map"
    )
    assert {"placeholder-left", "enclosure-missing"} <= {
        one.code for one in check(letter, FACTS, enclosures=())
    }


def test_what_the_motorist_says_of_paying_decides_nothing() -> None:
    words = "It does not say when the penalty must be paid, and I will appeal."
    assert "contradictory-outcome" not in codes(words)
    outside = check(LETTER.format(words="Help.") + "\n\nThe penalty must be paid.", FACTS, enclosures=())
    assert "contradictory-outcome" in {one.code for one in outside}
