"""The command line: one file a noun. What a command does is imported when it runs: help is there at once."""

from __future__ import annotations

from collections.abc import Callable

import typer

from caseworker.cli.audit import audit
from caseworker.cli.case import case
from caseworker.cli.find import find
from caseworker.cli.import_ import import_command
from caseworker.cli.inbox import inbox
from caseworker.cli.law import law
from caseworker.cli.letter import letter
from caseworker.cli.open import open_command, sandbox
from caseworker.cli.outcomes import outcomes
from caseworker.cli.paragraphs import paragraphs
from caseworker.cli.points import points
from caseworker.cli.post import post
from caseworker.cli.queue import queue
from caseworker.cli.store import store
from caseworker.cli.team import team

OPENING: dict[str, Callable[..., None]] = {"open": open_command, "sandbox": sandbox}
"""The commands that open the desk."""


def _empty() -> typer.Typer:
    return typer.Typer(
        name="caseworker",
        help="Answer disputes against Penalty Charge Notices, right first time.",
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )


app = _empty()
for _name, _command in OPENING.items():
    app.command(_name)(_command)
app.command("import")(import_command)
app.command("queue")(queue)
app.command("find")(find)
app.add_typer(case, name="case")
app.add_typer(law, name="law")
app.add_typer(points, name="points")
app.add_typer(letter, name="letter")
app.add_typer(paragraphs, name="paragraphs")
app.add_typer(post, name="post")
app.add_typer(inbox, name="inbox")
app.add_typer(outcomes, name="outcomes")
app.add_typer(store, name="store")
app.add_typer(audit, name="audit")
app.add_typer(team, name="team")


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
