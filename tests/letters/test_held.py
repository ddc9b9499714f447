"""Letters about a vehicle that was removed or clamped: what was paid, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseworker.law.facts import Facts, PointOutcome
from caseworker.letters.plan import Answer, conditions, plan
from caseworker.letters.preflight import check
from caseworker.letters.render import render
from caseworker.letters.wording import listed
from tests.letters.regimes import NOA, NOR, case
from tests.letters.writing import REASON, library

UPHELD, NOT = PointOutcome.UPHELD, PointOutcome.NOT_UPHELD
POUND = {
    "fees_paid": (("release", 28_000), ("storage", 11_000)),
    "fees_paid_pence": 39_000,
    "paid_pence": 8_000,
    "paid_on": date(2026, 1, 8),
    "released_on": date(2026, 1, 8),
}
KERB = {
    "fees_paid": (("release", 10_000),),
    "fees_paid_pence": 10_000,
    "paid_pence": 8_000,
    "paid_on": date(2026, 1, 6),
    "released_on": date(2026, 1, 6),
}
UNJUSTIFIED = Answer("removal-unjustified", "Removal or clamp not justified", NOT, ground="No power")
FEES = Answer("removal-fees-or-damage", "Removal fees or damage", NOT, words="It does not add up")
BABY = Answer("pregnancy-or-child", "Pregnancy or a child", UPHELD, reason=REASON, mitigation=True)


def letter(facts: Facts, *answers: Answer) -> str:
    """The planned letter; nothing in it is found wanting."""
    asked = replace(facts, points=tuple(one.slug for one in answers))
    made = render(plan(asked, answers, library()), asked, answers)
    assert made.missing == ()
    found = check(made.text, asked, answers=answers)
    assert [(one.code, one.words) for one in found] == []
    return made.text


@pytest.mark.parametrize(
    ("name", "paid", "total", "parts"),
    [
        ("removal", POUND, "£470", ("£280 for the release of the vehicle", "£110 for storing it")),
        ("clamp", KERB, "£180", ("£100 for the release of the vehicle",)),
        (
            "removal",
            POUND | {"fees_paid": ()},
            "£470",
            ("£390 for the release of the vehicle and its storage",),
        ),
        (
            "removal",
            POUND
            | {"fees_paid": (("release", 28_000), ("disposal", 10_000), ("aside", 1_000)), "paid_pence": 0},
            "£390",
            ("£280 for the release of the vehicle", "£100 for disposing of it", "£10 beyond what was due"),
        ),
    ],
)
def test_an_acceptance_names_what_is_paid_back_and_its_parts(
    name: str, paid: dict[str, Any], total: str, parts: tuple[str, ...]
) -> None:
    text = letter(case(name, NOA, **paid), replace(UNJUSTIFIED, outcome=UPHELD))
    penalty = ("£80 for the penalty charge",) if paid["paid_pence"] else ()
    assert f"{total} was paid in all: {listed([*penalty, *parts])}. We are returning all of it" in text


def test_where_the_sums_are_not_known_everything_is_returned() -> None:
    none = {"fees_paid_pence": 0, "paid_pence": 0}
    removed = letter(case("removal", NOA, **none), replace(UNJUSTIFIED, outcome=UPHELD))
    clamped = letter(case("clamp", NOA, **none), replace(UNJUSTIFIED, outcome=UPHELD))
    assert "everything that was paid for the vehicle, or taken from its price" in removed
    assert "the penalty charge and the release fee" in clamped and "storage," not in clamped
    assert "£" not in removed.partition("Your refund.")[2]


@pytest.mark.parametrize(("name", "paid"), [("removal", POUND), ("clamp", KERB)])
def test_a_rejection_says_what_was_paid_and_offers_nothing(name: str, paid: dict[str, Any]) -> None:
    text = letter(case(name, NOR, **paid), UNJUSTIFIED)
    total = "£470" if name == "removal" else "£180"
    assert f"{total} was paid for the vehicle: £80 for the penalty charge" in text
    assert "That stands, and this letter asks for nothing more." in text
    assert "reduced charge" not in text and "discount" not in text and "pay online" not in text.lower()
    assert text.count("compelling reasons to refund what was paid, in full or in part") == 2
    assert "28 days to appeal" in text


def test_a_vehicle_that_is_still_held_is_told_of_its_release_and_of_the_discount() -> None:
    bare = case(
        "removal", NOR, fees_paid_pence=0, paid_pence=0, notice_served_on=None, stage="representations-hold"
    )
    text = letter(bare, UNJUSTIFIED)
    assert "given back once the penalty charge and the charges for its release are paid" in text
    offered = replace(bare, discount_offer_pence=8_000, discount_offer_until=date(2026, 4, 2))
    assert "We will accept the reduced charge of £80 if we receive it by" in letter(offered, UNJUSTIFIED)


@pytest.mark.parametrize(
    ("known", "condition"),
    [
        ({"released_on": date(2026, 1, 8)}, "released"),
        ({"sold_on": date(2026, 2, 8)}, "released"),
        ({"notice_served_on": date(2026, 1, 8)}, "released"),
        ({"stage": "vehicle-disposed"}, "released"),
        ({"stage": "vehicle-held"}, "still-held"),
    ],
)
def test_whether_it_was_given_back_is_read_from_the_case(known: dict[str, Any], condition: str) -> None:
    bare = case("removal", NOR, notice_served_on=None, stage="representations-hold")
    held = conditions(replace(bare, **known), ())
    assert condition in held and len(held & {"released", "still-held"}) == 1


def test_the_letter_speaks_of_what_was_done_with_this_vehicle() -> None:
    said = replace(UNJUSTIFIED, words="{It} should not have been taken")
    removed = letter(case("removal", NOR, **POUND), said)
    clamped = letter(case("clamp", NOR, **KERB), said)
    assert "You say that the vehicle should not have been removed." in removed
    assert "You say that the vehicle should not have been clamped." in clamped


def test_an_answer_on_the_fees_names_them() -> None:
    sum_ = Answer("amount-demanded-wrong", "Amount demanded wrong", NOT)
    text = letter(case("clamp", NOR, **KERB), FEES, sum_)
    assert text.count("£180 was paid for the vehicle") == 1
    assert "I do not find that any of them was more than the charge that is set for it." in text
    assert "What is set for the release of the vehicle comes beside it." in text
    unknown = letter(case("clamp", NOR, fees_paid_pence=0), FEES)
    assert "against the charges that are set" in unknown


def test_compelling_reasons_alone_are_named_as_reasons_to_refund() -> None:
    text = letter(case("removal", NOA, **POUND), BABY)
    assert "I find compelling reasons, in what you told us about" in text
    assert "to cancel the penalty charge and to refund what was paid" in text


def test_another_sum_than_what_was_paid_is_found() -> None:
    facts = case("removal", NOA, **POUND)
    text = letter(facts, replace(UNJUSTIFIED, outcome=UPHELD))
    for wrong in (("£470 was paid", "£460 was paid"), ("£110 for storing", "£55 for storing")):
        found = {one.kind for one in check(text.replace(*wrong), facts)}
        assert "wrong-amount" in found, wrong


def test_no_letter_states_minutes_before_a_clamp_that_were_not_read() -> None:
    spoken = [
        one for one in library() if "clamp" in (*one.regimes, *one.families) and "30 minutes" in one.text
    ]
    assert [one.id for one in spoken if one.families and "clamp" in one.families] == []


MONEY = Answer("financial-hardship", "Hardship", NOT, reason=REASON, words="I borrowed it", mitigation=True)


def test_where_all_is_paid_nobody_is_told_of_paying_later() -> None:
    text = letter(case("removal", NOR, **POUND, debt_advice="Free advice on money: 01632 960127."), MONEY)
    assert "This letter asks you for nothing more. Free advice on money" in text
    assert "how and when you pay" not in text and "last day to pay" not in text


@pytest.mark.parametrize(
    ("name", "paid", "words"), [("removal", POUND, "About the removal."), ("clamp", KERB, "About the clamp.")]
)
def test_a_point_without_marked_words_is_named_by_what_was_done(
    name: str, paid: dict[str, Any], words: str
) -> None:
    assert words in letter(case(name, NOR, **paid), UNJUSTIFIED)


def test_where_no_words_are_marked_the_reason_tells_the_charges_from_the_damage() -> None:
    added = replace(FEES, words="", reason="The storage is for the two days after it was taken.")
    text = letter(case("removal", NOR, **POUND), added)
    assert "About the charges." in text and "damage" not in text
    scratched = replace(added, reason="The scratch on the bumper is in the first photograph.")
    assert "About the damage." in letter(case("removal", NOR, **POUND), scratched)
    both = replace(scratched, words="You charged me a second day")
    assert "that is a claim of its own" in letter(case("removal", NOR, **POUND), both)


def test_what_is_waived_is_what_a_clamp_can_cost() -> None:
    clamped, removed = (
        letter(case(name, NOA, **paid), replace(UNJUSTIFIED, outcome=UPHELD))
        for name, paid in (("clamp", KERB), ("removal", POUND))
    )
    assert "or for the release of the vehicle, is waived" in clamped
    assert "release, storage or disposal of the vehicle, is waived" in removed


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("39 weeks", "about the pregnancy"),
        ("My son had been sick in the back", "about the child"),
        ("I am pregnant and had the baby in the car", "about a child or a pregnancy"),
    ],
)
def test_a_child_or_a_pregnancy_is_named_by_the_one_that_was_spoken_of(words: str, named: str) -> None:
    text = letter(case("clamp", NOA, **KERB), replace(BABY, words=words))
    assert f"I accept what you tell us {named}, and" in text


@pytest.mark.parametrize("said", ["The car was taken on", "The clamp was put on", "It was then removed on"])
def test_the_time_at_which_a_vehicle_was_held_is_not_taken_for_the_contraventions(said: str) -> None:
    facts = case("removal", NOR, **POUND)
    day = f"{facts.contravened_on:%-d %B %Y}"
    letter(facts, replace(UNJUSTIFIED, reason=f"{said} {day} at 23:18, after the PCN."))
    wrong = replace(UNJUSTIFIED, reason=f"The car stood there on {day} at 23:18, as the PCN says.")
    made = render(plan(facts, (wrong,), library()), facts, (wrong,))
    assert "wrong-time" in {one.code for one in check(made.text, facts, answers=(wrong,))}


def test_the_days_of_storage_are_no_day_of_the_contravention() -> None:
    told = "The storage began the day after the vehicle was brought in, and it was kept until you came on"
    reason = f"{told} Friday 9 January 2026."
    assert "Friday 9 January 2026" in letter(case("removal", NOR, **POUND), replace(FEES, reason=reason))


def test_a_slow_release_is_refused_with_no_fault_found_in_it() -> None:
    said = "Paid 14:10. Released 19:45."
    slow = replace(FEES, words=said, reason="Two other vehicles were released first.")
    text = letter(case("clamp", NOR, **KERB, challenge_text=said), slow)
    assert "How long that took does not change what was due for the release" in text


@pytest.mark.parametrize("name", ["removal", "clamp"])
def test_who_paid_for_a_vehicle_that_should_not_have_been_held_is_told_sorry_for_it(name: str) -> None:
    signs = Answer("signs-obscured", "Sign hidden", UPHELD, ground="No contravention", reason=REASON)
    text = letter(case(name, NOA, **(POUND if name == "removal" else KERB)), signs)
    assert "I am sorry that you had to pay for the release of your vehicle." in text
