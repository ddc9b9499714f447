"""Keys in a burst: each is heard where it would be heard had the officer waited."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from caseworker.screens.asking import WordsArea
from tests.screens.desks import Desk, sitting
from tests.screens.small import BARE, ROUTINE


async def burst(desk: Desk, keys: str, *first: str) -> None:
    """Keys that arrive all at once: some by name, then letters."""
    for name in first:
        desk.app.post_message(events.Key(name, {"enter": "\r", "plus": "+"}.get(name)))
    for key in keys:
        desk.app.post_message(events.Key("space" if key == " " else key, key))
    for _ in range(2):
        await desk.settle()
        await desk.until(lambda: not getattr(desk.app, "held", ()))


async def test_keys_typed_before_a_window_stands_are_heard_by_that_window(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await burst(desk, "othno")
        assert desk.window == "Fill" and desk.desk.mode.name == "case"
        assert desk.app.screen.query(Input).first().value == "hno"
        assert len(desk.app.screen_stack) == 2, "one window, and nothing over it"


async def test_words_typed_over_the_desk_give_one_window_and_nothing_behind_it(store: Path) -> None:
    async with sitting(store) as desk:
        seen = await desk.open(BARE)
        await burst(desk, "hour not on")
        assert desk.window == "Fill" and len(desk.app.screen_stack) == 2
        assert desk.app.screen.query(Input).first().value == "our not on"
        assert (desk.case.id, desk.case.version) == (seen.id, seen.version)
        await desk.press("escape", "escape")
        assert desk.window == "" and desk.desk.mode.name == "case"


async def test_words_typed_at_once_after_enter_on_a_point_are_its_answer(store: Path) -> None:
    async with sitting(store) as desk:
        seen = await desk.open(ROUTINE)
        await desk.press("p", "enter")
        version = desk.case.version
        await burst(desk, "no dna", "enter")
        assert desk.window == "AnswerPoint" and desk.desk.mode.name == "points"
        assert desk.app.screen.query_one(WordsArea).text == "no dna"
        assert (desk.case.id, desk.case.version) == (seen.id, version)


async def test_keys_typed_at_once_while_a_point_is_added_and_answered_do_nothing_else(store: Path) -> None:
    async with sitting(store) as desk:
        seen = await desk.open(BARE)
        await desk.press("p", "plus")
        await desk.type("broke down")
        # The point is chosen, its row opened, its answer begun, all before the first of it is drawn.
        await burst(desk, "hnd", "enter", "enter")
        assert desk.window == "AnswerPoint", desk.text()
        assert desk.app.screen.query_one(WordsArea).text == "hnd"
        assert desk.case.id == seen.id and [one.slug for one in desk.case.points] == ["breakdown"]


async def test_words_that_come_at_once_where_no_window_opens_are_no_keys(store: Path) -> None:
    async with sitting(store) as desk:
        seen = await desk.open(ROUTINE)
        await desk.press("p", "enter", "d")
        await burst(desk, "are you sure")
        assert desk.case.decision is None and desk.case.points != seen.points
        assert (desk.window, desk.mode) == ("", "DECISION")
        assert "12 keys came at once where nothing is written: none was taken." in desk.said()
        await desk.press("escape")
        assert desk.mode == "CASE", "a key pressed after them is heard"


async def test_a_new_line_among_words_that_come_at_once_is_no_key_either(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BARE)
        for key in "pasted_by_mistake":
            desk.app.post_message(events.Key(key, key))
        desk.app.post_message(events.Key("enter", "\r"))
        await burst(desk, "more")
        assert (desk.window, desk.mode) == ("", "CASE") and "22 keys" in desk.said()


@pytest.mark.parametrize("keys", ["pvd", "pvpvpvd", "pvpvpvpvpvpvpvpvpvd"])
async def test_keys_that_a_slow_line_brings_at_once_are_heard_each(store: Path, keys: str) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await burst(desk, keys)
        assert desk.mode == "DECISION" and any(one.opened_at for one in desk.case.evidence)


async def test_what_is_pasted_where_nothing_is_written_does_nothing_and_says_so(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter", "d")
        desk.app.post_message(events.Paste("a reason"))
        await desk.settle()
        assert desk.mode == "DECISION" and desk.case.decision is None
        assert "There is no field here for what was pasted" in desk.said()


async def test_esc_is_heard_while_other_keys_wait(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BARE)
        await burst(desk, "h")
        assert desk.window == "Fill"
        await desk.press("escape", "t")
        assert desk.desk.mode.name == "record"


async def test_a_key_that_comes_back_when_the_screens_are_gone_is_dropped(store: Path) -> None:
    async with sitting(store) as desk:
        stack = desk.app._screen_stack
        screens, key = list(stack), events.Key("d", "d")
        key._set_forwarded()
        stack.clear()
        try:
            await desk.app.on_event(key)
        finally:
            stack.extend(screens)
        assert desk.desk.mode.name == "queue"
