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


def test_a_piece_dealt_with_is_refused_with_what_became_of_it_and_of_its_parts(store: str) -> None:
    said(store, "index", "1", INFORMAL, FORMAL)
    words = said(store, "move", "1", LOADING, status=2)
    assert f"Piece 1 was split: part 3 is on {INFORMAL} and part 4 is on {FORMAL}." in words
    assert "Index it" not in words
    refused = said(store, "index", "1", LOADING, status=2)
    assert f"part 3 is on {INFORMAL} and part 4 is on {FORMAL}" in refused
    assert "You indexed it to several PCNs at" in refused
    assert "caseworker inbox move PART PCN" in refused
    said(store, "move", "4", LOADING)
    said(store, "index", "2", INFORMAL)
    for words in (
        said(store, "aside", "2", "--why", "spam", "--officer", "sefton", status=2),
        said(store, "index", "2", FORMAL, "--officer", "sefton", status=2),
    ):
        assert "after you read" not in words
        assert "caseworker inbox move 2 PCN" in words


def test_a_message_cut_or_broken_waits_with_why_though_it_has_a_subject(tmp_path: Path) -> None:
    path = tmp_path / "live.db"
    offices.build(path)
    head = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: many\r\nMIME-Version: 1.0\r\n"
    body = (
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\npart\r\n" * 1_200 + b"--x--\r\n"
    )
    assert not take_in(offices.office(path), read({"mail/many.eml": head + body})).faults
    listed, shown = said(str(path), "list"), said(str(path), "show", "1")
    assert "many" in listed and "! more than 1,000 parts" in listed
    assert "\n! more than 1,000 parts: only its beginning was read; open the original\n" in shown


def test_days_late_are_said_so(store: str) -> None:
    from caseworker.cli.inbox import _left

    assert (_left(-9), _left(1), _left(2)) == ("9 days late", "1 day left", "2 days left")
    assert " left  " in said(store, "list")
