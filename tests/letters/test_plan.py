"""The plan: which paragraphs, in which order, and why each is offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseworker.law.facts import LetterKind, Outcome, Party, Place, PointOutcome, WriterRole
from caseworker.law.refusals import Refused
from caseworker.letters.library import SLOTS
from caseworker.letters.phrases import PHRASES
from caseworker.letters.picking import Picker
from caseworker.letters.plan import (
    FREE,
    Answer,
    Block,
    conditions,
    free,
    from_json,
    letter_kind,
    offers,
    plan,
    to_json,
)
from caseworker.letters.preflight import check
from tests.letters.writing import WON, answer, facts, library, written

KINDS = tuple(one for one in LetterKind if not one.beside)
IR, NOR, CC = LetterKind.INFORMAL_REJECTION, LetterKind.NOTICE_OF_REJECTION, LetterKind.CERTIFICATE_RESPONSE
UPHELD, NOT = PointOutcome.UPHELD, PointOutcome.NOT_UPHELD
PARKING = tuple(slug for slug in PHRASES if not slug.startswith(("caz-", "box-", "bus-", "removal-")))
# There is no informal challenge against a PCN that came by post.
LETTERS = [(kind, "tma-reg9") for kind in KINDS] + [
    (kind, "tma-reg10") for kind in KINDS if "informal" not in kind
]
PAID = {
    "paid_pence": 8000,
    "paid_on": date(2026, 1, 12),
    "discount_offer_pence": None,
    "discount_offer_until": None,
}
PART = {**PAID, "paid_pence": 2000}


def ids(blocks: tuple[Block, ...], slot: str = "") -> list[str]:
    return [one.paragraph for one in blocks if not slot or one.slot == slot]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", PARKING)
def test_every_letter_on_one_point_outside_london_passes_the_check(kind: LetterKind, slug: str) -> None:
    # Those of London are in test_routine.py.
    case = facts(kind, Place.OUTSIDE)
    point = answer(slug, UPHELD if kind in WON else NOT)
    letter = written(case, point)
    case = replace(case, points=(slug,))
    assert letter.missing == ()
    assert [str(one.code) for one in check(letter.text, case, answers=[point])] == []


@pytest.mark.parametrize(("kind", "regime"), LETTERS)
@pytest.mark.parametrize(
    "more",
    [{}, PAID, PART, {"deceased": "Mr J. Brandt"}, {"evidence_sent": ("Delivery note", "Photo of sign")}],
    ids=["unpaid", "paid", "part-paid", "deceased", "evidence"],
)
def test_every_letter_on_three_points_passes_the_check(
    kind: LetterKind, regime: str, more: dict[str, object]
) -> None:
    case = facts(kind, regime=regime, **more)
    outcome = UPHELD if kind in WON else NOT
    points = [
        answer("loading", outcome),
        answer(
            "first-offence", outcome, reason="You told us of it at once, and I have your letter before me."
        ),
        answer("pay-app-failure", outcome, reason="The app's own log of that morning is what I went by."),
    ]
    letter = written(case, *points)
    case = replace(case, points=tuple(one.slug for one in points))
    assert letter.missing == ()
    assert [str(one.code) for one in check(letter.text, case, answers=points)] == []


def test_a_certificate_letter_that_cancels_passes_the_check() -> None:
    case = facts(CC, outcome=Outcome.CANCEL, **PART)
    point = answer("notice-late-or-missing", UPHELD)
    letter = written(case, point)
    assert "cancelled the charge certificate" in letter.text
    assert "£20" in letter.text
    assert check(letter.text, replace(case, points=(point.slug,)), answers=[point]) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_the_decision_stands_in_the_first_two_sentences(kind: LetterKind) -> None:
    blocks = plan(facts(kind), [answer("loading")], library())
    body = " ".join(one.text for one in blocks if not one.text.startswith("## "))
    text = written(facts(kind), answer("loading", UPHELD if kind in WON else NOT)).text
    first = text.split("Brandt\n\n")[-1].replace("\n", " ")
    head = ". ".join(first.split(". ")[:2])
    assert body
    assert any(
        words in head
        for words in ("not to cancel", "do not accept", "cancelled", "stands", "not decided yet")
    ), head


def test_the_blocks_stand_in_the_order_of_a_letter() -> None:
    blocks = plan(facts(NOR), [answer("loading"), answer("first-offence")], library())
    places = [SLOTS.index(one.slot) for one in blocks]
    assert places == sorted(places)
    assert {"opening", "decision", "answer", "discretion", "rights", "care", "closing"} <= {
        b.slot for b in blocks
    }


def test_the_points_are_answered_in_the_order_of_the_case() -> None:
    case = facts(NOR, points=("lines-worn", "loading"))
    blocks = plan(case, [answer("loading"), answer("lines-worn")], library())
    assert [one.point for one in blocks if one.slot == "answer"] == ["lines-worn", "loading"]


def test_a_point_without_its_own_paragraph_gets_the_general_one_with_its_reason() -> None:
    letter = written(
        facts(NOR), answer("traffic-order-invalid", words="Your order is void", reason="It was made in 2019")
    )
    assert "“Your order is void”." in letter.text
    assert "It was made in 2019." in letter.text


def test_one_paragraph_never_answers_two_points() -> None:
    blocks = plan(facts(NOR), [answer("signs-unclear"), answer("conflicting-signs")], library())
    used = ids(blocks, "answer")
    assert len(set(used)) == 2


def test_a_point_accepted_in_a_letter_that_upholds_is_not_called_a_cancellation() -> None:
    blocks = plan(facts(NOR), [answer("ceo-conduct", UPHELD), answer("loading")], library())
    assert "ceo-conduct-upheld-stands" in ids(blocks)


def test_a_point_not_decided_yet_is_answered_with_its_reason_still_open() -> None:
    letter = written(facts(NOR), Answer("loading", "Loading"))
    assert "«reason»" in letter.text
    assert letter.missing == ("reason",)


def test_compelling_reasons_are_always_weighed_in_a_notice_of_rejection() -> None:
    assert ids(plan(facts(NOR), [answer("loading")], library()), "discretion") == ["discretion-formal"]
    weighed = plan(facts(NOR), [answer("medical-emergency")], library())
    assert ids(weighed, "discretion") == ["discretion-formal-mitigation"]


def test_an_informal_letter_weighs_discretion_where_mitigation_was_raised() -> None:
    assert ids(plan(facts(IR), [answer("loading")], library()), "discretion") == []
    assert ids(plan(facts(IR), [answer("bereavement")], library()), "discretion") == ["discretion-informal"]


def test_a_notice_of_rejection_states_every_right() -> None:
    text = written(
        facts(NOR, discount_offer_pence=8000, discount_offer_until=date(2026, 4, 6)), answer("loading")
    ).text
    for words in (
        "28 days, beginning with the date on which this notice is served",
        "We treat it as served on Tuesday 24 March 2026",
        "Monday 20 April 2026",
        "we may serve a charge certificate",
        "order either side, you or us, to pay costs",
        "It is not usual",
        "London Tribunals",
        "may still be accepted",
    ):
        assert words in text
    assert [sum_ in text for sum_ in ("£160", "£80", "£240")] == [True] * 3
    assert "Enclosed: London Tribunals appeal form" in text


def test_outside_london_the_other_tribunal_is_named() -> None:
    text = written(facts(NOR, Place.OUTSIDE), answer("loading")).text
    assert "Traffic Penalty Tribunal" in text
    assert "London Tribunals" not in text


def test_an_informal_rejection_names_no_tribunal_and_says_how_to_go_on() -> None:
    text = written(facts(IR), answer("loading")).text
    assert "Tribunal" not in text
    assert "enclosed" not in text.lower()
    for words in (
        "Notice to Owner",
        "registered keeper",
        "do not do both",
        "make your points again",
        "reach us by",
    ):
        assert words in text


def test_a_letter_given_by_hand_says_so() -> None:
    text = written(facts(NOR, served_on=date(2026, 3, 20)), answer("loading")).text
    assert "by hand" in text
    assert "second working day" not in text


def test_a_refund_is_named_only_where_something_was_paid() -> None:
    kind = LetterKind.NOTICE_OF_ACCEPTANCE
    paid = plan(facts(kind, **PAID), [answer("loading", UPHELD)], library())
    unpaid = plan(facts(kind), [answer("loading", UPHELD)], library())
    assert ids(paid, "refund") == ["refund"]
    assert ids(unpaid, "refund") == []


def test_an_acceptance_names_its_ground_or_the_compelling_reasons() -> None:
    kind = LetterKind.NOTICE_OF_ACCEPTANCE
    assert (
        "on the ground that the alleged contravention did not occur"
        in written(facts(kind), answer("loading", UPHELD)).text
    )
    weighed = written(facts(kind), answer("medical-emergency", UPHELD)).text
    assert "compelling reasons to cancel in what you told us about the medical emergency" in weighed


@pytest.mark.parametrize(
    ("more", "holds"),
    [
        ({}, {"unpaid", "not-settled", "london", "by-post", "writer-is-recipient", "stands"}),
        (PAID, {"paid", "money-received"}),
        (PART, {"paid-part", "money-received", "not-settled"}),
        ({"paid_pence": 8000, "paid_on": date(2026, 2, 2)}, {"paid-part"}),
        ({"paid_pence": 16000}, {"paid"}),
        ({"writer": Party("Ms P. Quill"), "writer_role": WriterRole.AGENT}, {"writer-not-recipient"}),
        ({"written_for": "Mrs H. Quill"}, {"agent-answered", "writer-is-recipient"}),
        ({"evidence_sent": ("Note",)}, {"evidence-sent"}),
        ({"deceased": "Mr J. Brandt"}, {"deceased", "care"}),
    ],
)
def test_conditions_follow_from_the_facts(more: dict[str, object], holds: set[str]) -> None:
    held = conditions(facts(NOR, **more), [answer("loading")])
    assert holds <= held
    assert len(held & {"paid", "paid-part", "unpaid"}) == 1


def test_the_discount_of_a_camera_notice_runs_for_twenty_one_days() -> None:
    late = {"paid_pence": 8000, "paid_on": date(2026, 1, 26)}
    assert "paid" in conditions(facts(NOR, regime="tma-reg10", **late), [])
    assert "paid-part" in conditions(facts(NOR, **late), [])


def test_the_kind_of_letter_follows_from_case_and_outcome() -> None:
    assert letter_kind(facts(NOR, letter_kind=None)) is NOR
    assert letter_kind(facts(IR, letter_kind=None, outcome=Outcome.CANCEL)) is LetterKind.INFORMAL_ACCEPTANCE
    with pytest.raises(Refused, match="cannot be planned yet"):
        letter_kind(facts(NOR, letter_kind=None, outcome=None))


def test_a_regime_without_paragraphs_is_refused() -> None:
    with pytest.raises(Refused, match="informal-rejection” under tma-reg10"):
        plan(facts(IR, regime="tma-reg10"), [answer("loading")], library())


def test_offers_are_best_first_and_say_why() -> None:
    offered = offers(facts(NOR), [answer("loading"), answer("lines-worn", UPHELD)], library())
    assert offered[0].paragraph.id == "loading-not-upheld"
    assert offered[0].why == "Answers “Loading” as you decided it."
    assert all(one.why for one in offered)
    assert all(NOR in one.paragraph.kinds for one in offered)
    reasons = {one.paragraph.id: one.why for one in offered}
    assert reasons["lines-worn-not-upheld"] == "Answers “Lines worn”, which is decided the other way."
    assert (
        reasons["rights-c-appeal-outside"]
        == "Written for when the authority is outside London; that is not so here."
    )


def test_a_draft_is_kept_and_read_again_whole() -> None:
    blocks = (
        *plan(facts(NOR), [answer("loading")], library()),
        free("My {pcn} “own” words ⟦1B⟧", point="loading"),
    )
    again = from_json(to_json(blocks))
    assert again == blocks
    assert again[-1].paragraph == FREE
    assert again[-1].changed


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[1]", '[{"slot":1}]', '[{"slot":"a","paragraph":1,"version":"","text":""}]', "[" * 100_000],
)
def test_what_is_no_draft_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="draft cannot be read"):
        from_json(text)


@pytest.mark.parametrize("regime", ["bus-lane-1996", "moving-traffic-2003"])
def test_the_claim_of_56_days_is_answered_in_london_where_no_law_sets_them(regime: str) -> None:
    offered = offers(facts(NOR, regime=regime), [answer("challenge-ignored")], library())
    find = Picker(offered).find
    assert find("56")[0].paragraph.id == "overdue-london-claimed"
    text = find("56")[0].paragraph.text
    assert "sets none" in text and "apologise" in text and "56" not in text
    parking = offers(facts(NOR), [answer("challenge-ignored")], library())
    assert not Picker(parking).find("deemed acceptance 56")


@pytest.mark.parametrize(
    "said",
    [
        "Be aware that you have 56 days in which to reply, failing which they are deemed accepted.",
        "Having regard to the statutory 56-day period, liability is hereby transferred.",
        "After fifty-six days my appeal counts as accepted.",
    ],
)
def test_who_relies_on_56_days_is_told_that_this_law_sets_none_whatever_points_are_marked(said: str) -> None:
    for regime in ("bus-lane-1996", "moving-traffic-2003"):
        claimed = facts(NOR, regime=regime, challenge_text=said)
        silent = replace(claimed, challenge_text="I was there for 56 seconds, and I have accepted that.")
        (text,) = [
            one.text for one in plan(claimed, [answer("signs-missing")], library()) if "sets none" in one.text
        ]
        assert "56" not in text
        assert "no-last-day-claimed" not in ids(plan(silent, [answer("signs-missing")], library()))
        letter = written(claimed, answer("signs-missing"))
        case = replace(claimed, points=("signs-missing",))
        assert [str(one.code) for one in check(letter.text, case, answers=[answer("signs-missing")])] == []
    informal = facts(LetterKind.INFORMAL_REJECTION, challenge_text=said)
    assert "no-last-day-for-challenges" in ids(plan(informal, [answer("loading")], library()))
    formal = facts(NOR, challenge_text=said)
    assert not [one for one in ids(plan(formal, [answer("loading")], library())) if "last-day" in one]


@pytest.mark.parametrize("code", ["02", "49j"])
@pytest.mark.parametrize("reason", ["", "The kerb has two yellow marks."])
def test_where_loading_is_restricted_too_no_letter_says_that_it_was_not_seen(code: str, reason: str) -> None:
    said = answer("loading", reason=reason)
    text = written(facts(NOR, code=code), said).text
    assert "moving goods is no exception" in text and "loading was going on" not in text
    elsewhere = written(facts(NOR, code="01"), said).text
    assert "loading was going on" in elsewhere and "moving goods is no exception" not in elsewhere


def test_what_was_found_of_an_earlier_letter_rests_on_no_film() -> None:
    opened = ("the film of camera 07",)
    said = answer("challenge-ignored", reason="", evidence=opened)
    told = answer("signs-missing", reason="", evidence=opened)
    parts = written(facts(NOR), said, told).parts
    (found,) = [one.text for one in parts if "an earlier letter of yours" in one.text]
    assert "film" not in found


@pytest.mark.parametrize("reason", ["", "The photographs show the plate."])
def test_whose_wish_for_copies_is_met_is_not_told_to_call_for_them(reason: str) -> None:
    text = written(facts(NOR), answer("evidence-requested", UPHELD, reason=reason)).text
    assert "you would like copies" not in text and "call us, and we will send" not in text


@pytest.mark.parametrize("regime", ["bus-lane-1996", "moving-traffic-2003"])
@pytest.mark.parametrize("kind", [NOR, LetterKind.NOTICE_OF_ACCEPTANCE])
def test_an_answer_that_custom_calls_late_says_sorry_where_the_law_sets_no_last_day(
    regime: str, kind: LetterKind
) -> None:
    point = answer("signs-missing", UPHELD if kind in WON else NOT)
    case = facts(kind, regime=regime)
    assert case.posts_on is not None
    late = replace(case, received_on=case.posts_on - timedelta(days=91))
    soon = replace(case, received_on=case.posts_on - timedelta(days=60))
    assert "overdue-london" in ids(plan(late, [point], library()), "decision")
    assert "overdue-london" not in ids(plan(soon, [point], library()))
    assert "overdue-london" not in ids(plan(replace(late, regime="tma-reg10"), [point], library()))


@pytest.mark.parametrize("regime", ["tma-reg9", "moving-traffic-2003"])
@pytest.mark.parametrize("kind", [NOR, LetterKind.NOTICE_OF_ACCEPTANCE])
def test_an_answer_after_our_own_standard_says_sorry_once(regime: str, kind: LetterKind) -> None:
    point = answer("signs-missing", UPHELD if kind in WON else NOT)
    case = facts(kind, regime=regime)
    assert case.posts_on is not None
    late = replace(case, standard_on=case.posts_on - timedelta(days=1))
    longer = replace(late, received_on=case.posts_on - timedelta(days=91))
    assert "answer-late" in ids(plan(late, [point], library()), "decision")
    assert "answer-late" not in ids(plan(replace(case, standard_on=case.posts_on), [point], library()))
    assert "answer-late" not in ids(plan(case, [point], library()))
    assert "answer-late" not in ids(plan(longer, [point], library()))


def test_a_letter_that_cancels_first_says_what_led_to_it() -> None:
    case = facts(LetterKind.NOTICE_OF_ACCEPTANCE, regime="moving-traffic-2003")
    case = replace(case, points=("satnav-or-unfamiliar", "bereavement"))
    points = [answer("satnav-or-unfamiliar", NOT), answer("bereavement", UPHELD)]
    told = [one.point for one in plan(case, points, library()) if one.slot == "answer"]
    assert told == ["bereavement", "satnav-or-unfamiliar"]
    rejected = replace(facts(NOR, regime="moving-traffic-2003"), points=case.points)
    told = [
        one.point for one in plan(rejected, [answer(one, NOT) for one in case.points], library()) if one.point
    ]
    assert told == ["satnav-or-unfamiliar", "bereavement"]
