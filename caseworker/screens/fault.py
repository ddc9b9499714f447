"""A fault of the program: written down by place and kind alone, and said with a reference; no case text."""

from __future__ import annotations

import hashlib
import traceback
from datetime import UTC, datetime

from caseworker import locations
from caseworker.law.refusals import Refused

FAULTS = "faults.log"
LARGEST = 1_000_000
"""Bytes: an older log is begun anew beyond it."""


def reference_of(error: BaseException) -> str:
    """A short reference: the same fault at the same place has the same one."""
    frames = traceback.extract_tb(error.__traceback__)
    place = "".join(f"{frame.filename}:{frame.lineno}" for frame in frames[-3:])
    return "F-" + hashlib.sha256(f"{type(error).__name__}{place}".encode()).hexdigest()[:8].upper()


def write_down(error: BaseException) -> str:
    """Write a fault to the log: kind and places in the code only, never messages, names or case text.

    Messages of exceptions can hold words from a case, so not even those are kept.
    """
    # A worker's failure is wrapped, and the wrapping has no place of its own.
    error = getattr(error, "error", error) if type(error).__name__ == "WorkerFailed" else error
    reference = reference_of(error)
    lines = [f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {reference} {type(error).__name__}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"  {type(seen).__module__}.{type(seen).__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"    {frame.filename.rpartition('/')[2]}:{frame.lineno} in {frame.name}")
        seen = seen.__cause__ or seen.__context__
    try:
        folder = locations.data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / FAULTS
        mode = "w" if path.exists() and path.stat().st_size > LARGEST else "a"
        with path.open(mode, encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        path.chmod(0o600)
    except (OSError, Refused):
        pass  # no place to write to: the reference is still said, and the draft is in the store
    return reference


def words_for(reference: str) -> str:
    """What the officer is told."""
    return (
        f"Something went wrong in the program (reference {reference}).\n"
        "What you issued or decided stands, and your draft is kept up to two seconds ago.\n"
        f"The place of the fault, without any case text, is in {FAULTS} in your data folder."
    )
