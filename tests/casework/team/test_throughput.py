"""The team's figures: worked by hand, seen by those who may, and equal to the letters counted anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from operator import add

import pytest

from caseworker.casework.team import drill, targets, throughput
from caseworker.casework.team.throughput import Board, Figures, OfficerRow
from caseworker.config import Absence, Officer, Officers, Target
from caseworker.law.refusals import Refused
from caseworker.store import check
from tests import builders
from tests.casework.team.conftest import NOON, PEOPLE, TODAY, Team

At = Callable[..., datetime]


def _row(board: Board, who: str) -> OfficerRow:
    return next(row for row in board.rows if row.id == who)


def _week(team: Team, at: At) -> None:
    """Two of asha's and one of tobin's in the week of 16 November, and one of tobin's the week before."""
    due = {"target_on": date(2026, 11, 18), "safe_post_on": None}
    team.answer("asha", at(16), "cancel", points=3, letters=2, **due)
    team.answer("asha", at(18), "uphold", posts_on=date(2026, 11, 19), **due)
    team.answer("tobin", at(18), "uphold", points=2, **due)
    team.answer("tobin", at(6), "cancel", target_on=date(2026, 11, 6), safe_post_on=date(2026, 11, 5))


def test_a_week_worked_by_hand(team: Team, at: At) -> None:
    _week(team, at)
    board = throughput.throughput(team.office(), date(2026, 11, 16), TODAY, "week")
    assert [one.label for one in board.periods] == ["16–20 Nov"]
    [asha] = _row(board, "asha").periods
    # 1 + 2 further points at 0.25 + 1 further letter at 0.15; and a plain one, a day late.
    assert asha == Figures(
        2, weight=265, on_time=1, late=1, cancelled=1, points=4, items=3, pcns=2, expected=5 * 4
    )
    [tobin] = _row(board, "tobin").periods
    assert tobin == Figures(
        1, weight=125, on_time=1, late=0, cancelled=0, points=2, items=1, pcns=1, expected=5 * 2
    )
    assert board.team is not None
    assert board.team.total == Figures(*map(add, asha, tobin))
    assert (board.team.total.upheld, board.team.total.weighted) == (2, 3.9)


def test_days_weeks_and_months_hold_the_same(sqlite_team: Team, at: At) -> None:
    _week(sqlite_team, at)
    whole = (date(2026, 11, 1), TODAY)
    boards = [throughput.throughput(sqlite_team.office(), *whole, by) for by in ("day", "week", "month")]
    assert [len(one.periods) for one in boards] == [20, 4, 1]
    totals = [one.team.total for one in boards if one.team]
    assert totals[0] == totals[1] == totals[2]
    assert (totals[0].done, totals[0].late) == (4, 2)


def test_totals_equal_the_letters_counted_anew(team: Team, at: At) -> None:
    _week(team, at)
    # By London's clock these are the last minutes of 16 and the first of 17 November.
    team.answer("asha", datetime(2026, 11, 16, 23, 59, tzinfo=UTC))
    team.answer("asha", datetime(2026, 11, 17, 0, 0, tzinfo=UTC))
    team.answer("asha", at(17), state="recalled")
    team.answer("tobin", at(17), "cancel", points=3, state="slipped")
    [line] = [one for one in check.check(team.store) if one.name == "kept figures"]
    assert line.ok, line.words
    board = throughput.throughput(team.office(), date(2026, 11, 1), TODAY, "day")
    for row in board.rows:
        for period, figures in zip(board.periods, row.periods, strict=True):
            cases = drill.drill(team.office(), row.id, period)
            assert len(cases) == figures.done
            assert sum(one.on_time for one in cases) == figures.on_time
            assert sum(one.outcome == "cancel" for one in cases) == figures.cancelled
    assert board.team is not None
    assert board.team.total.done == 6


def test_cancelling_and_upholding_count_the_same(sqlite_team: Team, at: At) -> None:
    for who, outcome in (("asha", "cancel"), ("tobin", "uphold")):
        sqlite_team.answer(who, at(18), outcome, points=3, letters=2)
    board = throughput.throughput(sqlite_team.office(), TODAY - timedelta(days=4), TODAY, "week")
    asha, tobin = (_row(board, who).total for who in ("asha", "tobin"))
    assert asha._replace(cancelled=0, expected=0) == tobin._replace(cancelled=0, expected=0)
    assert asha.cancelled == tobin.upheld == 1


