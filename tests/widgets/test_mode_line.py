"""The bottom line fits every width without cutting a word."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from caseworker.widgets.mode_line import ModeLine, fitted_line

KEYS = [("n", "next case"), ("enter", "open"), ("/", "filter"), ("space", "mark"), ("?", "keys")]


@pytest.mark.parametrize("width", range(8, 121))
def test_only_whole_words_stand_in_any_width(width: int) -> None:
    line = fitted_line("QUEUE", KEYS, "row 1 of 12,480", width)
    assert line.cell_length <= max(width, 7)
    rest = line.plain.removeprefix(" QUEUE ")
    if rest.startswith(" row 1 of 12,480"):
        rest = rest.removeprefix(" row 1 of 12,480")
    shown = [pair.strip() for pair in rest.split("   ") if pair.strip()]
    assert shown == [f"{key} {label}" for key, label in KEYS][: len(shown)]


def test_keys_go_before_the_note_and_the_first_key_stays() -> None:
    assert fitted_line("QUEUE", KEYS, "row 1 of 12,480", 40).plain.split() == [
        "QUEUE",
        "row",
        "1",
        "of",
        "12,480",
        "n",
        "next",
        "case",
    ]
    assert fitted_line("QUEUE", KEYS, "row 1 of 12,480", 24).plain.split() == ["QUEUE", "n", "next", "case"]


def test_at_most_eight_keys_stand() -> None:
    keys = [(str(at), "do") for at in range(12)]
    assert (
        fitted_line("CASE", keys, "", 200).plain.split()[1:]
        == " ".join(f"{at} do" for at in range(8)).split()
    )


def test_words_from_outside_are_only_text() -> None:
    line = fitted_line("CASE", [("a", "[/] cancel")], "[@click=app.quit]\x1b]0;x", 100)
    assert "[@click=app.quit]␛]0;x" in line.plain and "[/] cancel" in line.plain


class Bottom(App[None]):
    """One bottom line."""

    def compose(self) -> ComposeResult:
        yield ModeLine()


async def test_it_fits_again_when_the_window_changes() -> None:
    app = Bottom()
    async with app.run_test(size=(100, 5)) as pilot:
        app.query_one(ModeLine).show("QUEUE", KEYS, "row 1")
        await pilot.pause()
        first = app.screen._compositor.render_strips()[0].text
        assert "? keys" in first and len(first) == 100
        await pilot.resize_terminal(40, 5)
        await pilot.pause()
        second = app.screen._compositor.render_strips()[0].text
        assert "? keys" not in second and "n next case" in second
