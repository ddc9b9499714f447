"""Insults: red, and no reason of one person lets them stand."""

from __future__ import annotations

import pytest

from tests.letters.checks.test_quotations import FACTS, LETTER, check


def rude(sentence: str) -> list[tuple[str, bool]]:
    letter = LETTER.format(words="It was turned.").replace("You have nothing to pay.", sentence)
    return [(one.level, one.hard) for one in check(letter, FACTS) if one.code == "rude-tone"]


@pytest.mark.parametrize(
    "sentence",
    [
        "We never make mistakes, you stupid man.",
        "You are a liar.",
        "You are lying.",
        "Only an idiot parks there.",
    ],
)
def test_an_insult_is_red(sentence: str) -> None:
    assert ("red", False) in rude(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["The sign was lying on the ground.", "You say that you felt foolish; you need not.", "Nothing is due."],
)
def test_words_that_insult_nobody_are_not(sentence: str) -> None:
    assert ("red", False) not in rude(sentence)
