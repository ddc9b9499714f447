"""Start fast: nothing heavy is loaded before it is used."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.house.source import python

LATE = ("pydantic", "sqlalchemy", "sqlmodel", "docx", "PIL", "reportlab", "alembic", "psycopg", "rapidfuzz")

HELP = """
import sys
sys.argv = ["caseworker", "--help"]
from caseworker.__main__ import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("\\nMODULES", *sys.modules)
"""

# What each drawing shows is looked at until the first rows stand there; the modules loaded by then are told
# as they were at the first frame and at the first rows.
DESK = """
import os, sys
from textual.app import App

seen = []

def drawn(self):
    text = "\\n".join(strip.text for strip in self.screen._compositor.render_strips())
    if "QUEUE" in text and not seen:
        seen.append(set(sys.modules))
    if "ZZ" in text:
        os.write(1, " ".join(["FRAME", *seen[0], "ROWS", *sys.modules]).encode())
        os._exit(0)

App.post_display_hook = drawn
run = App.run
App.run = lambda self, **options: run(self, headless=True, size=(120, 40), **options)
sys.argv = ["caseworker", "sandbox", "--store", STORE]
from caseworker.__main__ import main
main()
"""


def test_help_loads_neither_the_store_nor_the_letters_nor_the_terminal_app() -> None:
    printed = python(HELP)
    assert "sandbox" in printed
    loaded = set(printed.rpartition("MODULES")[2].split())
    assert not loaded & {*LATE, "textual"}


def test_the_first_frame_and_the_first_rows_stand_before_anything_heavy_is_loaded(
    prepared: Path, tmp_path: Path
) -> None:
    store = shutil.copyfile(prepared, tmp_path / "sandbox.db")
    printed = python(DESK.replace("STORE", repr(str(store))), CASEWORKER_HOME=str(tmp_path))
    frame, _, rows = printed.partition("FRAME ")[2].partition(" ROWS ")
    assert "caseworker.screens.desk.desk" in frame.split()
    assert "caseworker.store.window" in rows.split()
    assert not set(frame.split()) & set(LATE)
    assert not set(rows.split()) & set(LATE)
