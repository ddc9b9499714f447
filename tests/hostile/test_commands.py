"""Every command by every payload, as words it prints and as arguments: nothing acts, nothing falls over."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import typer
from typer.testing import CliRunner

from caseworker.cli import app
from caseworker.cli.office import Gate
from caseworker.store import tables
from caseworker.store.engine import Store
from caseworker.text import clean, escaped
from tests.hostile.commands import BESIDE, LISTED, only_arguments, tree
from tests.hostile.payloads import SHORT
from tests.hostile.poison import batches
from tests.hostile.test_places import STOPPED
from tests.house.source import ROOT
from tests.screens import small

BATCHES = batches(SHORT, 18)
CODES = {0, 1, 2}
ARGUMENTS = list(SHORT) if os.environ.get("CASEWORKER_LONG") else ["clipboard", "bidi", "low surrogate"]
COMMANDS = dict(tree(typer.main.get_command(app)))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A store for each batch, every free text of it written past the import's own cleaning."""
    made = {}
    built = tmp_path_factory.mktemp("hostile") / "small.db"
    small.build(built)
    for name, words in BATCHES.items():
        folder = tmp_path_factory.mktemp(f"batch-{name}")
        store = Path(shutil.copyfile(built, folder / "training.db"))
        told = words.replace("\0", "").encode("utf-8", "ignore").decode()
        opened = Store.open(store, expect="training")
        with opened.writing() as tx:
            for table, columns in FREE.items():
                tx.execute(sa.update(table).values(dict.fromkeys(columns, told)))
        opened.close()
        made[name] = folder
    return made


FREE: dict[Any, tuple[str, ...]] = {
    tables.Pcn: ("make", "colour", "location", "restriction", "keeper_name", "keeper_address", "enforced_by"),
    tables.Case: ("street", "writer_name", "writer_address"),
    tables.Item: ("from_name", "subject"),
    tables.Note: ("by", "text"),
    tables.Payment: ("method",),
}
"""Columns of free text, as somebody who can write the file could fill them."""


def told(words: list[str]) -> str:
    """Run a command; give all that it printed."""
    result = CliRunner().invoke(app, words)
    assert result.exit_code in CODES, (words[:2], result.exit_code, result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


def written(folder: Path, words: list[str]) -> list[Path]:
    """The files that a command wrote where it was told to."""
    if "--to" not in words:
        return []
    return [path for path in Path(words[words.index("--to") + 1]).rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", [name for name, made in LISTED.items() if made is not only_arguments])
def test_what_a_command_prints_cannot_act(name: str, hostile: dict[str, Path]) -> None:
    for batch, folder in hostile.items():
        for words in LISTED[name](folder, BATCHES[batch]):
            known = {option for one in COMMANDS[name].params for option in one.opts}
            if "--json" in words and "--json" not in known:
                continue
            printed = told(words)
            assert not STOPPED.search(printed.replace("\t", " ")), (words[:2], ascii(printed)[:300])
            for path in written(folder, words):
                content = path.read_bytes()
                if path.suffix in (".csv", ".json", ".txt"):
                    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\t", " ")
                    assert not STOPPED.search(text), path.name
            if words[:2] == ["case", "show"]:
                assert BESIDE["pcn"] in printed and "PWN" in printed, "the words are there"


def _given(word: str) -> str:
    """A word as a shell can give it: without NUL, and where it is no text, as its bytes."""
    return os.fsdecode(word.replace("\0", "").encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("name", LISTED)
@pytest.mark.parametrize("payload", ARGUMENTS)
def test_arguments_that_act_are_answered_in_words(
    name: str, payload: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Behind the gate that stands under every command: usage errors of the library repeat what was typed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("caseworker.cli.open.run", lambda built: None)
    words = [*name.split()]
    for one in COMMANDS[name].params:
        if getattr(one, "is_flag", False):
            continue
        words += [one.opts[0], SHORT[payload]] if one.opts[0].startswith("-") else [SHORT[payload] or "x"]
    result = CliRunner().invoke(app, [_given(word) for word in words])
    assert result.exit_code in CODES, (result.exit_code, result.exception)
    assert isinstance(result.exception, SystemExit | None), result.exception


def test_the_gate_stops_what_acts_and_lets_a_progress_bar_through(tmp_path: Path) -> None:
    path = tmp_path / "out"
    for name, payload in SHORT.items():
        with path.open("wb") as under:
            gate = Gate(under, encoding="utf-8", errors="backslashreplace")
            gate.write(payload)
            gate.flush()
            gate.detach()
        written = path.read_bytes().decode()
        assert not STOPPED.search(written.replace("\t", " ").replace("\r", " ")), (name, ascii(written))
    bar = "\r\x1b[?25l  [####    ]  50%\x1b[K\n\x1b[?25h\tdone\r\n"
    with path.open("wb") as under:
        gate = Gate(under, encoding="utf-8")
        gate.write(bar)
        gate.flush()
        gate.detach()
    assert path.read_bytes().decode() == bar


def test_the_gate_stands_under_the_program_itself(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "caseworker", "law", "\x1b]52;c;UFdO\x07\u202e\x9b31m"],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        check=False,
    )
    assert ran.returncode == 2 and b"No such command" in ran.stderr
    assert not STOPPED.search((ran.stdout + ran.stderr).decode())


@pytest.mark.parametrize("name", SHORT)
def test_json_is_read_back_whole_and_holds_nothing_that_acts(name: str) -> None:
    printed = escaped(json.dumps({"x": SHORT[name]}, ensure_ascii=False))
    assert json.loads(printed) == {"x": SHORT[name]}
    assert not STOPPED.search(printed)
    assert clean(printed.replace("\u0301", "").replace("\u0327", "").replace("\u0353", ""))
