"""Near-duplicates: what stands in the same letters is said once; twins of two laws are let be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.letters.library import Library, Paragraph
from caseworker.letters.lint import look_over
from caseworker.letters.lint_alike import alike

TEXT = "We received your letter about the notice and have read it with care. Our reasons stand below."
ONE = Paragraph(
    "one", "One", "opening", ("notice-of-rejection",), TEXT, date(2027, 1, 31), ("tma-reg9",), path="a/one.md"
)


def other(text: str = TEXT.replace("read it", "gone through it"), **more: object) -> Paragraph:
    return replace(ONE, id="two", path="a/two.md", text=text, **more)  # type: ignore[arg-type]


def found(*paragraphs: Paragraph) -> list[str]:
    library = Library(paragraphs, {})
    return [str(one) for one in alike(library, library)]


def test_two_that_stand_in_the_same_letters_and_say_the_same_are_found_once() -> None:
    (said,) = found(ONE, other())
    assert said.startswith("a/one.md:1: The text is 9") and "% that of two." in said


@pytest.mark.parametrize(
    "twin",
    [
        other(regimes=("caz-2013",)),
        other(families=("clean-air-zone",), regimes=("caz-2013",)),
        other(when=("evidence-sent",)),
        other(kinds=("informal-rejection",)),
        other(slot="decision"),
        replace(other(), path="a/one.md"),
        other("We received your letter, and I have decided to cancel the notice. You have nothing to pay."),
    ],
    ids=["law", "family", "conditions", "letters", "place", "wording", "other words"],
)
def test_twins_that_a_law_or_the_case_keeps_apart_are_let_be(twin: Paragraph) -> None:
    assert found(ONE, twin) == []


@pytest.mark.parametrize("apart", [{"regimes": ("caz-2013",)}, {"when": ("evidence-sent",)}])
def test_to_the_letter_the_same_is_one_paragraph_under_any_law(apart: dict[str, tuple[str, ...]]) -> None:
    assert found(ONE, other(TEXT, **apart))


def test_a_much_longer_text_that_holds_the_other_is_none() -> None:
    assert found(ONE, other(f"{TEXT} {TEXT.upper()}")) == []


def test_one_file_is_held_against_the_whole_library() -> None:
    library = Library([ONE, other()], {})
    for path, twin in (("a/one.md", "two"), ("a/two.md", "one")):
        said = [str(one) for one in look_over(library, date(2026, 11, 22), only=path)]
        assert any(f"% that of {twin}." in one for one in said), path
