"""Runs a program in a real pseudo-terminal and says what reached it beyond what Textual itself writes."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|[\]PX^_](?:[^\x07\x1b\x9c]|\x1b(?!\\))*(?:\x07|\x1b\\|\x9c)?"  # OSC, DCS, SOS, PM, APC
    r"|[ -/]*[0-~])"  # others
)
_DRAWING = re.compile(r"\x1b\[[0-9;:]*[mHfABCDGdJK]")
# Erasing is drawing too, but not of the lines that were scrolled off.
_SCROLLBACK = "\x1b[3J"
_BAD = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e0fff]"
)


def run(command: list[str], *, lines: int = 190, columns: int = 240, limit: float = 60) -> str:
    """Run a command in a terminal of this size until it ends; give all that it wrote."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    environment = {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True, cwd=ROOT
    )
    os.close(theirs)
    written = bytearray()
    end = time.monotonic() + limit
    try:
        while time.monotonic() < end:
            if not select.select([ours], [], [], 0.1)[0]:
                continue
            try:
                more = os.read(ours, 65536)
            except OSError:  # Linux says so when the other side was closed.
                break
            if not more:
                break
            written += more
        else:
            raise AssertionError(f"{command} did not end within {limit} s")
    finally:
        child.kill()
        code = child.wait()
        os.close(ours)
    text = written.decode("utf-8", "surrogateescape")
    assert code in (0, -9), text[-2000:]
    return text


def sinks(mode: str, texts: Path, **size: int) -> str:
    """Run the app of sinks."""
    return run([sys.executable, "-m", "tests.hostile.sinks", mode, str(texts)], **size)


def own_sequences(written: str) -> set[str]:
    """The sequences that are no drawing: modes set, questions asked, titles, links."""
    return {
        found for found in _SEQUENCE.findall(written) if found == _SCROLLBACK or not _DRAWING.fullmatch(found)
    }


def stray(written: str) -> set[str]:
    """Characters outside every sequence that a terminal would act on, and bytes that are no UTF-8."""
    return set(_BAD.findall(_SEQUENCE.sub("", written))) | set(re.findall("[\udc80-\udcff]", written))


def words(written: str) -> str:
    """What can be read, without sequences."""
    return _SEQUENCE.sub("", written)
