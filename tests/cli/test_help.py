"""The help of the whole, and of each command with commands under it."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from caseworker import __version__
from caseworker.cli import OPENING, app, door

RUN = CliRunner()
GROUPS = [
    "case",
    "law",
    "points",
    "letter",
    "paragraphs",
    "post",
    "inbox",
    "outcomes",
    "store",
    "audit",
    "team",
]


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("path", ["", *GROUPS])
def test_no_command_s_words_are_cut(path: str, columns: int) -> None:
    told = RUN.invoke(app, [*path.split(), "--help"], env={"COLUMNS": str(columns)}, terminal_width=columns)
    assert told.exit_code == 0
    _, commands = told.output.split("Commands:")
    assert "..." not in commands
    assert max(map(len, told.output.splitlines())) <= columns


def test_the_version_is_told() -> None:
    told = RUN.invoke(app, ["--version"])
    assert (told.exit_code, told.output) == (0, f"caseworker {__version__}\n")


def test_the_help_says_what_the_program_is_for() -> None:
    told = RUN.invoke(app, ["--help"])
    assert "Answer disputes against Penalty Charge Notices" in told.output
    assert "marked TRAINING" in " ".join(told.output.split())
    assert RUN.invoke(app, []).exit_code == 2, "nothing asked: the help, and not a success"


@pytest.mark.parametrize("name", OPENING)
def test_the_short_way_to_the_desk_has_its_own_help(name: str) -> None:
    told = RUN.invoke(door(name), [name, "--help"])
    assert told.exit_code == 0 and name in told.output
