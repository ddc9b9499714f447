"""What others wrote, and what is a web page's own, is blanked; each character keeps its place."""

from __future__ import annotations

import pytest

from caseworker.reading.phrases import searchable
from caseworker.reading.scope import denies, own_words


def test_marks_of_a_web_page_are_left_out_and_places_stay() -> None:
    page = "<style>.a{color:red}</style><p>There was&nbsp;no sign.</p><br><b>Thanks</b>"
    own = own_words(searchable(page))
    assert len(own) == len(page)
    assert own.split() == ["there", "was", "no", "sign.", "thanks"]
    assert own.index("no sign") == page.index("no sign")


def test_what_is_no_page_keeps_its_signs() -> None:
    for text in ("i paid < 5 minutes late & had > 1 ticket", "a <b and c> d"):
        assert own_words(text) == text


def test_quoted_lines_and_the_councils_own_letter_are_blank() -> None:
    assert own_words("> there was a sign\nno").split() == ["no"]
    forwarded = (
        "see this\n----- original message -----\nfrom: parking@town.gov.example\nno sign was missing\n"
    )
    assert own_words(forwarded).split() == ["see", "this"]


@pytest.mark.parametrize(
    "clause",
    [
        "i am not saying the sign was hidden",
        "if the machine had been broken i would say so",
        "no quarrel with your officer",
        "you say i was loading",
    ],
)
def test_a_clause_that_denies_supposes_or_reports_is_known(clause: str) -> None:
    assert denies(clause)


def test_a_clause_that_says_outright_denies_nothing() -> None:
    assert not denies("the sign was hidden by a tree")
    assert not denies("there was not one sign in the road")
