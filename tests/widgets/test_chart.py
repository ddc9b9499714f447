"""Charts: higher is never drawn lower, nothing leaves its cells, and the numbers stand beside the shapes."""

from __future__ import annotations

import math
from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from caseworker.widgets.chart import (
    EIGHTHS,
    HEIGHTS,
    Bar,
    bar,
    bars,
    columns,
    level,
    numbered,
    spark,
    thinned,
)

ANY = st.floats(allow_nan=True, allow_infinity=True)
VALUES = st.floats(0, 1e9)


@given(VALUES, VALUES, VALUES, st.integers(1, 300))
def test_a_level_never_falls_as_its_value_rises_and_never_leaves_its_steps(
    one: float, other: float, most: float, steps: int
) -> None:
    low, high = sorted((one, other))
    assert 0 <= level(low, most, steps) <= level(high, most, steps) <= steps
    assert (level(one, most, steps) > 0) == (one > 0 and most > 0)


@given(ANY, ANY, st.integers(0, 60))
def test_a_bar_has_exactly_its_cells_whatever_the_value(value: float, most: float, width: int) -> None:
    drawn = bar(value, most, width)
    assert len(drawn) == cell_len(drawn) == width
    assert set(drawn) <= set(EIGHTHS)


@given(VALUES, VALUES, st.floats(1, 1e9), st.integers(1, 60))
def test_a_longer_bar_for_more(one: float, other: float, most: float, width: int) -> None:
    def length(value: float) -> int:
        return sum(EIGHTHS.index(cell) for cell in bar(value, most, width))

    low, high = sorted((one, other))
    assert length(low) <= length(high)


@given(st.lists(ANY, max_size=60))
def test_a_trend_has_a_cell_for_each_value_and_keeps_their_order(values: list[float]) -> None:
    drawn = spark(values)
    assert len(drawn) == cell_len(drawn) == len(values)
    finite = [(value, HEIGHTS.find(cell)) for value, cell in zip(values, drawn, strict=True) if value > 0]
    for (_, low), (_, high) in pairwise(sorted(finite)):
        assert low <= high


def test_nothing_and_something_are_told_apart() -> None:
    assert spark([0, 1, 1000, math.nan]) == "·▁█·"
    assert spark([2, 4], most=8) == "▂▄"
    assert spark([]) == ""
    assert bar(0, 5, 4) == "    "
    assert bar(1, 1000, 4) == "▏   "
    assert bar(5, 5, 4) == "████"
    assert bar(1, 2, 0) == ""


def test_bars_say_label_and_number() -> None:
    rows = [Bar("Asha Verrall", 7, "7 of 14"), Bar("Tobin", 0, "0 of 10")]
    assert bars(rows, 40) == ["Asha Verrall " + "█" * 19 + " 7 of 14", "Tobin" + " " * 28 + "0 of 10"]
    assert bars(rows, 24) == ["Asha Ve… ███████ 7 of 14", "Tobin            0 of 10"]
    assert bars([], 40) == bars(rows, 0) == []


@given(
    st.lists(st.builds(Bar, st.text(max_size=30), ANY, st.text(max_size=20)), max_size=6), st.integers(0, 130)
)
def test_no_line_of_bars_is_wider_than_its_room(rows: list[Bar], width: int) -> None:
    for line in bars(rows, width):
        assert cell_len(line) == width
        assert not any(category(sign) == "Cc" for sign in line)


POINTS = st.lists(st.tuples(st.text(max_size=8), ANY), max_size=80)


@given(
    POINTS, st.integers(0, 130), st.integers(0, 20), st.dictionaries(st.integers(-2, 90), st.text(max_size=9))
)
def test_columns_stay_in_their_room(
    points: list[tuple[str, float]], width: int, height: int, marks: dict[int, str]
) -> None:
    lines = columns(points, width, height, marks)
    assert all(cell_len(line) == width for line in lines)
    if points and width and height:
        known = [at for at in marks if 0 <= at < len(points)]
        assert len(lines) == height + 2 + len(known)
    else:
        assert lines == []


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40), st.integers(1, 12))
def test_a_higher_column_for_more(values: list[float], height: int) -> None:
    lines = [line.partition("│")[2] for line in columns([("", one) for one in values], 120, height)[:height]]
    heights = [sum(HEIGHTS.index(line[at]) for line in lines) for at in range(len(values))]
    drawn = [height for _, height in sorted(zip(values, heights, strict=True))]
    assert drawn == sorted(drawn)
    # A column stands on its foot: no gap under a filled cell.
    for at in range(len(values)):
        cells = [HEIGHTS.index(line[at]) for line in lines]
        assert cells == sorted(cells)


def test_columns_say_their_numbers_and_the_marked_day() -> None:
    drawn = columns([("Fri 20 Nov", 12), ("Mon 23 Nov", 6), ("Tue 24 Nov", 0)], 40, 3, {1: "first breach"})
    assert [line.rstrip() for line in drawn] == [
        "12│█",
        "  │█▄",
        " 0│██",
        "  └─▲─",
        "   Fri 20 Nov: 12 … Tue 24 Nov: 0",
        "   ▲ Mon 23 Nov: first breach",
    ]


def test_each_number_stands_under_its_own_column() -> None:
    drawn = numbered([("Fri 20 Nov", 12), ("Mon 23 Nov", 6), ("Tue 24 Nov", 0)], 16, 2)
    assert [line.rstrip() for line in drawn] == [
        "12│███",
        " 0│███ ███",
        "  └────────────",
        "   12   6   0",
        "   Fri 20 Nov …",
    ]


def test_where_a_number_has_no_room_there_are_none() -> None:
    assert numbered([("a", 100), ("b", 200)], 11, 2) == []
    assert numbered([], 40, 2) == numbered([("a", 1)], 40, 0) == []


@given(POINTS, st.integers(0, 130), st.integers(0, 20))
def test_numbered_columns_stay_in_their_room(
    points: list[tuple[str, float]], width: int, height: int
) -> None:
    lines = numbered(points, width, height)
    assert all(cell_len(line) == width for line in lines) and len(lines) in (0, height + 3)


@pytest.mark.parametrize(("count", "room"), [(60, 20), (61, 7), (5, 5), (2, 1), (100, 99)])
def test_what_is_left_out_is_never_the_marked_day(count: int, room: int) -> None:
    for mark in range(count):
        kept = thinned(count, room, {mark: ""})
        assert len(kept) == min(count, room)
        assert mark in kept
        assert all(0 <= at < count for at in kept)
