"""The command line: one file a noun. What a command does is imported when it runs: help is there at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperGroup

from caseworker.cli.audit import audit
from caseworker.cli.defend import case
from caseworker.cli.find import find
from caseworker.cli.import_ import import_command
from caseworker.cli.inbox import inbox
from caseworker.cli.law import law
from caseworker.cli.letter import letter
from caseworker.cli.library import paragraphs
from caseworker.cli.open import open_command, sandbox
from caseworker.cli.outcomes import outcomes
from caseworker.cli.points import points
from caseworker.cli.post import post
from caseworker.cli.queue import queue
from caseworker.cli.store import store
from caseworker.cli.team import team
from caseworker.cli.words import words

OPENING: dict[str, Callable[..., None]] = {"open": open_command, "sandbox": sandbox}
"""The commands that open the desk."""


class Whole(TyperGroup):
    """A command with commands under it; its help tells each of them in a whole sentence, never cut."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands; a sentence too long for its line goes on in the next."""
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, command.get_short_help_str(limit=1_000)))
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)


def _empty() -> typer.Typer:
    return typer.Typer(
        name="caseworker",
        cls=Whole,
        help="Answer disputes against Penalty Charge Notices, right first time.",
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )


app = _empty()


def _version(asked: bool) -> None:
    if asked:
        from caseworker import __version__

        typer.echo(f"caseworker {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and leave."
    ),
) -> None:
    """Take the version's option."""


for _name, _command in OPENING.items():
    app.command(_name)(_command)
app.command("import")(import_command)
app.command("queue")(queue)
app.command("find")(find)
app.add_typer(case, name="case", cls=Whole)
app.add_typer(law, name="law", cls=Whole)
app.add_typer(points, name="points", cls=Whole)
app.add_typer(letter, name="letter", cls=Whole)
app.add_typer(paragraphs, name="paragraphs", cls=Whole)
app.add_typer(post, name="post", cls=Whole)
app.add_typer(inbox, name="inbox", cls=Whole)
app.add_typer(outcomes, name="outcomes", cls=Whole)
app.add_typer(store, name="store", cls=Whole)
app.add_typer(audit, name="audit", cls=Whole)
app.add_typer(team, name="team", cls=Whole)
app.add_typer(words, name="words", cls=Whole)


def door(word: str) -> typer.Typer:
    """The command line; where the desk is to be opened, with those commands only: each other one takes time.

    Args:
        word: the first word after the program's name.
    """
    if word not in OPENING:
        return app
    short = _empty()
    for name, command in OPENING.items():
        short.command(name)(command)
    return short
