"""Would we defend this, and decided before: one key away, from the case to preflight."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.desk.test_letter import to_letter
from tests.screens.desks import NARROW, WIDE, sitting
from tests.screens.small import FORMAL


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_what_would_be_asked_for_is_one_key_away(store: Path, size: tuple[int, int]) -> None:
    async with sitting(store, size=size) as desk:
        await desk.open(FORMAL)
        await desk.press("T")
        await desk.until(lambda: "would ask for are not held here" in desk.text())
        assert "! missing" in desk.text()
        await desk.press("escape", "K")
        await desk.until(lambda: "Never a rule to follow" in desk.text())
        assert "No decided case with one of these points is on file." in desk.text()
        await desk.press("escape")
        assert desk.mode == "CASE"


async def test_preflight_of_a_formal_rejection_says_what_is_missing(store: Path) -> None:
    async with sitting(store) as desk:
        await to_letter(desk, FORMAL, "r")
        await desk.press("f9")
        assert desk.mode == "PREFLIGHT"
        assert "Would we defend this? The case does not hold" in " ".join(desk.text().split())
        await desk.press("T")
        await desk.until(lambda: "would ask for are not held here" in desk.text())
