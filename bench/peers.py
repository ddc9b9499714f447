"""From the command to the first frame, beside other Textual programs, each in an environment of its own.

The environments are made once, in the folder that `CASEWORKER_BENCH_CACHE` names; pip must reach its index.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.first_frame import FRAME
from bench.measure import ROOT, Row, alone, cache, in_turns, ms, sandbox, scratch
from bench.terminal import UNSET, seen_after


@dataclass(frozen=True)
class Peer:
    """Another program, and how its first frame is known."""

    name: str
    version: str
    arguments: tuple[str, ...]
    mark: str
    """Words that stand in its first frame."""
    beside: str = ""
    """A newer release of this library would crash it."""


PEERS = (
    Peer("posting", "2.11.1", ("--collection", "."), "Posting 2.11.1", "tree-sitter>=0.25,<0.26"),
    Peer("harlequin", "2.17.0", ("--adapter", "sqlite", ":memory:"), "Data Catalog"),
    Peer("jiratui", "1.6.2", ("ui",), "Select a project", "textual<8"),
)
JIRA = """jira_api_username: nobody@desk.example
jira_api_token: none
jira_api_base_url: http://127.0.0.1:9
"""
"""A Jira that is not there: the first frame is drawn before it is asked."""


def program(peer: Peer) -> Path:
    """A peer's command, in an environment of its own; installed and compiled where it is not there yet."""
    folder = cache() / "peers" / f"{peer.name}-{peer.version}"
    command = folder / "bin" / peer.name
    if not command.exists():
        python = folder / "bin" / "python"
        clean = {name: value for name, value in os.environ.items() if name not in UNSET}
        clean.pop("PIP_CONSTRAINT", None)
        install = [str(python), "-m", "pip", "install", "-qqq", "--disable-pip-version-check"]
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, env=clean)
        wanted = [f"{peer.name}=={peer.version}", *filter(None, [peer.beside])]
        subprocess.run([*install, *wanted], check=True, env=clean)
        subprocess.run([str(python), "-m", "compileall", "-q", str(folder / "lib")], check=False, env=clean)
    return command


def measured(runs: int = 5) -> list[Row]:
    """First frame of the whole process in a terminal of 120x40, ours and each peer's in turns."""
    with scratch() as folder:
        store = sandbox(folder / "sandbox.db")
        own = (sys.executable, "-m", "caseworker", "sandbox", "--store", str(store))

        def ours() -> float:
            return seen_after(own, (FRAME,), cwd=ROOT, home=folder)[0].seconds

        settings = folder / ".config" / "jiratui"
        settings.mkdir(parents=True)
        (settings / "config.yaml").write_text(JIRA)

        def of(peer: Peer) -> float:
            command = ("env", f"HOME={folder}", str(program(peer)), *peer.arguments)
            return seen_after(command, (peer.mark,), cwd=folder, home=folder)[0].seconds

        first, *others = in_turns((ours, *((lambda one=one: of(one)) for one in PEERS)), runs)
    return [
        Row("first frame", ms(first), f"{one.name} {one.version} {ms(other)}", first / other, 1.0)
        for one, other in zip(PEERS, others, strict=True)
    ]


if __name__ == "__main__":
    alone(measured, runs=5)
