"""A fault of the program: written down by place and kind alone, and said with a reference; no case text.

Messages of exceptions, of logs and of warnings can hold words from a case; so can local variables. None of
them is kept, printed or sent: what is written down is where in the code it was, what kind, which versions.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType

from caseworker import locations
from caseworker.law.refusals import Refused

FAULTS = "faults.log"
LARGEST = 1_000_000
"""Bytes: an older log is begun anew beyond it."""
VERSIONS = ("caseworker", "textual", "rich", "SQLAlchemy")


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
    lines = [f"{reference} {type(error).__name__}", f"  {versions()}"]
    for one in chain(error):
        lines.append(f"  {type(one).__module__}.{type(one).__qualname__}")
        for frame in traceback.extract_tb(one.__traceback__):
            lines.append(f"    {_file(frame.filename)}:{frame.lineno} in {frame.name}")
    note(*lines)
    return reference


def note(*lines: str) -> None:
    """Write lines to the log with the moment; where there is no place to write to, nothing is written."""
    try:
        folder = locations.data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / FAULTS
        mode = "w" if path.exists() and path.stat().st_size > LARGEST else "a"
        with path.open(mode, encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} " + "\n".join(lines) + "\n")
        path.chmod(0o600)
    except (OSError, Refused):
        pass  # the reference is still said, and the draft is in the store


def chain(error: BaseException) -> Iterator[BaseException]:
    """An exception, those it came from, and those of a group, each once."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [other for other in (one.__cause__, one.__context__) if other is not None]
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions


def versions() -> str:
    """What runs here, by version."""
    from importlib.metadata import PackageNotFoundError, version

    told = [f"Python {sys.version.split()[0]}", sys.platform]
    for name in VERSIONS:
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            told.append(f"{name} ?")
    return ", ".join(told)


def words_for(reference: str) -> str:
    """What the officer is told."""
    return (
        f"Something went wrong in the program (reference {reference}).\n"
        "What you issued or decided stands, and your draft is kept up to two seconds ago.\n"
        f"The place of the fault, without any case text, is in {FAULTS} in your data folder."
    )


def say(error: BaseException) -> None:
    """Say a fault on the error stream, as a command does: its reference, and nothing of what was at hand."""
    words = (
        f"Something went wrong in the program (reference {write_down(error)}).\n"
        "What was acknowledged before stands. The place of the fault, without any case text, is in "
        f"{FAULTS} in your data folder.\n"
    )
    if sys.stderr is not None:
        sys.stderr.write(words)


class Places(logging.Handler):
    """A log of any library: which logger, which place, which kind of exception; never its words."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record down without its message."""
        note(f"log {record.levelname} {record.name} at {_file(record.pathname)}:{record.lineno}")
        if record.exc_info and record.exc_info[1] is not None:
            write_down(record.exc_info[1])


def hooks() -> None:
    """From now on nothing that Python or a library would print of a fault reaches a screen or a file."""
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda told: _uncaught_quietly(told.exc_value)
    threading.excepthook = _thread_ended
    logging.lastResort = Places(logging.WARNING)
    warnings.showwarning = _warned


def _uncaught(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    say(error)


def _thread_ended(told: threading.ExceptHookArgs) -> None:
    # Writing to a terminal that was closed is no fault of the program.
    gone = isinstance(told.exc_value, OSError) and told.thread and told.thread.name == "textual-output"
    if not gone:
        _uncaught_quietly(told.exc_value)


def _uncaught_quietly(error: BaseException | None) -> None:
    if error is not None and not isinstance(error, SystemExit):
        write_down(error)


def _warned(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: object, **__: object
) -> None:
    note(f"warning {category.__name__} at {_file(filename)}:{lineno}")


def _file(path: str) -> str:
    """A file of the code by its name alone: a folder can be somebody's name."""
    return path.replace("\\", "/").rpartition("/")[2]
