"""`caseworker law clock`."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from caseworker.cli.law import law

RUN = CliRunner()


def test_a_clock_is_told_with_its_days_its_working_and_its_law() -> None:
    told = RUN.invoke(law, ["clock", "tma-reg9", "appeal", "--from", "2025-07-10", "--posted"])
    assert told.exit_code == 0, told.stderr
    for words in (
        "Mon 14 Jul 2025",
        "Sun 10 Aug 2025",
        "AR22 reg 7(2)",
        "verified in the source",
        "working day 1 after posting",
        "if missed",
        "AR22-S1: legislation.gov.uk/uksi/2022/576/schedules/made",
    ):
        assert words in told.stdout
    assert "NOT VERIFIED" not in told.stdout


def test_json_carries_every_part_of_the_answer() -> None:
    told = RUN.invoke(law, ["clock", "tma-reg9", "reply", "--from", "2016-06-15", "--json"])
    found = json.loads(told.stdout)
    assert found["last_day"] == "2016-08-09"
    assert found["last_safe_posting"] == "2016-08-05"
    assert found["from"] == "2016-06-15"
    assert found["posted"] is False and found["served"] is None
    assert found["verified"] is False, "the rule was not law on that day yet"
    assert any("AR22 came into force on Tue 31 May 2022" in words for words in found["warnings"])
    assert found["citation"] == {
        "instrument": "AR22",
        "provision": "reg 6(3), (4) and (7)",
        "status": "V2",
        "source": "AR22-6q; MUST56",
    }
    assert {"regime", "clock", "label", "first_day", "if_missed", "working", "warnings"} <= set(found)


@pytest.mark.parametrize(
    ("day", "early"), [("2010-01-04", True), ("0001-01-01", True), ("2022-05-31", False)]
)
def test_a_day_before_the_rule_was_law_is_answered_with_a_warning(day: str, early: bool) -> None:
    told = RUN.invoke(law, ["clock", "tma-reg9", "discount", "--from", day])
    assert told.exit_code == 0
    assert ("! GR22 came into force on Tue 31 May 2022." in told.stdout) is early
    assert ("** CHECK BEFORE RELYING ON IT **" in told.stdout) is early


def test_a_postal_discount_takes_its_basis() -> None:
    told = RUN.invoke(
        law,
        [
            "clock",
            "tma-reg10",
            "discount",
            "--from",
            "2025-04-16",
            "--posted",
            "--basis",
            "approved-device",
            "--json",
        ],
    )
    assert json.loads(told.stdout)["last_day"] == "2025-05-12"


def test_a_rule_that_was_only_recalled_stands_out() -> None:
    told = RUN.invoke(law, ["clock", "tma-reg9", "registration", "--from", "2026-07-01", "--posted"])
    assert "NOT VERIFIED (recalled)" in told.stdout
    assert "** CHECK BEFORE RELYING ON IT **" in told.stdout
    assert "none is set" in told.stdout
    as_json = RUN.invoke(
        law, ["clock", "tma-reg9", "registration", "--from", "2026-07-01", "--posted", "--json"]
    )
    found = json.loads(as_json.stdout)
    assert (found["first_day"], found["last_day"], found["verified"]) == ("2026-07-17", None, False)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["clock", "tma-reg99", "reply", "--from", "2026-01-01"], 'Did you mean "tma-reg9"?'),
        (["clock", "tma-reg9", "repli", "--from", "2026-01-01"], 'Did you mean "reply"?'),
        (["clock", "tma-reg9", "reply", "--from", "1 March"], "YYYY-MM-DD"),
        (["clock", "tma-reg9", "reply", "--from", "2026-02-30"], "is not a day"),
        (["clock", "tma-reg9", "reply", "--from", "20260301"], "is not a day"),
        (["clock", "tma-reg9", "reply", "--from", "2026-03-01", "--posted"], "does not start with a posting"),
        (["clock", "tma-reg10", "discount", "--from", "2026-03-01"], "needs its basis"),
        (["clock", "tma-reg9", "reply", "--from", "9999-12-01"], "end of time"),
    ],
)
def test_what_cannot_be_answered_is_refused_on_stderr_with_two(words: list[str], says: str) -> None:
    told = RUN.invoke(law, words)
    assert told.exit_code == 2
    assert says in told.stderr
    assert told.stdout == ""


def test_hostile_words_are_not_echoed_raw() -> None:
    told = RUN.invoke(law, ["clock", "\x1b]52;c;aGk=\x07", "reply", "--from", "2026-01-01"])
    assert told.exit_code == 2
    assert "\x1b" not in told.stderr and "\x07" not in told.stderr


def test_the_command_loads_no_table_of_law_until_it_is_asked() -> None:
    code = "import sys, caseworker.cli.law; print({'caseworker.law.clocks', 'tomllib'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_the_law_of_a_regime_is_shown_table_by_table_and_what_is_not_verified_is_marked() -> None:
    told = RUN.invoke(law, ["show", "tma-reg9"])
    assert told.exit_code == 0, told.stderr
    lines = told.stdout.splitlines()
    heads = [line.partition(" ")[0] for line in lines if not line.startswith(" ")]
    assert heads == [
        "regime",
        "notices",
        "clocks",
        "grounds",
        "checklists",
        "stages",
        "tariff",
        "forms",
        "codes",
        "guards",
        "refunds",
    ]
    for line in lines:
        assert line.startswith("  □") is ("NOT VERIFIED: " in line)
    one = RUN.invoke(law, ["show", "tma-reg9", "--table", "clocks", "--json"])
    [clocks] = json.loads(one.stdout).values()
    reply = next(row for row in clocks if row["id"] == "reply")
    assert reply["citation"]["instrument"] == "AR22" and reply["in_force_from"] == "2022-05-31"
    assert {row["verified"] for row in clocks} == {True, False}


def test_why_tells_every_row_of_a_name_with_its_law() -> None:
    told = RUN.invoke(law, ["why", "tma-reg9", "notice-to-owner"])
    assert told.exit_code == 0, told.stderr
    for table in ("notices", "clocks", "stages"):
        assert f"({table})" in told.stdout
    assert "GR22 reg 20" in told.stdout and "how verified" in told.stdout and "in force from" in told.stdout
    rows = json.loads(RUN.invoke(law, ["why", "tma-reg9", "notice-to-owner", "--json"]).stdout)
    assert [row["table"] for row in rows] == ["notices", "clocks", "stages"]


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["show", "tma-reg8"], "tma-reg9"),
        (["show", "tma-reg9", "--table", "clock"], "clocks"),
        (["why", "tma-reg9", "repyl"], "reply"),
    ],
)
def test_an_unknown_regime_table_or_row_is_refused_with_the_nearest(words: list[str], near: str) -> None:
    told = RUN.invoke(law, words)
    assert told.exit_code == 2 and near in told.stderr and not told.stdout
