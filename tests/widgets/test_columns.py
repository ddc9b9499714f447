"""Columns stand whole or not at all."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from caseworker.widgets.columns import GAP, Column, fitted, placed

COLUMNS = (
    Column("law", "Post by (law)", 13),
    Column("pcn", "PCN", 11),
    Column("street", "Street", 24, priority=2, narrow=8),
    Column("flags", "Flags", 10, priority=1),
)


def keys(room: int) -> list[tuple[str, int]]:
    return [(COLUMNS[one.cell].key, one.width) for one in placed(COLUMNS, room)]


def test_with_room_every_column_has_its_width() -> None:
    assert keys(100) == [("law", 13), ("pcn", 11), ("street", 24), ("flags", 10)]


def test_a_column_that_may_is_squeezed_before_one_is_left_out() -> None:
    assert keys(50) == [("law", 13), ("pcn", 11), ("street", 13), ("flags", 10)]
    assert keys(45) == [("law", 13), ("pcn", 11), ("street", 8), ("flags", 10)]


def test_the_highest_priority_number_goes_first_and_the_rest_keep_their_width() -> None:
    assert keys(44) == [("law", 13), ("pcn", 11), ("flags", 10)]
    assert keys(30) == [("law", 13), ("pcn", 11)]
    assert keys(24) == [("law", 13)]


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 3), st.integers(0, 30)), min_size=1, max_size=9),
    st.integers(1, 200),
)
def test_what_stands_fits_and_only_the_last_column_left_is_ever_cut(
    made: list[tuple[int, int, int]], room: int
) -> None:
    columns = [Column(str(at), str(at), width, priority=p, narrow=n) for at, (width, p, n) in enumerate(made)]
    chosen = placed(columns, room)
    assert sum(one.width for one in chosen) + GAP * (len(chosen) - 1) <= room
    assert [one.cell for one in chosen] == sorted(one.cell for one in chosen)
    for one in chosen:
        column = columns[one.cell]
        least = min(column.narrow or column.width, column.width)
        assert one.width <= column.width
        assert one.width >= least or len(chosen) == 1


@given(st.text(st.characters(), max_size=30), st.integers(1, 20))
@example("漢字漢字漢字", 4)
@example("e\u0301" * 12, 8)
@example("\U0001f468\u200d\U0001f469" * 4, 5)
def test_a_cell_fills_its_width_exactly(text: str, width: int) -> None:
    cell = fitted(text, width)
    assert "\n" not in cell
    assert cell_len(cell) == width


def test_a_shortened_cell_says_so() -> None:
    assert fitted("Mare Street", 11) == "Mare Street"
    assert fitted("Mare Street", 8) == "Mare St…"
    assert fitted("Mare Street", 6) == "Mare… "
    assert fitted("漢字漢字", 4) == "漢… "
