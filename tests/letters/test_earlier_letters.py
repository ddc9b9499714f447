"""Letters that came before and had no answer: the opening names their days, and no answer denies them."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.law.facts import Facts, LetterKind, PointOutcome
from caseworker.letters.preflight import check
from tests.letters.writing import answer, facts, written

REJECTIONS = (LetterKind.INFORMAL_REJECTION, LetterKind.NOTICE_OF_REJECTION)
BEFORE = (date(2025, 11, 29), date(2025, 12, 11))
WRITTEN = "29 November 2025 and 11 December 2025"
DENIAL = "I do not find an earlier letter of yours that was left without an answer."


def several(kind: LetterKind) -> Facts:
    """A case with two letters that nothing answers, and the one that is answered here."""
    received = facts(kind).received_on
    assert received is not None
    return facts(kind, letters_received=(*BEFORE, received))


@pytest.mark.parametrize("kind", REJECTIONS)
@pytest.mark.parametrize("slug", ["challenge-ignored", "authority-did-not-consider"])
@pytest.mark.parametrize("reason", ["", "The second of them has the crime number, and I have read it now."])
def test_what_came_before_is_owned_and_never_denied(kind: LetterKind, slug: str, reason: str) -> None:
    point = answer(slug, PointOutcome.NOT_UPHELD, reason=reason)
    letter = written(several(kind), point)
    assert DENIAL not in letter.text
    assert f"what you sent came on {WRITTEN}" in letter.text
    assert [
        one.code for one in check(letter.text, several(kind), answers=[point]) if one.level == "red"
    ] == []


def test_where_nothing_came_before_the_letter_says_so() -> None:
    point = answer("challenge-ignored", PointOutcome.NOT_UPHELD, reason="")
    assert DENIAL in written(facts(REJECTIONS[0]), point).text


@pytest.mark.parametrize(
    "kind", [*REJECTIONS, LetterKind.CERTIFICATE_RESPONSE, LetterKind.INFORMATION_REQUEST]
)
def test_the_opening_names_every_day(kind: LetterKind) -> None:
    letter = written(several(kind), answer("loading"))
    assert WRITTEN in letter.text
    assert letter.missing == ()
    assert WRITTEN not in written(facts(kind), answer("loading")).text
    assert "wrong-date" not in {one.code for one in check(letter.text, several(kind))}


DENIALS = (
    DENIAL,
    "We have no record of an earlier letter from you.",
    "I cannot trace any previous correspondence from you.",
    "We did not receive anything from you before.",
    "I found no earlier email.",
    "Your earlier letter never reached us.",
    "This is the first letter that we have had from you.",
)
NO_DENIALS = (
    "I am sorry that you had no answer to your earlier letters.",
    "You have not had an answer to your earlier letter, and I apologise.",
    "You say that we have no record of an earlier letter.",
    "We found your earlier letters, and this letter answers them.",
    "I did not find the badge in the photographs.",
)


def told(sentence: str, case: Facts) -> list[tuple[str, bool]]:
    letter = written(case, answer("loading"))
    text = letter.text.replace("I have", f"{sentence}\n\nI have", 1)
    assert sentence in text
    found = check(text, case)
    return [(one.level, one.hard) for one in found if one.code == "earlier-letter-denied"]


@pytest.mark.parametrize("sentence", DENIALS)
def test_a_denial_of_a_letter_that_is_there_is_red(sentence: str) -> None:
    assert told(sentence, several(REJECTIONS[1])) == [("red", False)]
    assert told(sentence, facts(REJECTIONS[1])) == []


@pytest.mark.parametrize("sentence", NO_DENIALS)
def test_words_that_deny_no_letter_are_not(sentence: str) -> None:
    assert told(sentence, several(REJECTIONS[1])) == []
