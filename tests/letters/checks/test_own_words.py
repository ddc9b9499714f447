"""Letters of ours that speak of the case in words that the check knows from elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.law.facts import LetterKind, Outcome, Party
from caseworker.letters.preflight import check
from tests.letters.checks.test_said import told
from tests.letters.writing import facts


@pytest.mark.parametrize("vrm", ["ZZ72 TBC", "ZZ72TBC", "ZZ72 XXX", "TBC 123D"])
def test_a_plate_that_ends_like_a_mark_of_the_writer_is_a_plate(vrm: str) -> None:
    assert "placeholder-left" not in told(f"Your vehicle {vrm} stood here.", vrm=vrm)
    mark = "TBC" if "TBC" in vrm else "XXX"
    assert "placeholder-left" in told(f"Your vehicle {vrm} stood here until {mark}.", vrm=vrm)


def test_a_prescribed_order_is_no_illness_and_a_prescribed_medicine_is() -> None:
    case = replace(
        facts(LetterKind.NOTICE_OF_ACCEPTANCE), recipient=Party("Verity Voss"), outcome=Outcome.CANCEL
    )

    def codes(words: str) -> set[str]:
        return {one.kind for one in check(f"Dear Verity Voss\n\n{words}\n\nYours sincerely\n", case)}

    order = "Your hirer has signed. There was no contravention of a prescribed order."
    assert "third-party-medical-detail" not in codes(order)
    for said in ("had been prescribed tablets", "is on a prescription", "was prescribed these by a doctor"):
        assert "third-party-medical-detail" in codes(f"Your hirer {said}."), said


@pytest.mark.parametrize(
    "sorry", ["I am sorry that a notice was sent.", "I am sorry that this penalty was ever issued."]
)
def test_to_be_sorry_for_the_notice_is_of_every_case(sorry: str) -> None:
    assert "irrelevant-content" not in told(sorry)


def test_to_be_sorry_for_what_a_point_says_is_of_its_case() -> None:
    sorry = "I am sorry that money is short."
    assert "irrelevant-content" in told(sorry)
    summary = "Unloading a piano; on Universal Credit and cannot afford it."
    assert "irrelevant-content" not in told(sorry, summary, ("loading", "financial-hardship"))


def test_a_request_names_a_day_where_the_facts_do_not_tell_it() -> None:
    case = facts(LetterKind.INFORMATION_REQUEST)

    def codes(words: str) -> set[str]:
        without = "If we hear nothing, we will decide on what we have."
        letter = f"Dear Mr Brandt\n\n{words} {without}\n\nYours sincerely\n"
        return {one.kind for one in check(letter, replace(case, answer_by=None))}

    assert "missing-next-step" not in codes("Please send the receipt by Sunday 6 December 2026.")
    assert "missing-next-step" not in codes("Please send the receipt within 14 days.")
    assert "missing-next-step" in codes("Please send the receipt.")


def test_parts_of_what_was_paid_for_a_release_add_up_to_it() -> None:
    held = replace(
        facts(LetterKind.NOTICE_OF_REJECTION), regime="removal", fees_paid_pence=500_00, paid_pence=80_00
    )

    def codes(words: str) -> set[str]:
        return {one.kind for one in check(f"Dear Mr Brandt\n\n{words}\n\nYours sincerely\n", held)}

    assert "wrong-amount" not in codes("You paid £280 for the release and £220 for storage.")
    assert "wrong-amount" in codes("You paid £280 for the release and £240 for storage.")
    split = replace(held, fees_paid=(("release", 280_00), ("storage", 220_00)))
    told = check("Dear Mr Brandt\n\nYou paid £300 for the release and £200 for storage.\n", split)
    assert "wrong-amount" in {one.kind for one in told}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("See ZZ4743886Fand the rest.", True),
        ("Openedcase ZZ3659452HThe film shows it.", True),
        ("caseZZ3659452H", True),
        ("Your notice ZZ1234567A. It stands.", False),
        ("Your crime reference number ZZ36594521234 is kept.", False),
    ],
)
def test_a_number_of_another_case_is_seen_where_words_were_typed_against_it(words: str, found: bool) -> None:
    assert ("other-persons-data" in told(words)) is found
