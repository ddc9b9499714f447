"""The shell completes commands and options."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("caseworker po", {"points", "post"}),
        ("caseworker outcomes ", {"export", "acknowledge", "list"}),
        ("caseworker import --pro", {"--profile"}),
    ],
)
def test_the_shell_is_told_what_may_follow(typed: str, offered: set[str]) -> None:
    asked = {
        "_CASEWORKER_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(typed.count(" ")),
    }
    code = "import sys; sys.argv = ['caseworker']; from caseworker.__main__ import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | asked,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert set(run.stdout.split()) == offered, run.stderr
