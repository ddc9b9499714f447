"""Answers to requests for information: told in the letter itself, or sent along; the council's own money."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.casework.lettering import enclosures
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


@pytest.mark.parametrize("words", ["I read the letter that you enclosed.", "Your attached receipt is clear."])
def test_what_the_writer_sent_does_not_go_along(words: str) -> None:
    assert "Enclosed" not in told(words)


@pytest.mark.parametrize(
    "kind", [LetterKind.QUERY_ANSWER, LetterKind.COMPLAINT_ANSWER, LetterKind.MEMBER_ANSWER]
)
def test_papers_go_along_with_the_other_answers_too(kind: LetterKind) -> None:
    case = regimes.case("caz-2013", kind)
    text = written(case, Answer("enquiry", "Enquiry", reason="A map of the zone is enclosed.")).text
    assert "\nEnclosed: the papers named in this letter" in text
    assert enclosures(case, text) == ("the papers named in this letter",)
    plain = written(case, Answer("enquiry", "Enquiry", reason="The map is on our website.")).text
    assert "Enclosed" not in plain and enclosures(case, plain) == ()


def test_a_picture_that_goes_along_is_listed_once() -> None:
    picture = replace(CASE, enclosed=("Your van in Manning Lane",))
    for words in ("We hold one picture of your van, and a copy is enclosed.", "We hold one picture."):
        text = written(picture, Answer("enquiry", "Enquiry", reason=words)).text
        assert "comes with this letter" in text and text.count("Enclosed: ") == 1, words
    both = Answer("enquiry", "Enquiry", reason="The notes and the picture are enclosed.")
    assert written(picture, both).text.count("Enclosed: ") == 2


def test_the_code_stands_in_the_brackets_that_the_contravention_has() -> None:
    named = "used a charging zone without paying its charge (recorded by camera)"
    text = written(regimes.case("caz-2013", LetterKind.NOTICE_OF_REJECTION, contravention=named)).text
    assert "without paying its charge (recorded by camera; code 17j)" in text
