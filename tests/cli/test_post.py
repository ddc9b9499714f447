"""`caseworker post`: a day's post from the command line alone."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from caseworker import locations
from caseworker.casework.desk import compose, issue
from caseworker.casework.office import Office
from caseworker.cli import app
from caseworker.law.facts import Outcome
from tests.casework import office as offices
from tests.casework.office import FORMAL, INFORMAL, NOW, Desk
from tests.hostile.payloads import ALL

RUN = CliRunner()


@pytest.fixture
def at(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The office of tests, whatever the door would build; the officer is whoever is named."""

    def door(store: str | None, officer: str | None = None) -> Office:
        return offices.office(desk.url, officer or "sefton", NOW)

    for name in ("post", "outcomes", "reach"):
        # The package gives the command under the module's name.
        monkeypatch.setattr(sys.modules[f"caseworker.cli.{name}"], "office", door)
    return desk


def run(*words: str) -> Result:
    return RUN.invoke(app, list(words))


def issued(desk: Desk, pcn: str = FORMAL) -> str:
    seen = desk.decided(pcn, Outcome.CANCEL)
    return issue.issue(desk(), seen, compose.new_plan(desk(), seen)).number


def test_a_days_post(at: Desk, tmp_path: Path) -> None:
    first, second = issued(at, FORMAL), issued(at, INFORMAL)
    told = run("post", "board")
    assert told.stdout.startswith("Fri 20 Nov: the post goes today at 16:00.\n")
    assert "must be posted today: 2" in told.stdout and f"none         {first}" in told.stdout
    told = run("post", "batch", "--to", str(tmp_path / "out"))
    assert told.stdout.splitlines() == [
        "Batch 1: 2 letters for the post of Friday 20 November.",
        str(tmp_path / "out" / "batch-0001-2026-11-20"),
    ]
    told = run("post", "recall", second, "--why", "wrong enclosure")
    assert "Take its paper out of batch 1" in told.stdout
    told = run("post", "confirm", "1", "--on", "2026-11-20")
    assert told.stdout == "Batch 1: 1 letter left on Friday 20 November.\n"
    told = run("post", "confirm", "1")
    assert told.exit_code == 2 and "Batch 1 was confirmed already, by" in told.stderr
    told = run("post", "slip", "1")
    assert told.exit_code == 2 and "What has left cannot slip. Nothing was changed." in told.stderr
    assert run("post", "returned", first, "--why", "gone away").exit_code == 0
    whole = json.loads(run("post", "board", "--json").stdout)
    assert [one["number"] for one in whole["returned"]] == [first] and whole["today"] == "2026-11-20"
    assert run("post", "dealt", first, "--words", "sent again", "--keep-hold").exit_code == 0
    hold = at.rows("SELECT hold FROM outcomes ORDER BY id DESC LIMIT 1")
    assert hold == [("on",)]


def test_without_a_folder_it_goes_into_the_data_folder(at: Desk) -> None:
    issued(at)
    run("post", "batch")
    assert (locations.data_folder() / "post" / "batch-0001-2026-11-20" / "manifest.csv").exists()


def test_what_is_refused_says_why_and_leaves_with_2(at: Desk) -> None:
    number = issued(at)
    for words, said in (
        (("batch", "--day", "soon"), '"soon" is not a day.'),
        (("batch", "--day", "2026-11-23"), "is still to come"),
        (("confirm", "9"), "There is no batch 9."),
        (("slip", "٣"), "is not a day"),
        (("slip", "2026-11-20"), "can still go, at 16:00"),
        (("recall", "9999999", "--why", "x"), "No letter 9999999 was issued here."),
        (("hand", number, "--by", "a", "--at", "25:00", "--to", "b"), "is no time of day"),
        (("returned", number, "--why", "x"), "waits for the post of"),
        (("dealt", number, "--words", "x"), "waits for the post of"),
    ):
        told = run("post", *words)
        assert told.exit_code == 2 and said in told.stderr, (words, told.stderr)


def test_a_letter_is_handed_over(at: Desk) -> None:
    number = issued(at)
    told = run("post", "hand", number, "--by", "agent 7", "--at", "10:00", "--to", "1 Q Road")
    assert told.stdout == f"Letter {number} was handed over at 10:00 by agent 7.\n"


def test_hostile_words_come_back_marked(at: Desk) -> None:
    number = issued(at)
    run("post", "batch")
    run("post", "confirm", "1")
    for payload in ALL.values():
        told = run(
            "post", "recall", payload.replace("\0", "")[:2_000] or "x", "--why", payload[:2_000] or "x"
        )
        assert told.exit_code == 2 and "\x1b" not in told.output and "\x9b" not in told.output
    run("post", "returned", number, "--why", "gone\x1b[2J\u202eaway [/]")
    told = run("post", "board")
    assert "\x1b" not in told.stdout and "\u202e" not in told.stdout and "away [/]" in told.stdout


def test_a_list_of_returns_is_noted_and_a_faulty_one_notes_nothing(at: Desk, tmp_path: Path) -> None:
    number = issued(at)
    run("post", "batch")
    run("post", "confirm", "1")
    listed = tmp_path / "back.csv"
    listed.write_text(f"letter,why\n{number},gone away\n9999999,\n", "utf-8")
    told = run("post", "returns", str(listed))
    assert told.exit_code == 1 and "column why" in told.stderr
    assert at.value("SELECT state FROM postings") == "left"
    listed.write_text(f"letter,why\n{number},gone away\n9999999,unknown\n", "utf-8")
    told = run("post", "returns", str(listed))
    assert told.exit_code == 1 and "9999999: No letter 9999999 was issued here." in told.stderr
    assert told.stdout == "1 letter noted as come back, 1 refused.\n"
    listed.write_text(f"letter,why\n{number},gone away\n", "utf-8")
    told = run("post", "returns", str(listed))
    assert (told.exit_code, told.stdout) == (0, "0 letters noted as come back, 1 noted before.\n")
    assert run("post", "returns", str(tmp_path / "none.csv")).exit_code == 2


def test_another_address_is_kept_from_the_command_line(at: Desk) -> None:
    at.take(FORMAL, "sefton")
    words = ("--address", "7 Mill Lane, Ostwick, zz4 9qt", "--found", "told by telephone")
    told = run("case", "reach", FORMAL, *words)
    assert told.stdout == "Its letters go to 7 Mill Lane, Ostwick, ZZ4 9QT: told by telephone.\n"
    shown = run("case", "reach", FORMAL)
    assert "post goes to 7 Mill Lane, Ostwick, ZZ4 9QT (told by telephone)" in shown.stdout
    again = run("case", "reach", FORMAL, "--address", "")
    assert again.stdout == "Its letters go to the address that is known.\n"
