"""What was typed is never lost by a refusal: the window stays, says why, and keeps once it can."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
from textual.widgets import Input, Static

from caseworker.casework.acting import check_own
from caseworker.law.refusals import Refused
from caseworker.screens.asking import WordsArea
from caseworker.store.engine import Store
from tests.screens.desk.test_trouble import FULL, taken_over
from tests.screens.desk.test_waiting import fill
from tests.screens.desks import NARROW, TINY, WIDE, Desk, office, sitting
from tests.screens.small import DEEMED, FORMAL, ROUTINE

LONG = {"words": "They wrote that they moved in with their daughter.", "email": "jo@mail.example"}


@contextmanager
def nothing_kept() -> Iterator[None]:
    """The disk is full: every act is refused at its first statement."""

    def full(_: Store) -> NoReturn:
        raise FULL

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "writing", full)
        yield


def typed(desk: Desk) -> list[str]:
    """All that stands in the fields of the window."""
    lines = [one.value for one in desk.app.screen.query(Input)]
    return lines + [one.text for one in desk.app.screen.query(WordsArea)]


def seen(desk: Desk, words: str) -> bool:
    """Whether words can be read in the window's own line, on the screen and not under it."""
    line = desk.app.screen.query_one("#complaint", Static)
    on_screen = line.display and desk.app.screen.region.contains_region(line.region)
    return on_screen and words in desk.words("#complaint")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_reach_says_in_its_window_why_not_and_keeps_what_was_typed(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        await desk.open(ROUTINE)
        await desk.go("reach")
        with nothing_kept():
            await fill(desk, **LONG, on="20 nov")
            assert desk.window == "Fill" and seen(desk, "The disk of the store is full.")
            assert not desk.app._notifications, "no corner covers the window"
        assert set(LONG.values()) <= set(typed(desk))
        await desk.press("f10")
        assert desk.window == "" and "Agreed to letters by email" in desk.said()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_case_taken_over_meanwhile_is_shown_on_both_sides_and_the_window_stays(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        await desk.open(ROUTINE)
        await desk.go("reach")
        taken_over(store, ROUTINE)
        await fill(desk, **LONG, on="20 nov")
        assert desk.window == "Tell"
        await desk.press("enter")
        assert desk.window == "Fill" and seen(desk, "Look at both")
        await desk.press("f10")
        assert desk.window == "Fill" and seen(desk, "is with Tobin Oyelaran, not with you")
        assert set(LONG.values()) <= set(typed(desk))


@pytest.mark.parametrize("keys", [":reach", ":hand", "h", "i"])
async def test_a_case_that_is_another_officer_s_is_refused_before_a_word_is_typed(
    store: Path, keys: str
) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        taken_over(store, FORMAL)
        await desk.file.reread()
        await (desk.go(keys[1:]) if keys.startswith(":") else desk.press(keys))
        assert desk.window == ""
        if keys != ":hand":
            assert "is with Tobin Oyelaran, not with you" in desk.said()


def test_a_case_is_the_officer_s_own_or_it_is_said_whose(store: Path) -> None:
    from caseworker.casework.desk.claim import claim
    from caseworker.casework.desk.view import find

    mine, theirs = office(store), office(store, "tobin")
    case_id = find(mine, ROUTINE)
    with pytest.raises(Refused, match="with nobody"):
        check_own(mine, case_id)
    claim(theirs, case_id)
    with pytest.raises(Refused, match="with Tobin Oyelaran"):
        check_own(mine, case_id)
    assert check_own(theirs, case_id)


WINDOWS: dict[str, tuple[str, dict[str, str]]] = {
    "note": ("o o", {}),
    "telephone": ("o t", {"caller": "Milo Ferrant, keeper", "said": "asks when we answer"}),
    "hold": ("h", {"words": "Waiting for the log", "until": "+10"}),
    "information": ("i", {"own": "the buyer's number", "until": "10 dec"}),
    "point": ("p enter enter", {}),
    "complaint": (":new complaint", {"words": "He was rude, and there was no sign at all."}),
    "event": (":event", {"sum": "160", "method": "card", "why": "The ledger says so."}),
}


@pytest.mark.parametrize("what", WINDOWS)
async def test_every_window_on_a_case_stays_with_its_words_until_they_are_kept(
    store: Path, what: str
) -> None:
    keys, lines = WINDOWS[what]
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        await (desk.go(keys[1:]) if keys.startswith(":") else desk.press(*keys.split()))
        if desk.window == "Pick":
            await desk.type("paid in full")
            await desk.press("enter")
        window = desk.window
        with nothing_kept():
            if lines:
                await fill(desk, **lines)
            else:
                await desk.type("Words that took some time.")
                await desk.press("enter")
            assert desk.window == window and seen(desk, "The disk of the store is full.")
        assert any(one in typed(desk) for one in (*lines.values(), "Words that took some time."))
        await desk.press("escape")
        assert seen(desk, "not kept yet"), "esc says first that it would be lost"
        await desk.press("f10" if window != "AskWords" else "enter")
        assert desk.window == "", desk.words("#complaint")


async def test_words_for_a_decision_that_was_refused_stand_there_again(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(DEEMED)
        await desk.press("p", "enter", "v", "escape", "d", "a")
        assert desk.window == "AskWords"
        with nothing_kept():
            await desk.type("Nothing in the post book.")
            await desk.press("enter")
        assert "The disk of the store is full." in desk.said()
        await desk.press("a")
        assert typed(desk) == ["Nothing in the post book."]
        await desk.press("enter")
        assert desk.case.decision is not None


async def test_a_fault_while_it_is_kept_is_said_in_the_window(
    store: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseworker.casework.desk import note

    def broken(*_: Any) -> NoReturn:
        raise KeyError("Petra Voss")

    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("o", "o")
        await desk.type("She rang twice.")
        with monkeypatch.context() as patch:
            patch.setattr(note, "_keep", broken)
            await desk.press("enter")
        assert desk.window == "AskWords" and seen(desk, "reference F-")
        assert "Petra" not in desk.words("#complaint") and typed(desk) == ["She rang twice."]


async def test_esc_leaves_at_once_what_was_opened_with_something_ticked(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.go("reach")
        await desk.press("space", "f10")
        assert "large print" in desk.said()
        await desk.go("reach")
        await desk.press("escape")
        assert desk.window == "", "nothing was changed: nothing to ask"


@pytest.mark.parametrize("size", [NARROW, TINY])
async def test_a_window_longer_than_the_screen_scrolls_to_what_is_wrong(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        await desk.open(FORMAL)
        await desk.go("event")
        await desk.type("hire")
        await desk.press("enter", "f10")
        assert desk.window == "Fill" and seen(desk, "The hire papers do not show"), desk.text()
