"""Nothing runs at import: no file is written, no network is asked, and light rooms stay light."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.house.source import dotted, modules, python

GUARDED = """
import builtins, io, json, os, socket, sys

def no(*args, **kwargs):
    raise AssertionError(f"done at import: {args[:2]}")

socket.socket.connect = socket.getaddrinfo = socket.create_connection = no
sys.stdout.flush()
true_open = builtins.open
def reading(file, mode="r", *args, **kwargs):
    if set(mode) & set("wax+"):
        no("open", file)
    return true_open(file, mode, *args, **kwargs)
builtins.open = io.open = reading
for name in ("mkdir", "makedirs", "remove", "rename", "replace", "rmdir"):
    setattr(os, name, no)

import importlib, threading
failed = {}
for name in json.loads(sys.argv[1]):
    try:
        importlib.import_module(name)
    except BaseException as error:
        failed[name] = repr(error)
if threading.active_count() != 1:
    failed["threads"] = str(threading.enumerate())
print(json.dumps(failed))
"""


def importable() -> list[str]:
    """Every module but those that are run as a program or by Alembic."""
    return [dotted(path) for path in modules() if path.stem != "env" and "versions" not in path.parts]


def test_every_module_imports_without_a_home_a_network_or_a_file_written(tmp_path: Path) -> None:
    names = json.dumps(importable())
    code = f"import sys; sys.argv = ['', {names!r}]\n{GUARDED}"
    printed = python(code, cwd=tmp_path, HOME="/nonexistent", CASEWORKER_HOME="/nonexistent")
    assert json.loads(printed.splitlines()[-1]) == {}
    assert printed.count("\n") == 1, "something was printed at import"
    assert not list(tmp_path.iterdir())


HEAVY = (
    "textual",
    "rich",
    "sqlalchemy",
    "sqlmodel",
    "alembic",
    "pydantic",
    "docx",
    "PIL",
    "reportlab",
    "psycopg",
    "typer",
)
LIGHT = {
    "caseworker": HEAVY,
    "caseworker.text": HEAVY,
    "caseworker.law": HEAVY,
    "caseworker.config": HEAVY,
    "caseworker.locations": (*HEAVY, "platformdirs"),
    "caseworker.casework.office": HEAVY,
    "caseworker.keys": HEAVY,
    "caseworker.widgets.queue_table": (
        "sqlalchemy",
        "sqlmodel",
        "alembic",
        "pydantic",
        "docx",
        "PIL",
        "psycopg",
    ),
    "caseworker.widgets.photo": ("sqlalchemy", "sqlmodel", "alembic", "pydantic", "docx", "PIL", "psycopg"),
}


@pytest.mark.parametrize("room", LIGHT)
def test_a_light_room_loads_nothing_heavy(room: str) -> None:
    names = [
        name
        for name in importable()
        if name == room or (name.startswith("caseworker.law.") and room.endswith("law"))
    ]
    assert names, f"there is no {room}"
    code = "import sys\n" + "".join(f"import {name}\n" for name in names) + "print(*sys.modules)"
    loaded = set(python(code).split())
    assert not loaded & set(LIGHT[room])
