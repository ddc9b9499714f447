"""A folder of files written whole or not at all; names that are safe on every disk."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    Files = Iterable[tuple[str, bytes]]

_OTHER = re.compile(r"[^A-Z0-9-]+")


def safe_name(*parts: str) -> str:
    """Words from outside as part of a file's name: capitals, figures and dashes, at most 32 each."""
    return "-".join(_OTHER.sub("", part.upper())[:32].strip("-") or "X" for part in parts)


def write_folder(target: Path, files: Iterator[tuple[str, bytes]] | Iterable[tuple[str, bytes]]) -> None:
    """Write a new folder under another name, make it last, then give it its own.

    Raises:
        Refused: the disk is full or the folder may not be written; nothing was left behind.
    """
    from caseworker.store.files import refused, sync_folder

    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        for name, content in files:
            _write(part, name, content)
        sync_folder(part)
        part.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise refused(error, target) from error
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _write(folder: Path, name: str, content: bytes) -> None:
    """Write one file of a folder, and make it last."""
    path = folder / name
    if path.parent != folder or not path.resolve().is_relative_to(folder.resolve()):
        raise Refused(f"{name!r} is no name for a file.", do="Tell whoever looks after the program.")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def whole(folder: Path, sizes: dict[str, str]) -> bool:
    """Whether a folder holds exactly these files, by SHA-256."""
    from caseworker.store.files import digest_of

    try:
        held = {one.name for one in folder.iterdir()}
        return held == set(sizes) and all(digest_of(folder / name) == sha for name, sha in sizes.items())
    except OSError:
        return False


def set_aside(folder: Path) -> Path:
    """Give a folder another name, free until now; nothing is removed."""
    number = 1
    while (other := folder.with_name(f"{folder.name}.before-{number}")).exists():
        number += 1
    folder.rename(other)
    return other
