"""`caseworker queue`."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from caseworker.casework.desk import claim
from caseworker.casework.desk.queue import all_rows
from caseworker.cli import app
from caseworker.cli.office import office
from tests.casework.office import CERTIFICATE, DEEMED, FORMAL, INFORMAL, Desk

RUN = CliRunner()


def queue(desk: Desk, *words: str) -> list[str]:
    """What the command prints."""
    told = RUN.invoke(app, ["queue", *words, "--store", desk.url])
    assert told.exit_code == 0, told.stderr
    return told.stdout.splitlines()


def test_json_gives_the_rows_of_the_desk_each_with_its_pcn(desk: Desk) -> None:
    claim.claim(desk("asha"), desk.case(FORMAL))
    told = RUN.invoke(app, ["queue", "--store", desk.url, "--json", "--officer", "asha"])
    found = json.loads(told.stdout)
    assert found == [row._asdict() for row in all_rows(office(desk.url, "asha"))]
    assert len(found) == 12 and found[0]["pcn"] == DEEMED
    assert {row["pcn"]: row["officer"] for row in found}[FORMAL] == "you"


def test_lines_are_the_same_rows_and_their_count(desk: Desk) -> None:
    lines = queue(desk)
    assert [line.split("ZZ1", 1)[1][:7] for line in lines[:-1]] == [
        row.pcn[3:] for row in all_rows(office(desk.url))
    ]
    assert "! DEEMED" in lines[0] and "ZZ16 ABC" in lines[0] and "Alder Road, outside 14" in lines[0]
    assert lines[-1] == "12 cases."


def test_a_filter_may_be_one_word_or_several(desk: Desk) -> None:
    (line, count) = queue(desk, "kind:certificate")
    assert CERTIFICATE in line and count == "1 case."
    assert [row[:0] for row in queue(desk, "kind:informal", "vrm:ZZ11*")] == ["", ""]
    assert INFORMAL in queue(desk, "kind:informal vrm:ZZ11*")[0]
    assert queue(desk, "pcn:ZZ9999999Z") == ["0 cases."]


def test_a_limit_is_kept(desk: Desk) -> None:
    assert len(queue(desk, "--limit", "3")) == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["kind:formel"], "Did you mean formal?"),
        (["knd:formal"], "Did you mean kind?"),
        (["--officer", "ahsa"], "Did you mean asha?"),
    ],
)
def test_what_cannot_be_read_is_refused_kindly(desk: Desk, words: list[str], said: str) -> None:
    told = RUN.invoke(app, ["queue", *words, "--store", desk.url])
    assert told.exit_code == 2 and said in told.stderr and told.stdout == ""


def test_a_store_that_is_not_there_is_not_made(desk: Desk) -> None:
    told = RUN.invoke(app, ["queue", "--store", f"{desk.url}.none"])
    assert told.exit_code == 2 and told.stderr
    assert RUN.invoke(app, ["queue", "--store", f"{desk.url}.none"]).exit_code == 2


def test_the_store_may_be_named_by_the_environment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWORKER_STORE", desk.url)
    monkeypatch.setenv("CASEWORKER_OFFICER", "tobin")
    claim.claim(desk("tobin"), desk.case(FORMAL))
    told = RUN.invoke(app, ["queue", "officer:me", "--json"])
    assert [row["pcn"] for row in json.loads(told.stdout)] == [FORMAL]
