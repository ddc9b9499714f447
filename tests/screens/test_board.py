"""What every board does: lists, filter, order, export, the way back to the desk, hostile words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from textual.content import Content

from caseworker import keys, locations
from caseworker.casework.office import Office
from caseworker.screens.board import BoardScreen
from caseworker.screens.desk.inbox import InboxBoard
from caseworker.screens.desk.law import LawBoard
from caseworker.screens.desk.post_board import PostBoard
from caseworker.screens.library.board import LibraryBoard
from caseworker.screens.sections import Section, naming
from caseworker.screens.team.board import TeamBoard
from caseworker.widgets.literal import literal
from caseworker.widgets.queue_table import Column
from caseworker.widgets.row_source import Row
from tests.screens.desks import NARROW, WIDE, Desk, sitting
from tests.screens.small import ROUTINE

COLUMNS = (Column("number", "Number", 8), Column("who", "Who", 30))
HOSTILE = "[/] [@click=app.quit]Zed[/] =cmd \x1b[31m"


class Drawer(BoardScreen):
    """A board of two lists."""

    WORD = "DRAWER"
    SECTIONS = (Section("top", "in the top", COLUMNS), Section("low", "below", COLUMNS, empty="Bare wood."))

    def fetch(self, office: Office) -> Mapping[str, Sequence[Row]]:
        return {
            "top": [
                Row(1, ("0002", "Amory")),
                Row(2, ("0001", HOSTILE), style="urgent"),
                Row(3, ("0003", "Bela")),
            ],
            "low": [],
        }

    def detail(self, section: str, row_id: int) -> Content:
        return literal(f"Row {row_id} of {section}: {HOSTILE if row_id == 2 else 'plain'}")

    def case_of(self, section: str, row_id: int) -> int | None:
        return 1 if row_id == 3 else None

    def pcn_of(self, section: str, row_id: int) -> str:
        return ROUTINE


async def opened(desk: Desk) -> Drawer:
    board = Drawer(desk.desk)
    desk.app.push_screen(board)
    await desk.settle()
    return board


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_board_shows_its_lists_and_what_a_row_says(store: Path, size: tuple[int, int]) -> None:
    async with sitting(store, size=size) as desk:
        await opened(desk)
        text = desk.text()
        assert "▸1 in the top (3)" in text and "2 below (0)" in text
        assert "Row 1 of top: plain" in text
        assert "DRAWER" in desk.lines()[-1] and "? keys" in desk.lines()[-1]
        await desk.press("down")
        assert "[@click=app.quit]Zed[/]" in desk.text() and "\x1b" not in desk.text()
        await desk.press("tab")
        assert "Bare wood." in desk.text()
        await desk.press("1")
        assert "Row 2 of top" in desk.text()


async def test_filter_order_and_the_next_urgent_row(store: Path) -> None:
    async with sitting(store) as desk:
        board = await opened(desk)
        await desk.press("s")
        assert [row.id for row in board.shown(board.section)] == [2, 1, 3]
        await desk.press("s", "s")
        assert [row.id for row in board.shown(board.section)] == [1, 2, 3]
        await desk.press("right_square_bracket")
        assert board.row is not None and board.row.id == 2
        await desk.press("slash")
        desk.screen_input().value = "bel"
        await desk.press("enter")
        assert [row.id for row in board.shown(board.section)] == [3]
        await desk.press("escape")
        assert len(board.shown(board.section)) == 3 and desk.window == "Drawer"


async def test_marked_rows_are_exported_as_words_only(store: Path) -> None:
    async with sitting(store) as desk:
        await opened(desk)
        await desk.press("down", "space", "x")
        [path] = (locations.data_folder() / "exports").glob("TRAINING-drawer-top-*.csv")
        lines = path.read_text("utf-8-sig").splitlines()
        assert lines[0] == "Number,Who,training" and len(lines) == 2
        assert lines[1].startswith("0001,[/]")


async def test_a_board_gives_way_to_the_case_and_to_the_desk(store: Path) -> None:
    async with sitting(store) as desk:
        await opened(desk)
        await desk.press("enter")
        assert "no case to open" in desk.said() and desk.window == "Drawer"
        await desk.press("down", "down", "enter")
        await desk.until(lambda: desk.mode == "CASE")
        assert desk.window == ""
        await opened(desk)
        await desk.press("escape")
        assert desk.window == ""


async def test_esc_from_its_case_shows_the_board_as_it_was_left(store: Path) -> None:
    async with sitting(store) as desk:
        board = await opened(desk)
        board.words = "a"
        board.draw()
        await desk.press("end", "enter")
        assert desk.window == "" and desk.mode == "CASE"
        board.fetch = lambda office: {"top": [Row(1, ("0009", "Amory")), Row(3, ("0003", "Bela, late"))]}  # type: ignore[method-assign]
        await desk.press("t", "escape")
        assert desk.mode == "CASE" and desk.window == ""
        await desk.press("escape")
        assert desk.app.screen is board and desk.mode == "QUEUE"
        assert board.words == "a" and board.row is not None and board.row.id == 3
        assert "Bela, late" in desk.text()
        # And again; at last from the board to the desk, where nothing of it is left.
        await desk.press("enter", "escape")
        assert desk.app.screen is board
        await desk.press("escape", "escape")
        assert desk.window == "" and desk.mode == "QUEUE" and not board.is_running


@pytest.mark.parametrize("command", ["next", "q", "release"])
async def test_whoever_goes_on_to_other_work_does_not_come_back_to_the_board(
    store: Path, command: str
) -> None:
    async with sitting(store) as desk:
        board = await opened(desk)
        await desk.press("end", "enter")
        await desk.go(command)
        if desk.mode == "CASE":
            await desk.press("escape")
        assert desk.window == "" and desk.mode == "QUEUE"
        await desk.press("escape")
        assert desk.window == "" and not board.is_running


async def test_a_case_that_cannot_be_read_leaves_the_way_back_to_the_board(store: Path) -> None:
    async with sitting(store) as desk:
        board = await opened(desk)
        board.case_of = lambda section, row_id: 999_999  # type: ignore[method-assign]
        await desk.press("enter")
        assert desk.mode == "QUEUE" and desk.window == ""
        await desk.press("escape")
        assert desk.app.screen is board


async def test_the_keys_of_a_board_are_listed(store: Path) -> None:
    async with sitting(store) as desk:
        await opened(desk)
        await desk.press("question_mark")
        assert "Go to the next list of this board." in desk.text()


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (120, "ten letters wait, the oldest of Tue 17 Nov  Asha Verrall (named, not signed in)"),
        (94, "ten letters wait, the oldest of Tue 17 Nov  Asha Verrall (not signed in)"),
        (80, "ten letters wait  Asha Verrall (not signed in)"),
        (54, "TRAINING  DRAWER  ten letters wait  Asha Verrall"),
        (40, "TRAINING  ten letters wait  Asha Ve…"),
    ],
)
async def test_a_note_is_said_in_as_many_words_as_fit(store: Path, columns: int, said: str) -> None:
    async with sitting(store, size=(columns, 24)) as desk:
        board = await opened(desk)
        board.header.mode(board.WORD, "ten letters wait, the oldest of Tue 17 Nov", "ten letters wait")
        await desk.settle()
        assert said in desk.lines()[0]


@pytest.mark.parametrize("where", ["post", "inbox", "team"])
async def test_no_note_of_a_board_is_cut_at_80_columns(store: Path, where: str) -> None:
    async with sitting(store, size=NARROW) as desk:
        await desk.go(where)
        assert "…" not in desk.lines()[0] and "Asha Verrall" in desk.lines()[0], desk.lines()[0]


@pytest.mark.parametrize("board", [PostBoard, InboxBoard, LawBoard, TeamBoard, LibraryBoard])
def test_each_foot_names_keys_that_the_board_has(board: type[BoardScreen]) -> None:
    own = {one.id for one in (*keys.PLACES[board.WORD.lower()], *keys.BOARD)}
    for footer in (board.FOOTER, *(one.footer for one in board.SECTIONS)):
        assert len(footer) <= 8 and set(footer) <= own, footer


def test_no_list_is_named_across_two_lines() -> None:
    sections = [Section(str(n), f"name of list {n}", ()) for n in range(6)]
    named = naming(sections, sections[2], {"0": 1200}, "formal", width=50).plain
    lines = named.split("\n")
    assert len(lines) > 1 and all(len(line.rstrip()) <= 50 for line in lines)
    assert "1 name of list 0 (1,200)" in lines[0] and "▸3 name of list 2" in named
    assert lines[-1].rstrip().endswith("· filter: formal  (esc clears)")
