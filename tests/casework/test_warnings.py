"""What stands in the way of a right answer, in words."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.casework.views import ItemView
from caseworker.casework.warnings import decision_words, large_print_set_words, large_print_words, overdue
from caseworker.law.facts import Facts, Place


@pytest.mark.parametrize(
    ("regime", "today", "since"),
    [
        ("moving-traffic-2003", date(2026, 8, 29), None),
        ("moving-traffic-2003", date(2026, 8, 30), date(2026, 8, 30)),
        ("bus-lane-1996", date(2026, 9, 30), date(2026, 8, 30)),
        ("tma-reg10", date(2026, 9, 30), None),
    ],
)
def test_only_where_the_law_sets_no_limit_an_answer_is_overdue_by_custom(
    regime: str, today: date, since: date | None
) -> None:
    facts = Facts(
        authority="Northmere",
        place=Place.LONDON,
        regime=regime,
        pcn="ZZ1234567A",
        vrm="ZZ19 ABC",
        received_on=date(2026, 6, 1),
    )
    assert overdue(facts, today) == since


def came_in(text: str, **more: object) -> tuple[ItemView, ...]:
    """One letter that came in."""
    known = {"direction": "in", "channel": "post", "received_on": date(2026, 6, 1), "from_name": ""}
    return (ItemView(**({"id": 1, "subject": "", "text": text} | known | more)),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "I hold a badge. I also ask for your reply in large print, sixteen point please.",
        "PLEASE WRITE IN LARGE PRINT",
        "My eyes are poor, so I need bigger type to read what you send.",
        "Can your answer be in 18 point?",
    ],
)
def test_large_print_that_was_asked_for_is_told_until_it_is_set(text: str) -> None:
    assert ":reach" in large_print_words(came_in(text), ())
    assert large_print_words(came_in(text), ("large-print",)) == ""
    assert ":reach takes that back" in large_print_set_words(came_in(text), ("large-print",))
    assert large_print_set_words(came_in(text), ()) == ""
    assert large_print_set_words(came_in("I was loading."), ("large-print",)) == "", "nobody asked"
    assert large_print_words(came_in(text, direction="out"), ()) == ""
    assert large_print_words(came_in(text, elsewhere=True), ()) == ""


@pytest.mark.parametrize(
    "text",
    [
        "The sign should have been in large print, please look at it.",
        "I do not need large print, only an answer.",
        "A large van stood before me. Please send the photographs.",
        "There is no point in writing to you, but please answer.",
    ],
)
def test_what_is_large_otherwise_asks_for_no_large_print(text: str) -> None:
    assert large_print_words(came_in(text), ()) == ""


def test_a_decision_that_is_named_is_to_be_looked_for() -> None:
    said = "In Harrow v Denby [2014] it was held that any such defect extinguishes liability."
    assert "“Harrow v Denby [2014]”. Look for it" in decision_words(said)
    assert decision_words("My car has a V. I was loading for Mr V. Purcell.") == ""


@pytest.mark.parametrize("text", ["A-" * 350_000, "Aa'" * 230_000, "A " * 350_000])
def test_a_letter_of_capitals_without_end_names_no_decision(text: str) -> None:
    """A case opens all the same: no place of it is followed further than a party's name is long."""
    assert decision_words(text) == ""
