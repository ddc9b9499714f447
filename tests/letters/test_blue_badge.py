"""A badge said to be on show: one answer where badges are not enough, another in a badge holders' place."""

from __future__ import annotations

import pytest

from caseworker.law.facts import LetterKind, PointOutcome
from caseworker.letters.preflight import check
from tests.letters.writing import answer, facts, written

KEPT = "This place is kept for vehicles that show a valid Blue Badge."
SEEN = {"observed_from": "10:36", "observed_to": "10:42"}


@pytest.mark.parametrize("kind", [LetterKind.INFORMAL_REJECTION, LetterKind.NOTICE_OF_REJECTION])
@pytest.mark.parametrize("reason", ["", "The second photograph shows an empty dashboard."])
@pytest.mark.parametrize(
    ("code", "kept"), [("40", True), ("40n", True), ("87", True), ("01", False), ("", False)]
)
def test_a_badge_holders_place_is_never_called_one_that_a_badge_does_not_cover(
    kind: LetterKind, reason: str, code: str, kept: bool
) -> None:
    case = facts(kind, code=code, **SEEN)
    point = answer("blue-badge-displayed", PointOutcome.NOT_UPHELD, reason=reason)
    letter = written(case, point)
    assert (KEPT in letter.text) is kept
    assert ("in many places, but not in all" in letter.text) is not kept
    assert letter.missing == ()
    assert [one.code for one in check(letter.text, case, answers=[point]) if one.level == "red"] == []
