"""Minutes of grace and the charging day, against answers worked out by hand."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from caseworker.law.moments import charging_day, moment_ids, moment_rows, runs_for, work_out_moment
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes
from caseworker.law.tables import table
from tests.law.nudging import survivors

VECTORS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "vectors" / "moments.toml").read_text(encoding="utf-8")
)["vector"]


def holds(row: dict[str, Any]) -> bool:
    found = work_out_moment(row["regime"], row["moment"], row["at"], unpaid_pcns=row.get("unpaid", 0))
    if "day" in row:
        return found.first_at is None and found.day_on == row["day"]
    assert found.first_at is not None
    return found.first_at.replace(tzinfo=None) == row["first"]


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: str(row["id"]))
def test_vector(row: dict[str, Any]) -> None:
    assert holds(row), row["hand"]


def test_every_moment_of_every_regime_has_a_vector_and_every_number_is_held() -> None:
    tried = {(row["regime"], row["moment"]) for row in VECTORS}
    assert tried == {(law.id, one) for law in regimes() for one in moment_ids(law.id)}
    assert not survivors("moments", lambda: not all(map(holds, VECTORS)))


def test_a_passage_just_before_local_midnight_is_charged_on_its_own_day() -> None:
    assert charging_day(datetime(2026, 6, 30, 22, 59, tzinfo=UTC)) == date(2026, 6, 30)
    assert charging_day(datetime(2026, 6, 30, 23, 0, tzinfo=UTC)) == date(2026, 7, 1)


def test_the_working_shows_both_clocks_and_the_shorter_wait() -> None:
    seen = work_out_moment("caz-2013", "charging-day", datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert seen.working == ("23:30 UTC on Tue 30 Jun 2026 is 00:30 on Wed 1 Jul 2026 by local clocks.",)
    wait = work_out_moment("removal", "removal-grace", datetime(2026, 5, 4, 10, 0), unpaid_pcns=4)
    assert "15 minutes (4 PCNs unpaid)" in wait.working[0]
    grace = work_out_moment("tma-reg9", "penalty-grace", datetime(2026, 3, 2, 8, 30))
    assert "08:41 on Mon 2 Mar 2026 at the earliest" in grace.working[1]


def test_an_unknown_moment_and_the_end_of_time_are_refused() -> None:
    with pytest.raises(Refused, match="moment of clamp"):
        work_out_moment("clamp", "removal-grace", datetime(2026, 3, 2, 8, 30))
    with pytest.raises(Refused, match="end of time"):
        work_out_moment("removal", "removal-grace", datetime(9999, 12, 31, 23, 50))


def test_every_row_says_what_its_answer_is() -> None:
    for law in regimes():
        for row in moment_rows(law.id):
            assert row["says"] and row["start"] and row["notes"]
            assert ("minutes" in row) is not row.get("day", False)


def test_the_wait_before_clamping_is_shown_as_not_verified_and_decides_nothing() -> None:
    wait = work_out_moment("clamp", "clamp-grace", datetime(2026, 5, 4, 10, 0))
    assert not wait.citation.status.verified
    assert any("NOT VERIFIED" in one for one in wait.warnings)
    assert any("amended" in one and "nothing is barred" in one for one in wait.warnings)
    assert work_out_moment("removal", "removal-grace", datetime(2026, 5, 4, 10, 0)).citation.status.verified
    taken = next(one for one in table("stages")["event"] if one["id"] == "vehicle-taken")
    [clamped] = [row for row in taken["law"] if row["regimes"] == ["clamp"]]
    assert "30" not in clamped["guard"] and "not read" in clamped["guard"]


def test_the_minutes_of_grace_are_for_time_paid_or_allowed_in_a_parking_place() -> None:
    assert runs_for("tma-reg9", "penalty-grace", "12r") and runs_for("tma-reg9", "penalty-grace", "83")
    assert not runs_for("tma-reg9", "penalty-grace", "01"), "yellow lines (GR22 reg 5(2): a parking place)"
    assert not runs_for("caz-2013", "penalty-grace", "12"), "no such clock there"
    assert runs_for("removal", "removal-grace", "01"), "a row that names no contravention is about all"


def test_no_guard_asks_a_clock_that_runs_in_minutes() -> None:
    assert "-grace" not in str(table("guards")) + str(table("proceedings"))


def test_the_hour_that_comes_twice_says_which_it_is() -> None:
    found = work_out_moment("removal", "removal-grace", datetime(2026, 10, 25, 1, 30))
    assert "From 01:30 (summer time) on Sun 25 Oct 2026" in found.working[0]
    assert found.working[0].endswith("run to 01:00 (winter time) on Sun 25 Oct 2026.")
    plain = work_out_moment("removal", "removal-grace", datetime(2026, 10, 25, 3, 30))
    assert "time)" not in plain.working[0]
