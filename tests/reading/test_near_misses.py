"""Phrases find points told in other words than the usual, and leave what only sounds like one."""

from __future__ import annotations

import pytest

from caseworker.reading.phrases import searchable
from caseworker.reading.points import spoken
from caseworker.reading.scope import own_words


def found(text: str) -> list[str]:
    """The slugs whose phrases a text holds."""
    return list(spoken(own_words(searchable(text)), "parking", ""))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (
            "we share a hallway with 9 flats, post gets binned. i never saw a notice to owner",
            "notice-late-or-missing",
        ),
        ("i never saw a notice to owner", "notice-late-or-missing"),
        ("We have not seen any reminder", "notice-late-or-missing"),
        ("the post goes missing in our block", "notice-late-or-missing"),
        ("Your letter came so late that the time had gone", "notice-late-or-missing"),
        ("can I pay half please", "discount-request"),
        ("I would accept the half charge if you keep it open", "discount-request"),
        ("my daughter was ill in the back", "pregnancy-or-child"),
        ("my son needed collecting from school", "pregnancy-or-child"),
        ("The vehicle on your photo is an estate. Mine is a hatchback", "vehicle-misidentified"),
        ("your officer has taken an 8 for a B on a muddy plate", "vehicle-misidentified"),
        ("Nobody tried to give me anything. You say I drove off.", "pcn-not-served"),
        ("No one handed me a ticket", "pcn-not-served"),
        ("the officer never gave me the PCN", "pcn-not-served"),
        ("I left the flat in the night with the children because of my ex", "vulnerability-or-mental-health"),
    ],
)
def test_a_point_told_in_other_words_is_suggested(text: str, slug: str) -> None:
    assert slug in found(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (
            "He finds letters difficult. The paper you sent (Notice to Owner) has upset them much",
            "notice-late-or-missing",
        ),
        ("I never saw a notice on that pole", "notice-late-or-missing"),
        ("Your enforcement notice says owner. I am not the owner. Ask him.", "notice-late-or-missing"),
        (
            "The car was found with your ticket on it and half a pizza in the back. Please confirm.",
            "discount-request",
        ),
        ("I lost half a day on this, please cancel it", "discount-request"),
        ("I paid £80 which is what the Notice said if you pay half.", "discount-request"),
        ("The lower bay was open", "discount-request"),
        (
            "The photograph my daughter took while the officer was still there shows both",
            "pregnancy-or-child",
        ),
        ("your officer has taken an 8 for a B on a muddy plate", "paid-wrong-vehicle"),
        ("Mine is a blue badge", "vehicle-misidentified"),
        ("I read the 8 for a B when I paid on the app", "vehicle-misidentified"),
        ("Nobody gave me a chance to explain", "pcn-not-served"),
        ("I left the house at six because of my wife's operation", "vulnerability-or-mental-health"),
        ("My wife opens the post and only told me on Friday", "vulnerability-or-mental-health"),
    ],
)
def test_a_near_miss_is_not_suggested(text: str, slug: str) -> None:
    assert slug not in found(text)


def test_a_keyed_letter_for_a_figure_is_still_the_wrong_registration() -> None:
    assert "paid-wrong-vehicle" in found("I typed an 8 for a B in the app")


@pytest.mark.parametrize(
    "text",
    [
        "The Notice to Owner went to the flat above and reached me late.",
        "The notice to owner was sent too late.",
        "the nto was served out of time",
        "The Notice to Owner came more than 28 days after I had written to you",
        "Your enforcement notice was posted late",
        "The charge certificate arrived three weeks after I moved out",
        "your rejection was sent too late",
        "I had the ticket in May, and the Notice to Owner was sent too late",
    ],
)
def test_a_later_notice_that_is_late_does_not_make_the_pcn_late(text: str) -> None:
    assert "pcn-late" not in found(text) and "notice-late-or-missing" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The PCN was sent too late.",
        "The Notice to Owner is void because the PCN was sent too late",
        "the pcn came 3 weeks later and the notice to owner came late",
        "This ticket arrived after 28 days, and the notice to owner as well",
        "It came out of time, so the notice to owner is void",
        "I had the notice to owner, but the original notice was posted late",
        "Your letter was posted outside 14 days. The notice to owner came as well",
    ],
)
def test_a_late_pcn_is_suggested_though_a_later_notice_is_named(text: str) -> None:
    assert "pcn-late" in found(text)


def test_what_has_died_and_is_no_person_is_no_death() -> None:
    assert "bereavement" not in found("My phone had died and I was lost.")
