"""How far a long import has come: a bar on a terminal, lines elsewhere; and ctrl-c, which ends it cleanly."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

from caseworker.cli.office import say
from caseworker.text import counted

if TYPE_CHECKING:
    from rich.progress import Progress

LARGE = 5_000
"""Rows from which the steps are told where there is no terminal."""


class Stop:
    """Ctrl-c asks an import to stop at the next safe place; pressed again, it breaks off where it stands."""

    def __init__(self) -> None:
        self.asked = False
        self._before: Any = None

    def __call__(self) -> bool:
        """Whether to stop."""
        return self.asked

    def __enter__(self) -> Stop:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True


class Lines:
    """Tells each step once in a line on the error stream, where there is much to do."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.rows = 0
        self._told = ""

    def read(self, file: str, rows: int) -> None:
        """So many rows of a file were read."""
        self.rows = max(self.rows, rows)
        if rows >= LARGE:
            self._say(f"Read {file}: {counted(rows, 'row')}.")

    def step(self, step: str, done: int, of: int) -> None:
        """A step begins, or goes on."""
        if step != self._told and max(of, self.rows) >= LARGE:
            self._told = step
            self._say(f"{step} …")

    def end(self) -> None:
        """Nothing more is told."""

    def _say(self, words: str) -> None:
        if not self.quiet:
            say(words, err=True)
            sys.stderr.flush()


class Bar(Lines):
    """A bar that moves, on a terminal."""

    def __init__(self, bar: Progress) -> None:
        super().__init__(quiet=True)
        self._bar = bar
        self._task = bar.add_task("Reading", total=None)

    def read(self, file: str, rows: int) -> None:
        """So many rows of a file were read; how many it has is not known before its end."""
        from caseworker.text import one_line

        self._bar.update(self._task, description=f"Reading {one_line(file, 30)}", completed=rows, total=None)

    def step(self, step: str, done: int, of: int) -> None:
        """A step goes on."""
        self._bar.update(self._task, description=step, completed=done, total=of or None)

    def end(self) -> None:
        """The bar goes."""
        self._bar.stop()


@contextmanager
def progress(*, quiet: bool) -> Iterator[Lines]:
    """What tells how far it is.

    Args:
        quiet: say nothing: another program reads what is printed.
    """
    if quiet or not sys.stderr.isatty():
        yield Lines(quiet=quiet)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(file=sys.stderr, color_system=None, highlight=False, markup=False)
    parts = (TextColumn("{task.description}", markup=False), BarColumn(), TextColumn("{task.completed:,.0f}"))
    bar = Progress(*parts, console=console, refresh_per_second=5)
    with bar:
        yield Bar(bar)
