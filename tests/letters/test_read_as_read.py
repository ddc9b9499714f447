"""Letters read as their readers do: nothing asked of the wrong person, nothing waved away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.law.facts import Facts, LetterKind, PointOutcome
from caseworker.law.points import point
from caseworker.letters.plan import Answer, wordings
from caseworker.letters.preflight import check
from tests.letters import regimes
from tests.letters.writing import answer, facts, library, written

UPHELD, NOT = PointOutcome.UPHELD, PointOutcome.NOT_UPHELD
COMPELLING = "Compelling reasons in the particular case, whether or not a ground is made out"


def zone(kind: LetterKind = regimes.NOA, **more: object) -> Facts:
    """A letter about a Clean Air Zone whose daily charge is known."""
    return replace(regimes.case("caz-2013", kind), daily_charge_pence=5000, **more)  # type: ignore[arg-type]


def no_way_back(outcome: PointOutcome) -> Answer:
    """A point that this law puts under compelling reasons."""
    return replace(answer("no-escape-route", outcome), ground=COMPELLING, mitigation=False)


def left(slug: str) -> Answer:
    """A point that the cancellation leaves open."""
    return replace(answer(slug, UPHELD), outcome=None, reason="", words="")


def test_an_acceptance_for_compelling_reasons_says_so_also_where_they_are_the_ground() -> None:
    text = written(zone(), no_way_back(UPHELD)).text
    assert "I find compelling reasons to cancel in what you told us about having no way to turn back." in text


def test_a_rejection_weighs_compelling_reasons_by_name_also_where_they_are_the_ground() -> None:
    text = written(zone(regimes.NOR), no_way_back(NOT)).text
    assert "I have kept in mind what you say about having no way to turn back" in text


def test_a_daily_charge_that_stands_is_given_with_its_sum_and_how_to_pay_it() -> None:
    text = written(zone(), answer("bereavement", UPHELD)).text
    said = text[text.index("The daily charge.") :]
    assert "it was £50. If you have not paid it, it is still due." in said
    assert "pay" in said.split("still due.")[1].split("If you have paid")[0]


def test_nobody_is_asked_for_the_daily_charge_of_somebody_who_died() -> None:
    case = zone(deceased="Mr J. Brandt")
    text = written(case, answer("bereavement", UPHELD)).text
    assert "still due" not in text and "We do not ask you for it either." in text
    assert "looking after the estate" not in text, "who wrote may not be"


def test_who_has_paid_the_daily_charge_is_not_told_that_it_is_not_asked_for() -> None:
    text = written(zone(), answer("caz-paid-wrong-vrm", UPHELD)).text
    assert "You have paid it, and we ask you for nothing more" in text
    assert "You do not owe it" not in text
    exempt = written(zone(), answer("caz-exempt-vehicle", UPHELD)).text
    assert "You do not owe it for this journey. If you have paid it" in exempt


@pytest.mark.parametrize("known", [5000, None])
@pytest.mark.parametrize("kind", [regimes.NOA, regimes.NOR])
def test_who_paid_late_is_not_told_of_a_charge_that_was_not_paid(kind: LetterKind, known: int | None) -> None:
    case = replace(zone(kind), daily_charge_pence=known)
    outcome = UPHELD if kind is regimes.NOA else NOT
    late = written(case, answer("caz-paid-late", outcome)).text
    assert late.count("**The daily charge") + late.count("The daily charge. ") == 1
    assert "reached us, you need not pay it again" in late and "not paid it" not in late
    assert "has not been paid, it is still due" not in late
    assert ("£50" in late) is (known is not None)
    other = written(case, answer("caz-unaware", outcome)).text
    assert "need not pay it again" not in other and "still due" in other


def test_points_left_open_are_named_in_every_law() -> None:
    text = written(zone(), answer("bereavement", UPHELD), left("caz-unaware")).text
    assert "You also told us about not having known of the zone." in text


def test_what_is_written_of_a_point_that_was_left_open_stands_in_the_letter() -> None:
    case = facts(LetterKind.INFORMAL_ACCEPTANCE)
    hard = replace(left("financial-hardship"), reason="I took into account what you earn.")
    text = written(case, hard, answer("signs-unclear", UPHELD)).text
    assert "I took into account what you earn. The notice is cancelled, so I need not decide more" in text
    assert "You also told us about" not in text and "About your finances." in text
    assert text.index("signs") < text.index("what you earn")


def test_what_is_written_of_conduct_or_a_loss_left_open_is_met_in_its_own_words() -> None:
    case = facts(LetterKind.INFORMAL_ACCEPTANCE)
    loss = replace(left("bereavement"), reason="A reason.")
    text = written(case, answer("signs-unclear", UPHELD), loss).text
    assert "Please accept my condolences." in text and "need not decide" not in text
    assert "about your loss with sympathy. A reason." in text
    case = replace(case, complaint_route="Complaints go to 020 7946 0126.")
    conduct = replace(left("ceo-conduct"), words="He laughed at me", reason="His camera was off.")
    text = written(case, answer("signs-unclear", UPHELD), conduct).text
    assert "His camera was off. Cancelling the notice does not settle that. Complaints go to" in text
    assert text.count("Complaints go to") == 1 and "need not decide" not in text


def test_a_loss_is_met_with_condolences_alone_where_the_cancellation_leaves_it_open() -> None:
    case = facts(LetterKind.INFORMAL_ACCEPTANCE)
    text = written(case, answer("signs-unclear", UPHELD), left("bereavement")).text
    assert "Please accept my condolences." in text and "You also told us about" not in text
    more = written(case, answer("signs-unclear", UPHELD), left("bereavement"), left("loading")).text
    assert "You also told us about the loading. I have gone through that too." in more


def test_a_cancellation_does_not_settle_a_complaint_about_the_officer() -> None:
    case = facts(LetterKind.INFORMAL_ACCEPTANCE, complaint_route="Complaints go to 020 7946 0126.")
    text = written(case, answer("signs-unclear", UPHELD), left("ceo-conduct"), left("unfair-revenue")).text
    assert "is not settled by cancelling the notice. Complaints go to 020 7946 0126." in text
    assert "You also told us about the raising of money." in text
    alone = written(case, answer("signs-unclear", UPHELD), left("ceo-conduct")).text
    assert "You also told us about" not in alone
    answered = written(case, answer("signs-unclear", UPHELD), answer("ceo-conduct", UPHELD)).text
    assert "is not settled by" not in answered


def test_a_letter_that_was_not_answered_is_owned_after_a_charge_certificate_too() -> None:
    case = facts(LetterKind.CERTIFICATE_RESPONSE, outcome=regimes.Outcome.CANCEL)
    text = written(case, answer("challenge-ignored", UPHELD)).text
    assert "You are right, and I apologise." in text


def test_the_family_of_somebody_who_died_is_not_told_the_same_twice() -> None:
    case = facts(LetterKind.CERTIFICATE_RESPONSE, outcome=regimes.Outcome.CANCEL, deceased="Mr C. Brandt")
    points = [replace(answer(slug, UPHELD), reason="") for slug in ("bereavement", "notice-late-or-missing")]
    text = written(case, *points).text
    assert "I accept what you tell us about when the later notice was posted" in text
    lines = [line for line in text.splitlines() if line]
    assert len(lines) == len(set(lines)) and text.count("sorry that they were sent") <= 1


def test_several_notices_before_the_first_arrived_are_weighed_in_a_zone() -> None:
    ground, weighed = point("duplicate-pcn").under("caz-2013")
    assert (ground, weighed) == ("caz-compelling", False)


def codes(words: str, case: Facts, reason: str) -> set[str]:
    """What the check finds of a letter whose reason has these words."""
    point = replace(answer("signs-unclear", NOT), reason=reason, words=words)
    return {one.code for one in check(written(case, point).text, case, answers=[point])}


def test_a_sign_without_an_exception_for_holidays_is_no_blanket_rule() -> None:
    case = facts(LetterKind.NOTICE_OF_REJECTION)
    assert "fettered-discretion" not in codes("", case, "The sign makes no exception for bank holidays.")
    assert "fettered-discretion" in codes("", case, "We make no exceptions.")


def test_the_last_day_for_a_daily_charge_is_not_the_last_day_for_an_appeal() -> None:
    late = "You paid on 30 October 2026, after the last day for paying the charge for 23 October 2026."
    assert "misstated-appeal-period" not in codes("", zone(regimes.NOR), late)
    over = "Your journey was on Friday 23 October, so the last day to pay was Thursday 29 October."
    assert "misstated-appeal-period" not in codes("", zone(regimes.NOR), over)
    wrong = "The last day to appeal is 30 October 2026."
    assert "misstated-appeal-period" in codes("", zone(regimes.NOR), wrong)


def test_the_time_on_an_invoice_is_not_the_time_of_the_contravention() -> None:
    case = zone(regimes.NOR, contravened_on=date(2026, 10, 23), contravened_time="11:50")
    loaded = "The recovery firm's invoice gives 11.30 on 23 October as the time of loading your van."
    assert "wrong-time" not in codes("", case, loaded)
    assert "wrong-time" in codes("", case, "The camera recorded your van at 11.30 on 23 October.")


def test_the_day_a_vehicle_was_collected_and_a_time_at_the_pound_are_not_those_of_the_contravention() -> None:
    case = replace(
        regimes.case("removal", regimes.NOR), contravened_on=date(2026, 11, 13), contravened_time="10:11"
    )
    pound = "The pound's photographs of 13 November at 10:52 show the scratch on your car."
    kept = f"Your car was collected on Tuesday 17 November. {pound}"
    assert not {"wrong-date", "wrong-time"} & codes("", case, kept)
    assert "wrong-date" in codes("", case, "Your car was parked there on Tuesday 17 November.")


@pytest.mark.parametrize(
    ("asked", "reason", "wrong"),
    [
        ("Is it £130 or £110?", "The sum of £110 is the charge for other contraventions.", False),
        ("Is it £130 or £110?", "The charge is £110.", True),
        ("Which sum is it?", "The sum of £110 is the charge for other contraventions.", True),
    ],
)
def test_a_sum_that_was_asked_about_may_be_set_aside(asked: str, reason: str, wrong: bool) -> None:
    case = facts(LetterKind.NOTICE_OF_REJECTION, challenge_text=asked, contravened_on=date(2026, 1, 6))
    assert ("wrong-amount" in codes("", case, reason)) is wrong


@pytest.mark.parametrize("slug", ["caz-paid-late", "caz-paid-wrong-vrm"])
def test_a_payment_is_not_turned_down_without_a_word_on_what_the_payments_show(slug: str) -> None:
    case = zone(regimes.NOR)
    assert wordings(case, [answer(slug, NOT)], library())[slug].asks
