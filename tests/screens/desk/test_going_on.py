"""What is said goes when the officer goes on; what was typed is not lost by one key; each key answers."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.worker import WorkerCancelled, WorkerFailed

from caseworker.casework.desk.evidence import Opened
from caseworker.casework.office import Office
from caseworker.casework.views import Today
from caseworker.screens.desk.covering import Cover
from caseworker.screens.desk.header import Header
from tests.screens.desk.test_letter import TO_DECISION, to_letter
from tests.screens.desks import NARROW, WIDE, sitting
from tests.screens.small import BUSY, FORMAL, ROUTINE


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_what_was_refused_stands_at_the_foot_until_the_officer_goes_on(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter", "d", "a")
        assert "was not opened" in desk.words("#told") and not desk.app._notifications
        assert desk.desk.query_one("#told").display
        await desk.press("v")
        assert desk.desk.mode.name == "evidence" and not desk.desk.query_one("#told").display


async def test_nothing_that_was_said_stands_behind_a_window(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("u")
        assert desk.desk.query_one("#told").display
        await desk.press("h")
        assert desk.window == "Fill" and not desk.desk.query_one("#told").display


async def test_a_long_message_is_said_whole_on_80_columns(store: Path) -> None:
    async with sitting(store, size=NARROW) as desk:
        await desk.open(FORMAL)
        await desk.press("h")
        desk.app.screen.query_one("#line-words").value = "The log"  # type: ignore[attr-defined]
        await desk.press("f10")
        assert "Thursday 24 December 2026." in " ".join(desk.text().split())


async def test_esc_leaves_what_was_typed_only_when_pressed_again(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter", "enter")
        assert desk.window == "AnswerPoint"
        await desk.type("word " * 300)
        await desk.press("escape")
        assert desk.window == "AnswerPoint" and "esc again" in desk.words("#complaint")
        await desk.press("escape")
        assert desk.window == "" and not desk.case.points[0].reason
        await desk.press("enter", "escape")
        assert desk.window == "", "where nothing was written, esc leaves at once"
        for keys in (("o", "o"), ("o", "t")):
            await desk.press(*keys)
            await desk.until(lambda: desk.app.screen.focused)
            await desk.type("They rang.")
            await desk.press("escape")
            assert desk.window in ("AskWords", "Fill")
            await desk.press("escape")
            assert desk.window == ""


async def test_a_row_keeps_its_place_when_it_is_taken_and_a_dropped_one_is_gone(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        await desk.press("p")
        before = desk.file.points.order
        assert len(before) >= 2
        await desk.press("enter")
        assert desk.file.points.row == before[0], "the cursor stays with what was taken"
        await desk.press("down", "enter")
        assert [one.slug for one in desk.case.points] == list(before[:2])
        assert desk.file.points.order[:2] == before[:2]
        await desk.press("minus")
        assert [one.slug for one in desk.case.points] == [before[0]]
        assert before[1] not in desk.file.points.order, "and is not suggested anew"
        await desk.press("u")
        assert [one.slug for one in desk.case.points] == list(before[:2])
        await desk.press("up", "minus", "u")
        assert desk.file.points.order[0] == before[0], "what is taken back stands where it stood"


async def test_a_key_that_has_no_use_here_says_so(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("r")
        assert "r (uphold PCN) has no use in CASE" in desk.said() and desk.case.decision is None
        await to_letter(desk)
        await desk.press("t")
        assert "has no use in COMPOSE" in desk.said()
        await desk.press("f9", "p")
        assert "has no use in PREFLIGHT" in desk.said()


async def test_preflight_asked_for_at_once_waits_for_the_letter(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press(*TO_DECISION, "a")
        if desk.window == "AskWords":
            await desk.type("The garage invoice fits that day.")
            await desk.press("enter")
        await desk.pilot.press("l", "f9")
        await desk.settle()
        assert desk.mode == "PREFLIGHT"


@pytest.mark.parametrize("what", ["the program", "the screen"])
async def test_what_comes_once_the_asker_is_being_left_is_shown_to_nobody(
    store: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    let_go = threading.Event()

    def slow(_: Office) -> Today:
        let_go.wait(20)
        return Today(0, 0, 40, 0.5)

    async with sitting(store) as desk:
        monkeypatch.setattr("caseworker.casework.desk.today.today", slow)
        counting = desk.desk.count_today()
        await desk.until(lambda: desk.under_way)
        await desk.desk.query_one(Header).remove()
        left, flag = (desk.app, "_running") if what == "the program" else (desk.desk, "_pruning")
        setattr(left, flag, not getattr(left, flag))
        let_go.set()
        with pytest.raises(WorkerCancelled):
            await counting.wait()
        setattr(left, flag, not getattr(left, flag))


@pytest.mark.parametrize("leaving", [True, False])
async def test_what_is_not_found_on_a_window_that_is_being_left_is_no_fault(
    store: Path, leaving: bool
) -> None:
    async with sitting(store) as desk:
        cover = Cover(Opened(1, "p.png", "photo", "", "", "", b"no picture", ""), "", chosen=False)
        await desk.app.push_screen(cover)
        await desk.settle()
        await cover.query("*").remove()
        cover._pruning = leaving
        with pytest.raises(WorkerFailed):
            await cover.draw().wait()
        assert (desk.app._exception is None) is leaving
        desk.app._exception = None
