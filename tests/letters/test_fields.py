"""Fields: formatted once, filled once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.law.facts import LetterKind, Place, PointOutcome, WriterRole
from caseworker.letters.fields import KNOWN, fill, long_date, money, point_values, values
from caseworker.letters.phrases import CARE_POINTS
from caseworker.letters.wording import quoted
from tests.letters.writing import answer, facts, library

NOR = LetterKind.NOTICE_OF_REJECTION


@pytest.mark.parametrize(
    ("pence", "shown"), [(16000, "£160"), (260, "£2.60"), (5, "£0.05"), (123400, "£1,234")]
)
def test_money_is_shown_in_pounds(pence: int, shown: str) -> None:
    assert money(pence) == shown


def test_a_day_is_shown_with_its_weekday() -> None:
    assert long_date(date(2026, 4, 20)) == "Monday 20 April 2026"


def test_the_fields_of_a_notice_of_rejection_are_formatted() -> None:
    known = values(facts(NOR))
    assert known["full"] == "£160"
    assert known["surcharged"] == "£240"
    assert known["served_on"] == "Tuesday 24 March 2026"
    assert known["last_day"] == "Monday 20 April 2026"
    assert known["contravened_time"] == "14:17"
    assert known["notice"] == "Notice to Owner"
    assert known["tribunal"] == "London Tribunals"


def test_a_postal_notice_and_a_place_outside_london_have_their_own_names() -> None:
    known = values(facts(NOR, Place.OUTSIDE, "tma-reg10"))
    assert known["notice"] == "Penalty Charge Notice"
    assert known["tribunal"] == "the Traffic Penalty Tribunal"


def test_what_is_not_known_is_not_among_the_values() -> None:
    known = values(facts(NOR, full_pence=None, received_on=None))
    assert not {"full", "received_on", "offer", "paid"} & set(known)


def test_what_is_left_of_a_part_payment_is_reckoned_from_the_sum_due() -> None:
    assert values(facts(NOR, paid_pence=2000))["balance"] == "£140"
    certificate = facts(LetterKind.CERTIFICATE_RESPONSE, paid_pence=2000)
    assert values(certificate)["balance"] == "£220"


def test_every_field_of_the_list_can_be_filled_and_every_filled_field_is_listed() -> None:
    assert set(library().fields) == KNOWN


@pytest.mark.parametrize("words", ["My permit is {20417} here", "It is «mine» now", "\u200bIt is mine now"])
def test_words_that_look_unfilled_or_damaged_are_said_and_not_quoted(words: str) -> None:
    assert quoted(words) == ""
    assert point_values(answer("permit-held", words=words))["words"] == "You say that you hold a permit."


@pytest.mark.parametrize("slug", sorted(CARE_POINTS))
def test_words_of_distress_are_never_quoted_back(slug: str) -> None:
    words = "I cannot go on like this at all."
    point = answer(slug, words=words)
    assert point_values(point)["words"].startswith("You told us about")
    other = answer("permit-lapsed", words=f"The permit ran out. {words}")
    assert words not in point_values(other, [other, point])["words"]
    assert "The permit ran out" in point_values(other, [other])["words"]


def test_the_same_words_are_quoted_once() -> None:
    first = answer("permit-lapsed", words="It ran out at midnight and nobody told me.")
    again = answer("permit-held", words="It ran out at midnight")
    assert point_values(again, [first, again])["words"] == "You say that you hold a permit."
    assert "ran out" in point_values(first, [first, again])["words"]


def test_without_words_nothing_is_put_into_the_motorists_mouth() -> None:
    assert point_values(answer("loading"))["words"] == "About the loading."
    assert point_values(answer("loading", words=" "))["words"] == "About the loading."


def test_an_answer_names_what_was_opened_for_its_own_point() -> None:
    assert point_values(answer("loading", evidence=("Delivery note",)))["looked_at"] == "the delivery note"
    assert point_values(answer("loading"))["looked_at"] == "our record of this notice"


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({"observed_from": "14:06", "observed_to": "14:17"}, "from 14:06 to 14:17"),
        ({"observed_from": "14:06", "observed_to": "14:06"}, "at 14:06"),
        ({"observed_from": "14:06"}, "at 14:06"),
        ({}, "at 14:17"),
        ({"contravened_time": ""}, None),
    ],
)
def test_when_the_vehicle_was_seen_is_told_as_far_as_it_is_known(more: dict[str, Any], shown: str) -> None:
    assert values(facts(NOR, **more)).get("observed") == shown


def test_ways_to_pay_and_to_reach_us_come_from_the_council() -> None:
    known = values(
        facts(
            NOR,
            pay_by=("online at pay.example", "by telephone on 020 7946 0124", "by post: send a cheque"),
            phone="020 7946 0123",
            write_to=("Parking Appeals", "PO Box 1"),
            debt_advice="Ask Eastmere Debt Advice.",
            language_help="Call 020 7946 0125 for large print.",
            complaint_route="Complaints: 020 7946 0126.",
        )
    )
    assert known["how_to_pay"] == (
        "You can pay online at pay.example, by telephone on 020 7946 0124 or by post: send a cheque."
    )
    assert known["call_us"] == "call us on 020 7946 0123"
    assert known["write_to_us"] == "write to us at Parking Appeals, PO Box 1"
    assert known["debt_advice"] == "Ask Eastmere Debt Advice."
    assert known["language_help"] == "Call 020 7946 0125 for large print."
    assert known["complaint_route"] == "Complaints: 020 7946 0126."


@pytest.mark.parametrize(
    ("kind", "regime", "paper"),
    [
        (LetterKind.INFORMAL_REJECTION, "tma-reg9", "Penalty Charge Notice"),
        (NOR, "tma-reg9", "Notice to Owner"),
        (NOR, "tma-reg10", "Penalty Charge Notice"),
        (LetterKind.CERTIFICATE_RESPONSE, "tma-reg9", "charge certificate"),
    ],
)
def test_without_the_councils_ways_to_pay_the_paper_that_prints_them_is_named(
    kind: LetterKind, regime: str, paper: str
) -> None:
    known = values(facts(kind, regime=regime))
    assert known["how_to_pay"] == f"The ways to pay are printed on the {paper}."
    assert known["call_us"] == "call us"
    assert "StepChange" in known["debt_advice"]


def test_what_was_looked_at_is_always_something_true() -> None:
    sent = facts(NOR, evidence_sent=("Delivery note",))
    assert values(sent)["looked_at"] == "our record of this notice"
    opened = [answer("loading", evidence=("Delivery note", "Officer's photograph 2"))]
    assert values(sent, opened)["looked_at"] == "our record of this notice and the officer's photograph 2"


def test_the_grounds_and_the_mitigation_accepted_are_named_once() -> None:
    upheld = PointOutcome.UPHELD
    known = values(
        facts(LetterKind.NOTICE_OF_ACCEPTANCE), [answer("loading", upheld), answer("signs-missing", upheld)]
    )
    assert known["grounds"] == "the alleged contravention did not occur"


def test_what_somebody_asks_for_is_no_reason_to_cancel_beside_another() -> None:
    upheld, kind = PointOutcome.UPHELD, LetterKind.NOTICE_OF_ACCEPTANCE
    refund = answer("wants-refund-after-paying", upheld, mitigation=True, ground="")
    passenger = answer("picking-up-dropping-off", upheld, mitigation=True, ground="")
    assert values(facts(kind), [passenger, refund])["accepted"] == "your passenger"
    assert values(facts(kind), [refund])["accepted"] == "the refund you ask for"


def test_a_missing_value_stays_visible() -> None:
    filled = fill("Pay {full} by {offer_until}.", {"full": "£160"})
    assert filled.text == "Pay £160 by «offer_until»."
    assert filled.missing == ("offer_until",)
    assert [(filled.text[s:e], name) for s, e, name in filled.spans] == [
        ("£160", "full"),
        ("«offer_until»", "offer_until"),
    ]


@given(st.text(), st.text())
def test_a_value_is_never_read_as_a_field(words: str, other: str) -> None:
    known = {"words": f"{words}{{reason}}{{{{7*7}}}}", "reason": other or "because"}
    filled = fill("{words}|{reason}", known)
    assert filled.text == f"{known['words']}|{known['reason']}"
    assert not filled.missing


@pytest.mark.parametrize(
    ("ground", "told"),
    [
        ("The recipient had stopped being the owner before the day", "you had stopped being the owner"),
        ("The recipient never was the owner of the vehicle", "you never were the owner of the vehicle"),
        ("The recipient is a hire firm, and the hirer signed", "you are a hire firm, and the hirer signed"),
    ],
)
def test_a_ground_about_the_recipient_is_told_to_them(ground: str, told: str) -> None:
    upheld = answer("not-owner-sold", outcome=PointOutcome.UPHELD, ground=ground)
    noa = LetterKind.NOTICE_OF_ACCEPTANCE
    assert (
        f"on the ground that {told}"
        in values(facts(noa, writer_role=WriterRole.KEEPER), (upheld,))["on_grounds"]
    )
    agent = facts(noa, writer_role=WriterRole.AGENT)
    assert "the recipient" in values(agent, (upheld,))["on_grounds"]


@pytest.mark.parametrize(
    ("ground", "told"),
    [
        ("No charge was due: the vehicle met the standard, or an exemption stood", "no charge was due"),
        ("The vehicle could not be clamped, or not yet", "the vehicle could not be clamped"),
    ],
)
def test_the_one_ground_is_named_and_not_all_that_can_fall_under_it(ground: str, told: str) -> None:
    upheld = answer("caz-compliant-vehicle", outcome=PointOutcome.UPHELD, ground=ground)
    known = values(facts(LetterKind.NOTICE_OF_ACCEPTANCE), (upheld,))
    assert known["on_grounds"] == f"on the ground that {told}"
