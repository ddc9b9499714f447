"""Without colour, and on a small screen: each state by word and shape, each key within reach."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Static

from caseworker import keys
from caseworker.screens.desk.modes import BESIDE, MODES, Mode
from caseworker.widgets.mode_line import fitted_line
from tests.hostile.poison import squeezed
from tests.hostile.test_places import decide
from tests.screens import small
from tests.screens.desks import NARROW, WIDE, Desk, sitting


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small store, one case of it decided; never opened by a test."""
    path = tmp_path_factory.mktemp("built") / "small.db"
    small.build(path)
    decide(path, small.BUSY)
    return path


@pytest.fixture
def store(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of it, at a terminal without colours."""
    monkeypatch.setenv("NO_COLOR", "1")
    yield Path(shutil.copyfile(built, tmp_path / "training.db"))


def tints(desk: Desk) -> set[str]:
    """Colours on the screen that are no grey."""
    found = set()
    for strip in desk.app.screen._compositor.render_strips():
        for segment in strip:
            for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                if colour is not None and colour.triplet is not None and len(set(colour.triplet)) > 1:
                    found.add(colour.name)
    return found


def looks(desk: Desk, words: str) -> set[tuple[bool, ...]]:
    """How the lines that hold some words are set: bold, underlined, reversed, and their grounds."""
    found = set()
    for strip in desk.app.screen._compositor.render_strips():
        if words in strip.text:
            for segment in strip:
                style = segment.style
                if style is not None and segment.text.strip():
                    found.add((bool(style.bold), bool(style.underline), bool(style.reverse)))
    return found


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_without_colour_each_state_is_told_by_word_and_shape(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        assert desk.app.no_color

        def told(*words: str) -> None:
            text = desk.text()
            assert not tints(desk)
            for one in words:
                assert one in text, f"{one!r} is not told in\n{text}"

        told("TRAINING", "QUEUE", "! DEEMED", small.DEEMED)
        desk.desk.queue.table.focus()
        await desk.press("space")
        marked = desk.lines()
        for shape in "▸●":
            assert [line for line in marked if shape in line[:3]], f"cursor and mark: {shape}"
        await desk.open(small.DEEMED)
        told("CASE", "! ")
        await desk.open(small.ROUTINE)
        await desk.press("v")
        told("■ opened")
        await desk.press("escape", "p")
        told("POINTS", "?  ", "(suggested)")
        await desk.press("enter")
        told("· no answer yet")
        await desk.press("space")
        told("✔ accepted")
        await desk.press("space")
        told("✘ not accepted")
        await desk.press("escape", "d")
        told("DECISION", "cancel PCN", "uphold PCN")
        await desk.press("r")
        assert "■ Decided: UPHOLD the PCN" in desk.words("#decision"), desk.said()
        await desk.press("l")
        told("COMPOSE", "amber" if "amber" in desk.words("#compose-line") else "red")
        await desk.press("f9")
        told("PREFLIGHT")
        assert desk.words("#verdict")[0] in "!~✔"


async def test_what_is_not_opened_and_what_stands_in_the_way_have_their_own_shapes(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(small.FORMAL)
        listed = desk.file.evidence.listed.options
        assert str(listed[0].prompt).startswith("□ not opened")
        await desk.open(small.DEEMED)
        assert "! " in desk.words("Warnings") or "! " in desk.text()


async def test_points_are_marked_in_the_words_by_more_than_colour(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(small.BUSY)
        await desk.press("p")
        assert (True, True, False) in looks(desk, "There was no sign"), "bold and underlined"


def footer(mode: Mode) -> str:
    """A mode's footer in 80 columns."""
    pairs = [(keys.shown(key or keys.BY_ID[one].keys), words) for one, key, words in mode.shown()]
    return fitted_line(mode.word, pairs, "", 80).plain


@pytest.mark.parametrize("mode", [*MODES.values(), *BESIDE.values()], ids=lambda mode: mode.name)
def test_each_footer_fits_80_columns_and_names_the_list_of_keys(mode: Mode) -> None:
    line = footer(mode)
    assert len(line) == 80 and mode.word in line
    assert "? keys" in line
    first = [mode.shown()[at][2] for at in range(3)]
    assert all(one in line for one in first), (first, line)


def inside(lines: list[str]) -> str:
    """What stands within the frame of a window, without white space and the bar at its side."""
    framed = [line[line.index("│") + 1 : line.rindex("│")] for line in lines if line.count("│") > 1]
    return squeezed("".join(line.rstrip("▁▂▃▄▅▆▇█ ") for line in framed))


async def test_the_list_of_keys_is_read_to_its_end_on_a_small_screen(store: Path) -> None:
    async with sitting(store, size=NARROW) as desk:
        await desk.press("question_mark")
        assert desk.window == "Tell"
        box = desk.app.screen.query_one(VerticalScroll)
        assert box.has_focus and box.max_scroll_y > 0, "there is more than fits"
        wanted = [line for one in desk.app.screen.query(Static) for line in str(one.visual).split("\n")]
        seen = inside(desk.lines())
        for _ in range(40):
            await desk.press("pagedown")
            seen += inside(desk.lines())
            if box.scroll_y >= box.max_scroll_y:
                break
        assert [line for line in wanted if squeezed(line) not in seen] == []
        for one in keys.DESK:
            assert squeezed(one.help) in squeezed("".join(wanted)), one.id
        await desk.press("home")
        assert box.scroll_y == 0
        await desk.press("escape")
        assert not desk.window
