"""The practice letters: many, ours, in the stated shares, each with points of the shared vocabulary."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from caseworker.law.facts import CaseKind
from caseworker.law.points import slugs
from caseworker.practice.days import Days, days_of
from caseworker.practice.letters import Letter, answered, letters, of_source, places
from caseworker.reading.points import suggest

EVERY = (*letters(), *letters("outside"), *answered())


def written() -> list[Letter]:
    """The letters, each once."""
    return [one for one in EVERY if not one.of]


def test_there_are_enough_and_no_two_are_alike() -> None:
    assert sum(not one.of for one in letters()) >= 110
    assert sum(not one.of for one in answered()) >= 40
    assert len({one.id for one in EVERY}) == len(EVERY)
    assert len({one.text for one in written()}) == len(written())


def test_no_text_stands_more_than_three_times_in_the_queue() -> None:
    """But for the letter that one keeper sent about several PCNs."""
    assert max(Counter(one.text for one in letters() if not one.keeper_of).values()) <= 3
    for one in EVERY:
        if one.of:
            first = next(other for other in EVERY if other.id == one.of)
            assert (one.street, one.code, one.channel) != (first.street, first.code, first.channel) or (
                one.ago != first.ago
            ), one.id


def test_the_kinds_stand_in_about_the_stated_shares() -> None:
    counts = Counter(one.kind for one in letters())
    total = sum(counts.values())
    assert 0.35 <= counts[CaseKind.INFORMAL] / total <= 0.65
    assert 0.25 <= counts[CaseKind.FORMAL] / total <= 0.5
    assert 0.05 <= counts[CaseKind.CERTIFICATE] / total <= 0.15
    assert 0.1 * total <= sum(one.how == "post" for one in letters()) <= 0.35 * total


def test_points_are_of_the_vocabulary_and_few() -> None:
    known = set(slugs())
    for one in EVERY:
        assert set(one.points) <= known, one.id
        assert set(one.optional) <= known, one.id
        assert not set(one.points) & set(one.optional), one.id
        assert len(one.points) <= 5
    assert len({slug for one in letters() for slug in one.points}) >= 50


def test_many_are_routine() -> None:
    assert sum(one.routine for one in letters()) >= 45


def test_streets_and_codes_are_known() -> None:
    streets = {street["name"] for street in places()["street"]}
    for one in EVERY:
        assert one.street in streets, one.id
        assert one.code[:2] in places()["code"], one.id


def test_names_numbers_and_addresses_are_invented() -> None:
    for one in EVERY:
        assert not re.search(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b", one.text.replace("ZZ", "")), one.id
        assert not re.search(r"\b0\d{3,4} ?\d{5,7}\b", one.text), one.id
        assert not re.search(r"@(?!.*\.example)", one.text), one.id
        assert not one.vrm or one.vrm.startswith(("ZZ", "Q")), one.id


def test_a_letter_is_found_again_for_marking() -> None:
    one = letters()[0]
    assert of_source(one.source_id) is one
    assert of_source(answered()[0].source_id) is answered()[0]
    assert of_source("L-1") is None


def test_what_takes_a_letter_further_comes_after_it_was_answered() -> None:
    ids = {one.id: one for one in answered()}
    further = [one for one in letters() if one.follows]
    assert len(further) >= 3
    for one in further:
        before = ids[one.follows]
        assert before.officer, "it is answered on the first day"
        assert (before.outcome, one.kind) == ("uphold", CaseKind.FORMAL)
    assert {one.vehicle_of for one in letters() if one.vehicle_of} <= set(ids)


@pytest.mark.parametrize(
    "today", [date(2026, 11, 22), date(2026, 1, 2), date(2025, 12, 27), date(2028, 2, 29)]
)
def test_the_days_of_every_letter_stand_in_order(today: date) -> None:
    for one in EVERY:
        if one.fixed_day:
            continue
        days = days_of(one, today, Random(one.id))
        chain = [days.contravened_on, days.pcn_on, days.notice_to_owner_posted_on, days.certificate_posted_on]
        told = [day for day in chain if day]
        assert told == sorted(told), one.id
        assert days.received_on <= today
        assert told[-1] <= days.received_on


def test_the_phrases_find_most_of_what_the_letters_raise() -> None:
    """A floor, so that a change of phrases that breaks them is seen; not a measure of how good they are."""
    right = total = 0
    for one in written():
        found = {point.slug for point in suggest(one.text, regime=one.law.id, code=one.code)}
        right += len(found & set(one.points))
        total += len(one.points)
    assert right / total > 0.6


def test_there_are_twenty_of_held_vehicles_of_parking_by_post_and_of_bus_lanes_outside() -> None:
    every = (*letters(), *letters("outside"))
    assert sum(bool(one.hold) for one in every) >= 20
    postal = [one for one in every if one.law.id == "tma-reg10"]
    lanes = [one for one in postal if one.code.startswith("34")]
    parked = [one.basis for one in postal if one.basis]
    assert len(lanes) >= 20 and len(parked) >= 20
    assert set(parked) == {"approved-device", "prevented", "driven-away"}


@pytest.mark.parametrize("office", ["london", "outside"])
def test_every_regime_of_a_place_has_cases(office: str) -> None:
    laws = Counter(one.law.id for one in letters(office))
    if office == "outside":
        assert laws["caz-2013"] >= 15 and laws["tma-reg10"] >= 40 and laws["tma-reg9"] >= 3
        return
    assert laws["bus-lane-1996"] >= 16 and laws["moving-traffic-2003"] >= 33
    assert laws["removal"] >= 10 and laws["clamp"] >= 7
    lanes = Counter(one.kind for one in letters() if one.law.id == "bus-lane-1996")
    assert min(lanes[CaseKind.INFORMAL], lanes[CaseKind.FORMAL], lanes[CaseKind.CERTIFICATE]) >= 2
    moving = {one.code[:3] for one in letters() if one.law.id == "moving-traffic-2003"}
    assert {"52m", "33e", "50l", "31j", "53c"} <= moving


def test_there_are_cases_at_the_tribunal_and_at_the_court() -> None:
    beside = {(one.kind, one.form, one.ground) for letter in letters() for one in letter.beside}
    assert {
        ("appeal", "", ""),
        ("statement", "TE9", "no-rejection"),
        ("statement", "PE3", "not-received"),
        ("out-of-time", "PE2", ""),
        ("out-of-time", "TE7", ""),
    } <= beside


def test_hire_firms_write_in_the_four_ways_that_catch_new_officers_out() -> None:
    hired = {one.id for one in letters() if one.firm}
    assert {
        "hire-unsigned",
        "moving-hire-agreement-over",
        "moving-lease-seven-months",
        "lane-formal-hire",
        "moving-hire-good",
    } <= hired


def test_what_a_camera_saw_has_a_film_and_a_zone_has_pictures() -> None:
    every = (*letters(), *letters("outside"))
    assert sum(one.filmed for one in every) >= 60
    assert not any(one.filmed for one in every if one.vehicle_class)


DAYS = [date(2026, 11, 22), date(2026, 11, 23), date(2026, 1, 2), date(2025, 12, 27), date(2028, 2, 29)]


@pytest.mark.parametrize("today", DAYS)
def test_what_a_letter_says_of_days_times_and_plates_is_so_in_its_case(today: date) -> None:
    """Each of these names a day, a time or a plate that its case has to bear out."""

    def days(name: str) -> Days:
        return days_of(by_id[name], today, Random(f"7:{name}"))

    by_id = {one.id: one for one in EVERY}
    # Paid on the sixth working day after a Sunday, the Monday week: the eighth day, and six can be paid in.
    for name in ("caz-day-eight", "caz-day-eight-2"):
        assert days(name).contravened_on.weekday() == 6
        assert days(name).pcn_on - days(name).contravened_on > timedelta(days=8)
    # Boards on the Wednesday, buried on the Thursday, gone when they came back, paid to get home.
    buried = days("towed-while-burying")
    assert (buried.contravened_on.weekday(), buried.released_on) == (3, buried.contravened_on)
    assert buried.taken_on == buried.contravened_on
    assert by_id["clamp-not-released-in-time"].time < "14:10", "paid after it was clamped"
    for name in ("caz-one-letter-out", "caz-one-letter-out-2"):
        assert "0" in by_id[name].vrm, "an O was typed for a nought"
