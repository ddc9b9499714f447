"""Letters after the charge certificate: where the debt stands at the court, and which form is right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.law.facts import Facts, Outcome, PointOutcome
from caseworker.letters.plan import Answer, plan
from caseworker.letters.preflight import check
from caseworker.letters.render import render
from tests.letters.regimes import CC, case
from tests.letters.writing import REASON, library

TE9 = ("tma-reg9", "tma-reg10", "caz-2013")
PE3 = ("bus-lane-1996", "moving-traffic-2003")
ASKED = Answer(
    "pcn-not-received", "No PCN received", PointOutcome.NOT_UPHELD, reason=REASON, ground="No contravention"
)
STILL_TO_COME = ("would then be sent", "may ask the Traffic Enforcement Centre")


def letter(regime: str, stage: str, **more: object) -> str:
    """The planned answer at a stage; nothing in it is found wanting."""
    facts: Facts = case(regime, CC)
    facts = replace(facts, stage=stage, posts_on=date(2026, 11, 23), points=(ASKED.slug,), **more)
    made = render(plan(facts, [ASKED], library()), facts, [ASKED])
    assert made.missing == ()
    assert [(one.code, one.words) for one in check(made.text, facts, answers=[ASKED])] == []
    return made.text


@pytest.mark.parametrize("regime", [*TE9, *PE3])
def test_before_the_debt_is_registered_the_order_is_still_to_come(regime: str) -> None:
    text = letter(regime, "charge-certificate")
    assert STILL_TO_COME[1] in text
    assert "21 days" not in text


@pytest.mark.parametrize("regime", [*TE9, *PE3])
def test_once_the_order_was_served_the_letter_says_so_and_what_the_form_is(regime: str) -> None:
    text = letter(regime, "order-for-recovery")
    assert not any(words in text for words in STILL_TO_COME)
    assert "has been served on you" in text
    assert "21 days, beginning with the day on which the order was served" in text
    assert "the court's fee" in text
    own, late = ("TE9", "TE7") if regime in TE9 else ("PE3", "PE2")
    assert f"form {own}" in text
    assert f"form {late}" in text


def test_where_a_declaration_is_due_the_letter_warns_of_the_other_form() -> None:
    assert "A form TE9 is for other notices" in letter("bus-lane-1996", "order-for-recovery")
    assert "PE3" not in letter("tma-reg9", "order-for-recovery")


@pytest.mark.parametrize("regime", [*TE9, *PE3])
@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("registered", "registered it as a debt"),
        ("warrant", "A warrant of control has been issued"),
        ("statement-lodged", "Your form is with the Traffic Enforcement Centre"),
        ("out-of-time", "your request to send your form late"),
    ],
)
def test_each_later_stage_has_its_own_words(regime: str, stage: str, said: str) -> None:
    text = letter(regime, stage)
    assert said in text
    assert not any(words in text for words in STILL_TO_COME)


def test_what_was_paid_in_part_does_not_hide_that_the_order_was_served() -> None:
    text = letter("bus-lane-1996", "order-for-recovery", paid_pence=4_000, paid_on=date(2026, 10, 20))
    assert "has been served on you" in text


@pytest.mark.parametrize("regime", [*TE9, *PE3])
@pytest.mark.parametrize("reason", ["", REASON])
def test_a_payment_that_settled_the_penalty_is_kept_and_the_certificate_not_upheld(
    regime: str, reason: str
) -> None:
    paid = Answer("already-paid", "Already paid", PointOutcome.UPHELD, reason=reason, mitigation=True)
    facts: Facts = case(regime, CC)
    facts = replace(facts, stage="charge-certificate", posts_on=date(2026, 11, 23), points=("already-paid",))
    facts = replace(facts, paid_pence=facts.full_pence, paid_on=date(2026, 1, 19))
    made = render(plan(facts, [paid], library()), facts, [paid])
    assert made.missing == ()
    assert "has settled the penalty charge" in made.text and "it settled the penalty charge" in made.text
    assert "certificate stands" not in made.text and "refund" not in made.text.lower()
    assert [(one.code, one.words) for one in check(made.text, facts, answers=[paid])] == []


def test_a_notice_served_in_the_street_was_not_posted() -> None:
    said = replace(ASKED, slug="pcn-not-served")
    for regime, posted in (("tma-reg9", False), ("tma-reg10", True)):
        facts = replace(case(regime, CC), stage="charge-certificate", posts_on=date(2026, 11, 23))
        text = render(plan(facts, [said], library()), facts, [said]).text
        assert ("when each notice was posted" in text) is posted
        assert ("taken or blown away" in text) is not posted


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Our bank record shows your cheque for £55, received on 10 August 2026.", False),
        ("We received your £55 on 10 August 2026.", False),
        ("Your letter was received on 10 August 2026.", True),
    ],
)
def test_the_day_on_which_money_came_is_not_that_of_the_letter(words: str, wrong: bool) -> None:
    facts = replace(case("tma-reg9", CC), posts_on=date(2026, 11, 23))
    ours = replace(ASKED, reason=words)
    made = render(plan(facts, [ours], library()), facts, [ours])
    assert ("wrong-date" in {one.code for one in check(made.text, facts, answers=[ours])}) is wrong


def test_the_day_of_service_in_a_sentence_with_the_contravention_is_its_own() -> None:
    facts = replace(case("tma-reg9", CC), posts_on=date(2026, 11, 23))
    facts = replace(facts, pcn_served_on=date(2026, 1, 14))
    happened, served = facts.contravened_on, date(2026, 1, 14)
    assert happened is not None
    for day, wrong in ((happened, False), (date(2026, 1, 2), True)):
        first = f"The contravention was on {day:%-d %B %Y}"
        ours = replace(ASKED, reason=f"{first} and the notice was served on {served:%-d %B %Y}.")
        text = render(plan(facts, [ours], library()), facts, [ours]).text
        assert ("wrong-date" in {one.code for one in check(text, facts, answers=[ours])}) is wrong


@pytest.mark.parametrize("regime", [*TE9, *PE3])
def test_whose_order_the_court_revoked_is_not_told_of_one_to_come(regime: str) -> None:
    won = replace(ASKED, outcome=PointOutcome.UPHELD)
    said = {
        "order-revoked": "so you need not answer that either",
        "order-revoked-refer": "nothing is left for the adjudicator to decide",
        "order-for-recovery": "need not pay or answer an order for recovery that has reached you",
        "out-of-time": "need not pay or answer an order for recovery that has reached you",
        "charge-certificate": "If an order for recovery reaches you",
    }
    for stage, words in said.items():
        facts: Facts = case(regime, CC)
        facts = replace(facts, stage=stage, outcome=Outcome.CANCEL, points=(won.slug,))
        text = render(plan(facts, [won], library()), facts, [won]).text
        assert {one for one in said.values() if one in text} == {words}
