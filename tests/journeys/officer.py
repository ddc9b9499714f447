"""An officer at a real terminal: the program in a process of its own, keys sent to it, killed at any time."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path

import pyte

from tests.hostile.terminal import ROOT, words


class Terminal:
    """The program in a terminal of 120 by 40."""

    def __init__(self, store: Path, home: Path) -> None:
        """Start the sandbox on a store."""
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        extra = {"TERM": "xterm-256color", "CASEWORKER_HOME": str(home), "PYTHONPATH": str(ROOT)}
        self.child = subprocess.Popen(
            [sys.executable, "-m", "caseworker", "sandbox", "--store", str(store)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=kept | extra,
            start_new_session=True,
            cwd=ROOT,
        )
        os.close(theirs)
        self.written: list[tuple[float, str]] = []
        self.over = threading.Event()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self) -> None:
        """Keep all that is written, with the moment at which it came."""
        while not self.over.is_set():
            if not select.select([self.ours], [], [], 0.05)[0]:
                continue
            try:
                more = os.read(self.ours, 65536)
            except OSError:  # Linux says so when the other side was closed.
                return
            self.written.append((time.monotonic(), more.decode("utf-8", "replace")))

    def seen(self, until: float | None = None, since: int = 0) -> str:
        """What could be read on the terminal up to a moment."""
        pieces = self.written[since:]
        return words("".join(text for at, text in pieces if until is None or at <= until))

    def screen(self) -> str:
        """The terminal as it looks now."""
        drawn = pyte.Screen(120, 40)
        # Private modes with a ">" or "=" are more than pyte knows.
        written = re.sub(r"\x1b\[[<>=][0-9;]*[A-Za-z]", "", "".join(text for _, text in self.written))
        pyte.Stream(drawn).feed(written)
        return "\n".join(line.rstrip() for line in drawn.display)

    def wait(self, pattern: str, since: int = 0, limit: float = 30.0) -> None:
        """Wait until something was written."""
        end = time.monotonic() + limit
        while not re.search(pattern, self.seen(since=since)):
            assert self.child.poll() is None, self.screen()
            assert time.monotonic() < end, f"{pattern!r} never came:\n{self.screen()}"
            time.sleep(0.01)

    def send(self, keys: str) -> int:
        """Press keys; gives where the answer to them begins in what is written."""
        before = len(self.written)
        os.write(self.ours, keys.encode())
        return before

    def begin(self, pattern: str = "zzq0") -> None:
        """Open what the cursor stands on for writing, and type until a word of it is seen there."""
        self.send("\r")
        for _ in range(20):
            at = self.send(f" {pattern}")
            end = time.monotonic() + 1.5
            while time.monotonic() < end:
                if re.search(pattern, self.seen(since=at)):
                    return
                time.sleep(0.01)
        raise AssertionError(f"nothing can be written:\n{self.screen()}")

    def open(self, pcn: str) -> None:
        """Open the case of a PCN from the queue."""
        self.wait("next case")
        at = self.send(":")
        self.wait("Go to", at)
        at = self.send(f"case {pcn}\r")
        self.wait("What was written", at)

    def press(self, keys: str, until: str) -> None:
        """Press keys and wait for what comes of them."""
        self.wait(until, self.send(keys))

    def kill(self) -> float:
        """End the program as a power cut would; gives the moment."""
        at = time.monotonic()
        os.kill(self.child.pid, signal.SIGKILL)
        self.child.wait()
        self.over.set()
        self.reader.join()
        os.close(self.ours)
        return at
