"""Deciding: both outcomes in view, the same asked for each, words where a guideline speaks, undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from caseworker.law.facts import Outcome
from caseworker.screens.desk.decision import outcome_lines
from tests.law.test_decisions_regimes import MOVING, ask
from tests.screens.desks import NARROW, WIDE, sitting
from tests.screens.small import BARE, BUSY, DEEMED, GUIDED, ROUTINE

READ = ("p", "enter", "v", "escape")
"""The one point taken, the one photograph opened."""


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_both_outcomes_are_shown_with_their_sources(store: Path, size: tuple[int, int]) -> None:
    async with sitting(store, size=size) as desk:
        await desk.open(ROUTINE)
        await desk.press(*READ, "d")
        shown = desk.words("#decision")
        assert desk.mode == "DECISION"
        assert "a  cancel PCN" in shown and "r  uphold PCN" in shown
        assert shown.count("reg ") > 2
        assert "a cancel PCN" in desk.lines()[-1] and "r uphold PCN" in desk.lines()[-1]


@pytest.mark.parametrize(("key", "outcome"), [("a", Outcome.CANCEL), ("r", Outcome.UPHOLD)])
async def test_a_cancels_and_r_upholds_only_on_the_decision(store: Path, key: str, outcome: Outcome) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press(*READ, key)
        assert desk.case.decision is None
        await desk.press("escape", key)
        assert desk.case.decision is None
        await desk.press("d", key)
        assert desk.case.decision is not None and desk.case.decision.outcome is outcome
        assert "Decided" in desk.said()
        assert ("CANCEL the PCN" in desk.text()) is (outcome is Outcome.CANCEL)


@pytest.mark.parametrize("key", ["a", "r"])
async def test_evidence_that_was_not_opened_bars_both(store: Path, key: str) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("p", "enter", "d")
        assert "not opened yet: Windscreen with the notice" in desk.text()
        await desk.press(key)
        assert desk.case.decision is None
        assert "is relied on and was not opened" in desk.said() and "Press v" in desk.said()


@pytest.mark.parametrize("key", ["a", "r"])
async def test_a_case_without_points_is_not_decided(store: Path, key: str) -> None:
    async with sitting(store) as desk:
        await desk.open(BARE)
        await desk.press("d", key)
        assert desk.case.decision is None
        assert "No point is marked on this case." in desk.said()


async def test_a_guideline_asks_for_words_and_they_become_the_reason(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(GUIDED)
        await desk.press(*READ, "d")
        assert "usual outcome: cancel" in desk.words("#decision")
        await desk.press("r")
        assert desk.window == "AskWords"
        assert "Why not here? Your words go into the letter" in " ".join(desk.text().split())
        await desk.type("too short")
        await desk.press("enter")
        assert "at least 4 words" in desk.words("#complaint")
        await desk.type(" for a whole sentence")
        await desk.press("enter")
        decision = desk.case.decision
        assert decision is not None and (decision.outcome, decision.followed) == (Outcome.UPHOLD, "departed")
        assert desk.case.points[0].reason == "too short for a whole sentence"


async def test_applying_a_guideline_asks_for_words_too(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(GUIDED)
        await desk.press(*READ, "d", "a")
        assert desk.window == "AskWords" and "Why is it right in this case?" in desk.text()
        await desk.press("escape")
        assert desk.case.decision is None


async def test_undo_takes_the_decision_back_with_points_as_before(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press(*READ, "d")
        before = desk.case.points
        await desk.press("r")
        assert desk.case.points[0].outcome is not None
        await desk.press("u")
        assert desk.case.decision is None and desk.case.points == before
        assert "the decision is taken back" in desk.said()
        assert "Decided:" not in desk.words("#decision"), "the pane shows what is so now"
        await desk.press("a")
        assert desk.case.decision is not None


async def test_past_day_56_uphold_is_barred_with_its_source(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(DEEMED)
        await desk.press(*READ, "d", "r")
        assert desk.case.decision is None
        assert "day 56" in desk.said() and "AR22 reg 6" in desk.said()
        await desk.press("a")
        assert desk.window == "AskWords" and "by other means" in desk.text()
        await desk.type("Nothing in the post book.")
        await desk.press("enter")
        assert desk.case.decision is not None


async def test_the_discount_is_turned_on_and_off_where_it_may_be_offered(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        await desk.press("d", "g")
        assert "the discount is offered again" in desk.said()
        await desk.press("g")
        assert "the discount is not offered again" in desk.said()


async def test_a_letter_before_a_decision_is_refused(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press("l")
        assert desk.mode == "CASE"
        assert "There is no decision yet." in desk.said()


async def test_a_asks_which_of_several_points_is_the_reason(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press(*READ, "p", "plus")
        await desk.until(lambda: desk.window == "Pick" and desk.app.screen.focused is not None)
        await desk.type("officer rude")
        await desk.press("enter", "d")
        assert len(desk.case.points) == 2
        assert "asks which point is the reason" in desk.words("#decision")
        await desk.press("a")
        assert desk.window == "WhichReason"
        await desk.press("escape")
        assert desk.case.decision is None
        await desk.press("a", "down", "enter")
        assert desk.case.decision is not None
        assert [one.outcome for one in desk.case.points] == [None, "upheld"]


async def test_r_asks_for_a_sentence_where_the_wording_says_nothing_of_the_case(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(ROUTINE)
        await desk.press(*READ, "p", "plus")
        await desk.until(lambda: desk.window == "Pick" and desk.app.screen.focused is not None)
        await desk.type("never owned")
        await desk.press("enter", "d", "r")
        assert desk.window == "AskWords"
        assert "Who owned the vehicle on that day" in desk.text()
        assert "new line" not in desk.text(), "a reason is one passage of the letter"
        await desk.type("She bought it in March.")
        await desk.press("enter")
        assert desk.case.decision is not None
        assert [one.reason for one in desk.case.points] == ["", "She bought it in March."]


def test_who_is_asked_for_the_film_is_told_the_key_that_enters_it() -> None:
    asking = replace(MOVING, points=("evidence-requested",))
    told = [
        "".join(line.plain for line in outcome_lines("r", "uphold PCN", ask(one, Outcome.UPHOLD), asks=""))
        for one in (asking, MOVING)
    ]
    assert "entered by e" in told[0] and "entered by e" not in told[1]
