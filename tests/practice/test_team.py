"""A leader's Monday in the practice office: the board says what the month's letters say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from caseworker.casework.team import drill, throughput
from caseworker.practice.build import office_at
from caseworker.store.check import check
from tests.practice.conftest import TODAY

AT = datetime(TODAY.year, TODAY.month, TODAY.day, 10, 0, tzinfo=UTC)


def test_the_month_on_the_board_is_the_month_of_the_letters(sandbox: Path) -> None:
    leader = office_at(sandbox, AT, "sefton")
    [line] = [one for one in check(leader.store) if one.name == "kept figures"]
    assert line.ok, line.words
    board = throughput.throughput(leader, TODAY - timedelta(weeks=5), TODAY, "week")
    [letters] = _values(leader.store, "SELECT COUNT(*) FROM letters")
    [back] = _values(leader.store, "SELECT COUNT(*) FROM postings WHERE state IN ('slipped', 'recalled')")
    [asked] = _values(leader.store, "SELECT COUNT(*) FROM decisions WHERE outcome = 'ask'")
    assert board.team is not None and board.backlog is not None
    assert letters - back - asked <= board.team.total.done <= letters - back
    for row in board.rows:
        for period, cell in zip(board.periods, row.periods, strict=True):
            assert len(drill.drill(leader, row.id, period)) == cell.done
    assert len([row for row in board.rows if row.total.done]) >= 3
    assert sum(board.received) > board.team.total.done
    assert board.backlog.pace > 0
    assert sum(one.open for one in board.backlog.coming.kinds) == board.backlog.alone.series[0][1] > 100
    leader.store.close()


def _values(store: Any, sql: str) -> tuple[int, ...]:
    with store.raw() as reader:
        return tuple(reader.rows(sql)[0])
