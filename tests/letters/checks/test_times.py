"""A notice given outside the hours of the place, as the case holds them, is not upheld without a look."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.law.facts import LetterKind, PointOutcome
from caseworker.letters.preflight import check
from tests.letters.writing import answer, facts, written

NOR, NOA = LetterKind.NOTICE_OF_REJECTION, LetterKind.NOTICE_OF_ACCEPTANCE
BAY = "Residents' permit holders only Mon-Fri 8.30am-6.30pm"
LATE = {"restriction": BAY, "contravened_time": "18:44"}
SUNDAY = {"restriction": BAY, "contravened_on": date(2026, 1, 4), "pcn_served_on": date(2026, 1, 4)}


def told(kind: LetterKind, reason: str = "", **more: object) -> set[str]:
    """The codes that the check finds in a letter as planned."""
    case = facts(kind, **more)
    one = answer("loading", PointOutcome.UPHELD if kind is NOA else PointOutcome.NOT_UPHELD, reason=reason)
    return {found.code for found in check(written(case, one).text, case, answers=[])}


@pytest.mark.parametrize("kind", [NOR, LetterKind.INFORMAL_REJECTION, LetterKind.CERTIFICATE_RESPONSE])
@pytest.mark.parametrize("place", [LATE, SUNDAY])
def test_a_notice_outside_the_hours_is_not_upheld_in_silence(
    kind: LetterKind, place: dict[str, object]
) -> None:
    assert "outside-the-hours" in told(kind, **place)


@pytest.mark.parametrize(
    ("kind", "place", "reason"),
    [
        (NOA, SUNDAY, ""),
        (LetterKind.INFORMATION_REQUEST, SUNDAY, ""),
        (NOR, {**SUNDAY, "restriction": "Permit holders only at any time"}, ""),
        (NOR, {**LATE, "contravened_time": "18:30"}, ""),
        (NOR, SUNDAY, "The sign beside the bay shows that it is controlled every day until 9pm."),
        (NOR, LATE, "The restriction was in force until 19:00 on that day, as the order says."),
    ],
)
def test_inside_the_hours_or_told_of_them_it_says_nothing(
    kind: LetterKind, place: dict[str, object], reason: str
) -> None:
    assert "outside-the-hours" not in told(kind, reason, **place)
