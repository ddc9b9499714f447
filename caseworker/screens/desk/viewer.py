"""Evidence in the system's own viewer: written to a private file, opened there, gone with the sitting."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.casework.folders import safe_name
from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from caseworker.casework.desk.evidence import Opened
    from caseworker.casework.office import Office
    from caseworker.casework.views import CaseView
    from caseworker.letters.plan import Block

ENDINGS = {
    b"\x89PNG": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"II*\x00": ".tif",
    b"MM\x00*": ".tif",
    b"%PDF": ".pdf",
}
"""Only what is known to be a picture or a PDF is handed to a viewer; never a name from outside."""


@cache
def folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that only this user can read, removed when the program ends."""
    return tempfile.TemporaryDirectory(prefix="caseworker-")


def open_in_viewer(_office: Office, opened: Opened) -> str:
    """Open evidence full size, and say so.

    Raises:
        Refused: there is no viewer here, or the file is of no known kind.
    """
    ending = next((ending for magic, ending in ENDINGS.items() if opened.content.startswith(magic)), None)
    if ending is None:
        raise Refused(
            f"{opened.name} is neither a picture nor a PDF.",
            rule="Only known kinds of file are handed to the system's viewer.",
            do="Ask for it to be sent again as a picture or a PDF.",
        )
    command = viewer()
    if command is None:
        raise Refused(
            "There is no picture viewer on this machine.",
            do="Look at the drawing in the terminal, or open the case on a machine with a screen.",
        )
    return _handed(command, _written(opened, ending), opened)


def open_letter(office: Office, number: str) -> str:
    """Open an issued letter as it is printed, and say so.

    Raises:
        Refused: there is no such letter, our fonts do not draw it, or there is no viewer here.
    """
    from caseworker.casework.desk.letters import edition

    content = edition(office, number, "pdf")
    _show(
        content,
        f"letter-{safe_name(number)}",
        "Write the file: caseworker case letter NUMBER --out FILE.pdf.",
    )
    return f"Letter {number} opened in the system's viewer."


def open_unissued(office: Office, views: Sequence[CaseView], blocks: Sequence[Block]) -> str:
    """Open a letter that is not issued yet as it will be printed, and say so.

    Raises:
        Refused: it cannot be made, our fonts do not draw it, or there is no viewer here.
    """
    from caseworker.casework.desk.letters import unissued

    content = unissued(office, views, blocks)
    name = f"not-issued-{safe_name(views[0].pcn)}"
    _show(content, name, "Read it on preflight (f9, pgdn): the words there are those that are printed.")
    return (
        f"The letter on {views[0].pcn} opened in the system's viewer as it will be printed: not issued yet."
    )


def _show(content: bytes, name: str, otherwise: str) -> None:
    """Hand a PDF to the viewer in a file that only this user can read; where there is none, say what else."""
    command = viewer()
    if command is None:
        raise Refused("There is no viewer for a PDF on this machine.", do=otherwise)
    path = Path(folder().name) / f"{name}.pdf"
    path.write_bytes(content)
    path.chmod(0o600)
    _opened(command, path)


def _written(opened: Opened, ending: str) -> Path:
    """Evidence in a file that only this user can read."""
    path = Path(folder().name) / f"evidence-{opened.id}-{opened.sha256[:8]}{ending}"
    path.write_bytes(opened.content)
    path.chmod(0o600)
    return path


def _handed(command: tuple[str, ...], path: Path, opened: Opened) -> str:
    """Hand a file to the viewer, and say so."""
    _opened(command, path)
    return f"{opened.caption or opened.name} opened in the system's viewer."


def _opened(command: tuple[str, ...], path: Path) -> None:
    quiet = subprocess.DEVNULL
    subprocess.Popen([*command, str(path)], stdin=quiet, stdout=quiet, stderr=quiet)


FILMS = frozenset({".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg"})
"""Endings of films: nothing else that a path names is handed to a viewer."""


def open_film(_office: Office, opened: Opened) -> str:
    """Open a film in the system's viewer, from where it lies or, of the practice office, from the store.

    Raises:
        Refused: it is not where it was, it is no film by its name, or there is no viewer here.
    """
    kept = opened.content.startswith(b"RIFF") and opened.content[8:12] == b"AVI "
    path = Path(opened.path)
    if not kept:
        _check_film(opened, path)
    command = viewer()
    if command is None:
        raise Refused(
            "There is no film viewer on this machine.",
            rule="What a decision relies on is seen first.",
            do="Open the case on a machine with a screen, or see the film by another program.",
        )
    return _handed(command, _written(opened, ".avi") if kept else path, opened)


def _check_film(opened: Opened, path: Path) -> None:
    """Refuse what is no film by its name, or is not where it was."""
    if not opened.path or path.suffix.lower() not in FILMS:
        raise Refused(
            f"{opened.name} is no film that a viewer opens.",
            rule="Only known kinds of file are handed to the system's viewer.",
            do="Ask for it to be sent again as MP4, MOV, AVI or MKV.",
        )
    if not path.is_absolute() or not path.is_file():
        raise Refused(
            f"The film {opened.name} is not where it was: {opened.path}",
            rule="A film is kept by its path; it was not copied.",
            do="Have it put back there, or ask whoever keeps it.",
        )


def viewer() -> tuple[str, ...] | None:
    """The system's command to open a file."""
    names = ("open",) if sys.platform == "darwin" else ("xdg-open", "wslview", "feh", "eog")
    return next(((found,) for name in names if (found := shutil.which(name))), None)
