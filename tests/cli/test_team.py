"""`caseworker team`."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from caseworker import config, locations
from caseworker.casework.office import Office
from caseworker.cli import app
from tests.casework.team.conftest import Team, sqlite_team

__all__ = ["sqlite_team"]

RUN = CliRunner()
NOON = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
WEEK = ("--from", "2026-11-16", "--to", "2026-11-20", "--by", "week")


@pytest.fixture
def team(sqlite_team: Team, monkeypatch: pytest.MonkeyPatch) -> Team:
    """Three letters of two officers, seen on Friday 20 November, with the sample's officers."""
    monkeypatch.setattr("caseworker.casework.office.wall_clock", lambda: NOON)
    folder = locations.data_folder()
    folder.mkdir(parents=True)
    for name in ("council.toml", "policy.toml", "officers.toml"):
        shutil.copy(config.SAMPLE / name, folder / name)
    sqlite_team.answer("asha", NOON.replace(day=17), "cancel", points=3)
    sqlite_team.answer("asha", NOON.replace(day=18), "uphold")
    sqlite_team.answer("tobin", NOON.replace(day=18), "uphold")
    sqlite_team.arrive(NOON.date(), "formal", 4)
    return sqlite_team


def told(team: Team, *words: str, officer: str = "sefton") -> str:
    """What a command prints."""
    run = RUN.invoke(app, ["team", *words, "--store", team.url, "--officer", officer])
    assert run.exit_code == 0, run.stderr
    return run.stdout


def test_lines_say_what_was_cleared_what_waits_and_how_to_read_it(team: Team) -> None:
    team.wait(2)
    lines = told(team, "throughput", *WEEK).splitlines()
    by_name = {line[:20].strip(): line[20:].split() for line in lines}
    assert lines[0] == "2026-11-16 to 2026-11-20, by week"
    assert by_name["Asha Verrall"][:6] == ["2", "2.50", "2", "0", "70", "0"]
    assert by_name["Team"][:4] == ["3", "3.50", "3", "0"]
    assert "  16–20 Nov      received 4, Asha Verrall 2, Tobin Oyelaran 1" in lines
    assert any(line.startswith("  informal          2 open") for line in lines)
    assert any("would miss" in line for line in lines)
    assert any(line.startswith("Counts are not quality") for line in lines)


def test_an_officer_is_told_only_of_themselves(team: Team) -> None:
    said = told(team, "throughput", *WEEK, officer="asha")
    assert "Asha Verrall" in said
    assert "Tobin" not in said and "Team" not in said and "received" not in said and "Backlog" not in said
    found = json.loads(told(team, "throughput", *WEEK, "--json", officer="tobin"))
    assert [row["officer"] for row in found["rows"]] == ["tobin"]
    assert found["backlog"] is None


def _as_csv(name: str, value: object) -> str:
    """A value of the JSON as the CSV writes it."""
    if name == "weighted":
        return f"{value:.2f}"
    return "" if value is None else str(value)


def test_json_and_csv_hold_the_same_rows(team: Team) -> None:
    found = json.loads(told(team, "throughput", *WEEK, "--json"))
    rows = list(csv.DictReader(io.StringIO(told(team, "throughput", *WEEK, "--csv"))))
    assert [{k: _as_csv(k, v) for k, v in row.items()} for row in found["rows"]] == rows
    assert {row["received"] for row in found["rows"] if row["name"] != "Team"} == {None}
    asha = next(row for row in found["rows"] if row["officer"] == "asha")
    assert (asha["decided"], asha["weighted"], asha["cancelled"], asha["upheld"]) == (2, 2.5, 1, 1)
    assert rows[-1]["name"] == "Team" and rows[-1]["received"] == "4"
    assert found["backlog"]["words"]


def test_one_officer_of_the_board(team: Team) -> None:
    said = told(team, "throughput", *WEEK, "--of", "tobin")
    assert "Tobin Oyelaran" in said and "Asha" not in said and "Backlog" not in said
    for who, wanted, words in (
        ("sefton", "asah", "On it: asha, tobin, maren."),
        ("asha", "tobin", "Officers see their own figures"),
    ):
        run = RUN.invoke(app, ["team", "throughput", "--of", wanted, "--store", team.url, "--officer", who])
        assert run.exit_code == 2 and words in run.stderr


