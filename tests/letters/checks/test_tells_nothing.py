"""Answers without substance: a point is passed over where the words about it say nothing of the case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.law.facts import PointOutcome
from caseworker.letters.preflight import check
from caseworker.reading import dealing
from caseworker.reading.faults import faults
from tests.letters.checks.test_said import FACTS, RIGHTS
from tests.letters.writing import answer as said

REASONS = "I have considered whether there are compelling reasons to cancel, and find none."
SAID = {
    "blue-badge-not-displayed": "Mother's Blue Badge had slipped off the dashboard.",
    "financial-hardship": "Lost her job and cannot pay £160.",
    "loading": "Unloading a piano for eleven minutes.",
    "medical-emergency": "Her son could not breathe and she stopped to help him.",
    "pay-machine-faulty": "The ticket machine swallowed her coins and gave no ticket.",
    "permit-held": "The resident permit was on the windscreen the whole time.",
    "signs-missing": "No sign could be seen at the bay, the post was bare.",
}


def passed_over(slug: str, answer: str, *, hears: bool = True, reason: str = "") -> list[str]:
    """The points passed over in a letter with these words, of which some are the officer's reason."""
    case = replace(FACTS, points=(slug,), challenge_summary=SAID[slug])
    words = ("Dear Mr Brandt", "Notice of Rejection", answer, REASONS, RIGHTS, "Yours sincerely\nT. Osei\n")
    found = check(
        "\n\n".join(words),
        case,
        answers=[said(slug, PointOutcome.NOT_UPHELD, reason=reason)] if reason else [],
        deals=dealing if hears else None,
        sounds=faults if hears else None,
    )
    return [one.code for one in found]


EMPTY = {
    "blue-badge-not-displayed": "Blue Badges help many people to get about. We take such needs seriously.",
    "permit-held": "Permits are subject to terms and conditions. Residents are reminded of these each year.",
    "loading": "Loading is an important part of the life of our streets. Businesses depend on it.",
    "pay-machine-faulty": "Parking income is spent on roads. We thank all visitors who use our machines.",
    "signs-missing": "Signs are put up by our contractors. Your remarks on signs have been shared with them.",
}


@pytest.mark.parametrize(("slug", "answer"), EMPTY.items())
def test_words_that_tell_nothing_answer_no_point(slug: str, answer: str) -> None:
    assert passed_over(slug, answer) == [f"point-not-addressed:{slug}"]
    assert passed_over(slug, answer, hears=False) == []


TELLING = {
    "blue-badge-not-displayed": "The officer could not have read the badge: the picture shows a clock there.",
    "permit-held": "Permits have terms. Yours is for zone B; Mill Lane lies in zone C.",
    "loading": "We support businesses. Nobody came to the van in the eleven minutes he stood by it.",
    "pay-machine-faulty": "Machine 14 took money from eleven others within the hour, the last at 13:04.",
    "signs-missing": "Contractors look at signs twice a year. On 2 January both plates were in place.",
    "medical-emergency": "I was sorry to read how ill he was. The car stood there from nine to one.",
    "financial-hardship": "I am sorry that you are out of work. You can pay in four parts of £40.",
}


@pytest.mark.parametrize(("slug", "answer"), TELLING.items())
def test_an_answer_with_general_words_beside_it_stays_clean(slug: str, answer: str) -> None:
    assert passed_over(slug, answer) == []


@pytest.mark.parametrize(
    "reason",
    [
        "Your remarks on the signs are on our file.",
        "I have noted what you say about the post.",
        "Your comments have been passed to the team that looks after them.",
    ],
)
def test_a_reason_of_the_officer_that_only_takes_note_leaves_the_point_in_doubt(reason: str) -> None:
    told = TELLING["signs-missing"]
    assert passed_over("signs-missing", told) == []
    assert passed_over("signs-missing", f"{told} {reason}", reason=reason) == [
        "point-not-addressed:signs-missing"
    ]
    assert passed_over("signs-missing", f"{reason} {told}", reason=f"{reason} {told}") == []
