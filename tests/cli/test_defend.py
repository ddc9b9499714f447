"""`caseworker case defend` and `case like`."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from caseworker.cli import app
from tests.casework.office import FORMAL, Desk

RUN = CliRunner()


def test_what_would_be_asked_for_is_told_with_its_source(desk: Desk) -> None:
    told = RUN.invoke(app, ["case", "defend", FORMAL, "--store", desk.url])
    assert told.exit_code == 0, told.stderr
    assert "! missing  the traffic order" in told.stdout and "✔ held     the notice to owner" in told.stdout
    assert "verified" in told.stdout and "is not said to be enough" in told.stdout
    found = json.loads(RUN.invoke(app, ["case", "defend", FORMAL, "--store", desk.url, "--json"]).stdout)
    assert "order" in found["missing"] and "notice" not in found["missing"]
    assert {"id", "label", "held", "citation"} == set(found["asked"][0])


def test_cases_like_it_are_listed_or_that_there_are_none(desk: Desk) -> None:
    told = RUN.invoke(app, ["case", "like", FORMAL, "--store", desk.url])
    assert told.exit_code == 0 and "No decided case with one of its points is on file." in told.stdout
    assert json.loads(RUN.invoke(app, ["case", "like", FORMAL, "--store", desk.url, "--json"]).stdout) == []
    assert RUN.invoke(app, ["case", "like", "ZZ0", "--store", desk.url]).exit_code == 2
