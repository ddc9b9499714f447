"""`w` on any date, sum, stage, ground or finding: the rule, where it was read, how well, and the working."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widgets import OptionList

from caseworker.casework.desk import post
from caseworker.casework.desk.decision import choices
from caseworker.law.citations import Citation, Status
from caseworker.law.why import rule
from caseworker.screens.desk.case import clock_line
from caseworker.screens.desk.why import NAMES, WhyText, WhyWindow, why_content
from tests.screens.desk.test_letter import with_fault
from tests.screens.desk.test_post_board import MONDAY, issued
from tests.screens.desks import NARROW, TINY, WIDE, Desk, office, sitting
from tests.screens.small import BARE, BUSY, DEEMED, FORMAL, LETTERS

DAY = re.compile(r"\b0?(\d{1,2} [A-Z][a-z]{2})\b")
SUM = re.compile(r"£[\d,]+(?:\.\d\d)?")


def window(desk: Desk) -> WhyWindow:
    shown = desk.app.screen
    assert isinstance(shown, WhyWindow)
    return shown


def read(desk: Desk) -> str:
    """The rule that is shown, whether it fits on the screen or not."""
    return " ".join(str(window(desk).query_one(WhyText).visual).split())


async def walked(desk: Desk) -> dict[str, str]:
    """Every rule that can be asked about here, by the arrow keys: its title, and all that is told of it."""
    told: dict[str, str] = {}
    for _ in window(desk).whys:
        told[window(desk).whys[window(desk).at].title] = read(desk)
        await desk.press("down")
    return told


def marks(words: str) -> set[str]:
    """The days and sums of a line."""
    return set(DAY.findall(words)) | set(SUM.findall(words))


def pane(desk: Desk) -> dict[str, str]:
    """The lines of the case's sheet, by their name."""
    view = desk.case
    return {
        **dict(desk.file.sheet.facts.lines),
        **{one.label: clock_line(one).plain for one in view.clocks},
        **{f"warning {n}": words for n, words in enumerate(view.warnings)},
    }


@pytest.mark.parametrize("pcn", list(LETTERS))
async def test_every_dated_or_priced_line_of_a_case_answers_with_its_law(store: Path, pcn: str) -> None:
    async with sitting(store) as desk:
        await desk.open(pcn)
        lines = {name: marks(words) for name, words in pane(desk).items() if marks(words)}
        assert {"When", "Due now", "Data"} <= set(lines) and len(lines) > 3
        await desk.press("w")
        told = await walked(desk)
        cited = [words for words in told.values() if " how verified " in words]
        assert len(cited) == len(told) - 1, "only the age of the data has no law"
        for name, some in lines.items():
            answers = list(told.values()) if name == "Data" else cited
            for one in some:
                assert any(re.search(rf"(?<!\d){re.escape(one)}(?![\d,.]\d)", words) for words in answers), (
                    f"{name}: {one} is explained nowhere"
                )
        assert any("Stage" in title for title in told) and any("Contravention" in title for title in told)


