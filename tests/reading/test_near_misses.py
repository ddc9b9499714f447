"""Points told in other words than the usual are suggested, and what only sounds like one is not."""

from __future__ import annotations

import pytest

from caseworker.reading.points import suggest


def found(text: str) -> list[str]:
    """The slugs suggested for a text."""
    return [one.slug for one in suggest(text, regime="tma-reg9")]


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
