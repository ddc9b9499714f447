"""Making a file whole or not at all: written under another name, synced, then given its own."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

from caseworker.law.refusals import Refused

_BLOCK = 1 << 20


def part_of(target: Path) -> Path:
    """An empty file beside `target`, for its owner only, to build in; refused where `target` is there."""
    if target.exists() or target.is_symlink():
        raise exists(str(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        clear(part)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise refused(error, target) from error
    return part


def settle(part: Path, target: Path) -> None:
    """Give a finished file its name, and make that last; never over another file."""
    try:
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        try:
            os.link(part, target)
            part.unlink()
        except FileExistsError as error:
            raise exists(str(target)) from error
        except OSError:
            # Some disks (FAT, some shares) know no second name for a file.
            if target.exists():
                raise exists(str(target)) from None
            part.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise refused(error, target) from error


def clear(part: Path) -> None:
    """Remove what was left of a file that did not get its name."""
    for tail in ("", "-journal", "-wal", "-shm"):
        part.with_name(part.name + tail).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder last through a power cut."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def copy(source: Path, part: Path) -> str:
    """Copy a file into an empty one, and give its SHA-256."""
    digest = hashlib.sha256()
    try:
        with source.open("rb") as old, part.open("wb") as new:
            while block := old.read(_BLOCK):
                digest.update(block)
                new.write(block)
    except OSError as error:
        raise refused(error, part) from error
    return digest.hexdigest()


def exists(words: str) -> Refused:
    """Refuse to write over something."""
    return Refused(
        f"There is already something at {words}.",
        rule="A store or a backup is never written over.",
        do="Choose another name, or move the other one away first.",
    )


def refused(error: OSError, target: Path) -> Refused:
    """The words for what the computer said about a file."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refused(
            f"The disk is full: {target} could not be written.",
            rule="Nothing was left behind, and the store is as it was.",
            do="Free some space on that disk, or choose another.",
        )
    return Refused(
        f"{target} could not be written ({error.strerror or type(error).__name__}).",
        rule="The store is as it was.",
        do="Check that the folder is there and may be written to.",
    )
