"""`caseworker import` and `caseworker points suggest`: what they print and leave with."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from caseworker.cli.import_ import import_command
from caseworker.cli.points import points
from caseworker.store.engine import Store
from tests.reading.samples import CASE, LETTER, NOTE, folder, table

NOW = datetime(2026, 10, 1, tzinfo=UTC)
app = typer.Typer()
app.command("import")(import_command)
app.add_typer(points, name="points")
run = CliRunner()
OLD = CASE | {
    "contravention_date": "2025-06-06",
    "pcn_served": "2025-06-06",
    "data_as_of": "2025-07-20T07:10",
}


@pytest.fixture
def store(template: Path, tmp_path: Path) -> str:
    """An empty live store."""
    return str(shutil.copy2(template, tmp_path / "s.db"))


def laid(path: Path, **changed: bytes) -> str:
    """A folder on disk; its days lie well before the day of the run."""
    files = folder(cases=table(OLD), letters=table(LETTER | {"received": "2025-06-12"}))
    files = {name: content.replace(b"2026-10", b"2025-06") for name, content in files.items()}
    for name, content in (files | changed).items():
        (path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (path / "in" / name).write_bytes(content)
    return str(path / "in")


def test_a_folder_is_taken_in_once(tmp_path: Path, store: str) -> None:
    where = laid(tmp_path)
    dry = run.invoke(app, ["import", where, "--store", store, "--dry-run"])
    assert dry.exit_code == 0, dry.output
    assert "Dry run: nothing was written. 1 case would be opened." in dry.output
    done = run.invoke(app, ["import", where, "--store", store])
    assert done.exit_code == 0
    assert "Taken in. 1 case opened." in done.output
    again = run.invoke(app, ["import", where, "--store", store])
    assert again.exit_code == 0
    assert "nothing has changed" in again.output


def test_wrong_rows_are_printed_with_their_places_and_leave_one(tmp_path: Path, store: str) -> None:
    where = laid(tmp_path, **{"payments.csv": b"id,pcn,received,amount\nP1,ZZ1,soon,\x1b[2J-5\n"})
    done = run.invoke(app, ["import", where, "--store", store])
    assert done.exit_code == 1
    assert 'payments.csv, line 2, column amount: found "␛[2J-5"; expected a sum' in done.output
    assert "payments.csv, line 2, column received" in done.output
    assert "3 faults: nothing was taken in" in done.output
    assert "\x1b" not in done.output


def test_json_tells_the_same(tmp_path: Path, store: str) -> None:
    where = laid(tmp_path, **{"notes.csv": b""})
    done = run.invoke(app, ["import", where, "--store", store, "--json"])
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["landed"] is False
    assert told["faults"] == [
        {
            "file": "notes.csv",
            "line": 0,
            "column": "",
            "found": "an empty file",
            "expected": "a header line, and one row for each record",
        }
    ]


def test_no_folder_and_a_dry_run_with_no_store_are_refused_with_two(tmp_path: Path, store: str) -> None:
    gone = run.invoke(app, ["import", str(tmp_path / "nowhere"), "--store", store])
    assert gone.exit_code == 2
    assert "There is no folder" in gone.output
    dry = run.invoke(app, ["import", laid(tmp_path), "--store", str(tmp_path / "none.db"), "--dry-run"])
    assert dry.exit_code == 2
    assert "There is no store" in dry.output
    assert not (tmp_path / "none.db").exists()


def test_the_first_import_makes_the_live_store(tmp_path: Path) -> None:
    first = run.invoke(app, ["import", laid(tmp_path), "--store", str(tmp_path / "new.db")])
    assert first.exit_code == 0, first.output
    assert "A new live store was made" in first.output
    assert Store.open(tmp_path / "new.db", expect="live").kind == "live"


def test_points_are_suggested_from_a_file_and_from_standard_input(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    words = "Hello\nThere was no sign."
    letter.write_text(words, "utf-8")
    done = run.invoke(app, ["points", "suggest", str(letter), "--regime", "parking", "--json"])
    (one,) = (one for one in json.loads(done.stdout)["points"] if one["slug"] == "signs-missing")
    assert one["slug"] == "signs-missing"
    assert words[one["start"] : one["end"]] == "There was no sign"
    piped = run.invoke(app, ["points", "suggest", "-", "--regime", "tma-reg9"], input=words)
    assert "signs-missing" in piped.stdout


def test_points_refuse_what_they_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "l.txt").write_bytes(b"caf\xe9")
    for args in (
        [str(tmp_path / "l.txt"), "--regime", "parking"],
        [str(tmp_path / "none.txt"), "--regime", "parking"],
        ["-", "--regime", "moon"],
        ["-", "--regime", "parking", "--place", "moon"],
        ["-", "--regime", "parking", "--stage", "banana"],
    ):
        assert run.invoke(app, ["points", "suggest", *args], input="x").exit_code == 2, args


def test_a_stage_that_is_none_is_refused_and_the_stages_are_named() -> None:
    words = ["points", "suggest", "-", "--regime", "parking", "--stage"]
    done = run.invoke(app, [*words, "banana"], input="There was no sign.")
    assert 'No stage of a letter is called "banana".' in done.stderr
    assert "Known: charge-certificate, formal, informal." in done.stderr
    assert "signs-missing" in run.invoke(app, [*words, "formal"], input="There was no sign.").stdout


def test_nothing_is_taken_into_a_training_store(tmp_path: Path) -> None:
    Store.create(tmp_path / "t.db", "training", NOW, "cli-training").close()
    refused = run.invoke(app, ["import", laid(tmp_path), "--store", str(tmp_path / "t.db")])
    assert refused.exit_code == 2
    assert "is a TRAINING store" in refused.output


def test_a_refused_first_import_leaves_no_store_behind(tmp_path: Path) -> None:
    folder_path = Path(laid(tmp_path))
    (folder_path / "payments.csv").write_bytes(b"")
    refused = run.invoke(app, ["import", str(folder_path), "--store", str(tmp_path / "new.db")])
    assert refused.exit_code == 1
    assert "empty file" in refused.output
    assert not (tmp_path / "new.db").exists()


def test_files_without_rows_are_said_to_have_none(tmp_path: Path, store: str) -> None:
    where = tmp_path / "in"
    where.mkdir()
    (where / "cases.csv").write_bytes(table(CASE).splitlines(True)[0])
    done = run.invoke(app, ["import", str(where), "--store", store])
    assert done.exit_code == 0, done.output
    assert "note: cases.csv: 0 rows." in done.output
    assert "there is not one row in these files" in done.output
    assert "known already" not in done.output
    shown = run.invoke(app, ["import", str(where), "--store", store, "--preview", "1"])
    assert "note: cases.csv: 0 rows." in shown.output
    # Beside rows it is said too.
    laid(tmp_path, **{"notes.csv": table(NOTE).splitlines(True)[0]})
    done = run.invoke(app, ["import", str(where), "--store", store])
    assert "note: notes.csv: 0 rows." in done.output
    assert "line 0" not in done.output


def test_a_code_of_another_law_is_refused_in_a_sentence(tmp_path: Path, store: str) -> None:
    wrong = table(OLD | {"contravention_code": "99z"})
    done = run.invoke(app, ["import", laid(tmp_path, **{"cases.csv": wrong}), "--store", store])
    assert done.exit_code == 1
    assert "found 99z; expected a code that the law knows: " in done.output
