"""A letter is not sent where whoever wrote asked that none be sent, and is sent where they may be reached."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.law.facts import Facts, LetterKind, Party
from caseworker.letters.preflight import check
from tests.letters.writing import answer, facts, written

AFRAID = "Please do not write to the address you have for the car because he opens the post there."


def refused(case: Facts) -> list[str]:
    """What is said of where the letter goes."""
    text = written(case, answer("loading")).text
    return [one.words for one in check(text, case) if one.code == "address-refused"]


@pytest.mark.parametrize("kind", [LetterKind.INFORMAL_ACCEPTANCE, LetterKind.NOTICE_OF_REJECTION])
def test_a_letter_to_an_address_that_was_refused_is_stopped_and_the_words_are_shown(kind: LetterKind) -> None:
    (words,) = refused(replace(facts(kind), challenge_text=AFRAID))
    assert words.startswith("The motorist wrote “Please do not write to the address you have for the car")


def test_another_address_or_an_email_that_was_agreed_puts_it_right() -> None:
    case = replace(facts(LetterKind.INFORMAL_ACCEPTANCE), challenge_text=AFRAID)
    sister = Party("Mr J. Brandt", ("3 Tollgate Walk", "Eastmere"), "ZZ2 2ZZ")
    assert refused(replace(case, recipient=sister)) == []
    assert refused(replace(case, emailed_to="j.brandt@post.example")) == []


def test_the_same_address_written_otherwise_is_the_same() -> None:
    case = replace(facts(LetterKind.INFORMAL_ACCEPTANCE), challenge_text=AFRAID)
    assert refused(replace(case, recipient=Party("Mr J. Brandt", ("14, FEN STREET", "Eastmere"), "ZZ11ZZ")))
