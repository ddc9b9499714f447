"""The store on the command line."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from caseworker.cli.store import store as app
from caseworker.store import audit, counters, opening, schema, tables
from caseworker.store.engine import Store
from tests import builders

RUN = CliRunner()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A new live store."""
    return builders.store(tmp_path / "s.db").path


def test_upgrade_makes_a_store_where_there_is_none(tmp_path: Path) -> None:
    where = tmp_path / "new" / "s.db"
    first = RUN.invoke(app, ["upgrade", "--store", str(where)])
    assert (first.exit_code, "A new store was made" in first.output) == (0, True)
    assert Store.open(where, expect="live").revision == schema.HEAD
    again = RUN.invoke(app, ["upgrade", "--store", str(where)])
    assert (again.exit_code, "is up to date" in again.output) == (0, True)


def test_the_store_of_the_environment_is_used(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWORKER_STORE", str(path))
    assert str(path) in RUN.invoke(app, ["check"]).output


def test_upgrade_backs_up_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "HEAD", "0005")
    done: list[str] = []
    monkeypatch.setattr("caseworker.store.upgrade.upgrade", lambda place: done.append(place.words) or "0005")
    run = RUN.invoke(app, ["upgrade", "--store", str(path)])
    assert run.exit_code == 0, run.output
    assert done == [str(path)]
    copy = path.with_name("s.tables-0004.db")
    monkeypatch.undo()
    assert Store.open(copy, expect="live").revision == "0004"


def test_check_tells_and_leaves_with_one(path: Path) -> None:
    good = RUN.invoke(app, ["check", "--store", str(path)])
    assert good.exit_code == 0
    assert "!! " not in good.output
    path.chmod(0o666)
    bad = RUN.invoke(app, ["check", "--store", str(path)])
    assert bad.exit_code == 1
    assert "!!  file rights: 0666" in bad.output
    lines = json.loads(RUN.invoke(app, ["check", "--json", "--store", str(path)]).output)
    assert [line["name"] for line in lines if not line["ok"]] == ["file rights"]


def test_backup_and_restore(path: Path, tmp_path: Path) -> None:
    kept, again = tmp_path / "b.db", tmp_path / "r.db"
    assert RUN.invoke(app, ["backup", str(kept), "--store", str(path)]).exit_code == 0
    restored = RUN.invoke(app, ["restore", str(kept), str(again)])
    assert (restored.exit_code, "Restored." in restored.output) == (0, True)
    assert Store.open(again, expect="live").uuid == Store.open(path, expect="live").uuid


def test_restore_says_what_to_check_by_hand(path: Path, tmp_path: Path) -> None:
    with Store.open(path, expect="live").writing() as tx:
        for _ in range(41):
            counters.take(tx, "letter")
        audit.append(tx, chain="case:1", act="claim", officer="asha", at=builders.NOW, fields={})
        row = {"made_at": builders.NOW, "officer": "asha", "rows": 1}
        tx.execute(sa.insert(tables.OutcomeExport).values(id=6, **row))
    kept, again = tmp_path / "b.db", tmp_path / "r.db"
    assert RUN.invoke(app, ["backup", str(kept), "--store", str(path)]).exit_code == 0
    told = RUN.invoke(app, ["restore", str(kept), str(again)]).output
    for words in (
        "It ends with entry 1 of 2026-11-22 06:00 UTC.",
        "the next here gets number 0000042",
        "the next here is 1.",
        "the next file here is 7",
        "audit verify --anchors",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "--store", "{none}"], "There is no store at"),
        (["backup", "{store}", "--store", "{store}"], "There is already something at"),
        (["backup", "{none}", "--store", "{text}"], "This is not a caseworker store"),
        (["restore", "{text}", "{none}"], "This is not a caseworker store"),
        (["restore", "{store}", "{store}"], "There is already something at"),
        (["upgrade", "--store", "{text}"], "This is not a caseworker store"),
    ],
)
def test_a_refusal_goes_to_the_error_stream_with_status_two(
    path: Path, tmp_path: Path, arguments: list[str], words: str
) -> None:
    text = tmp_path / "letters.txt"
    text.write_text("Dear Sir", encoding="utf-8")
    names = {"none": str(tmp_path / "none.db"), "store": str(path), "text": str(text)}
    run = RUN.invoke(app, [one.format(**names) for one in arguments])
    assert run.exit_code == 2
    assert words in run.stderr
    assert not run.stdout
    assert text.read_text(encoding="utf-8") == "Dear Sir"


def test_a_newer_store_is_refused_in_plain_words(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("UPDATE alembic_version SET version_num = '0100'")
    con.commit()
    con.close()
    for command in (["check"], ["upgrade"], ["backup", str(path.with_name("b.db"))]):
        run = RUN.invoke(app, [*command, "--store", str(path)])
        assert run.exit_code == 2
        assert "newer caseworker" in run.stderr
    assert not path.with_name("b.db").exists()


def test_a_training_store_is_looked_over_as_what_it_is(tmp_path: Path) -> None:
    where = builders.store(tmp_path / "t.db", "training").path
    assert "kind: training" in RUN.invoke(app, ["check", "--store", str(where)]).output
    assert opening.look(Store.open(where, expect="training").place).kind == "training"
