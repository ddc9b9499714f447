"""One case on the screen: its words, facts, evidence and records, at every width."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker import keys
from tests.screens.desks import NARROW, TINY, WIDE, sitting
from tests.screens.small import BARE, BUSY, DEEMED, FORMAL, ROUTINE


async def test_words_facts_clocks_and_evidence_stand_side_by_side(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        seen = desk.text()
        for words in (
            "I had sold the car in August",
            "Milo Ferrant",
            "ZZ11 AAC",
            "12r",
            "Wrote",
            "Liable",
            "Serve",
            "□ not opened photo from the council",
            "FORMAL REPS  data 22 Nov 07:10",
        ):
            assert words in seen, words
        assert "post by Thu 24 Dec" in str(desk.file.sheet.clocks.visual)


async def test_three_panes_at_150_columns(store: Path) -> None:
    async with sitting(store, size=(170, 40)) as desk:
        await desk.open(FORMAL)
        top = desk.lines()[1]
        assert [name in top for name in ("What was written", "Facts and clocks", "Evidence")] == [True] * 3
        await desk.press("p")
        top = desk.lines()[1]
        assert "Facts and clocks" in top and "Points raised" in top


@pytest.mark.parametrize("size", [NARROW, TINY])
async def test_on_a_narrow_screen_the_panes_come_one_at_a_time(store: Path, size: tuple[int, int]) -> None:
    async with sitting(store, size=size) as desk:
        await desk.open(FORMAL)
        assert "I had sold the car" in desk.text()
        await desk.press("f6")
        assert "Facts and clocks" in desk.text() and "I had sold the car" not in desk.text()
        await desk.press("f6")
        assert "Evidence · 1 in all" in desk.text()
        await desk.press("f6")
        assert "I had sold the car" in desk.text()


async def test_on_a_narrow_screen_warnings_stand_above_the_words(store: Path) -> None:
    async with sitting(store, size=NARROW) as desk:
        await desk.open(DEEMED)
        assert "! Day 56 has ended" in desk.lines()[1]
        await desk.press("f6")
        assert desk.text().count("Day 56 has ended") == 1
        await desk.press("escape")
        await desk.go(f"case {FORMAL}")
        assert "Day 56" not in desk.text()


async def test_another_width_rearranges_the_case(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        await desk.pilot.resize_terminal(*NARROW)
        await desk.settle()
        assert "Facts and clocks" not in desk.text()
        await desk.pilot.resize_terminal(*WIDE)
        await desk.settle()
        assert "Facts and clocks" in desk.text()


async def test_v_opens_the_next_evidence_not_opened_yet_and_marks_it(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        assert desk.text().count("□ not opened") == 2
        await desk.press("v")
        assert desk.text().count("■ opened") == 1
        assert "Windscreen with the notice" in desk.words("#caption")
        first = desk.file.evidence.open_id
        await desk.press("v")
        assert desk.text().count("■ opened") == 2 and desk.file.evidence.open_id != first
        await desk.press("v")
        assert desk.file.evidence.open_id == first, "once all are opened it goes round"
        await desk.press("escape")
        assert desk.mode == "CASE"
        assert not desk.case.unopened


async def test_keys_that_come_fast_open_one_piece_after_the_other(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        drawn: list[int] = []
        plain = desk.file.evidence.draw
        desk.file.evidence.draw = lambda one: (drawn.append(one.id), plain(one))[1]  # type: ignore[method-assign]
        await desk.pilot.press("v", "v")
        await desk.until(lambda: not desk.case.unopened)
        assert drawn == [one.id for one in desk.case.evidence], "what counts as opened was drawn"


async def test_the_photograph_is_drawn(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        assert "▀" not in desk.text()
        await desk.press("v")
        assert "▀" in desk.text()


async def test_without_evidence_v_says_so(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BARE)
        await desk.press("v")
        assert "There is no evidence on this PCN." in desk.said()
        assert desk.mode == "CASE"


async def test_full_size_without_an_open_picture_or_a_viewer_says_what_to_do(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseworker.screens.desk.viewer.viewer", lambda: None)
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("V")
        assert "v opens the next piece" in desk.said()
        await desk.press("v", "V")
        assert "There is no picture viewer on this machine." in desk.said()


async def test_timeline_money_and_others(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        await desk.press("t")
        assert "No activity seen." in desk.words("#record") and "Imported" in desk.words("#record")
        await desk.press("m")
        assert "paid £65" in desk.words("#record") and "Due now £95" in desk.words("#record")
        await desk.press("j")
        assert "ZZ1000008H" in desk.words("#record") and "same vehicle" in desk.words("#record")
        await desk.press("escape")
        assert desk.mode == "CASE"


async def test_where_there_are_none_it_says_so(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        await desk.press("j")
        assert desk.words("#record") == "There are none."
        await desk.press("m")
        assert "Nothing has been paid." in desk.words("#record")


async def test_a_note_is_kept_with_its_writer(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        await desk.press("o", "o")
        await desk.press("enter")
        assert "This needs a word." in desk.words("#complaint")
        await desk.type("rang back")
        await desk.press("enter")
        assert (desk.window, [note.text for note in desk.case.notes]) == ("", ["rang back"])
        assert "Note kept." in desk.said()
        await desk.press("t")
        assert "rang back" in desk.words("#record") and "asha" in desk.words("#record")


async def test_a_note_left_by_esc_is_not_kept(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        await desk.press("o", "o", "x", "escape")
        assert desk.case.notes == ()


async def test_escape_steps_back_pane_by_pane(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        modes = []
        await desk.press("p", "v")
        for _ in range(4):
            modes.append(desk.mode)
            await desk.press("escape")
        assert modes == ["CASE", "POINTS", "CASE", "QUEUE"]
        assert desk.desk.mode.name == "queue"


async def test_keys_that_mean_nothing_do_nothing(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        version = desk.case.version
        await desk.press("f8", "f9", "ctrl+x", "z", "0", "f12")
        assert (desk.mode, desk.window, desk.case.version) == ("CASE", "", version)
        assert desk.said().strip() == ""
        for name in ("cancel", "uphold", "offer", "paragraphs", "issue"):
            action = keys.BY_ID[f"desk.{name}"]
            key = action.keys.split(",")[0]
            await desk.press(key)
            assert (desk.mode, desk.window, desk.case.version) == ("CASE", "", version)
            assert f"{key} ({action.label}) has no use in CASE" in desk.said()


async def test_the_money_shows_every_entry_of_the_ledger_and_what_is_owed(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        await desk.press("m")
        lines = desk.words("#record").split("\n")
        at = lines.index("Ledger")
        told = [" ".join(line.split()) for line in lines[at + 1 :]]
        assert len(told) == len(desk.case.money.ledger.lines) + 1
        assert told[0].startswith("26 Oct 2026 +£160 ") and any("11 Nov 2026 -£65 " in line for line in told)
        assert told[-1] == "owed £95 Penalty charge"
