"""The few marks of a paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.letters.markup import Line, Run, lines, runs


def test_paragraphs_bullets_and_headings_are_told_apart() -> None:
    found = list(lines("## Head\nText on\ntwo lines.\n\n- one\n- two\n  goes on\n\nEnd."))
    assert [(line.kind, line.runs[0].text) for line in found] == [
        ("heading", "Head"),
        ("paragraph", "Text on two lines."),
        ("bullet", "one"),
        ("bullet", "two goes on"),
        ("paragraph", "End."),
    ]


def test_bold_and_italic_are_runs() -> None:
    assert runs("a **b c** d *e* f") == (
        Run("a "),
        Run("b c", bold=True),
        Run(" d "),
        Run("e", italic=True),
        Run(" f"),
    )


@pytest.mark.parametrize("line", ["5*3*2", "a * b * c", "**", "*open", "2 ** 3", "a*b"])
def test_stars_that_mark_nothing_stay(line: str) -> None:
    assert runs(line) == (Run(line),)


def test_nothing_gives_nothing() -> None:
    assert list(lines("\n \n")) == []


@given(st.text(alphabet="a *-#\n{}"))
def test_no_letter_is_lost(text: str) -> None:
    found: list[Line] = list(lines(text))
    assert sum(run.text.count("a") for line in found for run in line.runs) == text.count("a")
