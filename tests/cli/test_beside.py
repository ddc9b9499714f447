"""`caseworker case new|settle`: cases beside the dispute from the command line alone."""

from __future__ import annotations

import sys

import pytest
from typer.testing import CliRunner, Result

from caseworker.casework.office import Office
from caseworker.cli import app
from tests.casework import office as offices
from tests.casework.office import FORMAL, NOW, Desk

RUN = CliRunner()


@pytest.fixture
def at(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The office of tests, whatever the door would build."""

    def door(store: str | None, officer: str | None = None) -> Office:
        return offices.office(desk.url, officer or "asha", NOW)

    monkeypatch.setattr(sys.modules["caseworker.cli.beside"], "office", door)
    return desk


def run(*words: str) -> Result:
    return RUN.invoke(app, ["case", *words])


def test_a_complaint_is_opened_and_settled(at: Desk) -> None:
    told = run("new", FORMAL, "complaint", "--words", "He was rude.", "--on", "2026-11-16")
    assert told.exit_code == 0 and "a case of its own (complaint)" in told.stdout
    short = run("settle", FORMAL, "complaint", "complaint-upheld", "--words", "Sorry.")
    assert short.exit_code == 2 and "The answer has no words yet." in short.output
    done = run("settle", FORMAL, "complaint", "complaint-upheld", "--words", "The officer was too sharp.")
    assert done.exit_code == 0 and "Decided to uphold the complaint" in done.stdout
    assert at.rows("SELECT outcome, status FROM cases WHERE kind = 'complaint'") == [
        ("complaint-upheld", "decided")
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", FORMAL, "grudge", "--words", "x"), "There is no enquiry"),
        (("new", FORMAL, "query", "--words", "x", "--on", "soon"), "is not a day"),
        (("new", FORMAL, "query", "--words", "x", "--on", "2026-01-02"), "What was asked"),
        (("settle", FORMAL, "court", "answer", "--words", "x"), "No open case of the kind"),
        (("settle", FORMAL, "formal", "uphold", "--words", "x"), "There is no outcome"),
    ],
)
def test_what_cannot_be_is_refused(at: Desk, words: tuple[str, ...], said: str) -> None:
    found = run(*words)
    assert found.exit_code == 2 and said in " ".join(found.output.split())
    assert at.rows("SELECT 1 FROM cases WHERE kind NOT IN ('informal', 'formal', 'certificate')") == []
