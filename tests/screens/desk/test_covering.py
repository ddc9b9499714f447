"""A photograph covered by keys, and how letters reach their reader: `:enclose` and `:reach` on the desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.screens.desk.covering import Cover
from tests.screens.desks import NARROW, WIDE, office, sitting
from tests.screens.small import ROUTINE


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_place_is_covered_by_keys_and_the_picture_goes_with_the_letter(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(office(store), size=size) as desk:
        await desk.open(ROUTINE)
        await desk.go("enclose")
        assert "Open a photograph first" in desk.said()
        desk.unsay()
        await desk.press("v")
        await desk.go("enclose")
        assert desk.window == "Cover", desk.said()
        await desk.until(lambda: "nothing covered yet" in " ".join(desk.text().split()))
        await desk.press("left", "left", "up", "shift+right", "minus", "plus", "enter")
        await desk.press("right", "enter", "backspace")
        cover = desk.app.screen
        assert isinstance(cover, Cover)
        assert [tuple(one) for one in cover.masks] == [(400, 420, 140, 120)]
        await desk.press("f10")
        assert desk.window == "AskLine"
        await desk.press("enter")
        await desk.until(lambda: bool(desk.case.enclosed))
        (one,) = desk.case.enclosed
        assert one.masks == "400,420,140,120" and one.caption
        assert "goes with the letter: 1 place" in desk.said()
        desk.unsay()
        await desk.go("enclose")
        await desk.press("x")
        await desk.until(lambda: not desk.case.enclosed)


async def test_esc_leaves_the_picture_as_it_was(store: Path) -> None:
    async with sitting(office(store)) as desk:
        await desk.open(ROUTINE)
        await desk.press("v")
        await desk.go("enclose")
        await desk.press("enter", "escape")
        assert desk.window != "Cover" and desk.case.enclosed == ()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_how_letters_reach_their_reader_is_asked_and_kept(store: Path, size: tuple[int, int]) -> None:
    async with sitting(office(store), size=size) as desk:
        await desk.go("reach")
        assert "No case is open" in desk.said()
        desk.unsay()
        await desk.open(ROUTINE)
        await desk.go("reach ann@mail.example")
        assert desk.window == "Fill", desk.said()
        inputs = list(desk.app.screen.query("Input").results())
        assert inputs[0].value == "ann@mail.example"  # type: ignore[attr-defined]
        inputs[0].value, inputs[1].value = "jo at mail", "1 jan 2026"  # type: ignore[attr-defined]
        inputs[2].value = "in their letter"  # type: ignore[attr-defined]
        await desk.press("f10")
        assert "is no email address" in desk.text()
        inputs[0].value = "jo@mail.example"  # type: ignore[attr-defined]
        await desk.press("f10")
        await desk.until(lambda: desk.case.facts.emailed_to == "jo@mail.example")
        assert "Agreed to letters by email to jo@mail.example" in desk.said()
