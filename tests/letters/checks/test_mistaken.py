"""A thing, a name or a figure of the case given back otherwise than it is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.cli.letter_facts import facts_of
from caseworker.letters.checks.patterns import has
from caseworker.letters.preflight import check

PCN = {
    "authority": "London Borough of Elmhythe",
    "pcn_number": "EH10000001",
    "vrm": "QX12 ABC",
    "place": "london",
    "contravention_code": "01",
    "contravention_description": "Parked in a restricted street during prescribed hours",
    "contravention_date": "2026-03-10",
    "contravention_time": "11:52",
    "location": "Vine Gardens",
}


def told(summary: str, sentence: str, points: tuple[str, ...] = ("medical-emergency",)) -> set[str]:
    """The codes found in an informal refusal of one sentence more."""
    known, enclosures = facts_of(
        {
            "regime": "parking",
            "kind": "informal-rejection",
            "pcn": PCN,
            "challenge_summary": summary,
        }
    )
    text = (
        f"Dear Ms Orrin\n\nI have decided not to cancel this notice. {sentence}\n\nYours sincerely\nA Clerk"
    )
    return {one.code for one in check(text, replace(known, points=points), enclosures=enclosures)}


def facts_in(summary: str, sentence: str) -> bool:
    """Whether a wrong fact or a misreading is told."""
    return any(has("^(?:wrong-fact|point-misread)", code) for code in told(summary, sentence))


@pytest.mark.parametrize(
    ("summary", "wrong", "right"),
    [
        ("Went to her brother's burial.", "I am sorry about your sister.", "I am sorry about your brother."),
        ("Was at the vet with the dog.", "You were at the dentist.", "You were at the vet."),
        ("Drives a minibus for a club.", "Your coach stood on the line.", "Your minibus stood on the line."),
        ("Has diabetes and felt faint.", "Your asthma came on fast.", "Your diabetes made you faint."),
        (
            "Waved on by a marshal.",
            "You say that the police waved you on.",
            "You say a marshal waved you on.",
        ),
        ("Sign was hidden by a tree.", "You say that there was no sign.", "You say a tree hid the sign."),
        ("Paid in coins.", "You paid by card.", "You paid in coins."),
        ("The clutch failed.", "Your battery was flat.", "Your clutch had failed."),
        (
            "Her son had the car.",
            "It makes no difference that your husband had it.",
            "It makes no difference that your son had it.",
        ),
        (
            "A dustcart blocked the lane.",
            "You say that a coach was in your way.",
            "You say that a dustcart was in your way.",
        ),
        (
            "The fan belt snapped.",
            "The clutch, which you say failed, is not on the bill.",
            "The fan belt, which you say failed, is not on the bill.",
        ),
        (
            "It blew onto the seat.",
            "I accept that you forgot to put it out.",
            "I accept that it blew onto the seat, not that you forgot it.",
        ),
        (
            "The ticket lay face down on the floor.",
            "You say that the ticket was in your glove box.",
            "I accept that you had bought a ticket, and that it slipped or fell.",
        ),
        ("Came back on a Tuesday.", "You say you came on a Friday.", "You say you came on a Tuesday."),
    ],
)
def test_another_of_its_kind_is_told_and_the_right_one_is_not(summary: str, wrong: str, right: str) -> None:
    """What nobody named, where the right one is named nowhere."""
    assert facts_in(summary, wrong)
    assert not facts_in(summary, right)


@pytest.mark.parametrize(
    "sentence",
    [
        "If your sister drove, she may write to us.",
        "Your sister and your brother were both there.",
        "Any other relative, a sister say, would be answered alike.",
        "I do not know whether your sister was there.",
        "A copy for your sister is not needed.",
        "Your family may pay by phone or by cheque.",
    ],
)
def test_a_thing_that_might_be_is_nobodys(sentence: str) -> None:
    """A condition, the right one beside it, a general remark, a doubt, and ways to pay."""
    assert not facts_in("Went to her brother's burial.", sentence)


@pytest.mark.parametrize(
    ("summary", "wrong", "right"),
    [
        (
            "Was ill.",
            "A car parked in Vine Road may be charged.",
            "A car parked in Vine Gardens may be charged.",
        ),
        ("Was ill.", "The PCN was issued at 11:52 in Printers Yard.", "The PCN was issued at 11:52 there."),
        ("Has a permit for zone E.", "A permit for zone F is held.", "A permit for zone E is held."),
        ("Came back at 11:40.", "You say that you came back at 11:50.", "You say you came back at 11:40."),
        ("Paid £4.30.", "You say that you paid £3.40.", "You say that you paid £4.30."),
        ("Paid £4.30.", "The £3.40 you paid had run out.", "The £4.30 you paid had run out."),
        (
            "Back 22 minutes over.",
            "You were, as you say, 42 minutes over.",
            "You were, as you say, 22 minutes over.",
        ),
        ("Sends voucher 5501.", "You did not send us a voucher.", "You did not send us a second voucher."),
        ("Was ill.", "Your car was parked there on a Sunday.", "Your car was parked there on a Tuesday."),
        (
            "Was ill.",
            "Time ended at 11:20, and 42 minutes later, at 11:52, it stood there.",
            "Time ended at 11:20, and 32 minutes later, at 11:52, it stood there.",
        ),
        ("Sends the receipt.", "No receipt was enclosed.", "The receipt was enclosed."),
    ],
)
def test_a_name_or_figure_given_back_wrong_is_told(summary: str, wrong: str, right: str) -> None:
    """A street, a mark, a time, a sum, a weekday, a difference, a paper."""
    assert facts_in(summary, wrong)
    assert not facts_in(summary, right)


def test_a_letter_beside_the_dispute_is_read_too() -> None:
    """What it is about has no point of its own."""
    assert not any(
        has("^wrong-fact", code) for code in told("Asks for a copy.", "A copy is here.", ("enquiry",))
    )
