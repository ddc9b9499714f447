"""`caseworker words`."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from caseworker.cli import app
from tests.casework.office import Desk

RUN = CliRunner()


def test_words_are_added_listed_and_dropped(desk: Desk) -> None:
    store = ["--store", desk.url]
    assert "has added no word yet" in RUN.invoke(app, ["words", "list", *store]).stdout
    told = RUN.invoke(app, ["words", "add", "Kwczyk", "kerbstrip", *store, "--officer", "tobin"])
    assert told.exit_code == 0, told.stderr
    listed = json.loads(RUN.invoke(app, ["words", "list", "--json", *store]).stdout)
    assert [one["word"] for one in listed] == ["kerbstrip", "Kwczyk"] and listed[0]["by"]
    assert "kerbstrip" in RUN.invoke(app, ["words", "list", *store]).stdout
    assert RUN.invoke(app, ["words", "drop", "kwczyk", *store]).exit_code == 0
    refused = RUN.invoke(app, ["words", "drop", "kwczyk", *store])
    assert refused.exit_code == 2 and "is not among the council's words" in refused.stderr
