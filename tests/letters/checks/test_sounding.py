"""Sentences whose fault lies in what they say, in words that no pattern knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from caseworker.law.facts import LetterKind, Outcome
from caseworker.letters.preflight import check
from caseworker.reading.faults import faults
from caseworker.reading.meaning import encoder
from tests.letters.checks.test_said import ANSWER, FACTS, RIGHTS
from tests.letters.writing import facts


def found(text: str, kind: LetterKind = LetterKind.NOTICE_OF_REJECTION) -> dict[str, str]:
    """The codes told of these words beside an answer and the rights, each with its level."""
    case = replace(FACTS, letter_kind=kind)
    words = ("Dear Mr Brandt", "Notice of Rejection", ANSWER, text, RIGHTS, "Yours sincerely\nT. Osei\n")
    return {one.kind: one.level for one in check("\n\n".join(words), case, sounds=faults)}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "fettered-discretion",
            "Penalties at this site are let off only for one of the reasons on our list.",
        ),
        ("fettered-discretion", "The scheme leaves officers no leeway with cases of this sort."),
        ("refused-to-consider", "Further letters about this will be filed and nobody will reply to them."),
        (
            "demand-of-extra-evidence-not-allowed",
            "For a sale we insist on a signed statement by the buyer, his passport and a bank statement.",
        ),
        (
            "threat-of-later-stage",
            "If this is not paid, bailiffs will come to your home and take your goods.",
        ),
    ],
)
def test_a_fault_is_heard_in_other_words(code: str, text: str) -> None:
    assert code in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Our usual practice is to uphold such cases; I have looked at whether yours is different.",
        "You say that the council never lets anybody off.",
        "The officer stood by the van for eleven minutes and saw nobody come to it.",
        "The sign is on the lamp column at the head of the bay.",
    ],
)
def test_what_was_weighed_or_only_told_is_not_held_against_a_letter(text: str) -> None:
    assert not found(text)


def _always(name: str, sure: bool) -> object:
    def sounds(sentences: Sequence[str]) -> list[Mapping[str, bool]]:
        return [{name: sure} for _ in sentences]

    return sounds


def told(name: str, sure: bool, text: str, **more: object) -> dict[str, str]:
    """The findings where every sentence sounds like one fault."""
    case = replace(FACTS, **more)  # type: ignore[arg-type]
    letter = f"Dear Mr Brandt\n\n{text}\n\nYours sincerely\n"
    findings = check(letter, case, sounds=_always(name, sure))  # type: ignore[arg-type]
    return {one.code: one.level for one in findings if one.start is not None}


def test_a_doubt_is_a_line_to_read_and_certainty_a_red_that_can_be_released() -> None:
    text = "The quick brown fox jumps over the lazy dog."
    assert told("fettered-discretion", False, text)["fettered-discretion"] == "amber"
    assert told("fettered-discretion", True, text)["fettered-discretion"] == "red"
    findings = check(f"Dear A\n\n{text}\n", FACTS, sounds=_always("fettered-discretion", True))  # type: ignore[arg-type]
    assert not any(one.hard for one in findings if one.kind == "fettered-discretion")


@pytest.mark.parametrize("name", ["fettered-discretion", "refused-to-consider"])
def test_a_letter_that_cancels_refuses_nothing(name: str) -> None:
    text = "The quick brown fox jumps over the lazy dog."
    cancelled = {"letter_kind": LetterKind.NOTICE_OF_ACCEPTANCE, "outcome": Outcome.CANCEL}
    assert name in told(name, True, text)
    assert name not in told(name, True, text, **cancelled)


@pytest.mark.parametrize(
    "text",
    [
        "They are not accepted.",
        "Is there any reason at all to let it go this time?",
        "I have considered for some time whether your father's death should be enough.",
        "You say that the council never lets anybody off.",
    ],
)
def test_short_words_questions_and_what_was_weighed_are_no_rule(text: str) -> None:
    assert "fettered-discretion" not in told("fettered-discretion", True, text)


def test_a_reason_beside_it_explains_a_decision() -> None:
    plain = "The quick brown fox jumps over the lazy dog."
    assert "unexplained-decision" in told("unexplained-decision", False, plain)
    assert "unexplained-decision" not in told(
        "unexplained-decision", False, f"{plain} This is because it can."
    )


def test_what_happened_to_somebody_is_set_aside_in_the_words_of_its_law() -> None:
    text = "The quick brown fox jumps over the lazy dog."
    name = "compelling-reasons-not-considered"
    assert name in told(name, False, text)
    informal = facts(LetterKind.INFORMAL_REJECTION)
    findings = check(f"Dear A\n\n{text}\n", informal, sounds=_always(name, False))  # type: ignore[arg-type]
    assert "fettered-discretion" in {one.kind for one in findings}


def test_without_a_judge_patterns_stand_alone() -> None:
    text = "Penalties at this site are let off only for one of the reasons on our list."
    words = ("Dear Mr Brandt", "Notice of Rejection", ANSWER, text, RIGHTS, "Yours sincerely\nT. Osei\n")
    assert not check("\n\n".join(words), FACTS)


def test_without_the_model_words_judge_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseworker.reading.faults.encoder", lambda: None)
    empty, telling = "Your remarks on signs have been shared with them.", "The machine took no cards."
    assert list(map(dict, faults([empty, telling]))) == [{"tells-nothing": False}, {}]


def test_few_sentences_of_a_long_letter_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    model = encoder()
    assert model is not None

    def hear(sentences: Sequence[str]) -> object:
        heard.extend(sentences)
        return model.encode(sentences)

    monkeypatch.setattr(model, "heard", hear)
    faults([f"We are sorry to hear of any illness, {n} times." for n in range(60)])
    assert 0 < len(heard) <= 10
