"""`caseworker find`."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from caseworker.cli import app
from tests.casework.office import DEEMED, FORMAL, Desk
from tests.hostile.payloads import SHORT

RUN = CliRunner()


def test_one_case_comes_with_what_may_be_read_out(desk: Desk) -> None:
    told = RUN.invoke(app, ["find", "zz13", "abc", "--by", "vrm", "--store", desk.url])
    assert told.exit_code == 0, told.stderr
    lines = told.stdout.splitlines()
    assert FORMAL in lines[0] and "(VRM)" in lines[0] and "1 found" in lines
    assert "Read out:" in lines and "Do not read out:" in lines
    assert any("The law gives the council until 3 January 2027 to serve its reply" in line for line in lines)


def test_several_come_without_a_card_and_json_gives_the_same(desk: Desk) -> None:
    told = RUN.invoke(app, ["find", "ZZ10000", "--store", desk.url])
    assert "12 found" in told.stdout and "Read out" not in told.stdout
    found = json.loads(RUN.invoke(app, ["find", "zz1000006a", "--store", desk.url, "--json"]).stdout)
    assert [row["pcn"] for row in found["found"]] == [DEEMED]
    assert found["card"]["pcn"] == DEEMED and found["card"]["keep"]


def test_nothing_found_is_said_and_an_unknown_way_is_refused(desk: Desk) -> None:
    told = RUN.invoke(app, ["find", "xyzzy", "--store", desk.url])
    assert told.exit_code == 0 and "Nothing was found" in told.stdout
    told = RUN.invoke(app, ["find", "x", "--by", "colour", "--store", desk.url])
    assert told.exit_code == 2 and "Known: pcn, vrm, name, postcode, words." in told.stderr


def test_whatever_is_looked_for_it_prints_no_sign_that_acts(desk: Desk) -> None:
    for words in SHORT:
        told = RUN.invoke(app, ["find", "--store", desk.url, "--", words.replace("\x00", "")])
        assert told.exit_code == 0, words
        assert "\x1b" not in told.stdout
