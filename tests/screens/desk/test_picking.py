"""The picker on the desk: favourites by their number keys, made and unmade where they are picked."""

from __future__ import annotations

from pathlib import Path

from caseworker.casework.library import favouring
from tests.screens.desk.test_letter import sitting, to_letter
from tests.screens.desks import Desk


async def picking(desk: Desk) -> None:
    """Open the picker, ready to type."""
    await desk.press("k")
    await desk.until(lambda: desk.window == "PickParagraph" and desk.app.screen.focused is not None)


async def test_a_favourite_is_made_shown_picked_and_unmade_by_keys(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        count = len(desk.file.blocks)
        await picking(desk)
        await desk.type("other formats")
        chosen = desk.app.screen.choices[0]  # type: ignore[attr-defined]
        await desk.press("f7")
        await desk.until(lambda: "key 1 from now on" in desk.words("#pick-keys"))
        assert desk.app.screen.choices[0].label.startswith("[1] ")  # type: ignore[attr-defined]
        assert favouring.favourites(desk.app.office) == {1: chosen.id}
        await desk.press("escape")
        await picking(desk)
        await desk.press("1")
        assert len(desk.file.blocks) == count + 1
        assert [one.paragraph for one in desk.file.blocks].count(chosen.id) == 2
        await picking(desk)
        await desk.type("other formats")
        await desk.press("f7")
        await desk.until(lambda: "no key any more" in desk.words("#pick-keys"))
        assert favouring.favourites(desk.app.office) == {}


async def test_a_figure_is_typed_once_something_stands_and_a_free_number_says_so(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        count = len(desk.file.blocks)
        await picking(desk)
        await desk.press("2")
        assert "No favourite has the key 2" in desk.words("#pick-keys") and desk.window == "PickParagraph"
        await desk.type("day 2")
        assert desk.app.screen.query_one("Input").value == "day 2"  # type: ignore[attr-defined]
        await desk.press("escape")
        assert len(desk.file.blocks) == count


async def test_a_favourite_that_does_not_fit_the_letter_is_not_put_in(store: Path) -> None:
    async with sitting(store) as desk:
        favouring.turn(desk.app.office, "opening-complaint")
        await to_letter(desk)
        count = len(desk.file.blocks)
        await picking(desk)
        await desk.press("1")
        assert "opening-complaint does not fit this letter." in desk.words("#pick-keys")
        await desk.press("escape")
        assert len(desk.file.blocks) == count


async def test_a_paragraph_picked_on_the_opening_goes_into_its_own_part_of_the_letter(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk)
        before = [one.slot for one in desk.file.blocks]
        await picking(desk)
        await desk.type("other formats")
        await desk.press("enter")
        last = len(before) - before[::-1].index("care")
        assert [one.slot for one in desk.file.blocks] == [*before[:last], "care", *before[last:]]
        assert desk.file.blocks[last].paragraph == "care-formats"
