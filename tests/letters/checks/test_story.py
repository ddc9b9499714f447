"""Whether a letter keeps to the story, and what sounds like a fault and is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.law.facts import LetterKind, Place
from caseworker.letters.preflight import check
from tests.letters.writing import facts

NOR, INFORMAL = LetterKind.NOTICE_OF_REJECTION, LetterKind.INFORMAL_REJECTION
RIGHTS = (
    "You have 28 days beginning with the date of service of this notice to pay £160 or to appeal to London"
    " Tribunals on the form enclosed. If you do neither, we may serve a charge certificate for £240. The"
    " adjudicator can order either side to pay costs, but only where somebody has been frivolous, vexatious"
    " or wholly unreasonable."
)
ZONE = {"place": Place.OUTSIDE, "regime": "clean-air-zone", "code": "17", "daily_charge_pence": 900}


def told(
    text: str, summary: str = "", kind: LetterKind = NOR, head: str = "Dear Mr Brandt", **known: object
) -> set[str]:
    """The codes found in a letter that holds these words beside its rights."""
    place, regime = known.pop("place", Place.LONDON), known.pop("regime", "tma-reg9")
    assert isinstance(place, Place) and isinstance(regime, str)
    case = replace(facts(kind, place, regime), challenge_summary=summary, **known)  # type: ignore[arg-type]
    weighed = "I have considered whether there are compelling reasons to cancel, and find none."
    letter = "\n\n".join((head, text, weighed, RIGHTS if kind is NOR else "", "Yours sincerely\nT. Osei\n"))
    return {one.kind for one in check(letter, case)}


TICKET = "Bought a ticket at 12:10 that ran to 14:40; it slipped down."
SALE = "Sold the van on 3 January to a dealer; sends the receipt."
RENEWAL = "Permit lapsed 2 January, renewal asked for and applied for on 30 December."


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        (TICKET, "The ticket that you sent ended at 13:10, before the officer came."),
        (TICKET, "It was your ticket. It had run out at 13.40."),
        ("Paid by phone until 15:30.", "Your session finished at 13:30."),
        ("Session paid until 17:05.", "The stay you paid for was good until 14:05."),
        ("Voucher valid to 16:15.", "A voucher was there, and it expired at 13:15."),
        (SALE, "The van was sold on 9 January, after the notice."),
        (SALE, "As the van went to the dealer on 13 January, it was yours."),
        (RENEWAL, "Your application was made on 5 January."),
        (RENEWAL, "The permit ran out on 12 December."),
        ("Mother died 28 December.", "Your mother's death on 2 January came first."),
    ],
)
def test_a_day_or_an_end_that_nobody_wrote_is_told(summary: str, text: str) -> None:
    assert "wrong-fact" in told(text, summary)


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        (TICKET, "The ticket ran until 14:40. Our record of the machine has it end at 13:40."),
        (TICKET, "The sign there is in force until 18:30, and the ticket was not on show."),
        (TICKET, "Your ticket ended at 2.40 pm."),
        ("Paid by phone until 15:30.", "The officer watched until 14:17; your session was for another car."),
        (SALE, "The van was sold on 3 January. The DVLA was told on 9 January."),
        (SALE, "DVLA had no word of the sale before 9 January."),
        (SALE, "We received what you sent about the sale on 20 February 2026."),
        (RENEWAL, "Your application of 30 December was passed on 9 January."),
        (RENEWAL, "A new permit was issued on 14 January."),
        ("Mother died 28 December.", "I was sorry to read of her death."),
    ],
)
def test_the_story_as_it_was_written_is_left_alone(summary: str, text: str) -> None:
    assert "wrong-fact" not in told(text, summary)


@pytest.mark.parametrize("day", ["Sunday", "Thursday"])
def test_another_weekday_for_the_day_of_the_notice_is_told(day: str) -> None:
    assert "wrong-fact" in told(f"The car stood there through that {day} afternoon.")
    assert "wrong-fact" not in told("The car stood there on that Tuesday afternoon.")
    assert "wrong-fact" not in told(f"Your email of 15 January 2026 came in on that {day}.")


def test_the_day_of_the_notice_to_owner_is_as_the_case_has_it() -> None:
    dated = {"notice_dated_on": date(2026, 2, 3)}
    assert "wrong-fact" in told("A Notice to Owner was posted to you on 20 February.", **dated)
    for text in (
        "A Notice to Owner was posted to you on 3 February.",
        "The Notice to Owner was served on 5 February.",
        "A second Notice to Owner was sent on 20 February.",
        "Your reply to the Notice to Owner came on 20 February.",
    ):
        assert "wrong-fact" not in told(text, **dated)


def test_a_daily_charge_paid_within_six_days_was_not_late() -> None:
    said = "Paid the £12.50 on 11 January and has the receipt."
    text = "Your payment came too late to count."
    assert "wrong-law" in told(text, said, **ZONE)
    assert "wrong-law" not in told(text, said.replace("11", "14"), **ZONE)
    assert "wrong-law" not in told("Your letter came too late for the first reply.", said, **ZONE)


def test_who_is_said_to_have_died_is_not_written_to() -> None:
    said = "Widow writes: the keeper, Mr Peter Brandt, died on 2 January."
    head = "Mr Peter Brandt\n14 Fen Street\n\nDear Mr Brandt"
    assert "deceased-addressed" in told("We have read it.", said, head=head)
    assert "deceased-addressed" in told("We have read it.", said, head="Dear Mr Peter Brandt")
    for other in ("Dear Mrs Brandt", "The Executors of Mr Peter Brandt\n14 Fen Street\n\nDear Executors"):
        assert "deceased-addressed" not in told("We have read it.", said, head=other)


SOUND = [
    ("We will take £80 in full discharge.", ""),
    ("I can accept £80 in full satisfaction.", ""),
    ("Pay £160 in full settlement.", ""),
    ("A season ticket would have been £55 a year.", ""),
    ("Nowhere on the notice is £65 asked for; it says £160.", "Says the slip asked for £65."),
    ("We have your £4, paid at 16:02 on 6 January 2026 for another car.", ""),
    ("That is why we cancelled the notice of 12 December for the same slip.", ""),
    ("In November I withdrew the notice issued on 3 November 2025.", ""),
    ("There is a car park in Mill Street.", ""),
    ("There was a loading bay for your van in Fenner Road.", ""),
    ("You tell us that you had sold the old one.", "Has a new car since last week."),
    ("You say that it had broken down.", "Passed a broken-down milk float."),
    ("Our officer ought to have rung the office to check before issuing.", ""),
    ("You say that this was the evening before.", "It was the morning after her shift."),
    ("I thought about whether the late bus might excuse it.", ""),
    ("I am sorry for the silence since then.", ""),
    ("I am sorry that times are hard and things are tight for you.", ""),
    ("Your bank's slip has the reference ZZ1234576A, so the payment went to another case.", ""),
]


@pytest.mark.parametrize(("text", "summary"), SOUND)
def test_a_sound_sentence_in_unusual_words_is_left_alone(text: str, summary: str) -> None:
    assert told(text, summary) <= {"unexplained-decision", "wrong-discount-deadline"}


def test_the_name_of_an_act_is_no_word_of_crime() -> None:
    assert "offence-language" not in told("The Rehabilitation of Offenders Act 1974 has no part in this.")
    assert "offence-language" in told("Offenders are asked to pay.")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("wrong-amount", "We will take £75 in full discharge if it reaches us by 20 March 2026."),
        ("wrong-amount", "The penalty that you must pay is £130."),
        ("wrong-time", "Your car was recorded on 6 January 2026 at 16:02."),
        ("contradictory-outcome", "We have cancelled the notice of 6 January 2026."),
        ("wrong-fact", "Your van stood in Mill Street."),
        ("wrong-fact", "You say that it had broken down."),
        ("rude-tone", "We have heard enough excuses."),
        ("irrelevant-content", "I am sorry that the swimming baths were shut."),
        ("other-persons-data", "Quote ZZ1234576A when you pay."),
        ("offence-language", "The offence was seen by a camera."),
        ("placeholder-left", "Dear [Sir/Madam], we have read it."),
    ],
)
def test_the_fault_that_stands_beside_it_is_still_told(code: str, text: str) -> None:
    assert code in told(text, "Was late.")


@pytest.mark.parametrize(
    "text",
    [
        "You can take this to London Tribunals within 28 days.",
        "You may also put the case to an adjudicator.",
        "You could instead bring it before the tribunal.",
    ],
)
def test_no_tribunal_is_offered_at_the_informal_stage(text: str) -> None:
    assert "wrong-stage-information" in told(text, kind=INFORMAL)
    later = "If we reject formal representations, you can then take it to an adjudicator."
    assert "wrong-stage-information" not in told(later, kind=INFORMAL)


@pytest.mark.parametrize(
    "text",
    [
        "The charge will be held at £80 until 3 March 2026.",
        "From 4 March the balance of £160 will be due.",
        "The penalty falls due on 4 March 2026.",
    ],
)
def test_who_has_won_is_not_asked_for_money(text: str) -> None:
    won = LetterKind.NOTICE_OF_ACCEPTANCE
    assert "contradictory-outcome" in told(f"We accept your representations. {text}", kind=won)
    assert "contradictory-outcome" not in told("We accept your representations. Nothing is due.", kind=won)


@pytest.mark.parametrize(
    ("text", "code", "known"),
    [
        ("The council is bound by no deadline for its reply.", "wrong-law", {}),
        ("There is no time limit on our decision.", "wrong-law", {}),
        ("A badge is registered to one vehicle and counts in no other car.", "wrong-law", {}),
        ("A Blue Badge may be used only in the registered car.", "wrong-law", {}),
        ("The law allows twenty minutes to unload, and no more.", "wrong-law", {}),
        ("You were unloading. National rules set five minutes for it.", "wrong-law", {}),
        ("The hirer must be entered in our register before the hire.", "wrong-law", {}),
        ("The zone's charge could be paid until midnight on that day.", "wrong-law", ZONE),
        ("For a badge the answer is no when the card has no entry.", "fettered-discretion", {}),
        ("We keep hospital visits outside our discretion.", "fettered-discretion", {}),
        ("The answer is the same for every trade.", "fettered-discretion", {}),
        ("I go by the list.", "fettered-discretion", {}),
        ("We have not looked at your pictures again.", "refused-to-consider", {}),
        ("The point was treated as settled in May.", "refused-to-consider", {}),
        ("Before that we need a conviction from the court.", "demand-of-extra-evidence-not-allowed", {}),
        ("The officer saw your car on the pavement.", "wrong-contravention-described", {"code": "26"}),
        ("The wheels of the car were over the kerb.", "wrong-contravention-described", {"code": "26"}),
    ],
)
def test_a_rule_that_there_is_not_is_told(text: str, code: str, known: dict[str, object]) -> None:
    assert code in told(text, "Was late.", **known)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("The law gives the council 56 days for its decision.", {}),
        ("There is no time limit for making a complaint.", {}),
        ("A badge may be used in any vehicle in which its holder travels.", {}),
        ("A permit is registered to one vehicle.", {}),
        ("The plate here allows twenty minutes to load.", {}),
        ("No national law sets a time for loading.", {}),
        ("The hirer must have signed before the hire began.", {}),
        ("The zone's charge can be paid until the end of the sixth day after the journey.", ZONE),
        ("The charging day runs from midnight to midnight.", ZONE),
        ("We have looked at your pictures again.", {}),
        ("I have thought about it outside the list of what we usually cancel.", {}),
        ("We do not need a conviction from the court.", {}),
        ("The car was seen 90 centimetres from the edge of the carriageway.", {"code": "26"}),
    ],
)
def test_a_rule_that_there_is_may_be_told(text: str, known: dict[str, object]) -> None:
    wrong = {"wrong-law", "fettered-discretion", "refused-to-consider", "wrong-contravention-described"}
    assert not told(text, "Was late.", **known) & {*wrong, "demand-of-extra-evidence-not-allowed"}


def test_a_support_line_is_named_by_its_own_name() -> None:
    said = "Says that he does not want to live."
    assert "care-route-not-followed" in told("You had much on your mind.", said)
    assert "care-route-not-followed" not in told("You can ring Mind on its helpline.", said)


@pytest.mark.parametrize(
    ("summary", "text"),
    [
        ("Bought the car on 12 January, after it.", "You tell us that you had parted with the car."),
        ("Her badge was on the dash.", "You say that you went out without your badge."),
        ("The lane had ended; it was after the hours.", "You say that you came before it started."),
        ("Was plugged in and the cable locked.", "You say that it was not plugged in."),
    ],
)
def test_the_opposite_of_what_was_said_is_told(summary: str, text: str) -> None:
    assert told(text, summary) & {"point-misread", "wrong-fact"}


def test_a_letter_that_asks_may_say_what_it_needs() -> None:
    text, code = "We need a letter from the garage.", "demand-of-extra-evidence-not-allowed"
    assert code in told(text)
    assert code not in told(text, kind=LetterKind.INFORMATION_REQUEST)


def test_a_long_summary_is_read_to_its_end() -> None:
    """Its length times itself once: that took minutes."""
    assert "wrong-fact" not in told("Your session finished at 13:30.", "nothing but words " * 1_000)
