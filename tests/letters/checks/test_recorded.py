"""What a letter tells against the records of the council, and what belongs to another case altogether."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.law.facts import LetterKind, Party
from tests.letters.checks.test_settled import told

REFUSED = LetterKind.NOTICE_OF_REJECTION
METER = ("machine log machine 7 no power 13:40-15:00",)
WATCHED = ("ceo log first seen 14:05, issued 14:17, five photographs",)
WHEEL = ("ceo log driver present, spoken to",)
PERMIT = ("permit number RB-2207, valid from 2025-05-01, valid to 2026-04-30",)
SESSION = ("payment session paid 2026-01-06 13:00, amount £4",)

AGAINST = [
    (METER, "Machine 7 took coins all day."),
    (METER, "The machine printed what it should. Six drivers bought from it."),
    (WATCHED, "The officer took just three pictures."),
    (WATCHED, "The officer has two photographs."),
    (WATCHED, "The officer was near. She came at 13:48 and went."),
    (WHEEL, "The van was unattended."),
    (WHEEL, "There was nobody in the car."),
    (
        PERMIT,
        "Permit RB-2207, of which you sent us a picture that can be read well, lapsed on 3 January 2026.",
    ),
    (SESSION, "No payment was found."),
]
AGREEING = [
    (METER, "Machine 7 had no power. Machine 9, at the gate, took coins all day."),
    (METER, "You say that the machine took coins."),
    (METER, "The telephone line was working."),
    (WATCHED, "The officer took five photographs."),
    (WATCHED, "You took two photographs, and the officer took five pictures."),
    (WATCHED, "The officer was near. She came at 14:05 and went."),
    (WATCHED, "A lorry was near. She came at 13:48 and went."),
    (WHEEL, "If the van was unattended there was no loading."),
    (PERMIT, "Permit RB-2207 was read well, and ends on 30 April 2026."),
    (PERMIT, "Your earlier permit lapsed on 3 January 2026."),
    (SESSION, "No payment was found for the time after 14:00."),
]


@pytest.mark.parametrize(("records", "words"), AGAINST)
def test_what_a_record_has_otherwise_is_told(records: tuple[str, ...], words: str) -> None:
    known = {"records": records}
    assert "wrong-fact" in told(REFUSED, words, **known)


@pytest.mark.parametrize(("records", "words"), AGREEING)
def test_what_agrees_with_it_or_is_of_another_thing_is_not(records: tuple[str, ...], words: str) -> None:
    known = {"records": records}
    assert "wrong-fact" not in told(REFUSED, words, **known)


def test_a_paper_that_was_sent_is_not_missing_among_those_that_were_not() -> None:
    known = {"challenge_summary": "The gearbox failed. Sent the recovery receipt.", "points": ("breakdown",)}
    assert "wrong-fact" in told(REFUSED, "You have supplied nothing to bear it out: no receipt.", **known)
    assert "wrong-fact" not in told(REFUSED, "You have supplied nothing to bear it out: no film.", **known)


def test_a_payment_on_the_case_was_made_also_after_the_certificate() -> None:
    kind = LetterKind.CERTIFICATE_RESPONSE
    known = {"paid_pence": 8000, "paid_on": date(2026, 1, 20)}
    assert "wrong-fact" in told(kind, "We find no record of any payment.", **known)
    assert "wrong-fact" not in told(kind, "We find no payment in full within the 28 days.", **known)


def test_the_street_that_the_officer_attended_is_that_of_the_notice() -> None:
    assert "wrong-fact" in told(REFUSED, "The officer who visited Aldous Lane was called there.")
    assert "wrong-fact" not in told(REFUSED, "The officer who visited Alder Road was called there.")


RIGHTS = (
    "You have 28 days beginning with the date of service of this notice to pay £160 or to appeal to London"
    " Tribunals."
)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("The time limit named here is 14 days from posting.", True),
        ("The time limit named here is 28 days from service.", False),
        ("The time limit of the bay is 14 days, by permit.", False),
        ("The reduced charge of £80 is still open. We cannot accept less than the full £160.", True),
        ("An extension was paid for at 13:20. There was no valid extension.", True),
        ("There was no valid extension.", False),
    ],
)
def test_two_passages_that_disagree_are_told(words: str, wrong: bool) -> None:
    assert ("contradictory-content" in told(REFUSED, words, RIGHTS)) is wrong


@pytest.mark.parametrize(
    ("words", "early"),
    [
        ("Complete the appeal form on the back of this letter.", True),
        ("Post it to the tribunal within 28 days.", True),
        ("If we refuse those representations, complete the appeal form that comes then.", False),
    ],
)
def test_no_form_goes_to_the_tribunal_at_the_informal_stage(words: str, early: bool) -> None:
    assert ("wrong-stage-information" in told(LetterKind.INFORMAL_REJECTION, words)) is early


@pytest.mark.parametrize(
    "words",
    [
        "You went over the yellow box and stopped.",
        "The badge in question was not displayed.",
    ],
)
def test_the_reasons_of_another_contravention_are_told(words: str) -> None:
    known = {"challenge_summary": "There was no sign.", "points": ("signs-missing",)}
    assert "wrong-contravention-described" in told(REFUSED, words, **known)


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("Your van was collected from our pound in March.", True),
        ("Please remember that wheelie bins go back by noon.", True),
        ("We logged a call from you about a bin collection.", False),
        ("Please send proof, such as a council tax bill.", False),
        ("A vehicle may be towed to the pound.", False),
    ],
)
def test_what_belongs_to_another_case_is_told(words: str, other: bool) -> None:
    assert ("irrelevant-content" in told(REFUSED, words)) is other


def test_a_friend_s_illness_in_other_words_is_not_passed_on() -> None:
    firm = {"recipient": Party("Mr J. Brandt")}
    assert "third-party-medical-detail" in told(REFUSED, "Your friend is on antibiotics again.", **firm)
    assert "third-party-medical-detail" not in told(REFUSED, "Your friend was helped upstairs.", **firm)
