"""Answers to requests for information: told in the letter itself, or sent along; the council's own money."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.law.facts import CaseKind, LetterKind
from caseworker.letters.plan import Answer
from caseworker.letters.preflight import check
from tests.letters import regimes
from tests.letters.writing import written

CASE = replace(regimes.case("caz-2013", LetterKind.INFORMATION_ANSWER), kind=CaseKind.INFORMATION)
FIGURES = (
    "In the last financial year the zone took in £1,204,318.00 in daily charges and £1,988,742.50 in "
    "penalties. Running the cameras cost £412,906.37."
)


def told(words: str) -> str:
    return written(CASE, Answer("enquiry", "Enquiry", reason=words)).text


def test_figures_that_stand_in_the_letter_are_not_said_to_be_enclosed() -> None:
    text = told(FIGURES)
    assert "The information that I can give you is in this letter." in text
    assert "Enclosed" not in text and "comes with this letter" not in text


@pytest.mark.parametrize(
    "words",
    [
        "A copy of the notes is enclosed.",
        "I attach the table for each month.",
        "The officer's notes of that day come with this letter.",
        "I send you the three letters that we hold.",
    ],
)
def test_papers_that_go_along_are_listed(words: str) -> None:
    text = told(words)
    assert "comes with this letter" in text
    assert "\nEnclosed: the information that we can send you" in text


def test_the_money_of_the_council_is_no_sum_of_a_pcn() -> None:
    assert "wrong-amount" not in {one.code for one in check(told(FIGURES), CASE)}
    yours = told("The penalty charge that you have to pay is £130.")
    assert "wrong-amount" in {one.code for one in check(yours, CASE)}, "a sum told of the PCN itself is"