def test_what_is_expected_leaves_absences_out_and_takes_the_target_then_in_force(sqlite_team: Team) -> None:
    board = throughput.throughput(sqlite_team.office(), date(2026, 11, 9), TODAY, "week")
    assert [one.expected for one in _row(board, "asha").periods] == [5 * 2, 5 * 4]
    assert [one.expected for one in _row(board, "tobin").periods] == [0, 5 * 2]
    # Until now: nine whole days, and half of Friday at noon and an hour.
    assert _row(board, "asha").asked == 5 * 2 + 4 * 4 + 2
    assert _row(board, "asha").words == "28 behind"
    assert "maren" not in [row.id for row in board.rows]


def test_days_to_come_expect_nothing_yet(sqlite_team: Team) -> None:
    board = throughput.throughput(sqlite_team.office(), TODAY, date(2026, 12, 4), "week")
    assert [one.expected for one in _row(board, "asha").periods] == [4, 0, 0]
    later = throughput.throughput(sqlite_team.office(), date(2026, 11, 23), date(2026, 12, 4), "week")
    assert (_row(later, "asha").asked, _row(later, "asha").total) == (0, Figures())


@pytest.mark.parametrize(
    ("first", "last", "asha", "team_says"),
    [
        (date(2026, 11, 15), date(2026, 11, 15), "no working day", "no working day"),
        (date(2026, 12, 25), date(2026, 12, 27), "no working day", "no working day"),
        (date(2027, 1, 1), date(2027, 1, 8), "nothing asked yet", "nothing asked yet"),
        (date(2026, 9, 1), date(2026, 9, 30), "no target set", "no target set"),
    ],
)
def test_where_nothing_was_asked_it_says_why(
    sqlite_team: Team, first: date, last: date, asha: str, team_says: str
) -> None:
    board = throughput.throughput(sqlite_team.office(), first, last)
    assert _row(board, "asha").words == asha
    assert board.team is not None and board.team.words == team_says


def test_before_the_day_begins_nothing_is_asked_yet(sqlite_team: Team, at: At) -> None:
    dawn = sqlite_team.office("sefton", datetime(2026, 11, 20, 7, 0, tzinfo=UTC))
    assert _row(throughput.throughput(dawn, TODAY, TODAY), "asha").words == "nothing asked yet"


def test_whoever_was_away_on_all_the_days_is_said_to_be_away(sqlite_team: Team) -> None:
    board = throughput.throughput(sqlite_team.office(), date(2026, 11, 9), date(2026, 11, 13))
    assert _row(board, "tobin").words == "away"
    assert board.team is not None and board.team.words.endswith("behind")


@pytest.mark.parametrize("monday", [date(2026, 3, 23), date(2026, 10, 19)])
def test_a_week_with_a_clock_change_holds_its_letters(team: Team, monday: date) -> None:
    """On Sunday at 00:30 by London's clock, which is Saturday or Sunday by UTC."""
    sunday = monday + timedelta(days=6)
    night = datetime(sunday.year, sunday.month, sunday.day, 0, 30, tzinfo=UTC)
    shown = night if sunday.month == 3 else night - timedelta(hours=1)
    team.answer("asha", shown)
    board = throughput.throughput(team.office(), monday, sunday + timedelta(days=7), "day")
    at = [n for n, one in enumerate(board.periods) if _row(board, "asha").periods[n].done]
    assert [board.periods[n].from_on for n in at] == [sunday]
    assert len(drill.drill(team.office(), "asha", board.periods[at[0]])) == 1


def test_a_bank_holiday_expects_nothing(sqlite_team: Team) -> None:
    january = datetime(2027, 1, 8, 12, 0, tzinfo=UTC)
    board = throughput.throughput(
        sqlite_team.office(at=january), date(2026, 12, 21), date(2027, 1, 3), "week"
    )
    # Christmas Day; Boxing Day kept on Monday 28; New Year's Day.
    assert [one.expected for one in _row(board, "asha").periods] == [4 * 4, 3 * 4]


def test_an_officer_who_left_keeps_what_they_did_and_counts_nothing_ahead(sqlite_team: Team, at: At) -> None:
    sqlite_team.answer("ruth", at(18))
    for day in (16, 17, 18, 19):
        sqlite_team.answer("tobin", at(day))
    left = Target("tobin", TODAY, 0)
    sqlite_team.people = replace(PEOPLE, targets=(*PEOPLE.targets, left))
    sqlite_team.wait(3, officer="ruth")
    board = throughput.throughput(sqlite_team.office(), date(2026, 11, 16), TODAY, "week")
    ruth = _row(board, "ruth")
    assert (ruth.name, ruth.known, ruth.words) == ("ruth", False, "no longer in officers.toml")
    assert (ruth.total.done, ruth.total.expected, ruth.in_hand) == (1, 0, 3)
    assert board.backlog is not None
    assert board.backlog.pace == 0
    assert board.backlog.alone.empty_on is None
    assert any("Not counted ahead: Tobin Oyelaran, ruth" in line for line in board.backlog.working)


