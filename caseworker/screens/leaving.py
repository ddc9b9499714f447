"""Leaving because a signal or a closed terminal asks for it: what is being written is kept first."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseworker.screens.base import CaseworkerApp

WORDS = {"SIGTERM": "asked to end", "SIGHUP": "the terminal was closed", "SIGINT": "interrupted"}
"""The signals that are answered, by name: not every system has all of them."""
TYPED = 0.15
"""Seconds for keys that were pressed before the signal came to arrive in the editor."""
KEEPING = 5.0
"""Seconds that keeping the draft may take."""
LONGEST = 8.0
"""Seconds after which the program ends even where the terminal takes no more words."""


class Leaving:
    """Waits for signals and for the end of the terminal; keeps the draft, puts the terminal back, leaves.

    The status is that of the signal by the shell's rule: 128 and its number.
    """

    def __init__(self, app: CaseworkerApp) -> None:
        self.app = app
        self.asked = False
        self.last: threading.Timer | None = None

    def begin(self) -> None:
        """Answer from now on."""
        loop = asyncio.get_running_loop()
        for name in WORDS:
            number = getattr(signal, name, None)
            # Not on every system, and only in the thread that runs the program.
            with suppress(NotImplementedError, RuntimeError, ValueError):
                if number is not None:
                    loop.add_signal_handler(number, self.ask, number)
        if hasattr(select, "poll") and terminal_is_there():
            threading.Thread(target=self.watch, args=(loop,), name="terminal", daemon=True).start()

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """In a thread: a terminal that goes away without a signal is seen as well."""
        assert sys.__stdin__ is not None
        waiting = select.poll()
        waiting.register(sys.__stdin__.fileno(), 0)  # nothing is read: only that it hung up is told
        while not waiting.poll():
            pass
        self.end_in(LONGEST, signal.SIGHUP)
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(self.ask, signal.SIGHUP)

    def ask(self, number: signal.Signals) -> None:
        """Leave, once: a second signal while the draft is being kept changes nothing."""
        if not self.asked:
            self.asked = True
            self.end_in(LONGEST, number)
            self.task = asyncio.create_task(self.leave(number))

    async def leave(self, number: signal.Signals) -> None:
        """Keep what is being written, then go."""
        kept = False
        try:
            await asyncio.sleep(TYPED)
            kept = await asyncio.wait_for(self.app.keep_what_is_written(), KEEPING)
        except Exception as fault:
            self.app.note_fault(fault)
        words = "What you wrote is kept." if kept else "Your draft is kept up to two seconds ago."
        said = f"Left: {WORDS[number.name]} ({number.name}). {words}"
        self.app.exit(return_code=128 + number, message=said if terminal_is_there() else None)

    def end(self) -> None:
        """The program ends by itself: nothing needs to end it."""
        if self.last is not None:
            self.last.cancel()

    def end_in(self, seconds: float, number: signal.Signals) -> None:
        """End the process after a while whatever happens: a terminal that is gone can hold up the end."""
        if self.last is None and not self.app.is_headless:
            self.last = threading.Timer(seconds, os._exit, (128 + number,))
            self.last.daemon = True
            self.last.start()


def terminal_is_there() -> bool:
    """Whether somebody can still read what is written."""
    return sys.__stdin__ is not None and sys.__stdin__.isatty()
