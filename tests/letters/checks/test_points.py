"""The words by which a letter deals with each point, and what counts as an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.law.facts import LetterKind
from caseworker.law.points import slugs
from caseworker.letters.checks.answering import addressed, substantive
from caseworker.letters.checks.case import case_of
from caseworker.letters.checks.letter import read
from caseworker.letters.checks.points import point_not_addressed
from caseworker.letters.checks.told import terms
from tests.letters.writing import facts


def test_each_point_of_the_vocabulary_has_words() -> None:
    assert set(terms()) == set(slugs())
    assert all(found.sure and found.near for found in terms().values())


FACTS = facts(LetterKind.NOTICE_OF_REJECTION)


def answered(text: str, slug: str, *others: str) -> bool:
    raised = case_of(replace(FACTS, points=(slug, *others)))
    return addressed(read("Dear Ms Voss\n\n" + text), raised, slug)


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("signs-obscured", "You say a tree hid the sign. I visited on 2 June and could read it."),
        ("loading", "Unloading had ended by 14:10: the delivery note is timed at 13:40."),
        ("unfair-revenue", "Any surplus is spent on roads, as the law requires."),
        ("financial-hardship", "Because money is short we can take instalments."),
        ("bereavement", "I was sorry to read that your father died. I have weighed that with the rest."),
    ],
)  # fmt: skip
def test_an_answer_in_substance_counts(slug: str, text: str) -> None:
    assert answered(text, slug)


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("signs-obscured", "You mention the signs. Your comments have been noted."),
        ("loading", "You write of loading, the signs and hardship. Our photographs show two lines."),
        ("signs-unclear", "All drivers are expected to read the signs."),
        ("evidence-requested", "The form enclosed explains how to appeal by post."),
        ("financial-hardship", "You can pay £55 until 3 June."),
        ("pay-app-failure", "You can appeal on the tribunal's website with the PIN above."),
    ],
)  # fmt: skip
def test_a_mention_is_no_answer(slug: str, text: str) -> None:
    assert not answered(text, slug, "signs-missing", "financial-hardship")


@pytest.mark.parametrize(
    "text",
    [
        "Your comments have been noted.",
        "After careful consideration the council is satisfied.",
        "You say that the sign was hidden.",
        "Is that fair?",
        "The notice was issued correctly.",
    ],
)
def test_boilerplate_and_repetition_say_nothing(text: str) -> None:
    (sentence,) = read(text).sentences
    assert not substantive(sentence)


@pytest.mark.parametrize(
    "text",
    [
        "I looked at what places the vehicle in Fen Street at 10:42, and at what you say against it.",
        "Your rota gives another town, but two photographs show the plate, and I find that it was there.",
    ],
)
def test_a_vehicle_said_to_be_elsewhere_is_answered_by_what_places_it(text: str) -> None:
    assert answered(text, "was-not-there")


def test_a_point_is_called_what_the_screen_calls_it() -> None:
    case = case_of(replace(FACTS, points=("was-not-there",)))
    (found,) = point_not_addressed(read("Dear Ms Voss\n\nThe notice was issued correctly."), case)
    assert found.words == "The letter does not answer “Vehicle was elsewhere”, which was raised."
