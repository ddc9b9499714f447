"""What a letter says was looked at, against what was opened; and signs that are no writing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.law.facts import LetterKind
from caseworker.letters.checks.case import case_of
from caseworker.letters.checks.evidence import evidence_ignored, evidence_not_opened
from caseworker.letters.checks.identity import other_persons_data
from caseworker.letters.checks.letter import read
from caseworker.letters.checks.shape import placeholder_left
from caseworker.letters.plan import Answer
from tests.letters.writing import facts

FACTS = facts(LetterKind.NOTICE_OF_REJECTION)
BEHIND = "Vehicle from behind, with its plate"


def spoken(text: str, *captions: str) -> int:
    """How often a letter speaks of what was not opened."""
    case = case_of(FACTS, (Answer("signs-unclear", "Sign unclear", evidence=captions),))
    return len(list(evidence_not_opened(read(f"Dear Ms Voss\n\n{text}"), case)))


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("I looked at the sign plan, and it shows the bay.", "Plan to Schedule 2"),
        ("I watched the film from start to end.", "Film of the box junction"),
        ("The officer photographed the notice on the windscreen.", "Windscreen with the PCN"),
    ],
)
def test_what_was_not_opened_is_not_spoken_of(text: str, enough: str) -> None:
    assert spoken(text, BEHIND) == 1
    assert spoken(text, BEHIND, enough) == 0


def test_photographs_are_counted() -> None:
    text = "I looked at both photographs and they agree."
    assert spoken(text, BEHIND) == 1
    assert spoken(text, BEHIND, "Vehicle from the front") == 0


def test_what_the_motorist_sent_is_theirs() -> None:
    assert spoken("I watched the film that you sent us.", BEHIND) == 0


@pytest.mark.parametrize(
    "mark", ["␛", "␀", "\u200b", "\u202e", "⟦U+200B⟧", "⟦9B⟧", "[31m", "[0;1m", "[200~", "\ufffd"]
)
def test_what_is_no_writing_stops_a_letter(mark: str) -> None:
    (found, *_) = placeholder_left(read(f"Dear Ms Voss\n\nI looked {mark}at it."), case_of(FACTS))
    assert found.hard and found.code == "placeholder-left"


def test_brackets_that_are_writing_are_left_alone() -> None:
    assert not list(placeholder_left(read("Dear Ms Voss\n\nHalton [2023] was read [12]."), case_of(FACTS)))


def test_a_plate_with_a_slip_in_it_is_a_plate() -> None:
    (found,) = other_persons_data(
        read("Dear Ms Voss\n\nI looked at ZZ72 RP5 and its papers."), case_of(FACTS)
    )
    assert found.words.startswith("ZZ72 RP5 is not the vehicle of this case")


def test_braces_in_a_name_are_the_person_s_own_and_a_field_of_ours_is_not() -> None:
    named = case_of(replace(FACTS, recipient=replace(FACTS.recipient, name="A {pcn} Voss")))
    assert not list(placeholder_left(read("A {pcn} Voss\n\nDear A {pcn} Voss\n\nI looked."), named))
    assert list(placeholder_left(read("Dear A {pcn} Voss\n\nI looked at {vrm}."), named))
    ours = case_of(replace(FACTS, recipient=replace(FACTS.recipient, name="«reason»")))
    assert list(placeholder_left(read("Dear «reason»\n\nI looked."), ours))


def ignored(text: str, summary: str) -> list[str]:
    """What the motorist sent and the letter says nothing of."""
    case = case_of(replace(FACTS, challenge_summary=summary, evidence_sent=()))
    return [one.words for one in evidence_ignored(read(f"Dear Ms Voss\n\n{text}\n"), case)]


ROTA = "Was at work. Sends the shift rota."


@pytest.mark.parametrize(
    "text",
    [
        "Your shift rota has been added to the file.",
        "We are in receipt of your rota.",
        "I note that you have sent a shift rota.",
        "The rota which you sent was received.",
    ],
)
def test_a_paper_of_which_only_its_coming_is_told_is_ignored(text: str) -> None:
    assert ignored(text, ROTA)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for the shift rota, which shows that you were at work.",
        "Thank you for the shift rota. The bay was closed that day.",
        "I have received the shift rota, which is on file. I have weighed it.",
        "Your shift rota is on file. It ends at eight, an hour before.",
        "By the rota you sent you were at work until eight.",
    ],
)
def test_a_paper_of_which_the_letter_tells_is_not(text: str) -> None:
    assert not ignored(text, ROTA)


def test_each_of_two_papers_is_asked_for() -> None:
    summary = "Sold it. Sends V5C/3 and an email from the buyer."
    slip = "The V5C/3 slip that you sent is dated 4 January."
    assert len(ignored(slip, summary)) == 1
    assert not ignored(f"{slip} The email from the buyer says the same.", summary)
    assert not ignored("The documents that you sent show a sale on 4 January.", summary)
    assert ignored("The bay was closed that day.", "Sold it. Sends V5C/3.")


def test_what_is_wanted_was_not_sent() -> None:
    assert len(ignored("The bay was closed.", "Sends the invoice with the seller's name and address.")) == 1
    assert not ignored("The bay was closed that day.", "Wants the officer's photographs.")
