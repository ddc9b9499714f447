"""Cases beside the dispute on the desk: opened by event and by `:new`, settled by `b`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caseworker.config.council import NextSteps
from caseworker.palette import DeskActions
from caseworker.screens.asking import Pick
from caseworker.screens.filling import OneOf
from tests import builders
from tests.screens.desk.test_waiting import fill, write
from tests.screens.desks import NARROW, WIDE, Desk, office, sitting
from tests.screens.small import CERTIFICATE, FORMAL

REFUSED = "ZZ1000099Z"


def rejected(store: Path, stage: str = "rejected") -> None:
    """A PCN whose representations were rejected in October."""
    values = {"stage": stage, "stage_on": date(2026, 10, 26), "contravened_on": date(2026, 7, 6)}
    write(
        store,
        lambda tx: builders.notice(
            tx,
            builders.pcn(tx, pcn=REFUSED, served_on=date(2026, 7, 6), **values),
            "notice-of-rejection",
            posted_on=date(2026, 10, 26),
            served_on=date(2026, 10, 28),
        ),
    )


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_an_appeal_is_registered_handed_over_and_issued(store: Path, size: tuple[int, int]) -> None:
    rejected(store)
    async with sitting(store, size=size) as desk:
        await desk.go(f"event {REFUSED}")
        await desk.type("appeal-registered")
        await desk.press("enter")
        await fill(desk, on="20 nov", reference="ETA-[2]")
        assert "a case “Tribunal” is opened" in desk.said()
        await desk.go("q kind:tribunal")
        assert desk.words("#queue-line").startswith("1 case") and "◆ tribunal" in desk.text()
        await desk.press("enter")
        assert "◆ TRIBUNAL" in desk.words("#header-place")
        await desk.press("d")
        told = desk.words("#decision")
        assert "! □ the decision notice by Thu 26 Nov: missing" in told
        assert "Appeal at the tribunal: due Thu 26 Nov 2026 (in 4d)" in told
        await desk.press("b")
        assert isinstance(desk.app.screen, OneOf)
        await desk.press("1")
        await desk.until(lambda: desk.case.decision is not None)
        assert desk.case.decision is not None and desk.case.decision.outcome == "hand-over"
        await desk.press("l")
        assert desk.mode == "COMPOSE" and "London Tribunals" in desk.words("#preview")
        await desk.press("f9")
        assert desk.mode == "PREFLIGHT"
        assert [one.kind for one in desk.file.checked.findings] == ["tribunal-paper-missing"]  # type: ignore[union-attr]
        await desk.press("f8")
        await desk.type("The case system uploads them to the tribunal by itself.")
        await desk.press("enter", "y")
        await desk.go(f"case {REFUSED}")
        assert desk.case.letters[0].kind == "tribunal-hand-over" and desk.case.facts.stage == "appeal"


async def test_the_court_case_enters_the_step_and_ends_with_it(store: Path) -> None:
    rejected(store, "order-for-recovery")
    async with sitting(store) as desk:
        for event, lines in (
            ("statement-lodged", {"on": "16 nov", "ground": "no-rejection"}),
            ("statement-no-rejection", {"on": "18 nov"}),
        ):
            await desk.go(f"event {REFUSED}")
            await desk.type(event)
            await desk.press("enter")
            await fill(desk, **lines)
        await desk.go(f"case {REFUSED}")
        assert desk.case.facts.kind == "court"
        await desk.press("a")
        await desk.press("d", "b")
        window = desk.app.screen
        assert isinstance(window, OneOf)
        (key,) = (key for key, words in window.choices.items() if "Referred to the adjudicator" in words)
        assert not any("ejected" in words for words in window.choices.values()), "never a fresh rejection"
        await desk.press(key)
        await fill(desk, why="Ground two")
        assert (desk.case.status, desk.case.facts.stage) == ("closed", "referred")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_complaint_is_opened_answered_and_the_challenge_stays(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        before = await desk.open(FORMAL)
        await desk.go("new complaint")
        await fill(desk, on="nonsense", words="x")
        assert "is no day" in desk.words("#complaint")
        await fill(desk, on="19 nov", name="Ines [b]", words="He was rude. There was no sign at all.")
        assert desk.case.facts.kind == "complaint" and "◇ COMPLAINT" in desk.words("#header-place")
        assert any("also a challenge: it raises “No sign”" in one for one in desk.case.warnings)
        assert not any("letters came in" in one for one in desk.case.warnings)
        assert "another case" in desk.words("#words")
        await desk.press("a")
        assert desk.case.decision is None
        await desk.press("b", "3")
        await desk.press("enter")
        assert "at least 4 words" in desk.words("#complaint")
        await desk.type("He spoke as he had been taught to.")
        await desk.press("enter")
        assert "Decided not to uphold the complaint" in desk.said()
        await desk.press("l")
        assert "I do not uphold your complaint." in desk.words("#preview")
        await desk.press("escape", "escape")
        await desk.go("q kind:formal")
        assert FORMAL in desk.text()
        await desk.press("home")
        after = await desk.open(FORMAL)
        assert after.clocks == before.clocks or after.facts.kind == "complaint"


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_footer_keys_and_palette_name_what_works_in_this_kind_of_case(
    store: Path, size: tuple[int, int]
) -> None:
    deciding, settling = "a cancel PCN   r uphold PCN", "b settle   l letter"
    async with sitting(store, size=size) as desk:
        await desk.open(FORMAL)
        assert "FORMAL REPS" in desk.lines()[0]
        await desk.press("d")
        assert deciding in desk.lines()[-1]
        assert "Settle a case" not in await listed(desk) and "Decide to cancel" in await listed(desk)
        await desk.go("new complaint")
        await fill(desk, on="19 nov", words="He was rude to me.")
        assert "◇ COMPLAINT" in desk.lines()[0] and "b settle" in desk.lines()[-1]
        await desk.press("d")
        assert settling in desk.lines()[-1] and "cancel PCN" not in desk.lines()[-1]
        assert "Settle a case" in await listed(desk) and "Decide to cancel" not in await listed(desk)
        for key, label in (("a", "cancel PCN"), ("r", "uphold PCN"), ("g", "offer discount"), ("i", "ask")):
            await desk.press(key)
            assert f"{key} ({label}) has no use in a case of this kind" in desk.said()
        actions = [one.id for one, _ in DeskActions(desk.app.screen).open_actions()]
        assert "desk.settle" in actions and not {"desk.cancel", "desk.uphold", "desk.ask"} & set(actions)
        await desk.press("w")
        assert any("a case of its own" in one.title for one in desk.app.screen.whys)  # type: ignore[attr-defined]


async def listed(desk: Desk) -> str:
    """The list of keys."""
    await desk.press("question_mark")
    words = str(desk.app.screen.words)  # type: ignore[attr-defined]
    await desk.press("escape")
    return words


async def test_where_the_council_names_no_next_step_nothing_is_asked_for(store: Path) -> None:
    built = office(store)
    silent = replace(built, council=replace(built.council, next_steps=NextSteps()))
    async with sitting(silent) as desk:
        await desk.open(FORMAL)
        await desk.go("new complaint")
        await fill(desk, on="19 nov", words="He was rude to me.")
        await desk.press("b", "3")
        assert desk.window == "" and "has not said whom to turn to" in desk.said()
        assert "[next_steps] in council.toml" in desk.said() and desk.case.decision is None


async def test_new_asks_what_came_in_and_says_where_nothing_is_open(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.go("new query")
        assert "No case is open" in desk.said()
        await desk.open(CERTIFICATE)
        await desk.press("b")
        assert "b (settle) has no use in a case of this kind" in desk.said()
        await desk.go("new")
        window = desk.app.screen
        assert isinstance(window, Pick) and len(window.choices) == 5
        await desk.type("subject")
        await desk.press("enter")
        await fill(desk, words="Everything you hold about me.")
        assert desk.case.facts.kind == "information" and "subject-access" in desk.case.flags
        await desk.press("d")
        assert "Information request: a case of its own" in desk.words("#decision")
