"""Letters that an officer signs: nothing invented, nothing said twice, no day left out, no paper claimed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.law.facts import CaseKind, Facts, LetterKind, PointOutcome, WriterRole
from caseworker.letters.phrases import fees_or_damage
from caseworker.letters.tender import of_loss, of_self
from tests.letters import regimes
from tests.letters.writing import answer, facts, written

UPHELD, NOT = PointOutcome.UPHELD, PointOutcome.NOT_UPHELD
NOR, NOA = LetterKind.NOTICE_OF_REJECTION, LetterKind.NOTICE_OF_ACCEPTANCE
CERTIFICATE = LetterKind.CERTIFICATE_RESPONSE
WEIGHED = {"mitigation": True, "ground": ""}


def after(regime: str = "tma-reg9", **more: object) -> Facts:
    """A letter after a charge certificate that stands."""
    case = facts(CERTIFICATE) if regime == "tma-reg9" else regimes.case(regime, CERTIFICATE)
    return replace(case, **more)  # type: ignore[arg-type]


def test_a_permit_that_the_contravention_turns_on_means_that_the_vehicle_might_be_there() -> None:
    permit = answer("permit-held", UPHELD, words="My permit is a virtual one")
    text = written(facts(NOA, code="12r"), permit).text
    assert "The vehicle had the right to be there" in text and "properly served" not in text


def test_a_permit_that_was_not_on_show_is_weighed_and_the_notice_was_right() -> None:
    shown = answer("permit-held", UPHELD, words="My permit had slipped", **WEIGHED)
    text = written(facts(NOA, code="12y"), shown).text
    assert "properly served" in text and "sorry that a notice" not in text
    refused = written(facts(NOR, code="12y"), replace(shown, outcome=NOT)).text
    assert "I have weighed that as a reason to cancel" in refused
    assert "I did not find one" not in refused


def test_who_writes_for_somebody_else_is_not_given_the_others_permit() -> None:
    agent = facts(NOR, writer_role=WriterRole.AGENT)
    for slug in ("permit-lapsed", "permit-held", "blue-badge-displayed", "already-paid"):
        text = written(agent, answer(slug, NOT, words="It was in order", **WEIGHED)).text
        assert not {"your permit", "your Blue Badge"} & {text[n:][:11] for n in range(len(text))}, slug
        assert "your permit" not in text and "your Blue Badge" not in text, slug


def test_papers_that_the_case_lacks_are_named_and_not_claimed() -> None:
    case = replace(
        facts(NOR), kind=CaseKind.TRIBUNAL, letter_kind=LetterKind.TRIBUNAL_HAND_OVER, outcome=None
    )
    whole = written(case).text
    lacking = written(replace(case, papers_missing=("the decision notice", "a copy of the PCN"))).text
    assert "They hold the notice" in whole and "not with this letter" not in whole
    assert "not with this letter: the decision notice and a copy of the PCN." in lacking
    assert "They hold" not in lacking and "before the last day" not in lacking, "that day may have passed"


def test_evidence_of_a_loss_is_not_thanked_for_beside_the_word_that_none_is_needed() -> None:
    case = facts(NOA, evidence_sent=("The order of service",))
    text = written(case, answer("bereavement", UPHELD)).text
    assert "I also looked at what you sent us: the order of service." in text
    assert "Thank you for sending" not in text and "helped me to decide" not in text


@pytest.mark.parametrize("kind", [NOR, NOA, CERTIFICATE])
def test_a_point_is_not_said_twice_in_its_own_answer(kind: LetterKind) -> None:
    outcome = UPHELD if kind is NOA else NOT
    text = written(facts(kind), answer("amount-demanded-wrong", outcome, words="{It} is the wrong sum")).text
    at = text.index("You say that the sum we ask for is wrong.")
    assert "what you say about the sum asked for" not in text[at : at + 400]


@pytest.mark.parametrize("kind", [NOR, NOA, CERTIFICATE])
@pytest.mark.parametrize("slug", ["signs-missing", "loading", "amount-demanded-wrong", "pcn-late"])
def test_a_point_added_by_hand_is_named_and_nobody_is_said_to_have_said_it(
    kind: LetterKind, slug: str
) -> None:
    text = written(facts(kind), answer(slug, UPHELD if kind is NOA else NOT, words="")).text
    assert "You say that" not in text and "“”" not in text
    assert "\n\nAbout " in text


def test_part_of_a_certificate_paid_still_gives_the_last_of_the_fourteen_days() -> None:
    part = {"paid_pence": 8000, "paid_on": date(2026, 5, 1)}
    point = answer("already-paid", NOT)
    running = written(after(**part), point).text
    over = written(after(posts_on=date(2026, 5, 20), served_on=date(2026, 5, 22), **part), point).text
    assert (
        "£160 is still to be paid." in running and "the last of the 14 days is Monday 18 May 2026" in running
    )
    assert "ended on Monday 18 May 2026. You can still pay it now." in over


@pytest.mark.parametrize(("regime", "form"), [("tma-reg9", "TE7"), ("moving-traffic-2003", "PE2")])
def test_the_days_of_an_order_are_given_by_their_dates(regime: str, form: str) -> None:
    order = {"stage": "order-for-recovery", "certificate_served_on": date(2026, 3, 2)}
    point = answer("challenge-ignored", NOT)
    running = written(after(regime, order_served_on=date(2026, 5, 4), **order), point).text
    over = written(after(regime, order_served_on=date(2026, 4, 1), **order), point).text
    unknown = written(after(regime, **order), point).text
    assert "served on Monday 4 May 2026." in running and "The last of them is Sunday 24 May 2026." in running
    assert "ended on Tuesday 21 April 2026." in over and "The last of them" not in over
    assert "beginning with the day on which the order was served" in unknown
    assert all(form in text for text in (running, over, unknown))


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("They charged me £240 for storage.", "fees-alone"),
        ("My bumper was scratched when I came to the pound.", "damage-alone"),
        ("I paid £280 and the door is dented.", ""),
        ("", ""),
    ],
)
def test_charges_and_damage_are_told_apart(words: str, of: str) -> None:
    assert fees_or_damage("removal-fees-or-damage", words) == of
    assert fees_or_damage("already-paid", words) == ""


def test_charges_and_damage_are_each_answered_where_they_are_raised() -> None:
    case = regimes.case("removal", NOR)
    fees = written(case, answer("removal-fees-or-damage", NOT, words="£240 for storage is too much.")).text
    harm = written(case, answer("removal-fees-or-damage", NOT, words="The door was dented.")).text
    both = written(case, answer("removal-fees-or-damage", NOT, words="£240, and the door is dented.")).text
    assert "a claim of its own" not in fees and "the charge that is set for it" in fees
    assert "a claim of its own" in harm and "the charge that is set for it" not in harm
    assert "a claim of its own" in both and "the charge that is set for it" in both


def test_a_reduced_charge_that_is_open_is_not_said_to_be_closed() -> None:
    case = facts(LetterKind.INFORMAL_REJECTION)
    text = written(case, answer("discount-request", NOT, reason="", words="Please keep the discount.")).text
    assert "It is not offered again" not in text and "is open to you now" in text
    shut = replace(case, discount_offer_pence=None, discount_offer_until=None)
    text = written(shut, answer("discount-request", NOT, reason="", words="Please keep the discount.")).text
    assert "It is not offered again" in text and "is open to you now" not in text


@pytest.mark.parametrize("stage", ["statement-lodged", "out-of-time"])
def test_a_form_that_is_at_the_court_is_not_described_below(stage: str) -> None:
    case = after(stage=stage, certificate_served_on=date(2026, 3, 2))
    text = written(case, answer("notice-late-or-missing", NOT)).text
    assert "that I describe below" not in text and "the court decides on" in text.replace(
        "The court", "the court"
    )


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("I had to leave home in the middle of the night because of my partner.", True),
        ("He hits me and I ran.", True),
        ("My mother had to leave home because of the flood.", False),
        ("I left home late because of the rain.", False),
    ],
)
def test_who_had_to_get_away_is_not_taken_for_a_helper(words: str, own: bool) -> None:
    assert of_self(words) is own


def test_grounds_with_commas_of_their_own_are_kept_apart() -> None:
    first = answer("hire-vehicle", UPHELD, ground="The recipient is a hire firm, and the hirer signed")
    text = written(facts(NOA), first, answer("loading", UPHELD)).text
    assert "hire firm, and the hirer signed; and that the alleged contravention did not occur." in text


@pytest.mark.parametrize(
    ("words", "loss"),
    [
        ("My phone had died so I could not pay.", False),
        ("The battery of my mobile died", False),
        ("the car had just died on me", False),
        ("My mother had died the week before.", True),
        ("My father, whose phone I had, died", True),
        ("My mother gave me the car before she died", True),
    ],
)
def test_a_phone_that_died_is_quoted_and_a_person_is_not(words: str, loss: bool) -> None:
    assert of_loss(words) is loss
    text = written(facts(NOR), answer("pay-app-failure", NOT, words=words)).text
    assert (words.rstrip(".") in text) is not loss


def test_a_slow_release_is_answered_as_a_wait_and_not_as_a_charge() -> None:
    said = "Paid 14:10. Released 19:45."
    case = replace(regimes.case("clamp", NOR), challenge_text=f"{said} Five and a half hours!")
    assert fees_or_damage("removal-fees-or-damage", said) == "delay-alone"
    text = written(case, answer("removal-fees-or-damage", NOT, words=said)).text
    assert "when the vehicle was given back" in text and "the charge that is set for it" not in text


def test_damage_that_is_told_of_beside_the_words_marked_is_not_passed_over() -> None:
    storage = "You charged a second day's storage"
    case = replace(regimes.case("removal", NOR), challenge_text=f"The door was scratched. {storage}.")
    text = written(case, answer("removal-fees-or-damage", NOT, words=storage)).text
    assert "a claim of its own" in text and "the charge that is set for it" in text


@pytest.mark.parametrize(
    ("vrm", "papers"),
    [
        ("ZZ19 ABC", "your V5C registration certificate"),
        ("QX417ZD", "your vehicle's registration document"),
    ],
)
def test_the_keeper_of_a_foreign_vehicle_is_not_sent_to_a_v5c(vrm: str, papers: str) -> None:
    text = written(facts(LetterKind.INFORMAL_REJECTION, vrm=vrm), answer("loading", NOT)).text
    assert f"please check that {papers} shows your present address" in text


def test_a_late_notice_by_post_is_refused_by_its_days_and_by_the_rule() -> None:
    case = replace(regimes.case("tma-reg10", NOR), pcn_served_on=date(2026, 1, 12))
    for reason in ("We asked the DVLA on 2 November.", ""):
        text = written(case, answer("pcn-late", NOT, reason=reason)).text
        assert "As a rule a notice of this kind is served within 28 days" in text
        assert "our record gives Monday 12 January 2026 as the day of service" in text


def test_a_refund_that_is_given_is_not_left_as_a_point_to_be_decided() -> None:
    left = replace(answer("wants-refund-after-paying", UPHELD), outcome=None, reason="")
    case = replace(regimes.case("clamp", NOA), fees_paid_pence=10_000, fees_paid=(("release", 10_000),))
    text = written(case, answer("breakdown", UPHELD, **WEIGHED), left).text
    assert "Your refund." in text and "the refund you ask for" not in text


@pytest.mark.parametrize(
    ("said", "sent", "asked"),
    [
        ("I sold it three weeks before your date, green slip posted. Ask him.", (), False),
        ("I sold the car and told DVLA the same evening.", (), False),
        ("I sold it in May.", ("Letter from the DVLA",), False),
        ("I sold it in May. I will tell the DVLA.", (), True),
        ("I sold it in May. I have not told the DVLA.", (), True),
        ("I sold it in May.", (), True),
    ],
)
def test_nobody_is_asked_to_tell_the_dvla_who_did(said: str, sent: tuple[str, ...], asked: bool) -> None:
    case = facts(NOA, challenge_text=said, evidence_sent=sent)
    text = written(case, answer("not-owner-sold", UPHELD)).text
    assert ("If you have not told the DVLA" in text) is asked
    assert ("As the DVLA was told of the change" in text) is not asked


def test_after_a_death_what_was_left_undecided_is_spoken_of_gently() -> None:
    case = facts(NOA, deceased="Mr A. Brandt")
    left = replace(answer("signs-unclear", NOT, words="I saw no sign"), outcome=None, reason="")
    text = written(case, answer("bereavement", UPHELD), left).text
    assert "There is nothing more that you need tell us or send us." in text
    assert "I have gone through that too" not in text


@pytest.mark.parametrize(("paid", "named"), [(8_000, False), (0, True)])
def test_a_payment_that_is_returned_is_not_left_as_a_point_to_be_decided(paid: int, named: bool) -> None:
    left = replace(answer("already-paid", UPHELD), outcome=None, reason="")
    money = {"paid_pence": paid, "paid_on": date(2026, 1, 12)} if paid else {}
    case = replace(regimes.case("moving-traffic-2003", NOA), **money)
    text = written(case, answer("signs-missing", UPHELD), left).text
    assert ("You also told us about" in text) is named and ("Your refund." in text) is not named
