"""Whoever adds a place that shows, prints or writes words adds it to the matrix of hostile words by name."""

from __future__ import annotations

import ast
import importlib
import inspect

import pytest
from textual.widget import Widget
from textual.widgets import Markdown

from tests.hostile import commands, places
from tests.house.source import PACKAGE, ROOT, dotted, modules, place, tree

TOP = ("caseworker.screens", "caseworker.widgets", "caseworker.app", "caseworker.palette")


def classes() -> set[str]:
    """Every class of the product that can stand on a screen."""
    found = set()
    for path in modules():
        name = dotted(path)
        if not name.startswith(TOP):
            continue
        module = importlib.import_module(name)
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, Widget) and kind.__module__ == name:
                found.add(f"{name}.{kind.__qualname__}")
    return found


def test_every_widget_and_screen_is_filled_with_hostile_words_or_says_why_not() -> None:
    missing = sorted(classes() - places.named())
    assert missing == [], "name these in tests/hostile/places.py: a way to fill each, or FRAMES with a reason"


def test_no_class_is_named_that_is_gone() -> None:
    assert sorted(places.named() - classes()) == []
    assert all(places.FRAMES.values())


def test_no_class_both_is_filled_and_says_why_not() -> None:
    filled = {one for _, named in places.WAYS.values() for one in named}
    assert not filled & set(places.FRAMES)


def test_none_of_them_reads_markdown() -> None:
    for name in classes():
        module, _, kind = name.rpartition(".")
        assert not issubclass(getattr(importlib.import_module(module), kind), Markdown), name


def test_every_command_is_run_on_hostile_words_or_says_why_not() -> None:
    known = set(commands.LISTED)
    assert sorted(commands.leaves() - known) == [], "name these in tests/hostile/commands.py"
    assert sorted(known - commands.leaves()) == []


def writers(*calls: str) -> set[str]:
    """Every module of the product that calls one of these to make a file of another program's kind."""
    found = set()
    for path in modules():
        text = path.read_text("utf-8")
        if not any(call.partition(".")[0] in text for call in calls):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in calls:
                found.add(place(path))
    return found


def uses_the_door(file: str) -> bool:
    """Whether a module takes the one door of CSV cells."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "caseworker.casework.export"
        and "inert" in {one.name for one in node.names}
        for node in ast.walk(tree(ROOT / file))
    )


def test_every_module_that_writes_csv_takes_the_one_door_or_says_why_not() -> None:
    found = writers("csv.writer", "csv.DictWriter")
    # Practice words are our own, and read by our own import.
    ours = {one for one in found if one.startswith("caseworker/practice/")}
    missing = [one for one in sorted(found - ours - set(commands.WRITERS)) if not uses_the_door(one)]
    assert missing == [], "use export.inert for each cell, or name these in tests/hostile/commands.py"


def test_every_module_that_writes_documents_or_archives_is_named() -> None:
    found = writers("docx.Document", "zipfile.ZipFile")
    assert sorted(found - set(commands.WRITERS)) == [], "name these in tests/hostile/commands.py"


@pytest.mark.parametrize("folder", ["screens", "widgets"])
def test_the_search_sees_every_module(folder: str) -> None:
    names = {dotted(path) for path in (PACKAGE / folder).rglob("*.py")}
    assert {name.rpartition(".")[0] for name in classes() if f".{folder}." in name} <= names
    assert any(f".{folder}." in name for name in classes())
