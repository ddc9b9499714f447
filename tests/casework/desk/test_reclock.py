"""The days of open cases worked out anew: only what differs, day by day, stopped or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseworker.casework.desk.reclock import reclock
from caseworker.law import calendar
from caseworker.law.refusals import Refused
from caseworker.reading import standing
from tests.casework.office import FORMAL, INFORMAL, Desk

NEW_HOLIDAY = date(2026, 12, 30)
"""Just before the last day of `FORMAL`'s reply, which was received on 9 November: day 56 is 3 January."""


@pytest.fixture
def changed_calendar(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A bank holiday that was proclaimed since the cases came in."""

    def proclaimed() -> None:
        more = calendar.england().with_holiday(NEW_HOLIDAY, "proclaimed")
        for module in (calendar, standing):
            monkeypatch.setattr(module, "england", lambda: more)
        from caseworker.law import clocks

        monkeypatch.setattr(clocks, "england", lambda: more)
        standing.limits.cache_clear()

    yield proclaimed
    standing.limits.cache_clear()


def _days(desk: Desk) -> dict[str, tuple[Any, ...]]:
    rows = desk.rows("SELECT pcn, reply_due_on, safe_post_on, target_on, urgency, version FROM cases")
    return {row[0]: tuple(map(str, row[1:])) for row in rows}


def test_nothing_changes_where_nothing_changed(each_desk: Desk) -> None:
    before = _days(each_desk)
    done = reclock(each_desk("sefton"))
    assert (done.changed, done.whole, done.looked) == (0, True, len(before))
    assert _days(each_desk) == before
    assert not [one for one in each_desk.entries() if one[1] == "reclock"]


def test_a_new_holiday_moves_the_last_safe_posting_day(each_desk: Desk, changed_calendar: Any) -> None:
    before = _days(each_desk)
    changed_calendar()
    dry = reclock(each_desk(), dry=True)
    assert dry.changed >= 1 and _days(each_desk) == before
    done = reclock(each_desk("sefton"))
    assert done.changed == dry.changed
    after = _days(each_desk)
    # Day 56 is Sun 3 Jan 2027; post of Tue 29 Dec is served Thu 31 Dec, of Wed 30 Dec on Mon 4 Jan.
    assert before[FORMAL][:2] == ("2027-01-03", "2026-12-29")
    # With Wed 30 Dec a holiday, post of Tue 29 Dec is served Mon 4 Jan: too late; of Thu 24 Dec, Thu 31 Dec.
    assert after[FORMAL][:2] == ("2027-01-03", "2026-12-24")
    assert after[FORMAL][3].startswith("2026-12-24 ") and after[FORMAL][4] == before[FORMAL][4]
    assert after[INFORMAL] == before[INFORMAL]
    assert [one[1] for one in each_desk.entries()].count("reclock") >= 1


def test_the_council_s_own_standard_is_taken_too(desk: Desk) -> None:
    office = desk("sefton")
    days = dict(office.council.service_days) | {"informal": 3}
    done = reclock(replace(office, council=replace(office.council, service_days=days)))
    assert done.changed >= 1
    assert _days(desk)[INFORMAL][2] == "2026-11-19"


def test_it_stops_when_told_and_the_next_run_goes_on(desk: Desk, changed_calendar: Any) -> None:
    changed_calendar()
    seen: list[int] = []
    done = reclock(desk("sefton"), told=lambda looked, total: bool(seen.append(looked)))
    assert len(seen) == 1 and not done.whole and done.looked < len(_days(desk))
    assert reclock(desk("sefton")).whole
    assert reclock(desk("sefton")).changed == 0


def test_only_a_leader_writes_them(desk: Desk) -> None:
    with pytest.raises(Refused, match="no leader"):
        reclock(desk())
