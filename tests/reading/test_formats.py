"""Who asks for answers in large print, and who only speaks of a sign."""

from __future__ import annotations

import pytest

from caseworker.reading.formats import wants_large_print


@pytest.mark.parametrize(
    "text",
    [
        "Please reply to this notice in large print.",
        "Please send me any notices in large print as I can't read small text",
        "I am registered blind, could the Notice of Rejection be in 18 point please",
        "I need large print. The sign was too small.",
    ],
)
def test_a_wish_for_large_print_is_heard(text: str) -> None:
    assert wants_large_print(text)


@pytest.mark.parametrize(
    "text",
    [
        "The sign needs larger print",
        "the notice should have been in bigger type",
        "I do not need large print.",
        "I was printing a large poster.",
    ],
)
def test_what_is_none_is_left_alone(text: str) -> None:
    assert not wants_large_print(text)
