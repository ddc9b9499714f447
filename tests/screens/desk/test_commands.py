"""Going anywhere by name, the list of keys, the palette."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker import keys
from caseworker.casework.desk import enquiring
from tests.screens.desks import NARROW, TODAY, office, sitting
from tests.screens.small import BUSY, FORMAL, LETTERS, ROUTINE


async def test_case_vrm_queue_next_and_release(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.go(f"case {BUSY.lower()}")
        assert desk.case.pcn == BUSY
        await desk.go("release")
        assert desk.mode == "QUEUE" and "—" in next(one for one in desk.lines() if BUSY in one)
        desk.unsay()
        await desk.go("vrm zz11 aac")
        assert "1 found" in desk.text() and FORMAL in desk.text()
        await desk.press("escape")
        await desk.go("q kind:certificate")
        assert "filter: kind:certificate" in desk.text()
        await desk.go("q")
        assert f"{len(LETTERS)} cases" in desk.text()
        await desk.go("next")
        assert desk.mode == "CASE"
        await desk.go(":q")
        assert desk.mode == "QUEUE", "a second colon does no harm"


@pytest.mark.parametrize(("typed", "said"), [("relaese", "Did you mean :release?"), ("xyzzy", "Known: :q,")])
async def test_an_unknown_command_is_answered_with_the_nearest(store: Path, typed: str, said: str) -> None:
    async with sitting(store) as desk:
        await desk.go(typed)
        assert f"There is no command :{typed}" in desk.said() and said in desk.said()
        assert desk.mode == "QUEUE"


@pytest.mark.parametrize("typed", ["case ZZ9999999Z", "case", "case not a pcn", "case [/]"])
async def test_a_pcn_that_is_not_known_is_refused(store: Path, typed: str) -> None:
    async with sitting(store) as desk:
        await desk.go(typed)
        assert desk.mode == "QUEUE"
        assert "Not done" in desk.said()
        assert typed.removeprefix("case").strip() in desk.said()


async def test_a_pcn_with_several_open_cases_asks_which_the_dispute_first(store: Path) -> None:
    enquiring.enquire(office(store), FORMAL, "member", on=TODAY, words="What has become of it, please?")
    enquiring.enquire(office(store), FORMAL, "query", on=TODAY, words="Where do I send my papers?")
    async with sitting(store, size=NARROW) as desk:
        await desk.go(f"case {FORMAL}")
        assert desk.window == "OneOf" and desk.mode == "QUEUE"
        shown = desk.text()
        assert shown.index("formal reps · by ") < shown.index("◇ member · by ")
        assert "new · with nobody" in shown
        await desk.press("enter")
        assert desk.case.facts.kind == "formal"
        await desk.go(f"case {FORMAL}")
        assert "with you" in desk.text()
        await desk.press("escape")
        assert desk.case.facts.kind == "formal", "left, nothing else is opened"
        await desk.go(f"case {FORMAL}")
        await desk.press("down", "enter")
        assert desk.case.facts.kind in ("query", "member")
        await desk.go(f"case {ROUTINE}")
        assert desk.window == "" and desk.case.pcn == ROUTINE


async def test_release_without_a_case_says_so(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.go("release")
        assert "No case is open." in desk.said()


async def test_an_empty_line_or_esc_goes_nowhere(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.go("")
        await desk.press("colon", "escape")
        assert (desk.mode, desk.window, desk.said().strip()) == ("QUEUE", "", "")


async def test_quit_leaves(store: Path) -> None:
    async with sitting(store, wait=True) as desk:
        await desk.press("colon")
        desk.screen_input().value = "quit"
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.app._exit)


async def test_the_list_of_keys_names_every_action(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.press("question_mark")
        assert desk.window == "Tell"
        shown = " ".join(str(desk.app.screen.words).split())  # type: ignore[attr-defined]
        for one in keys.DESK:
            assert one.help in shown
        assert ":release" in shown
        await desk.press("escape")
        assert desk.window == ""


async def test_a_remapped_key_works_the_old_one_does_not_and_the_list_shows_it(store: Path) -> None:
    async with sitting(store, keymap={"desk.points": "f7", "desk.next": "f12"}) as desk:
        await desk.press("n")
        assert desk.mode == "QUEUE"
        await desk.press("f12")
        assert desk.mode == "CASE"
        await desk.press("p")
        assert desk.mode == "CASE"
        await desk.press("f7")
        assert desk.mode == "POINTS"
        await desk.press("question_mark")
        assert "f7" in str(desk.app.screen.words)  # type: ignore[attr-defined]


async def test_a_remapped_key_stands_in_the_footer(store: Path) -> None:
    async with sitting(store, keymap={"desk.next": "f12"}) as desk:
        assert "f12 next case" in desk.lines()[-1]


async def test_the_palette_finds_an_action_by_words_and_does_it(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("ctrl+p")
        assert desk.window == "CommandPalette"
        await desk.type("timeline")
        await desk.until(lambda: "timeline (t)" in desk.text())
        await desk.press("enter", "enter")
        await desk.until(lambda: desk.window == "")
        await desk.settle()
        assert desk.file.record.border_title == "Timeline"


async def test_the_palette_offers_only_what_works_here(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.press("ctrl+p")
        await desk.type("uphold")
        await desk.pilot.pause(0.3)
        assert "uphold PCN" not in desk.text()
