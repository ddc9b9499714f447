"""Programs of the tests' own, begun in a moment: forked from this one, which has all imported already."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import IO, Any

USABLE = hasattr(os, "fork")
REASON = "needs fork: POSIX only"


class Forked:
    """A process that runs one function; what it prints is read here."""

    def __init__(self, run: Callable[..., Any], *given: Any) -> None:
        """Begin it."""
        there, here = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            _be(run, given, here)
        os.close(here)
        self.printed: IO[str] = os.fdopen(there, "r", encoding="utf-8")
        self.code: int | None = None

    def kill(self) -> None:
        """End it at once, as a failing machine does."""
        os.kill(self.pid, signal.SIGKILL)

    def lines(self) -> list[str]:
        """Wait for its end, and give the whole lines that it printed and nobody has read yet."""
        with self.printed:
            told = [line for line in self.printed if line.endswith("\n")]
        _, status = os.waitpid(self.pid, 0)
        self.code = os.waitstatus_to_exitcode(status)
        return told


def _be(run: Callable[..., Any], given: tuple[Any, ...], printed: int) -> None:
    """The rest of the child's life; it never comes back into the test."""
    code = 1
    try:
        os.dup2(printed, 1)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
        run(*given)
        sys.stdout.flush()
        code = 0
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(code)
