"""The record of what was done, on the command line."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from caseworker.cli.audit import audit as app
from caseworker.store import audit
from caseworker.store.engine import Store
from tests import builders
from tests.builders import NOW

RUN = CliRunner()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in which two things were done."""
    made = builders.store(tmp_path / "s.db")
    with made.writing() as tx:
        for act in ("claim", "decide"):
            audit.append(tx, chain="case:1", act=act, officer="asha", at=NOW, fields={"outcome": "cancel"})
    return made


def test_a_sound_record(store: Store) -> None:
    run = RUN.invoke(app, ["verify", "--store", str(store.path)])
    assert run.exit_code == 0
    assert "2 entries in 1 chain" in run.output
    assert "No audit entry was changed." in run.output
    assert "tampered" not in run.output, "what nothing here can see is not vouched for"
    assert "no digest is kept of it: names and addresses, points" in run.output
    assert "--anchors" in run.output, "what was not looked at is said"


def test_a_head_is_kept_and_compared(store: Store, tmp_path: Path) -> None:
    line = RUN.invoke(app, ["head", "--json", "--store", str(store.path)]).output
    assert json.loads(line)["up_to_seq"] == 2
    assert "Seal 1 of " in RUN.invoke(app, ["head", "--store", str(store.path)]).output
    kept = tmp_path / "anchors"
    kept.write_text(line, encoding="utf-8")
    arguments = ["verify", "--json", "--anchors", str(kept), "--store", str(store.path)]
    assert json.loads(RUN.invoke(app, arguments).output) | {
        "ok": True,
        "anchors": 1,
        "faults": [],
    } == json.loads(RUN.invoke(app, arguments).output)
    words = RUN.invoke(app, ["head", "--store", str(store.path)]).output
    kept.write_text(words + line, encoding="utf-8")
    assert json.loads(RUN.invoke(app, arguments).output)["anchors"] == 2, "the words are taken as well"
    kept.write_text(words.replace("entries up to 2: ", "entries up to 2: 0"), encoding="utf-8")
    assert json.loads(RUN.invoke(app, arguments).output)["faults"][0]["kind"] == "anchor"
    kept.write_text(line.replace('"hash": "', '"hash": "0'), encoding="utf-8")
    run = RUN.invoke(app, arguments)
    assert run.exit_code == 1
    assert json.loads(run.output)["faults"][0]["kind"] == "anchor"


def test_a_tamper_is_told_with_status_one(store: Store) -> None:
    con = sqlite3.connect(store.path)
    con.execute("DROP TRIGGER audit_no_update")
    con.execute("UPDATE audit SET officer = 'maren' WHERE seq = 2")
    con.commit()
    con.close()
    run = RUN.invoke(app, ["verify", "--store", str(store.path)])
    assert run.exit_code == 1
    assert "entry 2 of case:1 does not say what was hashed" in run.output
    assert "the guard audit_no_update is missing" in run.output


def test_kept_bytes_that_were_changed_are_told_with_status_one(store: Store) -> None:
    with store.writing() as tx:
        pcn = builders.pcn(tx)
        builders.evidence(tx, pcn, source_id="E-tollgate")
        tx.exec_driver_sql("UPDATE evidence_bytes SET content = x'00'")
    run = RUN.invoke(app, ["verify", "--store", str(store.path)])
    assert run.exit_code == 1
    assert "!! evidence E-tollgate is not as it was kept" in run.output
    assert "No audit entry was changed." in run.output
    told = json.loads(RUN.invoke(app, ["verify", "--json", "--store", str(store.path)]).output)
    assert (told["ok"], told["faults"]) == (False, [])
    assert told["changed"] == ["evidence E-tollgate is not as it was kept"]
    assert told["compared"]["evidence"] == 1 and told["compared"]["payment"] == 0
    assert "points" in told["not_compared"] and "payments" not in told["not_compared"]


def test_nothing_entered_has_no_head(tmp_path: Path) -> None:
    path = str(builders.store(tmp_path / "e.db").path)
    assert "Nothing was entered yet." in RUN.invoke(app, ["head", "--store", path]).output
    assert json.loads(RUN.invoke(app, ["head", "--json", "--store", path]).output) is None


def test_a_refusal_goes_to_the_error_stream_with_status_two(store: Store, tmp_path: Path) -> None:
    run = RUN.invoke(app, ["verify", "--anchors", str(tmp_path / "none"), "--store", str(store.path)])
    assert run.exit_code == 2
    assert "could not be read" in run.stderr
    assert RUN.invoke(app, ["head", "--store", str(tmp_path / "none.db")]).exit_code == 2
