"""The paragraphs on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from caseworker.cli.paragraphs import paragraphs
from tests.letters.test_library import GOOD, folder

run = CliRunner().invoke


def test_the_shipped_library_lints_clean() -> None:
    result = run(paragraphs, ["lint", "--today", "2026-11-22"])
    assert result.exit_code == 0
    assert "0 to mend, 0 worth a look" in result.output


def test_lint_names_file_line_and_rule_and_fails(tmp_path: Path) -> None:
    where = folder(tmp_path, GOOD.replace("{pcn}", "{pnc} the fine"))
    result = run(paragraphs, ["lint", "--folder", str(where), "--today", "2026-11-22"])
    assert result.exit_code == 1
    assert "frame/one.md:9: There is no field {pnc}. Did you mean “pcn”?" in result.output
    assert "“fine” does not belong here. It is a penalty charge." in result.output


def test_lint_as_json_gives_path_line_and_level(tmp_path: Path) -> None:
    where = folder(tmp_path, GOOD.replace("{pcn}", "{pnc}"))
    found = json.loads(run(paragraphs, ["lint", "--folder", str(where), "--json"]).output)
    assert found["paragraphs"] == 1
    places = [(one["path"], one["line"], one["level"]) for one in found["problems"]]
    assert ("frame/one.md", 9, "error") in places


def test_an_overdue_review_is_worth_a_look_but_fails_nothing() -> None:
    result = run(paragraphs, ["lint", "--today", "2099-01-01"])
    assert result.exit_code == 0
    assert "The review was due on" in result.output


def test_a_day_that_is_none_is_refused() -> None:
    result = run(paragraphs, ["lint", "--today", "soon"])
    assert result.exit_code == 2
    assert "is not a day" in result.output


def test_list_finds_by_words() -> None:
    found = json.loads(run(paragraphs, ["list", "blue badge", "--json"]).output)
    assert {"blue-badge-displayed-upheld", "blue-badge-not-displayed-upheld"} <= {one["id"] for one in found}
    assert all("blue-badge" in " ".join(one["points"]) for one in found)
    assert " of " in run(paragraphs, ["list"]).output


def test_show_prints_the_words_and_what_they_are_for() -> None:
    result = run(paragraphs, ["show", "loading-upheld"])
    assert "*{words}* You were entitled to load or unload there" in result.output
    assert "points: loading" in result.output


def test_show_of_an_unknown_paragraph_offers_the_nearest() -> None:
    result = run(paragraphs, ["show", "loading-uphel"])
    assert result.exit_code == 2
    assert "Did you mean “loading-upheld”?" in result.output


def test_control_characters_of_a_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    where = folder(tmp_path, GOOD.replace('"One"', '"One\\u001b[2J"'))
    result = run(paragraphs, ["list", "--folder", str(where)])
    assert "\x1b" not in result.output
    assert "␛[2J" in result.output
