"""The one kind of list: its cursor stays at the ends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets.option_list import Option

import caseworker
from caseworker.widgets.listed import Listed

HERE = Path(caseworker.__file__).parent


class Rows(App[None]):
    """A list of five, the first and the last of which cannot be chosen."""

    def compose(self) -> ComposeResult:
        yield Listed(*(Option(str(n), disabled=n in (0, 4)) for n in range(5)))


@pytest.mark.parametrize(
    "start, key, stands", [(1, "up", 1), (3, "down", 3), (2, "up", 1), (2, "down", 3), (None, "up", 3)]
)
async def test_a_cursor_moves_to_the_next_row_that_can_be_chosen_and_stays_at_the_ends(
    start: int | None, key: str, stands: int
) -> None:
    app = Rows()
    async with app.run_test() as pilot:
        listed = app.query_one(Listed)
        listed.focus()
        listed.highlighted = start
        await pilot.press(key)
        assert listed.highlighted == stands


def test_no_list_of_the_program_is_of_another_kind() -> None:
    other = re.compile(r"(?:yield |= )OptionList\(|class \w+\(OptionList\)")
    of_another = [
        path.name
        for path in HERE.rglob("*.py")
        if path.name != "listed.py" and other.search(path.read_text())
    ]
    assert of_another == []
