"""Letters on what a camera recorded: what a film can show, and words true of a vehicle that drove."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from caseworker.law.facts import Facts, LetterKind, PointOutcome
from caseworker.letters.plan import wordings
from caseworker.letters.preflight import check
from tests.letters import regimes
from tests.letters.writing import answer, facts, library, written

REJECTED, ACCEPTED = LetterKind.NOTICE_OF_REJECTION, LetterKind.NOTICE_OF_ACCEPTANCE
SEEN = ("Vehicle from behind, with its plate", "Film of Camera 07")
LONG, SHORT = (
    "the photograph of the vehicle from behind and the film of Camera 07",
    "the photograph and the film",
)


def moving(kind: LetterKind = REJECTED, **more: Any) -> Facts:
    """A case of moving traffic in London."""
    return facts(kind, regime="moving-traffic-2003", **{"code": "52m", **more})


def test_the_same_pictures_are_named_in_full_by_the_first_answer_alone() -> None:
    first = answer("no-escape-route", reason="", evidence=SEEN)
    second = answer("picking-up-dropping-off", reason="", evidence=SEEN)
    text = written(moving(), first, second).text
    assert text.count(f"I looked at {LONG}.") == 1
    assert text.count(f"I looked at {SHORT}.") == 1
    other = answer("picking-up-dropping-off", reason="", evidence=SEEN[1:])
    assert "I looked at the film of Camera 07." in written(moving(), first, other).text


def test_several_photographs_named_again_stay_beside_papers() -> None:
    seen = (*SEEN, "Sign nearest to the vehicle", "Delivery note, signed")
    points = (answer(one, reason="", evidence=seen) for one in ("no-escape-route", "picking-up-dropping-off"))
    assert "I looked at the photographs, the film and the delivery note." in written(moving(), *points).text


@pytest.mark.parametrize(
    ("slug", "sent"),
    [
        ("resident-or-exempt-vehicle", ()),
        ("permit-held", ()),
        ("first-offence", ()),
        ("blue-badge-not-displayed", ()),
        ("hire-vehicle", ("Hire agreement, signed",)),
        ("told-by-council-it-was-fine", ()),
    ],
)
def test_what_lists_and_papers_tell_is_not_said_to_be_seen_in_a_film(
    slug: str, sent: tuple[str, ...]
) -> None:
    case = moving(evidence_sent=sent)
    (said,) = [
        one.text
        for one in written(case, answer(slug, reason="", evidence=(*SEEN, *sent))).parts
        if "I looked at" in one.text or "and at our record" in one.text
    ]
    assert "film" not in said and "photograph" not in said
    assert ("the hire agreement" if sent else "our record of this notice") in said


def test_a_picture_that_the_motorist_sent_of_a_permit_is_named() -> None:
    sent = ("My permit on the windscreen",)
    case = moving(evidence_sent=sent)
    text = written(case, answer("permit-held", reason="", evidence=(*SEEN, *sent))).text
    assert "I looked at your permit on the windscreen." in text


def test_each_of_several_notices_is_said_to_be_for_a_time_of_its_own() -> None:
    text = written(moving(), answer("duplicate-pcn", reason="", evidence=SEEN)).text
    assert "A notice for another day or another time is for a contravention of its own" in text
    assert "I did not find another" not in text
    assert "contravention of its own" not in written(facts(REJECTED), answer("duplicate-pcn", reason="")).text


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("The lady in the telephone said keep left.", "the directions that you followed"),
        ("It was my first time in your town.", "not knowing the area"),
        ("I do not know the town and my sat nav sent me.", "not knowing the area"),
    ],
)
def test_who_followed_directions_is_not_said_to_be_a_stranger(words: str, named: str) -> None:
    said = answer("satnav-or-unfamiliar", words=words, mitigation=True)
    assert f"what you say about {named}, and I have" in written(moving(), said).text
    by_hand = written(replace(moving(), challenge_text=words), replace(said, words="")).text
    assert f"what you say about {named}, and I have" in by_hand, "nothing is marked: the letter tells"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Eleven years without a mark against me.", "your clean record"),
        ("It was an honest mistake.", "your mistake"),
        ("My first mistake in years.", "your record and your mistake"),
    ],
)
def test_a_record_and_a_mistake_are_each_named_where_only_one_is_told(words: str, named: str) -> None:
    text = written(moving(), answer("first-offence", reason="", words=words, mitigation=True)).text
    assert f"what you say about {named}, and I have" in text
    assert "first visit" not in text


def test_the_child_is_named_where_the_letter_tells_of_one() -> None:
    case = moving(ACCEPTED, challenge_text="My little boy was ill. I stopped where I was.")
    ill = answer("medical-emergency", PointOutcome.UPHELD, reason="")
    left = answer("pregnancy-or-child", None, words="I stopped where I was.", reason="")
    text = written(case, ill, left).text
    assert "You also told us about the child." in text
    assert "it could not wait" in text and "journey" not in text


def test_a_blue_badge_is_not_said_to_have_been_on_show() -> None:
    words = "I hold a Blue Badge and cannot walk."
    need = answer("disability-equality-act", words=words)
    text = written(moving(code="33e"), answer("blue-badge-displayed", words=words), need).text
    assert "You say that you relied on a Blue Badge." in text


def test_the_wording_of_a_notice_is_not_judged_by_a_film() -> None:
    said = answer("pcn-wording-unlawful", reason="", evidence=SEEN)
    (part,) = [one.text for one in written(moving(), said).parts if "against the list" in one.text]
    assert "film" not in part


def test_hire_is_no_ground_by_the_law_of_bus_lanes_and_not_by_what_was_sent() -> None:
    case = facts(REJECTED, regime="bus-lane-1996", code="34j", evidence_sent=("Hire agreement, signed",))
    for reason in ("", "The agreement names the hirer."):
        said = answer("hire-vehicle", reason=reason, evidence=(*SEEN, "Hire agreement, signed"))
        text = written(case, said).text
        assert "it looks to the owner. The hire is therefore not a ground under that law." in text
        assert (reason or "I looked at the hire agreement.") in text


@pytest.mark.parametrize(
    "name", ["bus-lane-moment-not-upheld", "no-way-back-not-upheld", "exempt-vehicle-not-upheld"]
)
def test_what_only_the_place_and_the_film_tell_is_asked_for_before_it_is_refused(name: str) -> None:
    (found,) = [one for one in library() if one.id == name]
    assert found.asks


@pytest.mark.parametrize(
    "kind",
    [REJECTED, LetterKind.INFORMAL_REJECTION, LetterKind.INFORMAL_ACCEPTANCE, LetterKind.INFORMATION_REQUEST],
)
def test_nobody_who_telephoned_is_said_to_have_written(kind: LetterKind) -> None:
    outcome = PointOutcome.UPHELD if kind is LetterKind.INFORMAL_ACCEPTANCE else PointOutcome.NOT_UPHELD
    text = written(facts(kind, regime="bus-lane-1996", code="34j"), answer("signs-missing", outcome)).text
    assert "you wrote" not in text and "for writing" not in text


def lane(**more: Any) -> Facts:
    """A case of a bus lane in London."""
    return facts(REJECTED, regime="bus-lane-1996", **{"code": "34j", **more})


SAY_WHY = ("evidence-requested", "pcn-wording-unlawful", "duplicate-pcn")


def test_who_asks_for_the_film_is_told_where_to_see_it() -> None:
    text = written(lane(), answer("evidence-requested", reason="", evidence=SEEN)).text
    assert "You can watch the film at our office, free of charge" in text
    assert "Pictures taken from it are free" in text
    assert "tell us which" not in text
    street = written(facts(REJECTED), answer("evidence-requested", reason="")).text
    assert "watch the film" not in street


def test_a_zone_that_has_no_film_offers_none() -> None:
    case = regimes.case("caz-2013", REJECTED)
    assert "watch the film" not in written(case, answer("evidence-requested", reason="")).text


@pytest.mark.parametrize("slug", SAY_WHY)
@pytest.mark.parametrize("law", ["tma-reg9", "caz-2013"])
def test_what_only_the_officer_can_answer_is_asked_of_the_officer(slug: str, law: str) -> None:
    case = regimes.case(law, REJECTED)
    assert wordings(case, (answer(slug, reason=""),), library())[slug].asks


def test_several_notices_by_camera_are_refused_only_in_the_officers_words() -> None:
    said = answer("duplicate-pcn", reason="")
    assert wordings(moving(), (said,), library())["duplicate-pcn"].asks


def test_that_other_vehicles_may_use_a_lane_is_answered() -> None:
    others = answer("others-treated-differently", reason="", words="Why is the lane theirs?", evidence=SEEN)
    text = written(lane(), others).text
    assert "can be different for different kinds of vehicle" in text and "no unfairness" not in text


def test_who_did_not_know_the_place_is_forgiven_and_the_signs_are_not_blamed() -> None:
    for slug, case in (
        ("satnav-or-unfamiliar", moving(ACCEPTED)),
        ("satnav-or-unfamiliar", regimes.case("caz-2013", ACCEPTED)),
        ("caz-unaware", regimes.case("caz-2013", ACCEPTED)),
    ):
        text = written(case, answer(slug, PointOutcome.UPHELD, reason="")).text
        assert "It would not be right to ask you for a penalty" in text
        assert "did not tell you enough" not in text and "made it clearer" not in text


def test_a_sign_that_a_lorry_hid_is_not_said_to_be_ours_to_keep_clear() -> None:
    lorry = answer("signs-obscured", PointOutcome.UPHELD, reason="", words="A lorry stood in front of it.")
    text = written(moving(ACCEPTED), lorry).text
    assert "could not be seen" in text and "our job" not in text


def test_a_driver_on_a_diversion_is_not_said_to_have_known_nothing_of_the_charge() -> None:
    case = regimes.case("caz-2013", REJECTED)
    lost = answer("satnav-or-unfamiliar", reason="Signs stand on both sides.", words="I followed the arrows.")
    assert "did not know of the charge" not in written(case, lost).text


def test_who_paid_a_daily_charge_late_is_told_what_the_penalty_is_for() -> None:
    case = regimes.case("caz-2013", REJECTED)
    late = answer("caz-paid-late", reason="It came on 26 October.", words="So what is it for?")
    text = written(case, late).text
    assert "The penalty is for a daily charge that was not paid in time" in text
    assert "I did not find a payment" not in text, "the officer has said what was found"


def test_a_vehicle_on_a_lorry_is_not_said_to_have_been_elsewhere() -> None:
    case = regimes.case("caz-2013", ACCEPTED)
    text = written(case, answer("was-not-there", PointOutcome.UPHELD, words="")).text
    assert "About where the vehicle was." in text and "elsewhere" not in text


@pytest.mark.parametrize(
    ("kind", "outcome"), [(REJECTED, PointOutcome.NOT_UPHELD), (ACCEPTED, PointOutcome.UPHELD)]
)
def test_where_a_vehicle_was_counts_as_answered_also_where_no_words_are_marked(
    kind: LetterKind, outcome: PointOutcome
) -> None:
    case, told = regimes.case("caz-2013", kind), answer("was-not-there", outcome, words="", reason="")
    found = check(written(case, told).text, case, answers=[told])
    assert not [one for one in found if one.code.startswith("point-not-addressed")]
