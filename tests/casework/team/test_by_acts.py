"""The board after real acts: letters issued, one recalled, one slipped, one confirmed; as the letters say."""

from __future__ import annotations

from datetime import UTC, date, datetime

from caseworker.casework.desk import compose, issue, post
from caseworker.casework.office import Office
from caseworker.casework.team import drill, throughput
from caseworker.casework.team.throughput import Board, Figures
from caseworker.casework.views import Receipt
from caseworker.law.facts import Outcome
from caseworker.store import check
from tests.casework.office import CERTIFICATE, FORMAL, INFORMAL, LATE_INFORMAL, NOW, Desk

FRIDAY = date(2026, 11, 20)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _issued(desk: Desk, pcn: str, outcome: Outcome, officer: str, at: datetime = NOW) -> Receipt:
    desk.decided(pcn, outcome, officer=officer)
    desk.open_all(pcn, officer)
    seen = desk.see(pcn, officer, at)
    return issue.issue(desk(officer, at), seen, compose.new_plan(desk(officer, at), seen))


def _board(office: Office) -> Board:
    """The leader's board of Friday; its figures must be what the letters say."""
    lines = {line.name: line for line in check.check(office.store)}
    assert lines["kept figures"].ok, lines["kept figures"].words
    board = throughput.throughput(office, FRIDAY, FRIDAY)
    for row in board.rows:
        assert len(drill.drill(office, row.id, board.periods[0])) == row.total.done
    return board


def _done(board: Board) -> dict[str, int]:
    return {row.id: row.total.done for row in board.rows if row.total.done}


def test_what_acts_leave_is_what_the_board_shows(each_desk: Desk) -> None:
    desk = each_desk
    leader = desk("sefton")
    assert sum(_board(leader).received) == 0
    _issued(desk, INFORMAL, Outcome.CANCEL, "asha")
    recalled = _issued(desk, LATE_INFORMAL, Outcome.UPHOLD, "asha")
    _issued(desk, FORMAL, Outcome.UPHOLD, "tobin")
    _issued(desk, CERTIFICATE, Outcome.UPHOLD, "maren")
    board = _board(leader)
    assert _done(board) == {"asha": 2, "tobin": 1, "maren": 1}
    assert board.team is not None
    assert (board.team.total.cancelled, board.team.total.upheld, board.team.total.on_time) == (1, 3, 4)
    assert board.team.total.weighted == 4.0

    post.recall(desk("asha"), recalled.number, "It names the wrong street.")
    board = _board(leader)
    assert _done(board) == {"asha": 1, "tobin": 1, "maren": 1}
    assert {row.id: row.in_hand for row in board.rows}["asha"] == 1

    # The day's post did not go: what counts from its day comes back, to whoever issued it.
    post.slip(desk("asha", MONDAY), FRIDAY)
    late = _board(desk("sefton", MONDAY))
    came_back = desk.value("SELECT COUNT(*) FROM postings WHERE state = 'slipped'")
    assert came_back >= 1
    assert sum(_done(late).values()) == 3 - came_back
    tallies = "SELECT SUM(done), SUM(points), SUM(items), SUM(weight), SUM(on_time + late) FROM tallies"
    [(done, points, items, weight, timed)] = desk.rows(tallies)
    assert (points, items, weight, timed) == (done, done, done * 100, done)


def test_taken_back_and_issued_again_counts_once_on_the_later_day(desk: Desk) -> None:
    first = _issued(desk, INFORMAL, Outcome.CANCEL, "asha")
    post.recall(desk("asha"), first.number, "It names the wrong street.")
    seen = desk.see(INFORMAL, "asha", MONDAY)
    issue.issue(desk("asha", MONDAY), seen, compose.new_plan(desk("asha", MONDAY), seen))
    leader = desk("sefton", MONDAY)
    board = throughput.throughput(leader, FRIDAY, MONDAY.date())
    cells = next(row for row in board.rows if row.id == "asha").periods
    assert [one.done for one in cells] == [0, 0, 0, 1]
    assert cells[0]._replace(expected=0) == Figures()
    assert all(line.ok for line in check.check(leader.store) if line.name == "kept figures")
