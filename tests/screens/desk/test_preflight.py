"""The last look: each letter from its head."""

from __future__ import annotations

from pathlib import Path

from tests.screens.desk.test_letter import to_letter
from tests.screens.desks import NARROW, sitting
from tests.screens.small import FORMAL, ROUTINE


async def test_each_letter_is_shown_from_its_head(store: Path) -> None:
    async with sitting(store, size=NARROW) as desk:
        await to_letter(desk)
        await desk.press("f9", "end")
        assert desk.file.preflight.letter.scroll_y > 0
        await desk.press("f4", "f9")
        assert desk.file.preflight.letter.scroll_y == 0
        await desk.press("end", "y")
        await desk.press("escape")
        await to_letter(desk, FORMAL)
        await desk.press("f9")
        assert desk.file.preflight.letter.scroll_y == 0


async def test_a_finding_far_down_does_not_hide_the_head(store: Path) -> None:
    async with sitting(store, size=NARROW) as desk:
        await to_letter(desk, ROUTINE)
        for _ in range(len(desk.file.blocks) - 1):
            await desk.press("down")
        await desk.press("enter")
        await desk.type(" XXXX TBC {name}")
        await desk.press("escape", "f9")
        assert desk.file.checked is not None and desk.file.checked.findings
        assert desk.file.preflight.letter.scroll_y == 0
