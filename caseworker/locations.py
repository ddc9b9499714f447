"""Where the program's own files and the office's files lie."""

from __future__ import annotations

import os
from pathlib import Path

from caseworker.law.refusals import Refused

HOME = "CASEWORKER_HOME"
"""Environment variable that names the folder of the office's files in place of the user's data folder."""


def stylesheet() -> Path:
    """The stylesheet of the terminal app."""
    return _shipped("caseworker.tcss")


def paragraphs() -> Path:
    """The folder of the paragraphs that come with the program."""
    return _shipped("paragraphs")


def data_folder() -> Path:
    """The folder of the office's own files: `CASEWORKER_HOME`, or the user's data folder; not made here."""
    named = os.environ.get(HOME, "").strip()
    if named:
        return Path(named).expanduser().absolute()
    try:
        from platformdirs import user_data_path

        return user_data_path("caseworker", appauthor=False).absolute()
    except (OSError, RuntimeError) as error:
        raise Refused(
            f"This computer does not say where your files belong ({error}).",
            rule="The store must lie in a folder that is yours.",
            do=f"Set {HOME} to a folder, or name the store with --store.",
        ) from error


def default_store(kind: str = "live") -> Path:
    """The file of the store that is opened when none is named.

    Args:
        kind: `live`, or `training` for the sandbox; the two never share a file.
    """
    return data_folder() / ("caseworker.db" if kind == "live" else f"{kind}.db")


def _shipped(name: str) -> Path:
    """A file beside the package in a checkout, else the copy inside the package.

    An editable install leaves a stale copy inside; so beside comes first, but only where a `pyproject.toml`
    shows that it is a checkout and not a folder full of other packages.
    """
    package = Path(__file__).resolve().parent
    beside = package.parent / name
    if (package.parent / "pyproject.toml").is_file() and beside.exists():
        return beside
    inside = package / name
    if inside.exists():
        return inside
    raise Refused(
        f"A part of the program is missing: {name}.",
        rule="It comes with every copy of the program.",
        do="Install the program again.",
    )
