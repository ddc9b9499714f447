"""Search as it is typed, and the card beside each row."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.screens.desk.search import SearchScreen
from tests.hostile.payloads import SHORT
from tests.screens.desks import NARROW, WIDE, Desk, sitting
from tests.screens.small import BUSY, FORMAL


def screen(desk: Desk) -> SearchScreen:
    """The search, which must be there."""
    found = desk.app.screen
    assert isinstance(found, SearchScreen)
    return found


async def look(desk: Desk, words: str) -> None:
    """Type words in the place of what stands there, and wait for their answer."""
    screen(desk).typed.value = words
    await desk.until(lambda: screen(desk).looked_for == words)
    await desk.settle()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_it_answers_as_one_types_and_says_what_may_be_read_out(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        await desk.press("F")
        assert desk.lines()[-1].startswith(" SEARCH")
        await look(desk, "ferr")
        assert "1 found" in desk.text() and FORMAL in desk.text() and "Milo Ferrant" in desk.text()
        card = desk.words("#card-words")
        assert "Read to" in card and "Do not read out" in card
        assert "The registered keeper, Milo Ferrant" in card
        assert "The law gives the council until" in card
        await look(desk, "xyzzy")
        assert "Nothing was found" in desk.text() and desk.words("#card-words") == ""


async def test_enter_opens_the_case_and_esc_goes_back(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.press("F")
        await look(desk, "tressell")
        await desk.press("enter")
        assert desk.mode == "CASE" and desk.case.pcn == BUSY
        await desk.press("F", "escape")
        assert desk.mode == "CASE" and desk.window == ""


async def test_esc_from_the_case_comes_back_to_what_was_found(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.press("F")
        await look(desk, "zz100000")
        await desk.press("down")
        found = screen(desk)
        at, pcn = found.table.cursor_index, found.hit and found.hit.pcn
        assert at == 1
        await desk.press("enter")
        assert desk.mode == "CASE" and desk.case.pcn == pcn
        await desk.press("escape")
        assert screen(desk) is found and found.typed.value == "zz100000" and found.table.cursor_index == at
        assert str(pcn) in desk.words("#card-words")
        await desk.press("escape")
        assert desk.mode == "QUEUE" and desk.window == ""


async def test_the_arrows_move_in_the_list_while_one_types(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.go("find zz100000")
        await desk.until(lambda: len(screen(desk).hits) == 8)
        await desk.settle()
        first = desk.words("#card-words")
        await desk.press("down")
        assert desk.words("#card-words") != first
        await desk.press("up", "up")
        assert desk.words("#card-words") == first
        await desk.press("f6", "pagedown")
        assert screen(desk).query_one("#card").has_focus
        await desk.press("f1")
        assert desk.window == "Tell"


async def test_each_command_looks_for_one_thing(store: Path) -> None:
    async with sitting(store) as desk:
        for command, found in (
            ("vrm zz11aac", FORMAL),
            ("name ferrant", FORMAL),
            ("words sold the car", FORMAL),
        ):
            await desk.go(command)
            await desk.until(lambda: bool(screen(desk).hits))
            await desk.settle()
            assert found in desk.text(), command
            await desk.press("escape")
        await desk.go("name zz11aac")
        await desk.settle()
        assert "Nothing was found" in desk.text()


async def test_a_pcn_without_a_case_reads_nothing_out(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.go("find ZZ1000008H")
        await desk.until(lambda: bool(screen(desk).hits))
        await desk.settle()
        assert "there is no case here" in desk.words("#card-words")
        await desk.press("enter")
        assert isinstance(desk.app.screen, SearchScreen)


async def test_whatever_is_typed_or_found_acts_on_nothing(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.press("F")
        for words in SHORT.values():
            plain = words.replace("\n", " ").replace("\r", " ")
            screen(desk).look(plain)
            await desk.settle()
            assert isinstance(desk.app.screen, SearchScreen), words
        await look(desk, "voss")
        assert "1 found" in desk.text()
