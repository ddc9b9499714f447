"""How settled panes look: a few pictures, compared as drawn. `--snapshot-update` takes new ones."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from caseworker.law.book import Rule
from caseworker.law.citations import Citation, Status
from caseworker.law.why import Why
from caseworker.screens.desk.why import WhyWindow
from tests.screens.desks import NARROW, WIDE, Desk, sitting
from tests.screens.small import BUSY, DEEMED, FORMAL, ROUTINE


class Picture(SingleFileSnapshotExtension):
    """A picture a file, as SVG."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT
    write_mode = WriteMode.TEXT


FONTS = re.compile(r"@font-face \{[^}]*\}|<!-- Generated with Rich [^>]*-->")
"""Where a browser would fetch letters from: no picture of ours names an address."""

MOMENT = 0.5
"""Seconds between two drawings that must be the same."""

LOOKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "queue": ("", ()),
    "filter": ("", ("slash",)),
    "case": (FORMAL, ()),
    "deemed": (DEEMED, ()),
    "points": (BUSY, ("p", "enter")),
    "evidence": (ROUTINE, ("v",)),
    "money": (BUSY, ("m",)),
    "note": (FORMAL, ("o", "o")),
}
"""The case and the keys that lead to each look. Panes that hold law or letters are left to other tests."""


CLOCK = Why(
    title="Answer the letter: Fri 1 Jan 2027",
    words="If the day is missed: a person looks at it.",
    citation=Citation("GR22", "reg 3", Status.VERIFIED, "GR22-1"),
    in_force_from=date(2022, 5, 31),
    how_verified=Status.VERIFIED.words,
    working=("Day 1 is Fri 25 Dec 2026 (the day it came).", "Mon 28 Dec 2026: not counted (Boxing Day)."),
    warnings=("This is a clock of the tests.",),
)
DOUBTFUL = replace(
    CLOCK,
    title="Due now: £80",
    citation=Citation("GR22", "reg 21", Status.RECALLED),
    how_verified=Status.RECALLED.words,
    verified=False,
)
RULES = (Rule("answer", "Answer: 8 days from the day it came", CLOCK), Rule("pay", "Pay: 14 days", DOUBTFUL))
"""Rules of the tests' own: the law's rows may change without changing how they look."""


async def picture(desk: Desk) -> str:
    """The screen once it is the same twice, a moment apart: on a busy machine a last word may come late."""
    await desk.settle()
    before, drawn = "", FONTS.sub("", desk.app.export_screenshot())
    while drawn != before:
        await asyncio.sleep(MOMENT)
        await desk.settle()
        before, drawn = drawn, FONTS.sub("", desk.app.export_screenshot())
    return drawn


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120", "80"])
async def test_a_rule_looks_as_it_did(
    size: tuple[int, int], store: Path, snapshot: SnapshotAssertion
) -> None:
    async with sitting(store, size=size) as desk:
        desk.app.push_screen(WhyWindow([CLOCK, DOUBTFUL], 1))
        drawn = await picture(desk)
    assert drawn == snapshot.use_extension(Picture)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120", "80"])
async def test_the_law_looks_as_it_did(
    size: tuple[int, int], store: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseworker.law.book.rules", lambda *_: RULES)
    async with sitting(store, size=size) as desk:
        await desk.go("law tma-reg9")
        await desk.press("3", "down")
        drawn = await picture(desk)
    assert drawn == snapshot.use_extension(Picture)


@pytest.mark.parametrize(
    ("look", "size"),
    [(look, WIDE) for look in LOOKS] + [(look, NARROW) for look in ("queue", "deemed", "points", "evidence")],
    ids=[f"{look}-120" for look in LOOKS] + ["queue-80", "deemed-80", "points-80", "evidence-80"],
)
async def test_it_looks_as_it_did(
    look: str, size: tuple[int, int], store: Path, snapshot: SnapshotAssertion
) -> None:
    pcn, keys = LOOKS[look]
    async with sitting(store, size=size) as desk:
        if pcn:
            await desk.open(pcn)
        await desk.press(*keys)
        desk.unsay()
        drawn = await picture(desk)
    assert drawn == snapshot.use_extension(Picture)
