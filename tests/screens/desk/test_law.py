"""The law browser: a regime's tables, what is not verified, the filter, a clock worked out from a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.law import book
from caseworker.law.regimes import regimes
from caseworker.screens.desk.law import LawBoard, drawn
from caseworker.screens.desk.why import WhyText
from caseworker.screens.keeping import UNKEPT
from tests.screens.desks import NARROW, TINY, WIDE, Desk, sitting
from tests.screens.small import FORMAL

CLOCKS = str(book.TABLES.index("clocks") + 1)


def board(desk: Desk) -> LawBoard:
    shown = desk.app.screen
    assert isinstance(shown, LawBoard)
    return shown


def told(desk: Desk) -> str:
    return " ".join(str(desk.app.screen.query_one(WhyText).visual).split())


async def stand_on(desk: Desk, name: str) -> None:
    """Put the cursor on a row by its name."""
    here = board(desk)
    here.table.go_to([one.id for one in here.rules[here.section.id]].index(name))
    await desk.settle()


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY])
async def test_it_lists_every_table_of_a_regime_with_the_rule_beside(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        await desk.go("law")
        assert board(desk).regime is regimes()[0] and board(desk).regime.id in desk.text()
        line = " ".join(desk.words("#sections").split())
        for n, name in enumerate(book.TABLES, start=1):
            figure = f"{n} " if n <= 9 else ""
            assert f"{figure}{name} ({len(book.rules(board(desk).regime.id, name))})" in line
            assert name in desk.text(), "each table is named at this width"
        await desk.press(CLOCKS)
        await stand_on(desk, "reply")
        assert "56 days beginning with" in desk.words("#detail-words")
        assert "AR22 reg 6" in desk.words("#detail-words")
        await desk.press("escape")
        assert desk.window == ""


def test_a_row_that_is_not_verified_stands_out_by_word_shape_and_colour() -> None:
    rows = [(one, drawn(n, one)) for n, one in enumerate(book.rules("tma-reg9", "clocks"))]
    assert {one.why.verified for one, _ in rows} == {True, False}
    for one, row in rows:
        doubtful = not one.why.verified
        assert (row.cells[0] == "□", str(row.cells[2]).startswith("NOT VERIFIED: ")) == (doubtful, doubtful)
        assert row.style == ("near" if doubtful else "")


async def test_from_a_case_it_begins_with_the_law_of_that_case(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.go("law caz-2013")
        await desk.press("escape")
        await desk.open(FORMAL)
        await desk.go("law")
        assert board(desk).regime.id == desk.case.facts.regime
        await desk.press("escape")
        assert (desk.window, desk.mode) == ("", "CASE")


async def test_a_regime_can_be_named_turned_to_and_picked(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.go("law moving-traffic-2003")
        assert board(desk).regime.id == "moving-traffic-2003"
        every = [one.id for one in regimes()]
        at = every.index("moving-traffic-2003")
        await desk.press("4", "right")
        assert board(desk).regime.id == every[at + 1] and board(desk).section.id == book.TABLES[3]
        await desk.press("left", "left")
        assert board(desk).regime.id == every[at - 1]
        await desk.press("asterisk")
        await desk.type("clean")
        await desk.press("enter")
        assert board(desk).regime.id == "caz-2013"
        assert len(board(desk).rules["regime"]) == len(book.rules("caz-2013", "regime"))


async def test_an_unknown_regime_is_refused_with_the_nearest(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.go("law tma-reg99")
        assert desk.window == "" and 'Did you mean "tma-reg9"' in desk.said()


@pytest.mark.parametrize("key", ["w", "enter"])
async def test_filter_and_the_rule_of_a_row(store: Path, key: str) -> None:
    async with sitting(store) as desk:
        await desk.go("law tma-reg9")
        await desk.press(CLOCKS, "slash")
        desk.screen_input().value = "not verified certificate"
        await desk.press("enter")
        shown = board(desk).shown(board(desk).section)
        assert shown and all("certificate" in str(row.cells).lower() for row in shown)
        assert len(shown) < len(board(desk).rules["clocks"])
        await desk.press(key)
        assert "□ NOT VERIFIED" in told(desk) and "GR22 reg 21" in told(desk)
        await desk.press("escape")
        assert desk.window == "LawBoard"


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_clock_is_worked_out_from_a_typed_day_that_was_a_posting(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        await desk.go("law tma-reg9")
        await desk.press("equals_sign")
        assert "Choose a clock first" in desk.said()
        await desk.press(CLOCKS)
        await stand_on(desk, "appeal")
        await desk.press("equals_sign")
        assert desk.window == "Fill"
        await desk.press("space", "tab")
        desk.screen_input().value = "31 June"
        await desk.press("enter")
        assert desk.window == "Fill" and "no day" in desk.words("#complaint")
        desk.screen_input().value = "10 July 2025"
        await desk.press("enter")
        assert "Sun 10 Aug 2025" in told(desk), "posted Thursday, served Monday, twenty-eight days with it"
        assert "Mon 14 Jul 2025" in told(desk) and "not counted (Saturday)" in told(desk)
        await desk.press("escape", "equals_sign")
        assert desk.screen_input().value == "10 July 2025", "the day is kept for the next clock"


async def test_a_day_that_is_typed_at_once_is_the_day_asked_for(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.go("law tma-reg9")
        await desk.press(CLOCKS)
        await stand_on(desk, "reply")
        await desk.press("equals_sign", *"2025", "minus", *"07", "minus", *"10", "f10")
        assert "Wed 3 Sep 2025" in told(desk), "the ticks come first in that window"
        await desk.press("escape", "equals_sign")
        await desk.type("2025-07-11\nsecond line")
        assert desk.screen_input().value == "2025-07-11"
        await desk.press("f10")
        assert "Thu 4 Sep 2025" in told(desk)


async def test_a_clock_of_minutes_says_where_it_is_worked_out(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.go("law tma-reg9")
        await desk.press(CLOCKS)
        await stand_on(desk, "penalty-grace")
        assert "10 minutes after" in " ".join(desk.words("#detail-words").split()).lower()
        await desk.press("equals_sign")
        assert desk.window == "LawBoard" and "law clock tma-reg9 penalty-grace" in desk.said()


async def test_a_clock_that_starts_with_no_posting_says_so_and_one_that_needs_a_basis_asks(
    store: Path,
) -> None:
    async with sitting(store) as desk:
        await desk.go("law tma-reg9")
        await desk.press(CLOCKS)
        await stand_on(desk, "pay-by")
        await desk.press("equals_sign", "space", "tab", "enter")
        assert desk.window == "Fill" and "does not start with a posting" in desk.words("#complaint")
        await desk.press("escape")
        assert desk.window == "Fill" and UNKEPT in desk.words("#complaint")
        await desk.press("escape")
        await desk.press("right")
        await stand_on(desk, "discount")
        await desk.press("equals_sign", "f10")
        assert "needs its basis" in desk.words("#complaint")
        desk.app.screen.query("Input").last().value = "driven-away"  # type: ignore[attr-defined]
        await desk.press("f10")
        assert "Day 14 is" in told(desk)
