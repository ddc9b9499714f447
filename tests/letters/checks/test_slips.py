"""Days and times of the case with a slip of the finger, told as what happened in the street."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.law.facts import LetterKind
from caseworker.letters.preflight import check
from tests.letters.writing import facts

NOR = facts(LetterKind.NOTICE_OF_REJECTION)
"""Of Alder Road, 6 January 2026 at 14:17."""


def told(text: str, summary: str = "") -> set[str]:
    """The codes of a wrong day or time that are told of a letter with these words."""
    letter = f"Dear Mr Brandt\n\nNotice of Rejection\n\n{text}\n\nYours sincerely\nT. Osei\n"
    found = {one.code for one in check(letter, replace(NOR, challenge_summary=summary))}
    return found & {"wrong-date", "wrong-time"}


@pytest.mark.parametrize(
    "text",
    [
        "On 9 January 2026 you parked by the school.",
        "On 9 January you were in the bus lane for a moment.",
        "Your car was seen by the school on 9 January 2026.",
        "The charge was not due on 9 January 2026.",
    ],
)
def test_another_day_told_as_that_of_the_street_is_found(text: str) -> None:
    assert told(text) == {"wrong-date"}


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("On 9 January 2026 you were told this by telephone.", ""),
        ("On 9 January 2026 you were in hospital.", ""),
        ("On 9 January 2026 you parked there again.", ""),
        ("On 9 January 2026 you parked by the school. The notice is for 6 January 2026.", ""),
        ("On 9 June 2026 you parked by the school.", ""),
        ("On 9 January 2026 you parked by the school.", "Parked by the school on 9 January 2026."),
    ],
)
def test_a_day_of_something_else_is_not(text: str, summary: str) -> None:
    assert told(text, summary) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The officer saw nobody at the van at 17:14.",
        "When the officer called at 17:14 the ticket in the window was for Tuesday.",
        "The officer saw the van at 14:71 and 11:47.",
    ],
)
def test_a_time_whose_figures_have_changed_places_is_found(text: str) -> None:
    assert told(text) == {"wrong-time"}


@pytest.mark.parametrize(
    "text",
    ["Your ticket was bought at 17:14.", "The officer called at 14:17.", "The officer saw it at 16:25."],
)
def test_another_time_is_not(text: str) -> None:
    assert told(text) == set()
