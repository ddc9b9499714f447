"""Words from outside become markup, a query or a program only where somebody wrote it so: seen here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import modules, place, tree

SAY = ("caseworker/screens/base.py", "caseworker/app.py")
"""The one door by which the app says something in its corner."""
DOORS = ("caseworker/widgets/literal.py", "caseworker/widgets/target_bar.py")
"""The one door of words onto the screen, and a bar that is made of numbers alone."""
QUERIES = {"execute", "executemany", "executescript", "exec_driver_sql", "text"}
MARKUP_CALLS = {"Static", "Label", "Button", "Option", "Checkbox", "add_row", "update"}
BANNED_CALLS = {
    "Markdown": "Markdown opens any link; a pane shows `literal(...)`",
    "MarkdownViewer": "Markdown opens any link; a pane shows `literal(...)`",
    "from_markup": "markup with words in it is given as `$name` and a keyword",
    "yaml.load": "TOML is read; YAML changes codes into numbers and runs tags",
    "yaml.unsafe_load": "TOML is read",
    "yaml.safe_load": "TOML is read; YAML changes codes into numbers",
    "pickle.load": "a pickle runs what it holds",
    "pickle.loads": "a pickle runs what it holds",
    "eval": "nothing from outside is run",
    "exec": "nothing from outside is run",
    "os.system": "no shell",
    "console.print": "Rich reads markup; the command line has its own door",
    "rich.print": "Rich reads markup; the command line has its own door",
}


def name_of(node: ast.expr) -> str:
    """A called name with what it hangs on: ``yaml.load``."""
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""


def woven(node: ast.expr | None) -> bool:
    """Whether a text is woven together from a template and values: f-string, ``%``, ``+`` or ``format``."""
    if isinstance(node, ast.JoinedStr):
        values = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        return any(not (isinstance(value, ast.Call) and name_of(value.func) == "len") for value in values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod | ast.Add):
        return any(isinstance(side, ast.Constant) or woven(side) for side in (node.left, node.right))
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"


def reviewed(call: ast.Call, file: str, lines: list[str]) -> bool:
    """Whether a woven query is one that the store owns: of constants, a pragma, marked, a migration."""
    if "/migrations/" in file:
        return True
    if not file.startswith("caseworker/store/"):
        return False
    marked = any("noqa: S608" in line for line in lines[call.lineno - 1 : call.end_lineno])
    first = call.args[0]
    parts = first.values if isinstance(first, ast.JoinedStr) else []
    values = [part.value for part in parts if isinstance(part, ast.FormattedValue)]
    constant = bool(values) and all(name_of(value).strip("_").isupper() for value in values)
    opening = parts[0].value if parts and isinstance(parts[0], ast.Constant) else ""
    return marked or constant or str(opening).startswith("PRAGMA ")


def faults(module: ast.Module, file: str, lines: list[str] | None = None) -> Iterator[str]:
    """What should not be there, with its line."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom | ast.Import):
            for one in node.names:
                full = f"{getattr(node, 'module', '') or ''}.{one.name}".lstrip(".")
                if full.endswith("markup.escape") or full in ("rich.print", "pickle", "yaml"):
                    yield f"{file}:{node.lineno} imports {full}"
        elif isinstance(node, ast.Call):
            yield from (f"{file}:{node.lineno} {fault}" for fault in call_faults(node, file, lines or []))
        elif isinstance(node, ast.Assign) and woven(node.value):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in (
                    "border_title",
                    "border_subtitle",
                    "tooltip",
                ):
                    yield f"{file}:{node.lineno} markup woven into {target.attr}: give it `literal(...)`"


def call_faults(call: ast.Call, file: str, lines: list[str]) -> Iterator[str]:
    """What should not be there in one call."""
    name = name_of(call.func)
    last = name.rpartition(".")[2]
    first = call.args[0] if call.args else None
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    for banned, why in BANNED_CALLS.items():
        if banned == "from_markup":
            if last == banned and not isinstance(first, ast.Constant):
                yield f"{name}: {why}"
        elif name == banned or (name.endswith(f".{banned}") and banned not in ("eval", "exec")):
            yield f"{name}: {why}"
    if name == "Content" and file not in DOORS and not isinstance(first, ast.Constant | None):
        yield "Content of words that may come from outside: give them by `literal(...)`"
    if last == "notify" and not _plain(keywords):
        yield "notify reads markup: use the app's `say`"
    if last == "notify" and file not in SAY:
        yield "notify outside the one door: use the app's `say`"
    if last in QUERIES and woven(first) and not reviewed(call, file, lines):
        yield f"{name}: a query woven from values; give them as parameters"
    if last in MARKUP_CALLS and not _plain(keywords) and any(woven(argument) for argument in call.args):
        yield f"{name}: markup woven from values; give it `literal(...)`"


def _plain(keywords: dict[str | None, ast.expr]) -> bool:
    markup = keywords.get("markup")
    return isinstance(markup, ast.Constant) and markup.value is False


@pytest.mark.parametrize("path", modules(), ids=place)
def test_no_words_become_markup_a_query_or_a_program(path: Path) -> None:
    assert list(faults(tree(path), place(path), path.read_text("utf-8").splitlines())) == []


@pytest.mark.parametrize(
    "line",
    [
        "Static(f'Dear {name}')",
        "Label('Dear ' + name)",
        "self.query_one(Static).update('Dear %s' % name)",
        "app.notify(str(error))",
        "app.notify('done', markup=False)",
        "box.border_title = f'{pcn}'",
        "Markdown(text)",
        "Content.from_markup(f'[b]{name}[/b]')",
        "Content(name)",
        "Content(f'{name}')",
        "from rich.markup import escape",
        "from textual.markup import escape",
        "from rich import print",
        "console.print(text)",
        "db.execute(f'select * from cases where pcn = {pcn}')",
        "db.execute('select * from ' + table)",
        "sa.text('select {}'.format(x))",
        "yaml.load(file)",
        "eval(text)",
    ],
)
def test_each_of_these_is_seen(line: str) -> None:
    assert list(faults(ast.parse(line), "caseworker/x.py"))


@pytest.mark.parametrize(
    "line",
    [
        "Static(literal(name))",
        "Content('esc leaves it')",
        "Content('\\n').join(parts)",
        "Static('Reading the store')",
        "Content.from_markup('[b]$x[/b]', x=name)",
        "db.execute('select * from cases where pcn = ?', (pcn,))",
        "re.compile(pattern)",
        "values.update({'a': f'{b}'})",
    ],
)
def test_none_of_these_is_taken_for_a_fault(line: str) -> None:
    assert not list(faults(ast.parse(line), "caseworker/x.py"))
