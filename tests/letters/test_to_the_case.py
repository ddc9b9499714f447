"""Wordings that are chosen by the case: by post or in the street, by stage, by what else is accepted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.law.facts import LetterKind, PointOutcome
from caseworker.letters.phrases import says
from caseworker.letters.preflight import check
from tests.letters import regimes
from tests.letters.writing import GROUND, answer, facts, written

REJECTED, ACCEPTED = LetterKind.NOTICE_OF_REJECTION, LetterKind.NOTICE_OF_ACCEPTANCE


@pytest.mark.parametrize("reason", ["", "The posting record gives 9 January."])
def test_a_notice_that_came_by_post_was_not_blown_away(reason: str) -> None:
    said = answer("pcn-not-served", reason=reason)
    posted = written(facts(REJECTED, regime="tma-reg10"), said).text
    assert "blown away" not in posted and "the law allows it to come by post" in posted
    assert "blown away" in written(facts(REJECTED), said).text


@pytest.mark.parametrize("reason", ["", "The film shows nine minutes."])
def test_loading_where_nobody_may_stop_is_not_said_to_be_unseen(reason: str) -> None:
    said = answer("loading", reason=reason)
    on_a_red_route = written(facts(REJECTED, code="46"), said).text
    assert "moving goods is no exception there" in on_a_red_route
    assert "loading was going on" not in on_a_red_route
    assert "loading was going on" in written(facts(REJECTED, code="01"), said).text


@pytest.mark.parametrize(
    ("basis", "rejected", "accepted"),
    [
        ("prevented", "I find that the officer was prevented", "nobody prevented the officer"),
        ("driven-away", "officer had begun before the vehicle left", "had not begun when the vehicle left"),
    ],
)
@pytest.mark.parametrize("reason", ["", "The officer's note gives 10.24."])
def test_why_a_notice_came_by_post_is_answered(basis: str, rejected: str, accepted: str, reason: str) -> None:
    no, yes = (facts(kind, regime="tma-reg10", basis=basis) for kind in (REJECTED, ACCEPTED))
    refused = written(no, answer("pcn-not-served", reason=reason)).text
    assert rejected in refused and "record of when it was posted" not in refused
    assert accepted in written(yes, answer("pcn-not-served", PointOutcome.UPHELD, reason=reason)).text


@pytest.mark.parametrize("reason", ["", "The charge was discounted until 19 January."])
def test_at_the_formal_stage_no_choice_is_claimed_that_nobody_had(reason: str) -> None:
    text = written(facts(REJECTED), answer("discount-request", reason=reason)).text
    assert "decided not to" not in text
    assert "full charge of £160" in text


def test_a_request_is_not_said_to_have_been_weighed_against_the_pcn() -> None:
    asked = answer("discount-request", reason="", mitigation=True)
    text = written(facts(REJECTED), asked, answer("first-offence", reason="", mitigation=True)).text
    assert "kept in mind what you say about your record and your mistake, and I have" in text
    alone = written(facts(REJECTED), asked).text
    assert "what you say about" not in alone and "Compelling reasons." in alone


def test_whoever_asks_for_photographs_is_told_how_to_have_them() -> None:
    text = written(facts(REJECTED), answer("evidence-requested", reason="")).text
    assert "we will send them to you" in text and "does not change the outcome" not in text
    answered = text[text.index("I looked at what you ask for") :].split("\n")[0]
    assert "call" not in answered, "who asked in writing need not ring"


def test_two_grounds_are_grounds() -> None:
    first = answer("loading", PointOutcome.UPHELD)
    second = answer("pcn-not-served", PointOutcome.UPHELD, ground="There was a procedural impropriety")
    ground = GROUND[:1].lower() + GROUND[1:]
    both = written(facts(ACCEPTED), first, second).text
    assert f"on the grounds that {ground} and that there was a procedural impropriety." in both
    assert f"on the ground that {ground}." in written(facts(ACCEPTED), first).text


def test_no_new_notice_is_announced_to_whoever_took_the_vehicle() -> None:
    assert (
        "new notice"
        not in written(facts(ACCEPTED), answer("vehicle-stolen-or-taken", PointOutcome.UPHELD)).text
    )
    assert "new notice" in written(facts(ACCEPTED), answer("hire-vehicle", PointOutcome.UPHELD)).text


def test_a_request_says_how_to_send_it_and_speaks_every_language() -> None:
    case = facts(
        LetterKind.INFORMATION_REQUEST, email="post@eastmere.example", write_to=("PO Box 1", "Eastmere")
    )
    text = written(case).text
    assert "send it by e-mail to post@eastmere.example or by post to PO Box 1, Eastmere." in text
    assert "in another language" in text


def test_a_ground_stands_in_a_letter_without_what_its_label_adds_for_the_officer() -> None:
    ground = "There was no breach of the order (signs come under it)"
    breach = answer("vehicle-cloned", PointOutcome.UPHELD, ground=ground)
    text = written(regimes.case("bus-lane-1996", regimes.NOA), breach).text
    assert "on the ground that there was no breach of the order." in text
    assert "come under it" not in text


@pytest.mark.parametrize("reason", ["", "The film shows the car in front stall after you had entered."])
def test_a_box_junction_is_answered_for_any_reason_that_was_given_for_stopping(reason: str) -> None:
    said = answer("box-junction-traffic", PointOutcome.UPHELD, reason=reason)
    box = replace(said, words="{I} had to stop")
    text = written(regimes.case("moving-traffic-2003", regimes.NOA), box).text
    assert "you had reason to stop in the box" in text and "exit was clear" not in text
    assert "did not have to stop" not in text


def test_a_stranger_excused_with_a_reason_is_not_told_that_the_signs_were_wanting() -> None:
    stranger = replace(
        answer("satnav-or-unfamiliar", PointOutcome.UPHELD), reason="It was the first time in sixty years."
    )
    text = written(regimes.case("bus-lane-1996", regimes.NOA), stranger).text
    assert "did not tell you enough" not in text and "first time in sixty years" in text


def test_being_sorry_for_the_notice_itself_is_of_this_case() -> None:
    said = answer(
        "box-junction-traffic", PointOutcome.UPHELD, reason="The film shows the car in front stall."
    )
    case = regimes.case("moving-traffic-2003", regimes.NOA)
    text = written(case, replace(said, words="")).text
    assert "I am sorry that a notice was sent." in text
    assert "irrelevant-content" not in {one.code for one in check(text, replace(case, points=(said.slug,)))}


def test_where_nobody_may_stop_nothing_is_said_of_a_passenger_s_time() -> None:
    said = answer("picking-up-dropping-off")
    entrance = written(facts(REJECTED, code="48"), said).text
    assert "may not stop even to let a passenger" in entrance and "as long as it takes" not in entrance
    assert "as long as it takes" in written(facts(REJECTED, code="01"), said).text
    let_off = written(facts(ACCEPTED, code="46"), answer("picking-up-dropping-off", PointOutcome.UPHELD)).text
    assert "entitled to stop" not in let_off


@pytest.mark.parametrize("outcome", [PointOutcome.UPHELD, PointOutcome.NOT_UPHELD])
def test_the_notices_of_a_zone_are_for_a_day_each(outcome: PointOutcome) -> None:
    kind = ACCEPTED if outcome is PointOutcome.UPHELD else REJECTED
    text = written(regimes.case("caz-2013", kind), answer("duplicate-pcn", outcome)).text
    assert "each day on which a vehicle is used in the zone" in text and "the same thing" not in text


def test_advice_about_a_journey_is_not_about_parking() -> None:
    assert "park" not in says("told-by-council-it-was-fine", "")


@pytest.mark.parametrize(
    ("said", "told", "asked"),
    [
        ("Police have it, ref 3340.", "right to tell the police.", "have not told the DVLA"),
        ("I told the DVLA on 3 May.", "right to tell the DVLA.", "have not told the police"),
        ("I reported it to the police and the DVLA.", "right to tell the police and the DVLA.", ""),
        ("I have not been to the police.", "", "have not told the police and the DVLA"),
        ("I shall tell the police.", "", "have not told the police and the DVLA"),
    ],
)
def test_nobody_is_told_to_tell_of_a_copied_plate_who_said_that_they_did(
    said: str, told: str, asked: str
) -> None:
    text = written(facts(ACCEPTED, challenge_text=said), answer("vehicle-cloned", PointOutcome.UPHELD)).text
    assert told in text and asked in text
    assert ("have not told" in text) is bool(asked) and ("It was right to tell" in text) is bool(told)


def test_a_bus_lane_s_hours_stand_beside_the_officer_s_reason() -> None:
    said = answer("bus-lane-outside-hours", reason="The film's clock reads 09:58.")
    hours = "Bus lane Mon-Fri 7-10am and 4-7pm"
    known = written(regimes.case("bus-lane-1996", REJECTED, restriction=hours), said).text
    assert f"“{hours}”. The film's clock reads 09:58." in known and "hours on the signs" not in known
    assert "hours on the signs of the lane." in written(regimes.case("bus-lane-1996", REJECTED), said).text


def test_who_has_appealed_is_told_what_becomes_of_the_appeal() -> None:
    said = answer("obstruction-avoided", PointOutcome.UPHELD)
    case = regimes.case("bus-lane-1996", ACCEPTED)
    told = "You have appealed, so we are telling the adjudicator that we do not contest it"
    letter = written(appealed := replace(case, stage="appeal"), said)
    assert told in letter.text
    assert not [one.code for one in check(letter.text, appealed) if one.level == "red"]
    assert "appealed" not in written(case, said).text


@pytest.mark.parametrize("code", ["34j", "01"])
def test_an_emergency_and_a_death_are_not_answered_by_one_sentence_twice(code: str) -> None:
    both = ("bereavement", "medical-emergency")
    lost, ill = (answer(one, PointOutcome.UPHELD, mitigation=True) for one in both)
    text = written(facts(ACCEPTED, regime="tma-reg10", code=code), lost, ill).text
    assert text.count("such a time") + text.count("such a moment") == 1


def test_the_ground_of_an_acceptance_does_not_stand_alone_as_its_reason() -> None:
    text = written(facts(ACCEPTED), answer("signs-obscured", PointOutcome.UPHELD)).text
    assert "accept them, for the reasons below, on the ground that the alleged contravention" in text


@pytest.mark.parametrize("kind", [LetterKind.NOTICE_OF_REJECTION, LetterKind.NOTICE_OF_ACCEPTANCE])
def test_an_attorney_is_told_for_whom_they_are_answered(kind: LetterKind) -> None:
    outcome = PointOutcome.UPHELD if kind is LetterKind.NOTICE_OF_ACCEPTANCE else PointOutcome.NOT_UPHELD
    said = answer("loading", outcome)
    text = written(facts(kind, written_for="Mrs H. Quill"), said).text
    assert "You wrote on behalf of Mrs H. Quill, and I am sending this answer to you for that reason." in text
    assert "on behalf of" not in written(facts(kind), said).text
