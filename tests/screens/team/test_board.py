"""The team's board: who sees what, tables and graphs, from a figure down to its case, hostile names."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from caseworker import locations
from caseworker.casework.acting import audited, recorded
from caseworker.casework.counting import count
from caseworker.practice.build import office_at
from caseworker.screens.team.board import BACKLOG, TeamBoard
from caseworker.store import cases
from tests import builders
from tests.screens.desks import AT, NARROW, WIDE, Desk, office, sitting

HOSTILE = "[/] [@click=app.quit]zed\x1b[31m"


def answer(
    path: Path, officer: str, at: datetime, outcome: str = "uphold", *, points: int = 1, late: bool = False
) -> str:
    """A case that an officer answered: its PCN."""
    one = office_at(path, at, "asha")
    with one.store.writing() as tx:
        pcn = builders.pcn(tx, vrm="ZZ10QQA")
        due = {"received_on": date(2026, 11, 9), "target_on": date(2026, 11, 10 if late else 30)}
        case = builders.case(tx, pcn, open=0, status="issued", **due)
        for slug in ("loading", "grace-period-or-observation", "paid-session-valid")[:points]:
            builders.point(tx, case, slug)
        decided = builders.decision(tx, case, outcome, officer=officer)
        day = one.today()
        builders.letter(tx, case, pcn, officer=officer, issued_at=at, posts_on=day, decision_id=decided)
        row = cases.get(tx, case)
        assert row is not None
        count(tx, one, row, outcome=outcome, posts_on=day, officer=officer)
    one.store.close()
    return str(row.pcn)


@pytest.fixture
def played(store: Path) -> Iterator[Path]:
    """Three letters on Thursday and Friday before the practice day, a Sunday."""
    answer(store, "asha", AT - timedelta(days=3), "cancel", points=3)
    answer(store, "tobin", AT - timedelta(days=2))
    yield store


async def opened(desk: Desk) -> TeamBoard:
    await desk.go("team")
    board = desk.app.screen
    assert isinstance(board, TeamBoard)
    return board


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_leader_sees_everybody_and_how_to_read_it(played: Path, size: tuple[int, int]) -> None:
    async with sitting(office(played, "sefton"), size=size) as desk:
        await opened(desk)
        text = desk.text()
        assert "▸1 officers (4)" in text and "Asha Verrall" in text and "Tobin Oyelaran" in text
        assert "Team" in text and "counts are not quality" in text
        assert "TEAM" in desk.lines()[-1] and "? keys" in desk.lines()[-1]
        words = desk.words("#detail-words")
        assert "1 decided, 1.50 by weight" in words and "1 cancelled, 0 upheld" in words
        assert "Figures of single people are monitoring of work" in " ".join(words.split())


async def test_an_officer_sees_only_themselves(played: Path) -> None:
    async with sitting(office(played, "tobin")) as desk:
        await opened(desk)
        assert "Tobin Oyelaran" in desk.text() and "Asha" not in desk.text()
        assert "▸1 officers (1)" in desk.text() and "3 backlog (0)" in desk.text()
        await desk.press("3", "G")
        assert "The backlog is for leaders." in desk.text()
        await desk.press("2")
        assert "Received:" not in desk.text()


async def test_from_a_figure_to_its_case(store: Path) -> None:
    pcn = answer(store, "asha", AT - timedelta(days=3))
    answer(store, "tobin", AT - timedelta(days=2))
    async with sitting(office(store, "sefton")) as desk:
        board = await opened(desk)
        await desk.press("enter")
        assert board.section.id == "cases" and "▸4 cases (1)" in desk.text() and pcn in desk.text()
        await desk.press("full_stop")
        assert f"{pcn} copied" in desk.said()
        await desk.press("2", "end", "enter")
        assert "▸4 cases (1)" in desk.text() and board.rows["cases"][0].cells[0] != pcn
        await desk.press("1", "end", "enter")
        assert "▸4 cases (2)" in desk.text()
        await desk.press("enter")
        assert desk.case.pcn == pcn and desk.case.officer == ""
        assert desk.case.status == "issued" and desk.case.version == 1
        await desk.press("escape")
        assert desk.app.screen is board and "▸4 cases (2)" in desk.text() and board.asked is not None


async def test_periods_turn_and_move(played: Path) -> None:
    async with sitting(office(played, "sefton")) as desk:
        board = await opened(desk)
        await desk.press("2")
        assert "Fri 20 Nov" in desk.text()
        await desk.press("greater_than_sign")
        assert "Later days are still to come." in desk.said()
        await desk.press("P")
        assert "16–22 Nov" in desk.text() and "by week" in desk.text()
        await desk.press("P")
        assert "Nov 2026" in desk.text()
        await desk.press("P")
        await desk.press("less_than_sign")
        assert board.board is not None and board.board.to_on == date(2026, 11, 8)
        await desk.press("greater_than_sign")
        assert board.board.to_on == date(2026, 11, 22)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_each_table_has_a_graph_with_its_numbers(played: Path, size: tuple[int, int]) -> None:
    async with sitting(office(played, "sefton"), size=size) as desk:
        await opened(desk)
        await desk.press("G")
        assert not desk.app.screen.query_one("#lists").display
        assert "1.50 of 30" in desk.text() and "█" in desk.text()
        await desk.press("2")
        assert "Decided:" in desk.text() and "│" in desk.text()
        await desk.press("3")
        assert "standard missed" in desk.words("#detail-words")
        assert "▲" in desk.text()
        await desk.press("4")
        assert "No cases were asked for yet." in desk.text()
        await desk.press("1", "G")
        assert desk.app.screen.query_one("#lists").display and "Decided" in desk.text()


async def test_the_backlog_says_its_days_in_words(played: Path) -> None:
    async with sitting(office(played, "sefton")) as desk:
        await opened(desk)
        await desk.press("3")
        words = " ".join(desk.words("#detail-words").split())
        assert "If nothing more came in, the next case" in words
        assert "Pace: cases cleared from Mon 9 Nov 2026 to Fri 20 Nov 2026" in words
        await desk.press("enter")
        assert "The open cases stand in the queue" in desk.said()


async def test_on_a_sunday_nobody_has_a_target_for_today(played: Path) -> None:
    async with sitting(office(played, "sefton")) as desk:
        await desk.until(lambda: "Today" in desk.words("#header-today"))
        assert desk.words("#header-today") == "Today 0 · no working day"
        await opened(desk)
        assert "No target today: no working day." in " ".join(desk.words("#detail-words").split())


@pytest.mark.parametrize("size", [NARROW, (100, 40), (119, 40), WIDE, (160, 40)])
async def test_no_width_hides_a_column_that_a_narrow_screen_shows(
    played: Path, size: tuple[int, int]
) -> None:
    async with sitting(office(played, "sefton"), size=size) as desk:
        board = await opened(desk)
        for key, labels in (
            ("2", ("Cancelled", "Upheld", "Expected")),
            ("3", ("Law would", "Std would", "Past today")),
        ):
            await desk.press(key)
            shown = [
                board.table._columns[one.cell].label for one in board.table._layout(board.table.size.width)
            ]
            assert set(labels) <= {*shown}, (size, shown)
    names = [one.label for one in BACKLOG]
    assert len(names) == len(set(names))


async def test_what_leaves_is_what_is_shown_and_no_formula(played: Path) -> None:
    answer(played, "=1+1", AT - timedelta(days=3))
    async with sitting(office(played, "sefton")) as desk:
        await opened(desk)
        await desk.press("x")
        assert "rows in TRAINING-team-people-" in desk.said()
    [path] = (locations.data_folder() / "exports").glob("TRAINING-team-people-*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:3] == ["Officer", "Decided", "Weighted"]
    assert {row[-1] for row in rows[1:]} == {"TRAINING"}
    assert rows[1][:3] == ["Asha Verrall", "1", "1.50"]
    assert ["'=1+1", "1"] in [row[:2] for row in rows]


async def test_hostile_names_stand_there_letter_by_letter(played: Path) -> None:
    answer(played, HOSTILE, AT - timedelta(days=3))
    async with sitting(office(played, "sefton")) as desk:
        await opened(desk)
        for key in ("1", "2", "3", "4"):
            for turn in ((), ("G",), ("G",)):
                await desk.press(key, *turn)
                assert "\x1b" not in desk.text()
        await desk.press("1", "down", "down", "down")
        assert "[@click=app.quit]zed" in desk.words("#detail-words")
        await desk.press("enter")
        assert "▸4 cases (1)" in desk.text() and "[/] [@" in desk.text()


async def test_a_board_of_nothing_is_drawn(store: Path) -> None:
    async with sitting(office(store, "linnet"), size=NARROW) as desk:
        await opened(desk)
        for key in ("2", "3", "4", "1"):
            await desk.press(key, "G", "G", "enter")
        assert desk.window == "TeamBoard"
        await desk.press("escape")
        assert desk.mode == "QUEUE"


async def test_nothing_is_told_by_colour_alone(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    answer(store, "asha", AT - timedelta(days=2), late=True)
    async with sitting(office(store, "sefton")) as desk:
        await opened(desk)
        assert "! 1" in desk.text() and "▼" in desk.text() and "behind" in desk.words("#detail-words")
        await desk.press("enter")
        assert "! late" in desk.text()
        await desk.press("3")
        assert "! " in desk.text() and "▲" in desk.text()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_leader_sees_what_was_approved_in_leaders_names_and_opens_the_case(
    played: Path, size: tuple[int, int]
) -> None:
    clerk = office(played)
    with clerk.store.writing() as tx:
        row = tx.exec_driver_sql("SELECT * FROM cases WHERE open = 1 ORDER BY id LIMIT 1").one()
        cases.change(tx, row.id, row.version, flags="by-hand")
        recorded(tx, clerk, row.pcn_id, row.id, "by-hand-approved", f"Idris Sefton approved it: {HOSTILE}")
        audited(tx, clerk, row.id, "by-hand", {"version": 2, "leader": "sefton", "words": "x"})
    async with sitting(office(played, "sefton"), size=size) as desk:
        await opened(desk)
        assert "approvals  " in desk.words("#sections"), "it is read once somebody looks"
        await desk.press("5")
        assert "approvals (1)" in desk.words("#sections")
        assert row.pcn in desk.text() and "delivery by hand" in desk.text()
        assert "in the name of Idris Sefton, by Asha Verrall" in " ".join(desk.words("#detail-words").split())
        await desk.press("enter")
        assert desk.case.pcn == row.pcn
    async with sitting(office(played, "asha"), size=size) as desk:
        await opened(desk)
        await desk.press("5")
        assert "approvals  " in desk.words("#sections") and row.pcn not in desk.words("#detail-words")
