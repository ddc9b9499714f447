"""`caseworker outcomes`: told, acknowledged, listed."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from caseworker import locations
from caseworker.cli import app
from tests.casework.office import Desk
from tests.cli.test_post import at

__all__ = ["at"]

RUN = CliRunner()


def run(*words: str) -> Result:
    return RUN.invoke(app, list(words))


def test_told_acknowledged_and_listed(at: Desk, tmp_path: Path) -> None:
    told = run("outcomes", "export")
    path = locations.data_folder() / "exports" / "outcomes-000001.csv"
    assert told.stdout.startswith("File 1: 12 rows in outcomes-000001.csv.\n") and path.exists()
    told = run("outcomes", "export")
    assert told.exit_code == 0 and "nothing new to tell" in told.stdout
    assert "No new file" in told.stdout and [one.name for one in path.parent.iterdir()] == [path.name]
    again = tmp_path / "again.json"
    assert run("outcomes", "export", "--again", "1", "--form", "json", "--to", str(again)).exit_code == 0
    one = json.loads(again.read_text())["outcomes"][0]
    answer = tmp_path / "ack.json"
    rows = [{"pcn": one["pcn"], "id": one["id"], "answer": "refused", "words": "closed\u202e here"}]
    answer.write_text(json.dumps(rows), encoding="utf-8")
    assert run("outcomes", "acknowledge", str(answer)).stdout == "0 taken, 1 refused, 0 as heard before.\n"
    listed = run("outcomes", "list", "--refused").stdout
    assert one["pcn"] in listed and "\u202e" not in listed and "1 told." in listed
    assert len(json.loads(run("outcomes", "list", "--json").stdout)) == 12
    assert "0 told." in run("outcomes", "list", "--waiting").stdout


def test_each_fault_of_an_answer_is_said(at: Desk, tmp_path: Path) -> None:
    run("outcomes", "export")
    answer = tmp_path / "ack.csv"
    answer.write_text("pcn,id,answer\nZZ9999999Z,1,taken\nZZ1000001A,999,taken\n", encoding="utf-8")
    told = run("outcomes", "acknowledge", str(answer))
    assert told.exit_code == 1 and at.rows("SELECT 1 FROM outcomes WHERE acknowledged <> ''") == []
    assert 'ack.csv, line 2, column pcn: found "ZZ9999999Z"' in told.stderr
    assert "ack.csv, line 3, column id: found 999" in told.stderr and "--set-aside" in told.stderr
    # Each fault once, in the order of the file; then how many.
    said = [line.partition(", column")[0] for line in told.stderr.splitlines()]
    assert said[:2] == ["ack.csv, line 2", "ack.csv, line 3"] and said[2].startswith("2 faults. ")
    assert len(said) == 3
    told = run("outcomes", "acknowledge", str(answer), "--set-aside")
    assert told.exit_code == 1 and told.stdout.count("set aside:") == 2
    told = run("outcomes", "acknowledge", str(tmp_path / "none.csv"))
    assert told.exit_code == 2 and "could not be read" in told.stderr
