"""`caseworker inbox`: what it prints, and that it does what the keys do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from caseworker.casework.desk.intake import take_in
from caseworker.cli import app
from caseworker.reading.extract import read
from tests.casework import office as offices
from tests.casework.desk.posted import post
from tests.casework.office import FORMAL, INFORMAL, LOADING

run = CliRunner()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[str]:
    """The office with two pieces in its inbox."""
    path = tmp_path / "live.db"
    offices.build(path)
    rows = ({"id": "S-1", "pcn": INFORMAL}, {"id": "S-2", "subject": "\x1b[2J [/]", "received": "2026-11-18"})
    assert not take_in(offices.office(path), read(post(*rows))).faults
    yield str(path)


def said(store: str, *words: str, status: int = 0) -> str:
    """What a command prints."""
    done = run.invoke(app, ["inbox", *words, "--store", store])
    assert done.exit_code == status, done.output
    return done.output


def test_what_waits_is_listed_and_shown_with_its_pcns(store: str) -> None:
    listed = said(store, "list")
    assert listed.splitlines()[-1] == "2 waiting."
    assert "\x1b" not in listed
    assert [one["pcn_read"] for one in json.loads(said(store, "list", "--json"))] == [INFORMAL, ""]
    shown = said(store, "show", "1")
    assert f"{INFORMAL}  ZZ11 ABC  Alder Road, outside 14  because: the PCN it came with" in shown
    assert "There was no sign." in shown
    assert json.loads(said(store, "show", "1", "--json"))["matches"][0]["pcn"] == INFORMAL
    assert "no state" in said(store, "list", "--state", "lost", status=2)


def test_index_move_split_and_aside(store: str) -> None:
    assert "No PCN ZZ7777777Z is known here." in said(store, "index", "1", "ZZ7777777Z", status=2)
    assert f"Indexed to {INFORMAL}" in said(store, "index", "1", INFORMAL)
    assert f"Moved from {INFORMAL} to {FORMAL}" in said(store, "move", "1", FORMAL)
    assert "is on no PCN yet" in said(store, "move", "2", FORMAL, status=2)
    assert "Set aside" in said(store, "aside", "2", "--why", "spam")
    assert "1 set-aside." in said(store, "list", "--state", "set-aside")
    assert f"Indexed to {INFORMAL} and {LOADING}" in said(
        store, "index", "2", INFORMAL, LOADING, "--kind", "complaint"
    )
    assert "There is no piece 9" in said(store, "show", "9", status=2)
