"""`caseworker case events|enter|advance`: what happened to a PCN, from the command line alone."""

from __future__ import annotations

import json
import sys

import pytest
from typer.testing import CliRunner, Result

from caseworker.casework.office import Office
from caseworker.cli import app
from tests.casework import office as offices
from tests.casework.office import CERTIFICATE, DEEMED, FORMAL, LATE_INFORMAL, NOW, Desk

RUN = CliRunner()


@pytest.fixture
def at(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The office of tests, whatever the door would build."""

    def door(store: str | None, officer: str | None = None) -> Office:
        return offices.office(desk.url, officer or "sefton", NOW)

    monkeypatch.setattr(sys.modules["caseworker.cli.events"], "office", door)
    return desk


def run(*words: str) -> Result:
    return RUN.invoke(app, ["case", *words])


def test_what_can_happen_is_listed_with_what_bars_it(at: Desk) -> None:
    told = run("events", FORMAL).stdout
    assert "! cancelled-by-authority: " in told and "unanswered: Somebody wrote about" in told
    assert "  paid-in-full: " in told and "-> " in told
    listed = json.loads(run("events", CERTIFICATE, "--json").stdout)
    registered = next(one for one in listed if one["event"] == "registered")
    assert registered["bars"][0]["guard"] == "T16" and "reg" in registered["bars"][0]["law"]
    assert {bar["status"] for one in listed for bar in one["bars"]} <= {"V", "V2", "R", "I"}
    assert not [one for one in listed if one["event"] == "challenge-accepted"]


def test_an_event_is_tried_first_and_then_entered(at: Desk) -> None:
    words = ("enter", CERTIFICATE, "appeal-registered", "--on", "2026-11-18", "--reference", "ETA-1")
    tried = run(*words, "--dry-run")
    assert tried.exit_code == 0 and tried.stdout.startswith("It would: ")
    assert "due Tue 24 Nov 2026" in tried.stdout, "what it would leave is told, not only where it leads"
    assert at.rows("SELECT 1 FROM proceedings") == []
    done = run(*words)
    assert done.exit_code == 0 and at.value("SELECT kind FROM proceedings") == "appeal"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("enter", FORMAL, "warrant-issued"), "cannot happen"),
        (("enter", FORMAL, "nothing-known"), "No event"),
        (("enter", FORMAL, "writen-off"), 'Did you mean "written-off"?'),
        (("enter", FORMAL, "banana"), "What can happen here: "),
        (("enter", CERTIFICATE, "registered"), "NOT VERIFIED"),
        (("enter", LATE_INFORMAL, "paid-while-open"), "A payment needs its sum"),
        (("enter", FORMAL, "written-off", "--on", "tomorrow"), "is not a day"),
        (("enter", LATE_INFORMAL, "paid-while-open", "--sum", "12,5"), "is not a sum"),
        (("enter", "ZZ9999999Z", "written-off"), "No PCN"),
    ],
)
def test_what_cannot_be_is_refused_in_words(at: Desk, words: tuple[str, ...], said: str) -> None:
    before = at.everything()
    for dry in ((), ("--dry-run",)):
        done = run(*words, *dry)
        assert done.exit_code == 2 and said in done.stderr
    assert at.everything() == before


def test_the_calendar_is_asked_first_and_decides_nothing(at: Desk) -> None:
    told = run("advance").stdout
    assert f"{DEEMED}  a person" in told and "wait for a person" in told
    listed = json.loads(run("advance", "--pcn", DEEMED, "--json").stdout)
    assert [one["event"] for one in listed] == ["deemed-accepted"]
    run("advance", "--apply")
    assert at.value(f"SELECT stage FROM pcns WHERE pcn = '{DEEMED}'") == "representations-hold"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--form", "TE9"), "the court's form"),
        (("--sum", "80"), "the sum"),
        (("--shown", "signed"), "what the hire papers show"),
        (("--new-pcn", "ZZ00000000"), "the number of a new PCN"),
        (("--name", "Ines Calder"), "who is liable now"),
        (("--by-hand",), "whether it was handed over"),
        (("--confirmed",), "that you looked"),
        (("--hearing", "2026-12-20"), "the day of the hearing"),
    ],
)
def test_what_an_event_does_not_ask_for_is_refused_and_never_dropped(
    at: Desk, more: tuple[str, ...], said: str
) -> None:
    before = at.everything()
    done = run("enter", CERTIFICATE, "appeal-registered", "--on", "2026-11-18", *more)
    assert done.exit_code == 2 and f"appeal-registered does not ask for {said}." in done.stderr
    assert "It asks for: its day, the reason, the reference." in done.stderr
    assert at.everything() == before