def test_cases_behind_a_figure(team: Team) -> None:
    found = json.loads(told(team, "cases", "--from", "2026-11-16", "--json"))
    assert [(row["officer"], row["outcome"]) for row in found] == [
        ("asha", "cancel"),
        ("asha", "uphold"),
        ("tobin", "uphold"),
    ]
    assert told(team, "cases").splitlines() == ["0 cases."]
    own = told(team, "cases", "--from", "2026-11-16", officer="tobin").splitlines()
    assert own[-1] == "1 case." and "on time" in own[0]
    rows = list(csv.DictReader(io.StringIO(told(team, "cases", "--from", "2026-11-16", "--csv"))))
    assert [row["letter"] for row in rows] == [row["letter"] for row in found]
    refused = RUN.invoke(app, ["team", "cases", "--of", "asha", "--store", team.url, "--officer", "tobin"])
    assert refused.exit_code == 2 and "not yours to list" in refused.stderr


def test_csv_holds_nothing_that_a_spreadsheet_would_work_out(team: Team) -> None:
    team.answer("=cmd|'/c calc'!A1", NOON.replace(day=19))
    rows = list(csv.DictReader(io.StringIO(told(team, "throughput", *WEEK, "--csv"))))
    [row] = [row for row in rows if "calc" in row["officer"]]
    assert row["officer"].startswith("'=") and row["name"].startswith("'=")


@pytest.mark.parametrize("name", ["throughput", "cases"])
def test_csv_from_a_practice_office_says_training_in_each_row(
    team: Team, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "training" not in told(team, name, *WEEK[:4], "--csv").lower()
    monkeypatch.setattr(Office, "training", property(lambda office: True))
    rows = list(csv.DictReader(io.StringIO(told(team, name, *WEEK[:4], "--csv"))))
    assert rows and {row["training"] for row in rows} == {"TRAINING"}


def test_targets_and_absences(team: Team) -> None:
    lines = told(team, "targets").splitlines()
    assert " ".join(lines[0].split()) == "Asha Verrall 14 a day since 2026-10-05 week 70 month 294"
    assert any("away 2026-12-21 to 2026-12-24" in line for line in lines)
    found = json.loads(told(team, "targets", "--json", officer="tobin"))
    assert [(one["id"], one["per_day"]) for one in found] == [("tobin", 10)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["throughput", "--from", "20/11/2026"], '"20/11/2026" is not a day.'),
        (["throughput", "--from", "2026-11-20", "--to", "2026-11-19"], "lies before"),
        (["throughput", "--by", "year"], "Take day, week, month."),
        (["throughput", "--from", "2000-01-01"], "more than 400 periods"),
        (["cases", "--to", "2026-13-01"], "is not a day"),
        (["throughput", "--from", "9999-12-31"], "too near the end of time"),
        (["throughput", "--to", "9999-12-31", "--by", "month"], "too near the end of time"),
        (["throughput", "--from", "0001-01-01", "--to", "0001-01-02"], "too near the beginning of time"),
        (["cases", "--from", "9999-12-31"], "too near the end of time"),
        (["cases", "--to", "9999-12-31"], "too near the end of time"),
        (["throughput", "--json", "--csv"], "--json and --csv were both asked for."),
        (["cases", "--csv", "--json"], "--json and --csv were both asked for."),
    ],
)
def test_what_makes_no_board_is_refused(team: Team, words: list[str], said: str) -> None:
    run = RUN.invoke(app, ["team", *words, "--store", team.url, "--officer", "sefton"])
    assert run.exit_code == 2 and said in run.stderr and run.stdout == ""


@pytest.mark.parametrize("way", [(), ("--json",), ("--csv",)])
def test_nothing_that_acts_on_a_terminal_is_printed(team: Team, way: tuple[str, ...]) -> None:
    team.answer("\x1b]0;x\x07\u202e", NOON.replace(day=19))
    for command in ("throughput", "cases"):
        said = told(team, command, "--from", "2026-11-16", *way)
        assert not any(sign in said for sign in "\x1b\x07\u202e")


def test_approvals_in_a_leaders_name_are_lines_json_or_csv(team: Team) -> None:
    from tests.casework.team.test_approvals import by_hand

    assert told(team, "approvals") == "0 in all, from 2026-11-01 to 2026-11-20.\n"
    pcn = by_hand(team, "sefton", "Idris Sefton approved delivery by hand: =the post is too late")
    lines = told(team, "approvals", "--of", "sefton").splitlines()
    assert pcn in lines[0] and lines[0].endswith("delivery by hand")
    assert "entered by asha: Idris Sefton approved" in lines[1]
    (row,) = json.loads(told(team, "approvals", "--json"))
    assert (row["pcn"], row["leader"], row["officer"], row["letter"]) == (pcn, "sefton", "asha", "")
    assert told(team, "approvals", "--csv").startswith("day,time,leader,officer,pcn,what,letter,words")
    run = RUN.invoke(app, ["team", "approvals", "--store", team.url, "--officer", "asha"])
    assert run.exit_code == 2 and "not yours to list" in run.stderr
