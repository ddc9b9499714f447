"""Start fast: nothing heavy is loaded before it is used."""

from __future__ import annotations

from tests.house.source import python

LATE = ("pydantic", "sqlalchemy", "sqlmodel", "docx", "PIL", "alembic", "psycopg", "rapidfuzz")


def test_help_loads_neither_the_store_nor_the_letters_nor_the_terminal_app() -> None:
    code = """
import sys
sys.argv = ["caseworker", "--help"]
from caseworker.__main__ import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("\\nMODULES", *sys.modules)
"""
    printed = python(code)
    assert "sandbox" in printed
    loaded = set(printed.rpartition("MODULES")[2].split())
    assert not loaded & {*LATE, "textual"}
