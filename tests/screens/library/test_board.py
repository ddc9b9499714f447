"""The library's board and editor: written, submitted, approved by another, published, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.casework.library import looking, writing
from caseworker.screens.library.board import LibraryBoard
from caseworker.screens.library.editor import EditorScreen
from tests.casework.library.shelves import UPHELD
from tests.screens.desks import NARROW, WIDE, Desk, office, sitting

ADDED = "That is how it was."


async def opened(desk: Desk, words: str = "") -> LibraryBoard:
    """The board, as the command opens it."""
    await desk.go(f"library {words}".strip())
    board = desk.app.screen
    assert isinstance(board, LibraryBoard)
    await desk.until(lambda: board.read_once)
    return board


async def writing_on(desk: Desk, paragraph: str) -> EditorScreen:
    """The editor on a paragraph, looked over."""
    await opened(desk, paragraph)
    await desk.press("W")
    await desk.until(lambda: isinstance(desk.app.screen, EditorScreen))
    editor = desk.app.screen
    assert isinstance(editor, EditorScreen)
    await desk.until(lambda: bool(editor.samples))
    return editor


async def type_at_end(desk: Desk, editor: EditorScreen, words: str) -> None:
    """Type words at the end of the first line of the paragraph's text."""
    await desk.press("end")
    await desk.type(words)
    await desk.until(lambda: editor.kept == editor.draft_area.text)


def stands(desk: Desk, paragraph: str = UPHELD) -> looking.Entry:
    """What is said of a paragraph."""
    return next(one for one in looking.listed(desk.app.office) if one.paragraph == paragraph)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_it_lists_every_paragraph_with_what_it_is_for(store: Path, size: tuple[int, int]) -> None:
    async with sitting(store, size=size) as desk:
        board = await opened(desk, UPHELD)
        assert len(board.rows["all"]) == len({one.path for one in desk.app.office.library})
        assert board.entries[board.row.id].paragraph == UPHELD  # type: ignore[union-attr]
        assert "Read again by: 2027-11-30" in desk.words("#detail-words")
        assert "I accept that you were doing so" in desk.words("#detail-words")
        await desk.press("1")
        assert "Nothing waits" in desk.words("#detail-words")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_draft_is_kept_shown_on_a_case_and_submitted(store: Path, size: tuple[int, int]) -> None:
    async with sitting(store, size=size) as desk:
        editor = await writing_on(desk, UPHELD)
        assert "“I was only there" in desk.words("#side-words")
        said = len(editor.draft_area.text.split("+++")[2].split())
        assert f"· {said} words ·" in str(editor.draft_area.border_subtitle), "nothing above"
        await type_at_end(desk, editor, f" {ADDED}")
        assert ADDED in writing.begin(desk.app.office, UPHELD).text, "kept at the pause"
        await desk.until(lambda: ADDED in desk.words("#side-words"))
        await desk.press("f5")
        assert f"{{+{ADDED}+}}" in desk.words("#side-words")
        await desk.press("f5")
        assert "Nothing to mend." in desk.words("#side-words")
        await desk.press("f9")
        await desk.until(lambda: isinstance(desk.app.screen, LibraryBoard))
        assert stands(desk).work == "submitted"


async def test_what_is_to_mend_is_shown_and_not_submitted(store: Path) -> None:
    async with sitting(store) as desk:
        editor = await writing_on(desk, UPHELD)
        await type_at_end(desk, editor, " {{ config }} [/]")
        await desk.until(lambda: "holds code" in desk.words("#side-words"))
        await desk.press("f9")
        await desk.until(lambda: "was not submitted" in desk.said())
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, LibraryBoard))
        assert stands(desk).work == "draft"


async def test_a_leader_approves_publishes_and_retires_by_keys(store: Path) -> None:
    async with sitting(store) as desk:
        editor = await writing_on(desk, UPHELD)
        await type_at_end(desk, editor, f" {ADDED}")
        await desk.press("f9")
        await desk.until(lambda: isinstance(desk.app.screen, LibraryBoard))
        await desk.press("A")
        assert "may not approve" in desk.said()
        for key, said in (("B", "give wording back"), ("R", "retire wording"), ("M", "mark a letter")):
            await desk.press(key)
            assert desk.window == "LibraryBoard", "refused before a word is asked for"
            assert f"may not {said}" in desk.said()
    async with sitting(office(store, "sefton")) as desk:
        board = await opened(desk)
        assert [board.entries[row.id].paragraph for row in board.rows["due"]] == [UPHELD]
        await desk.press("enter")
        await desk.until(lambda: desk.window == "Tell")
        assert f"{{+{ADDED}+}}" in desk.text()
        await desk.press("escape", "P")
        assert "is not approved" in desk.said()
        await desk.press("A")
        await desk.until(lambda: "is approved" in desk.said())
        await desk.until(lambda: stands(desk).saves == board.entries[board.row.id].saves)  # type: ignore[union-attr]
        await desk.press("P")
        await desk.until(lambda: "is published" in desk.said())
        assert ADDED in desk.app.office.library.get(UPHELD).text
        assert (stands(desk).stands, stands(desk).number) == ("published", 1)


async def test_somebody_else_s_change_meanwhile_is_said_and_nothing_is_lost(store: Path) -> None:
    async with sitting(store) as desk:
        editor = await writing_on(desk, UPHELD)
        draft = editor.draft
        writing.save(desk.app.office, draft.id, draft.saves, draft.text + "\n")
        await desk.press("end")
        await desk.type(ADDED)
        await desk.until(lambda: "changed meanwhile" in desk.said())
        assert ADDED in editor.draft_area.text
        await desk.until(lambda: "· not kept" in str(editor.draft_area.border_subtitle))
        assert ADDED not in writing.begin(desk.app.office, UPHELD).text
        await desk.press("escape", "escape")
        await desk.until(lambda: isinstance(desk.app.screen, LibraryBoard))


async def test_a_new_one_is_begun_given_back_and_thrown_away(store: Path) -> None:
    async with sitting(store) as desk:
        await opened(desk)
        await desk.press("N")
        await desk.until(lambda: desk.window == "Fill")
        await desk.type("market-day")
        await desk.press("enter")
        await desk.type("loading")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, EditorScreen))
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, LibraryBoard))
        assert stands(desk, "market-day").work == "draft"
        await desk.until(lambda: desk.app.screen.row is not None)  # type: ignore[attr-defined]
        await desk.press("minus", "y")
        await desk.until(lambda: "was thrown away" in desk.said())


async def test_versions_marks_and_retired_ones_have_their_windows(store: Path) -> None:
    async with sitting(office(store, "sefton")) as desk:
        board = await opened(desk, "information-none-held")
        await desk.press("H")
        await desk.until(lambda: desk.window == "Tell")
        assert "version 0 · shipped" in desk.text()
        await desk.press("escape", "M")
        await desk.until(lambda: desk.window == "Fill")
        assert "quality marking" in desk.text()
        await desk.press("escape", "R")
        await desk.until(lambda: desk.window == "AskWords")
        await desk.type("We always look it up.")
        await desk.press("enter")
        await desk.until(lambda: "is retired" in desk.said())
        await desk.until(lambda: len(board.rows["retired"]) == 1)
        await desk.press("3")
        assert "We always look it up." in desk.words("#detail-words")


async def test_without_a_version_a_step_says_what_to_do(store: Path) -> None:
    async with sitting(store) as desk:
        await opened(desk, UPHELD)
        await desk.press("S")
        assert "No version of it is being worked on: W writes one." in desk.said()
