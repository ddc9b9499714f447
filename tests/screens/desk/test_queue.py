"""The queue: what it shows, what is opened from it, filter, order and going on."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.screens.desk.queue import Pages
from caseworker.widgets.row_source import KEPT, PAGE
from tests.screens.desks import NARROW, TINY, WIDE, sitting
from tests.screens.small import BUSY, CASES, DEEMED, FORMAL, LETTERS, ROUTINE


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY])
async def test_the_desk_opens_with_the_queue_most_urgent_first(store: Path, size: tuple[int, int]) -> None:
    async with sitting(store, size=size) as desk:
        assert desk.mode == "QUEUE"
        rows = [line for line in desk.lines() if "ZZ1000" in line]
        assert len(rows) == len(LETTERS)
        assert DEEMED in rows[0] and "! DEEMED" in rows[0]
        assert FORMAL in rows[1]
        assert "7 cases" in desk.text()
        assert "TRAINING" in desk.lines()[0] and "Today 0 · no" in desk.lines()[0]
        assert "QUEUE" in desk.lines()[-1] and "n next case" in desk.lines()[-1]


async def test_next_claims_the_most_urgent_case_and_opens_it(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.press("n")
        assert (desk.mode, desk.case.pcn, desk.case.officer) == ("CASE", DEEMED, "asha")
        assert "Day 56 has ended" in desk.text()
        await desk.press("escape")
        assert desk.mode == "QUEUE"
        assert "you" in next(line for line in desk.lines() if DEEMED in line)


async def test_next_finishes_first_what_the_officer_has_open(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        await desk.press("escape", "n")
        assert desk.case.pcn == BUSY


async def test_enter_opens_the_chosen_row(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.press("down", "down", "enter")
        assert (desk.mode, desk.case.pcn, desk.case.officer) == ("CASE", ROUTINE, "asha")


async def test_a_case_with_somebody_else_can_be_read_and_not_changed(store: Path) -> None:
    from caseworker.casework.desk.claim import claim
    from caseworker.casework.desk.view import find
    from tests.screens.desks import office

    theirs = office(store, "tobin")
    claim(theirs, find(theirs, DEEMED))
    async with sitting(store) as desk:
        await desk.press("enter")
        assert f"Tobin Oyelaran is working on {DEEMED}" in desk.said()
        assert "Press n for the next one" in desk.said()
        assert (desk.mode, desk.case.pcn, desk.case.officer) == ("CASE", DEEMED, "tobin")
        await desk.press("p", "enter")
        assert desk.case.points == () and "is with Tobin Oyelaran, not with you" in desk.said()
        await desk.press("escape", "escape", "n")
        assert desk.case.pcn == FORMAL


async def test_a_filter_narrows_the_queue_and_esc_clears_it(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.press("slash")
        assert desk.window == "AskLine"
        await desk.type("kind:formal")
        assert any(line.startswith("│  kind:formal  ") for line in desk.lines()), "it can be read"
        await desk.press("enter")
        assert [line for line in desk.lines() if ROUTINE in line] == []
        assert "2 cases" in desk.text() and "filter: kind:formal" in desk.text()
        await desk.press("escape")
        assert "7 cases" in desk.text()


@pytest.mark.parametrize(
    ("words", "near"),
    [("kind:formel", "formal"), ("knd:formal", "kind"), ("due<soon", "number"), ("officer:asha2", "asha")],
)
async def test_a_filter_that_is_not_understood_is_refused_with_what_is_known(
    store: Path, words: str, near: str
) -> None:
    async with sitting(store) as desk:
        await desk.press("slash")
        desk.screen_input().value = words
        await desk.press("enter")
        if words.startswith("officer"):
            assert "0 cases" in desk.text()  # an officer nobody knows has no cases
            return
        assert near in desk.said() and "Not done" in desk.said()
        assert "7 cases" in desk.words("#queue-line"), "the queue stands as it was"


async def test_a_filter_that_finds_nothing_says_so_and_opens_nothing(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.go("q vrm:ZZ99")
        assert "0 cases" in desk.text()
        await desk.press("enter", "full_stop", "right_square_bracket")
        assert desk.mode == "QUEUE"


async def test_the_order_turns_and_comes_round(store: Path) -> None:
    async with sitting(store) as desk:
        first = [line for line in desk.lines() if "ZZ1000" in line]
        orders = set()
        for _ in range(10):
            await desk.press("s")
            rows = [line for line in desk.lines() if "ZZ1000" in line]
            assert len(rows) == len(LETTERS)
            orders.add(tuple(line[line.index("ZZ1000") :][:10] for line in rows))
            if not desk.desk.queue.words:
                break
        assert not desk.desk.queue.words
        assert len(orders) > 1
        assert [line for line in desk.lines() if "ZZ1000" in line] == first


async def test_the_next_row_that_needs_me_is_found_and_comes_round(store: Path) -> None:
    async with sitting(store) as desk:
        seen = []
        for _ in range(5):
            await desk.press("right_square_bracket")
            row = desk.desk.queue.row
            assert row is not None and row.urgent
            seen.append(row.pcn)
        assert len(set(seen)) == 4, "each urgent row once, then the first again"
        assert seen[-1] == seen[0]


async def test_the_pcn_is_copied(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.press("down", "full_stop")
        assert desk.app.clipboard == FORMAL
        assert f"{FORMAL} copied" in desk.said()


async def test_a_verb_of_the_case_does_nothing_on_a_row(store: Path) -> None:
    async with sitting(store) as desk:
        before = store.read_bytes()
        await desk.press("a", "r", "y", "d", "u", "l", "p", "v", "f8", "f9", "ctrl+r", "z")
        assert (desk.mode, desk.window) == ("QUEUE", "") and "has no use in QUEUE" in desk.said()
        assert store.read_bytes() == before


async def test_the_cursor_stays_where_it_was_after_a_case(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.press("down", "down", "down", "enter", "escape")
        assert desk.desk.queue.table.cursor_index == 3


def test_every_case_that_was_written_about_stands_in_the_queue() -> None:
    assert set(LETTERS) < set(CASES)


async def test_the_queue_is_written_out_under_its_filter(store: Path, own_home: Path) -> None:
    async with sitting(store) as desk:
        await desk.go("q kind:formal")
        await desk.press("x")
        (file,) = (own_home / "exports").glob("*.csv")
        assert str(file.name) in desk.said()
        written = file.read_text("utf-8")
        assert DEEMED in written and FORMAL in written and ROUTINE not in written


def test_of_many_pages_those_last_used_are_kept() -> None:
    pages = Pages(PAGE * (KEPT + 1))
    for number in range(KEPT):
        pages.put(number, [], [])
    pages.page(0)
    pages.put(KEPT, [], [])
    assert [number for number in range(KEPT + 1) if pages.page(number) is None] == [1]
