"""Whose distress a letter tells of, and what is never quoted back."""

from __future__ import annotations

import pytest

from caseworker.law.facts import LetterKind, Outcome, Party, PointOutcome
from caseworker.letters.tender import of_loss, of_self
from tests.letters.writing import answer, facts, written

DISTRESS = "vulnerability-or-mental-health"


@pytest.mark.parametrize(
    "words",
    [
        "I have depression and I cannot cope.",
        "I’m at breaking point",
        "My anxiety has been bad.",
        "I will end it all if one more letter comes.",
    ],
)
def test_distress_of_ones_own(words: str) -> None:
    assert of_self(words)


@pytest.mark.parametrize(
    "words",
    [
        "My client fell and was in distress.",
        "I am her carer and she was in distress.",
        "I ran in because the patient was having a panic attack.",
        "I paid for two hours.",
    ],
)
def test_somebody_elses_distress(words: str) -> None:
    assert not of_self(words)


def test_a_loss_is_told_from_a_phone_that_died() -> None:
    assert of_loss("My father died in May and had a permit.")
    assert not of_loss("My phone died while I was paying.")


def letter(words: str) -> str:
    """A rejection of a letter with these words of distress."""
    case = facts(LetterKind.INFORMAL_REJECTION, challenge_text=words)
    return written(case, answer(DISTRESS, words=words)).text


def test_the_number_to_call_is_for_whoever_spoke_of_themselves() -> None:
    own, other = letter("I cannot cope any more."), letter("My client fell and was in distress.")
    assert "116 123" in own and "999" in own
    assert not any(word in other for word in ("Samaritans", "116 123", "999", "hard things are for you"))
    assert "somebody who needed your help" in other
    assert all("If paying is hard for you" in one for one in (own, other))


@pytest.mark.parametrize("kind", [LetterKind.NOTICE_OF_REJECTION, LetterKind.NOTICE_OF_ACCEPTANCE])
def test_a_letter_about_the_dead_quotes_nothing_of_the_loss_and_gives_nobody_anothers_permit(
    kind: LetterKind,
) -> None:
    case = facts(kind, deceased="Mr C. Brandt", writer=Party("Ms A. Brandt"), recipient=Party("Ms A. Brandt"))
    words = "My father died in May and his permit was on the windscreen."
    text = written(case, answer("permit-held", won(kind), words=words)).text
    assert "died in May" not in text and "your permit" not in text
    assert "the permit" in text


def test_notices_to_the_dead_did_not_fail_to_reach_whoever_wrote() -> None:
    case = facts(LetterKind.CERTIFICATE_RESPONSE, deceased="Mr C. Brandt", outcome=Outcome.CANCEL)
    said = answer("notice-late-or-missing", PointOutcome.UPHELD, words="He never saw it.")
    text = written(case, said).text
    assert "I accept what you tell us about when the later notice was posted" in text
    assert "reach you" not in text and "You lost" not in text


def won(kind: LetterKind) -> PointOutcome:
    """The outcome that goes with a kind of letter."""
    accepted = kind is LetterKind.NOTICE_OF_ACCEPTANCE
    return PointOutcome.UPHELD if accepted else PointOutcome.NOT_UPHELD


@pytest.mark.parametrize(
    ("told", "care", "alone"),
    [
        ("I was having a panic attack and stopped for two minutes.", (), True),
        ("I was having a panic attack. I have been depressed since.", (), False),
        ("I had a panic attack. I do not see the point any more.", ("self-harm",), False),
        ("I had a panic attack because he threatens me.", (), False),
        ("I have bipolar disorder and I cannot cope.", (), False),
    ],
)
def test_an_attack_of_panic_alone_is_not_answered_with_the_samaritans(
    told: str, care: tuple[str, ...], alone: bool
) -> None:
    case = facts(LetterKind.NOTICE_OF_REJECTION, challenge_text=told, care=care)
    text = written(case, answer(DISTRESS, words=told)).text
    assert ("Samaritans" in text) is not alone
    assert ("If dealing with us is hard" in text) is alone
    assert "You may ask somebody you trust to speak to us for you" in text
