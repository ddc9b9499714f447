"""Folded lines: nothing is lost, and what goes on stands under its own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.content import Content

from caseworker.widgets.folded import Folded, folded

ENTRY = "12 Nov 2026      -£65  Payment received by card, and kept for the clerk"


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("Due now £95: all of it", ["Due now £95: all", "  of it"]),
        ("  about this and that", ["  about this and", "  that"]),
        ("! it was kept for long", ["! it was kept for", "  long"]),
        ("short", ["short"]),
        ("", [""]),
        ("one\ntwo", ["one", "two"]),
    ],
)
def test_what_goes_on_stands_under_its_own_words(line: str, rows: list[str]) -> None:
    assert [row.plain.rstrip() for row in folded([Content(line)], 17)] == rows


def test_an_entry_goes_on_under_its_last_column() -> None:
    first, *more = [row.plain.rstrip() for row in folded([Content(ENTRY)], 46)]
    assert first == "12 Nov 2026      -£65  Payment received by"
    assert more == [" " * 23 + "card, and kept for the", " " * 23 + "clerk"]


def test_a_style_goes_on_with_its_words() -> None:
    line = Content("one two three four five").stylize("bold", 8)
    last = list(folded([line], 12))[-1]
    assert any(span.style == "bold" for span in last.spans)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=200), st.integers(4, 90))
def test_no_word_is_lost_and_no_row_is_too_wide(line: str, width: int) -> None:
    rows = [row.plain for row in folded([Content(line)], width)]
    assert "".join("".join(rows).split()) == "".join(line.split())
    assert all(cell_len(row.rstrip()) <= width for row in rows)


async def test_another_width_folds_anew() -> None:
    class One(App[None]):
        def compose(self) -> ComposeResult:
            yield Folded()

    async with (app := One()).run_test(size=(80, 10)) as pilot:
        shown = app.query_one(Folded)
        shown.show([Content(ENTRY)])
        await pilot.pause()
        assert str(shown.visual).count("\n") == 0
        await pilot.resize_terminal(46, 10)
        await pilot.pause()
        assert str(shown.visual).count("\n") == 2
