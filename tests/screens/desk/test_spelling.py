"""Spelling while a letter is written: marked, put right, or the council's word; and how hard it reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.screens.desk.compose import MISSPELT
from tests.screens.desk.test_letter import to_letter
from tests.screens.desks import NARROW, WIDE, Desk, sitting


async def type_own(desk: Desk, words: str) -> None:
    """Own words as a paragraph of the letter, looked at."""
    await desk.press("plus")
    await desk.type(words)
    await desk.press("escape")
    await desk.until(lambda: words in desk.words("#preview"))


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_reading_age_and_misspelt_words_stand_under_the_letter(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        await to_letter(desk)
        assert "reading age" in desk.words("#compose-line") and "misspelt" not in desk.words("#compose-line")
        await type_own(desk, "We recieved it.")
        assert "misspelt: recieved · f12 put right" in desk.words("#compose-line")
        assert "reading age" in desk.text() and "longest sentence" in desk.text()
        await desk.press("f12")
        await desk.until(lambda: "recieved → received" in desk.text())
        await desk.press("enter")
        await desk.until(lambda: "We received it." in desk.words("#preview"))
        assert "misspelt" not in desk.words("#compose-line")
        assert desk.file.blocks[1].text == "We received it."


async def test_a_misspelt_word_is_marked_where_it_is_typed_and_put_right_there(store: Path) -> None:
    async with sitting(store, size=NARROW) as desk:
        await to_letter(desk)
        await desk.press("plus")
        await desk.type("We recieved it.")
        await desk.until(lambda: "misspelt" in desk.words("#compose-line"))
        editor = desk.file.letter.editor
        spans = [(one.start, one.end) for one in editor.get_line(0).spans if one.style == MISSPELT]
        assert spans == [(3, 11)]
        await desk.press("f12")
        await desk.until(lambda: "recieved → received" in desk.text())
        await desk.press("enter")
        assert editor.text == "We received it."
        await desk.until(lambda: "misspelt" not in desk.words("#compose-line"))
        assert not [one for one in editor.get_line(0).spans if one.style == MISSPELT]


async def test_a_word_becomes_the_council_s_and_is_marked_no_more(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        await desk.press("ctrl+o")
        assert "No word of yours is misspelt" in desk.said()
        await type_own(desk, "The Kwczyk bay and the Vrmby bay.")
        await desk.press("ctrl+o")
        await desk.until(lambda: "Kwczyk: add to the council's words" in desk.text())
        await desk.press("enter")
        await desk.until(lambda: "misspelt: Vrmby" in desk.words("#compose-line"))
        await desk.press("ctrl+o")
        await desk.until(lambda: "misspelt" not in desk.words("#compose-line"))
        assert "“Vrmby” is one of the council's words now" in desk.said()