def test_where_nobody_decided_anything_nothing_is_divided_by_nothing(sqlite_team: Team) -> None:
    sqlite_team.people = Officers((Officer("sefton", "Idris Sefton", "leader"),))
    for by in ("day", "week", "month"):
        board = throughput.throughput(sqlite_team.office(), by=by)
        assert board.rows == ()
        assert board.team is not None and board.team.total == Figures()
        assert board.backlog is not None and board.backlog.pace == 0
        assert board.backlog.words[0].endswith("no case would miss its last safe posting day.")


def test_somebody_away_for_all_ten_days_has_no_pace(sqlite_team: Team, at: At) -> None:
    away = Absence("tobin", date(2026, 10, 1), TODAY)
    sqlite_team.people = replace(PEOPLE, absences=(away,))
    sqlite_team.answer("tobin", at(18))
    row = _row(throughput.throughput(sqlite_team.office()), "tobin")
    assert (row.present, row.pace, row.away) == (0, 0.0, True)
    assert row.words == "away"


def test_officers_see_only_themselves(team: Team, at: At) -> None:
    _week(team, at)
    team.wait(2, officer="asha")
    team.wait(1, officer="tobin")
    for who, held in (("asha", 2), ("tobin", 1), ("maren", 0), ("linnet", 0)):
        board = throughput.throughput(team.office(who))
        assert [(row.id, row.in_hand) for row in board.rows] == [(who, held)]
        assert (board.team, board.backlog, board.received, board.whole) == (None, None, (), False)
        assert board.notes[0] == "You see your own figures; the team's are for leaders."
    assert throughput.throughput(team.office()).notes[
        0
    ] == "Counts are not quality: they say how much was " + ("cleared, not how well.")
    period = throughput.throughput(team.office("asha")).periods[0]
    for asked in ("tobin", ""):
        with pytest.raises(Refused, match="Other people's cleared cases are not yours"):
            drill.drill(team.office("asha"), asked, period)


def test_received_in_hand_and_trend(team: Team, at: At) -> None:
    for day, n in ((9, 4), (16, 2), (20, 1)):
        team.arrive(date(2026, 11, day), "formal", n)
    team.arrive(date(2026, 11, 16), "informal", 3)
    team.answer("asha", at(16))
    team.answer("asha", at(16))
    team.answer("asha", at(20))
    board = throughput.throughput(team.office(), date(2026, 11, 9), TODAY, "week")
    assert board.received == (4, 6)
    assert _row(board, "asha").trend == (0,) * 5 + (2, 0, 0, 0, 1)
    assert _row(board, "asha").pace == 2 / 10


def test_the_backlog_says_its_breach_day_and_how_it_was_worked_out(team: Team, at: At) -> None:
    # Asha clears 1 a day on ten days; tobin 1 a day on the five on which he was there.
    for day in (6, 9, 10, 11, 12, 13, 16, 17, 18, 19):
        team.answer("asha", at(day))
    for day in (6, 16, 17, 18, 19):
        team.answer("tobin", at(day))
    team.wait(7, kind="formal", safe_post_on=date(2026, 11, 24), target_on=date(2026, 12, 9))
    team.wait(4, target_on=date(2026, 11, 26))
    team.wait(2, kind="certificate", target_on=date(2026, 11, 2))
    team.people = replace(
        PEOPLE, absences=(*PEOPLE.absences, Absence("tobin", date(2026, 11, 23), date(2026, 11, 23)))
    )
    backlog = throughput.throughput(team.office()).backlog
    assert backlog is not None
    # 2 today (tobin is here and was there for 5 of his days: 1 each), 1 on Monday, 2 on Tuesday: 5 of 7 in
    # time. Then the certificates, 2 past their day, and the informal ones on Friday and Monday.
    kinds = {one.kind: one for one in backlog.alone.kinds}
    assert (backlog.pace, kinds["formal"].open) == (2.0, 7)
    assert (kinds["formal"].law.first_on, kinds["formal"].law.would) == (date(2026, 11, 24), 2)
    assert (kinds["certificate"].target.past, kinds["certificate"].target.would) == (2, 0)
    assert (kinds["informal"].target.first_on, kinds["informal"].target.would) == (date(2026, 11, 26), 4)
    assert backlog.words[2] == (
        "If nothing more came in, the first case (formal) would miss its last safe posting day on "
        "Tue 24 Nov 2026; 2 of those open now would."
    )
    assert "Asha Verrall 1.0, Tobin Oyelaran 1.0" in backlog.working[0]