@pytest.mark.parametrize("size", [WIDE, NARROW, TINY])
async def test_enter_opens_a_rule_and_esc_goes_back_to_the_list_then_to_the_case(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        await desk.open(FORMAL)
        await desk.press("w")
        assert "Serve the decision on" in desk.text() and "how verified" in read(desk)
        assert "Day 56 is Wed 30 Dec 2026." in read(desk) and "law AR22 reg 6" in read(desk)
        assert "esc back" in desk.text()
        await desk.press("down")
        assert "Day 28 is Tue 17 Nov 2026." in read(desk)
        await desk.press("enter")
        assert not window(desk).query_one(OptionList).display and "Formal representations" in desk.text()
        assert "law" in desk.text() and "AR22 reg 3(2)(a)" in desk.text()
        await desk.press("escape")
        assert window(desk).query_one(OptionList).display and window(desk).at == 1
        await desk.press("escape")
        assert (desk.window, desk.mode) == ("", "CASE")


async def test_what_was_missed_says_since_when_and_what_follows(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(DEEMED)
        await desk.press("w")
        assert "Wed 18 Nov 2026" in read(desk) and "treated as accepted" in read(desk)


async def test_on_the_points_the_ground_of_the_point_under_the_cursor_comes_first(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(BUSY)
        first, second = (one.label for one in desk.case.suggested)
        await desk.press("p", "down", "w")
        assert window(desk).at == 1 and second in read(desk) and "AR22 reg 5(4)" in read(desk)
        await desk.press("up")
        assert first in read(desk) and second not in read(desk)
        await desk.press("escape", "escape")
        await desk.open(BARE)
        await desk.press("p", "w")
        assert window(desk).whys[0].title.startswith("Discount"), "no point: the case answers"


async def test_on_the_decision_each_consequence_answers(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        await desk.press("d")
        found = choices(desk.app.office, desk.case)
        await desk.press("w")
        told = "\n".join((await walked(desk)).values())
        for one in (*found.cancel.consequences, *found.uphold.consequences):
            assert " ".join(one.words.split()) in told
            assert one.citation is None or one.citation.label in told


async def test_on_preflight_the_finding_under_the_cursor_comes_first(store: Path) -> None:
    async with sitting(store) as desk:
        await with_fault(desk, "Unfortunately you failed to read the sign. Your reference is «name of it».")
        findings = desk.file.preflight.checked.findings
        assert len(findings) > 1
        await desk.press("down", "w")
        here = window(desk).whys
        assert window(desk).at == desk.file.preflight.chosen == 1
        for one, told in zip(findings, here, strict=False):
            assert told.citation == one.source and told.words == one.rule
        assert any(told.title.startswith("Posted first class") for told in here)
        await desk.press("escape")
        assert desk.mode == "PREFLIGHT"


async def test_the_timeline_tells_the_events_of_the_law_and_the_money_each_figure(store: Path) -> None:
    async with sitting(store) as desk:
        await desk.open(FORMAL)
        await desk.press("t", "w")
        assert window(desk).whys[0].title == "Thu 5 Nov 2026: Event: Formal representations came in"
        assert "From" in read(desk) and "Working" in read(desk)
        await desk.press("escape", "escape", "escape")
        await desk.open(BUSY)
        await desk.press("m", "w")
        titles = [one.title for one in window(desk).whys]
        assert titles[0] == "Due now: £95" and "Full charge: £160" in titles
        assert "Wed 11 Nov 2026: Payment, -£65" in titles
        assert all(one.citation is not None for one in window(desk).whys[:3])


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_in_the_queue_the_day_of_the_row_under_the_cursor_answers(
    store: Path, size: tuple[int, int]
) -> None:
    async with sitting(store, size=size) as desk:
        await desk.press("down")
        row = desk.desk.queue.row
        assert row is not None and row.pcn == FORMAL
        await desk.press("w")
        assert "Serve the decision on representations: Wed 30 Dec 2026" in read(desk)
        assert any(one.title == f"Target: {row.target}" for one in window(desk).whys)
        await desk.press("escape")
        assert (desk.window, desk.mode) == ("", "QUEUE")


async def test_on_the_post_board_the_days_of_a_letter_answer(store: Path) -> None:
    built = office(store, at=MONDAY)
    issued(built, FORMAL)
    [letter] = post.board(built).must
    async with sitting(built) as desk:
        await desk.go("post")
        await desk.press("w")
        titles = [one.title for one in window(desk).whys]
        assert titles[0] == "Posted first class Mon 23 Nov 2026, served: Wed 25 Nov 2026"
        assert (
            letter.safe_post_on is not None and f"{letter.safe_post_on.day} Dec" in window(desk).whys[1].words
        )
        assert any(title.startswith("Appeal to the tribunal: Tue 22 Dec 2026") for title in titles)
        assert len(set(titles)) == len(titles)


async def test_w_is_remapped_like_any_key(store: Path) -> None:
    async with sitting(store, keymap={"desk.why": "f12"}) as desk:
        await desk.open(FORMAL)
        await desk.press("w")
        assert desk.window == ""
        await desk.press("f12")
        assert desk.window == "WhyWindow"


def test_what_is_not_verified_stands_out_by_word_shape_and_colour() -> None:
    doubtful = why_content(rule("Title", "Words.", Citation("GR22", "reg 21", Status.RECALLED)), 60)
    sure = why_content(rule("Title", "Words.", Citation("GR22", "reg 21", Status.VERIFIED)), 60)
    assert "□ NOT VERIFIED (recalled)" in doubtful.plain and "■ verified in the source" in sure.plain
    assert any("warning" in str(span.style) for span in doubtful.spans)
    assert not any("warning" in str(span.style) for span in sure.spans)


def test_long_words_stand_under_words_and_no_line_is_longer_than_the_pane() -> None:
    told = rule("T " * 60, "W " * 99, Citation("GR22", "reg 3", Status.VERIFIED), working=("Step " * 30,))
    for width in (30, 58, 110):
        lines = why_content(told, width).plain.split("\n")
        assert max(len(line) for line in lines) <= width
        law = next(n for n, line in enumerate(lines) if line.startswith("law"))
        assert lines[law + 1].startswith(" " * NAMES) and lines[law + 1].strip()
