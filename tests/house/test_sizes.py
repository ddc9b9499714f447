"""Small rooms: a file, a function, an action that is too long is two things in one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import modules, place, tree

FILE, FUNCTION, ACTION = 400, 50, 15


def functions(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Every function with its length, its docstring not counted."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            first = node.body[0]
            told = ast.get_docstring(node, clean=False) is not None and isinstance(first, ast.Expr)
            words = (first.end_lineno or first.lineno) - first.lineno + 1 if told else 0
            yield node.name, node.end_lineno - node.lineno + 1 - words


# A migration is the record of one step: it is not split for its length.
ROOMS = [path for path in modules() if "versions" not in path.parts]


@pytest.mark.parametrize("path", ROOMS, ids=place)
def test_a_file_and_its_functions_stay_small(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= FILE, f"{place(path)} has {lines} lines"
    long = [
        (name, length)
        for name, length in functions(tree(path))
        if length > (ACTION if name.startswith("action_") else FUNCTION)
    ]
    assert not long, f"{place(path)}: {long}"


def test_the_measure_sees_a_long_function() -> None:
    body = "\n".join("    x = 1" for _ in range(60))
    assert list(functions(ast.parse(f'def f():\n    """Words."""\n{body}'))) == [("f", 61)]
