"""The target bar says the same in words, shape and colour."""

from __future__ import annotations

import pytest

from caseworker.widgets.target_bar import target_bar


@pytest.mark.parametrize(
    ("done", "target", "weighted", "passed", "shown"),
    [
        (9, 14, None, 0.65, "Today 9/14 ▓▓▓▓▓▓░░░░ on pace"),
        (0, 14, None, 0.0, "Today 0/14 ░░░░░░░░░░ on pace"),
        (0, 14, None, 0.07, "Today 0/14 ░░░░░░░░░░ on pace"),
        (4, 14, None, 0.5, "Today 4/14 ▓▓░░░░░░░░ 3 behind, 2.5 an hour needed"),
        (9, 14, 10.5, 0.75, "Today 9/14 (10.5 weighted) ▓▓▓▓▓▓▓░░░ on pace"),
        (9, 14, 9.0, 0.65, "Today 9/14 ▓▓▓▓▓▓░░░░ on pace"),
        (13, 14, None, 1.0, "Today 13/14 ▓▓▓▓▓▓▓▓▓░ 1 short"),
        (14, 14, None, 0.5, "Today 14/14 ▓▓▓▓▓▓▓▓▓▓ target met"),
        (12, 14, 14.2, 0.5, "Today 12/14 (14.2 weighted) ▓▓▓▓▓▓▓▓▓▓ target met by weight"),
        (20, 14, None, 0.5, "Today 20/14 ▓▓▓▓▓▓▓▓▓▓ target met"),
        (3, 0, None, 0.5, "Today 3 · no target set"),
        (1, 14, None, 7.0, "Today 1/14 ░░░░░░░░░░ 13 short"),
    ],
)
def test_it_says_where_the_day_stands(
    done: int, target: int, weighted: float | None, passed: float, shown: str
) -> None:
    assert target_bar(done, target, weighted, passed=passed).plain == shown


def test_behind_and_on_pace_differ_in_colour_too() -> None:
    styles = [{span.style for span in target_bar(4, 14, passed=passed).spans} for passed in (0.2, 0.9)]
    assert "$text-success" in styles[0] and "$text-warning" in styles[1]
    assert "$text-warning" not in styles[0]


def test_its_width_is_what_was_asked_for() -> None:
    assert target_bar(1, 2, width=4).plain == "Today 1/2 ▓▓░░ on pace"


def test_no_pace_is_asked_of_somebody_who_is_away() -> None:
    assert target_bar(3, 14, passed=0.9, away=True).plain == "Today 3 · away, no pace asked"
    assert target_bar(0, 0, away=True).plain == "Today 0 · away, no pace asked"


def test_no_pace_is_asked_on_a_day_without_work() -> None:
    said = "Today 1 · no working day, no pace asked"
    assert target_bar(1, 14, passed=0.9, working=False).plain == said
    assert target_bar(1, 14, passed=0.9, working=False, away=True).plain == said
