"""Write the reference from the program itself: ``python docs/reference.py`` (or ``make docs``).

A test compares the pages with what this makes, so that they are never older than the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parent / "reference"
HEAD = (
    "<!-- Made by docs/reference.py from the program itself: change the program, then run make docs. -->\n\n"
)


def commands() -> str:
    """Every command with its arguments and options, as --help tells them."""
    import click
    from typer.main import get_command

    from caseworker.cli import app

    def told(command: Any, path: str) -> Iterator[str]:
        if hasattr(command, "commands"):
            for name in command.commands:
                yield from told(command.commands[name], f"{path} {name}")
            return
        context = click.Context(command, info_name=path)
        usage = " ".join(command.collect_usage_pieces(context))
        yield f"## {path}\n\n    {path} {usage}\n\n{_flat(command.help)}\n"
        rows = [
            (_names(one), _flat(getattr(one, "help", "")))
            for one in command.params
            if one.name not in ("help", "install_completion", "show_completion")
        ]
        if rows:
            yield _table(("argument or option", "meaning"), rows)

    words = (
        "Every command leaves with 0 where it did what was asked, 1 where something is wrong with what "
        "it was given, 2 where it was refused. `--version` says which version this is; "
        "`--install-completion` makes the shell complete the commands.\n"
    )
    root = get_command(app)
    return f"# Commands\n\n{words}\n" + "\n".join(told(root, "caseworker"))


def _names(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{parameter.human_readable_name}`"
    return ", ".join(f"`{one}`" for one in (*parameter.opts, *parameter.secondary_opts))


def keys() -> str:
    """Every key by place, the keys inside lists, the commands after the colon, the filter."""
    from caseworker import keys as known
    from caseworker.screens.completing import FILTER_NAMES
    from caseworker.screens.desk.commands import COMMANDS

    parts = ["# Keys\n\nRemapped by their ids in `officer.toml`, under `[keymap]`.\n"]
    for place, actions in known.PLACES.items():
        parts.append(f"## {place.capitalize()}\n")
        rows = [(f"`{_keys(one.keys)}`", one.help, f"`{one.id}`") for one in actions]
        parts.append(_table(("key", "what it does", "id"), rows))
    rows = [(f"`{_keys(usual)}`", f"`{name}`") for name, usual in known.LISTS.items()]
    parts += ["## In lists\n", _table(("key", "id"), rows)]
    rows = [(f"`:{name}`", words) for name, words in COMMANDS.items()]
    parts += ["## After the colon\n", _table(("command", "where it goes"), rows)]
    rows = [(f"`{name}`", words) for name, words in FILTER_NAMES.items()]
    parts += ["## The queue's filter\n", _table(("field", "value"), rows)]
    return "\n".join(parts)


def _keys(some: str) -> str:
    from caseworker.keys import shown

    return " ".join(shown(one) for one in some.split(","))


def findings() -> str:
    """Every code that the letter check can report."""
    from caseworker.law.findings import finding, known_codes

    rows = []
    for code in known_codes():
        one = finding(code)
        level = "amber" if one.level == "amber" else "red" if one.hard else "red, may be released"
        rows.append((f"`{code}`", level, one.words, one.rule, str(one.source)))
    words = (
        "Red stops a letter; a judged red may be released by a second person with words; amber asks for a "
        "reason.\n"
    )
    return f"# What the letter check reports\n\n{words}\n" + _table(
        ("code", "level", "what is wrong", "rule", "source"), rows
    )


def fields() -> str:
    """The fields a paragraph may use, and the conditions it may name."""
    from caseworker import locations
    from caseworker.letters.library import load
    from caseworker.letters.paragraph import CONDITIONS

    library = load(locations.paragraphs())
    rows = [(f"`{{{name}}}`", one.meaning, one.example) for name, one in library.fields.items()]
    held = [(f"`{name}`", words) for name, words in CONDITIONS.items()]
    return (
        "# Paragraphs: fields and conditions\n\n"
        + _table(("field", "meaning", "example"), rows)
        + "\n## Conditions of `when`\n\n"
        + _table(("condition", "holds where"), held)
    )


def council() -> str:
    """Every setting of ``council.toml``, as its docstring tells it, with the sample's value."""
    import ast
    import inspect
    import tomllib

    from caseworker import config
    from caseworker.config import council as module

    sample = tomllib.loads((config.SAMPLE / "council.toml").read_text(encoding="utf-8"))
    told: dict[str, list[tuple[str, str]]] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.ClassDef):
            told[node.name] = [
                (one.target.id, _flat(after.value.value))  # type: ignore[union-attr, attr-defined]
                for one, after in pairwise(node.body)
                if isinstance(one, ast.AnnAssign) and isinstance(after, ast.Expr)
            ]
    words = (
        "A setting that is left out takes its usual value, where it has one; "
        "`caseworker/config/sample/council.toml` is the file of the practice office.\n"
    )
    parts = [f"# Settings of `council.toml`\n\n{words}"]
    tables = {"": "Council", "reoffer": "Reoffer", "posting": "Posting", "discretion": "Discretion"}
    tables |= {"zone": "Zone", "next_steps": "NextSteps", "weights": "Weights"}
    for table, name in tables.items():
        values = sample.get(table, {}) if table else sample
        rows = [(f"`{key}`", words, _value(values.get(key))) for key, words in told[name]]
        parts += [f"## `[{table}]`\n" if table else "## The council\n"]
        parts.append(_table(("setting", "meaning", "in the sample"), rows))
    return "\n".join(parts)


def _value(value: Any) -> str:
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return "`" + ", ".join(str(one) for one in value) + "`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _flat(words: str | None) -> str:
    return " ".join((words or "").split())


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


MADE: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "keys.md": keys,
    "findings.md": findings,
    "paragraph-fields.md": fields,
    "council.md": council,
}


def main() -> None:
    """Write every page."""
    PAGES.mkdir(exist_ok=True)
    for name, make in MADE.items():
        (PAGES / name).write_text(HEAD + make(), encoding="utf-8")


if __name__ == "__main__":
    main()
