"""The way out by keys: the post is too late, a leader approves, the letter is handed over and recorded."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from caseworker.casework.desk.view import find, view
from caseworker.screens.desk.post_board import PostBoard
from tests.hostile.payloads import SHORT, words_of
from tests.screens.desks import NARROW, WIDE, Desk, office, sitting
from tests.screens.small import FORMAL, ROUTINE

LAST = datetime(2026, 12, 29, 10, 0, tzinfo=UTC)
"""Day 55 of the representations of 5 November: posted today, a rejection is served on day 57."""
WHY = "Agent serves it this afternoon."


async def ask(desk: Desk, leader: str, words: str) -> None:
    """Fill in who approved it and why; enter on the last line keeps."""
    await desk.go("hand")
    assert desk.window == "Fill", desk.said()
    inputs = list(desk.app.screen.query("Input").results())
    inputs[0].value, inputs[1].value = leader, words  # type: ignore[attr-defined]
    await desk.press("enter", "enter")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_whole_way_by_keys(store: Path, size: tuple[int, int]) -> None:
    built = office(store, at=LAST)
    async with sitting(built, size=size) as desk:
        await desk.open(FORMAL)
        await desk.press("p", "enter", "v", "escape", "d", "r")
        assert "Have it delivered by hand by Wed 30 Dec 2026" in desk.said() and ":hand" in desk.said()
        assert desk.case.decision is None
        desk.unsay()
        await desk.go("hand")
        assert "by hand it is in time until Wednesday 30 December" in " ".join(desk.text().split())
        assert desk.screen_input().value == "sefton", "the only leader stands there already"
        await desk.press("enter")
        await desk.type(WHY)
        await desk.press("enter")
        await desk.until(lambda: "by-hand" in desk.case.flags)
        assert "Delivery by hand is approved, until Wednesday 30 December" in desk.said()
        assert desk.mode == "DECISION"
        await desk.until(lambda: "Have it delivered by hand" not in desk.text())
        await desk.press("r")
        assert desk.window == "AskWords", desk.said()
        await desk.type("The register still names them.")
        await desk.press("enter")
        assert desk.case.decision is not None, desk.said()
        await desk.press("l", "f9")
        assert "by hand Tue 29 Dec 2026 · served Tue 29 Dec 2026" in " ".join(desk.text().split())
        await desk.press("y")
        assert "hand it over on Tue 29 Dec" in desk.said()
        await desk.go("post")
        board = desk.app.screen
        assert isinstance(board, PostBoard) and board.seen is not None
        assert [one.where for one in board.seen.must] == ["by hand today"]
        assert "! by hand" in desk.text()
        await desk.press("M")
        assert "goes by hand: none waits for the post" in desk.said()
        await desk.press("H")
        for words in ("enforcement agent 7", "10:00", "14 Quay Lane"):
            await desk.type(words)
            await desk.press("enter")
        assert "was handed over at 10:00 by enforcement agent 7" in desk.said()
    after = view(built, find(built, FORMAL))
    assert after.facts.stage == "rejected" and after.letters[0].where_words.endswith(
        "by enforcement agent 7, at 14 Quay Lane"
    )


async def test_who_cannot_approve_is_told_so_and_nothing_typed_is_lost(store: Path) -> None:
    async with sitting(office(store, at=LAST)) as desk:
        await desk.open(FORMAL)
        await ask(desk, "tobin", WHY)
        assert desk.window == "Fill" and "Tobin Oyelaran is no leader." in desk.text()
        assert desk.app.screen.focused is desk.app.screen.query_one("#line-leader"), (
            "the line to be put right"
        )
        assert [one.value for one in desk.app.screen.query("Input").results()] == ["tobin", WHY]  # type: ignore[attr-defined]
        await desk.press("escape")
        assert "by-hand" not in desk.case.flags


async def test_a_leader_is_refused_their_own(store: Path) -> None:
    async with sitting(office(store, "sefton", LAST)) as desk:
        await desk.open(FORMAL)
        await ask(desk, "sefton", WHY)
        assert "Nobody approves delivery by hand of their own decision." in desk.words("#complaint")


async def test_where_the_post_will_do_nothing_is_asked(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.go("hand")
        assert "No case is open." in desk.said()
        await desk.open(FORMAL)
        await desk.go("hand")
        assert desk.window == "" and "is still in time" in desk.said()
        await desk.open(ROUTINE)
        await desk.go("hand")
        assert desk.window == "" and "No last day of the law runs" in desk.said()


async def test_the_approval_is_taken_back_by_the_same_command(store: Path) -> None:
    async with sitting(office(store, at=LAST)) as desk:
        await desk.open(FORMAL)
        await ask(desk, "sefton", WHY)
        await desk.until(lambda: "by-hand" in desk.case.flags)
        await desk.go("hand")
        await desk.press("escape")
        assert "by-hand" in desk.case.flags
        await desk.go("hand")
        await desk.press("enter")
        await desk.until(lambda: "by-hand" not in desk.case.flags)
        assert "taken back" in desk.said() and desk.mode == "CASE"
        await desk.press("p")
        await ask(desk, "sefton", WHY)
        await desk.until(lambda: "by-hand" in desk.case.flags)
        assert desk.mode == "POINTS"


async def test_hostile_words_of_an_approval_are_words(store: Path) -> None:
    built = office(store, at=LAST)
    async with sitting(built) as desk:
        await desk.open(FORMAL)
        await ask(desk, SHORT["click"], WHY)
        assert "No officer is called" in desk.text() and desk.window == "Fill"
        await desk.press("escape")
        await ask(desk, "sefton", SHORT["closing by name"])
        await desk.until(lambda: "by-hand" in desk.case.flags)
        await desk.press("t")
        shown = " ".join(desk.text().split())
        assert all(word in shown for word in words_of(SHORT["closing by name"]))