def test_what_is_past_already_is_not_called_none(sqlite_team: Team, at: At) -> None:
    sqlite_team.wait(2, kind="formal", safe_post_on=date(2026, 11, 18), target_on=date(2026, 11, 18))
    board = throughput.throughput(sqlite_team.office())
    assert board.backlog is not None
    assert "no other case would miss its last safe posting day." in board.backlog.words[-2]
    sqlite_team.wait(1, kind="formal", safe_post_on=date(2026, 11, 24), target_on=date(2026, 11, 24))
    backlog = throughput.throughput(sqlite_team.office()).backlog
    assert backlog is not None
    assert "the next case (formal) would miss its last safe posting day on" in backlog.words[-2]


def test_what_was_cleared_today_is_taken_from_today_s_pace(sqlite_team: Team, at: At) -> None:
    for day in (6, 9, 10, 11, 12, 13, 16, 17, 18, 19):
        sqlite_team.answer("asha", at(day))
    sqlite_team.answer("asha", at(20, 9))
    sqlite_team.wait(1, target_on=TODAY)
    backlog = throughput.throughput(sqlite_team.office()).backlog
    assert backlog is not None
    assert backlog.alone.target_on == TODAY
    assert backlog.alone.empty_on == date(2026, 11, 23)


def test_behind_a_figure_stand_its_cases(team: Team, at: At) -> None:
    due = {"received_on": date(2026, 11, 2), "target_on": date(2026, 11, 20)}
    made = team.answer("asha", at(16), "cancel", posts_on=date(2026, 11, 17), **due)
    team.answer("asha", at(17), state="recalled")
    team.answer("tobin", at(16), safe_post_on=date(2026, 11, 13), **due)
    board = throughput.throughput(team.office(), date(2026, 11, 16), TODAY, "week")
    [one] = drill.drill(team.office(), "asha", board.periods[0])
    assert (one.case_id, one.outcome, one.days, one.on_time) == (made, "cancel", 15, True)
    assert (one.issued_on, one.posts_on, one.number.isdigit()) == (
        date(2026, 11, 16),
        date(2026, 11, 17),
        True,
    )
    both = drill.drill(team.office(), "", board.periods[0])
    assert [(row.officer, row.on_time) for row in both] == [("asha", True), ("tobin", False)]
    assert [drill.cells(row)[7:9] for row in both] == [(15, "yes"), (14, "no")]
    assert drill.drill(team.office("asha"), "asha", board.periods[0]) == (one,)


def test_figures_kept_before_weights_were_count_as_plain_cases(team: Team) -> None:
    with team.store.writing() as tx:
        tx.exec_driver_sql(
            "INSERT INTO tallies (officer, day_on, kind, outcome, done, points) "
            "VALUES ('asha', '2026-11-18', 'formal', 'uphold', 3, 7)"
        )
    row = _row(throughput.throughput(team.office(), date(2026, 11, 16), TODAY, "week"), "asha")
    assert (row.total.done, row.total.weighted, row.total.on_time, row.total.late) == (3, 3.0, 0, 0)


def test_targets_in_force_to_come_and_absences(sqlite_team: Team) -> None:
    sqlite_team.people = replace(
        PEOPLE,
        targets=(*PEOPLE.targets, Target("asha", date(2026, 11, 26), 6)),
        absences=(Absence("asha", date(2026, 11, 27), date(2026, 11, 30)),),
    )
    aims = {one.id: one for one in targets.targets(sqlite_team.office())}
    asha = aims["asha"]
    assert (asha.per_day, asha.since, asha.away) == (4, date(2026, 11, 16), False)
    assert [one.per_day for one in asha.coming] == [6]
    assert [one.from_on for one in asha.absences] == [date(2026, 11, 27)]
    assert asha.week == 5 * 4
    assert asha.month == 10 * 2 + 8 * 4 + 6
    assert (aims["maren"].per_day, aims["maren"].since, aims["maren"].month) == (0, None, 0)
    assert [one.id for one in targets.targets(sqlite_team.office("tobin"))] == ["tobin"]
    assert targets.targets(sqlite_team.office("asha", NOON + timedelta(days=7)))[0].away


def test_a_letter_that_only_asks_is_no_case_cleared(sqlite_team: Team, at: At) -> None:
    sqlite_team.answer("asha", at(18))
    with sqlite_team.store.writing() as tx:
        pcn = builders.pcn(tx)
        case = builders.case(tx, pcn)
        asked = builders.decision(tx, case, "ask", officer="asha", letter_kind="information-request")
        builders.letter(tx, case, pcn, issued_at=at(18), decision_id=asked)
    board = throughput.throughput(sqlite_team.office(), date(2026, 11, 18), date(2026, 11, 18))
    assert len(drill.drill(sqlite_team.office(), "asha", board.periods[0])) == 1
    assert _row(board, "asha").total.done == 1
    [line] = [one for one in check.check(sqlite_team.store) if one.name == "kept figures"]
    assert line.ok, line.words
