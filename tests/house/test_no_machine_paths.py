"""The project says nothing of the machine it was written on, and names no package server."""

from __future__ import annotations

import re

from tests.house.source import ROOT, place, tracked

# Written in pieces, so that this file does not find itself.
_PATH = r"(?<![\w.*-])/"
_NAMES = (
    "files.python~hosted",
    "pypi~.org",
    "artifact~ory",
    "nexus~.",
    "--index~-url",
    "--find~-links",
    "trusted~-host",
)
MACHINE = re.compile(
    "|".join(
        (
            _PATH + r"(?:work|home|root|Users|srv|workspace|tmp|var/tmp|opt)/[\w.-]{2,}",
            r"[A-Z]:\\" + r"Users\\",
            *(re.escape(name.replace("~", "")) for name in _NAMES),
        )
    ),
    re.IGNORECASE,
)
INVENTED = ("/ho" + "me/asha/",)
"""Folders of people who do not exist, in tests about folders."""
TEXT = {".py", ".toml", ".md", ".txt", ".tcss", ".ini", ".yml", ".csv", ".json", ".svg", ".sh", ".mako", ""}


def found_in(text: str) -> list[str]:
    """Each machine path or registry in a text."""
    for invented in INVENTED:
        text = text.replace(invented, "")
    return [match.group() for match in MACHINE.finditer(text)]


def test_no_file_holds_a_path_of_one_machine_or_the_name_of_a_registry() -> None:
    held = {}
    for path in tracked():
        if path.suffix in TEXT:
            hits = found_in(path.read_text("utf-8", errors="replace"))
            if hits:
                held[place(path)] = hits[:3]
    assert held == {}


def test_the_whole_project_was_looked_at() -> None:
    names = {place(path) for path in tracked()}
    assert {"pyproject.toml", "Makefile", ".ci/run", "caseworker/text.py"} <= names
    assert len(names) > 50
    assert (ROOT / "constraints.txt").is_file()


def test_such_names_are_seen() -> None:
    for bad in (
        "see /" + "work/main",
        "'/" + "tmp/file'",
        "C:" + r"\Users\me",
        "--index" + "-url=x",
        "/" + "home/me/x",
    ):
        assert found_in(bad), bad
    for good in (
        "desk/work/x",
        "~/work",
        "https://www.legislation.gov.uk/home/x",
        "a/tmp/b",
        "/usr/lib/postgresql",
    ):
        assert not found_in(good), good
