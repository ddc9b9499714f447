"""A program in a real terminal of 120x40: when does which text stand on its screen?"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pyte

WIDTH, HEIGHT = 120, 40
ANSWERS = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[16t": b"\x1b[6;16;8t",
    b"\x1b[14t": b"\x1b[4;640;960t",
    b"\x1b[>q": b"\x1bP>|bench\x1b\\",
}
"""What a terminal answers to what programs ask when they start."""
_PRIVATE = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$[a-z]")
"""Questions to the terminal that pyte would print."""
UNSET = ("PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "TEXTUAL", "CASEWORKER_STORE", "NO_COLOR")
"""Settings that no officer has: without compiled modules each start takes several times as long."""


class Moment(NamedTuple):
    """A moment in a program's life, from its start."""

    seconds: float
    cpu: float
    """Seconds that the processor worked for it until then: steadier where the machine is shared."""


def seen_after(
    command: Sequence[str], marks: Sequence[str], *, cwd: Path, home: Path, limit: float = 30.0
) -> list[Moment]:
    """When each mark stood on a program's screen for the first time.

    What the program writes is kept with its moment and drawn afterwards: drawing costs no time then.

    Raises:
        RuntimeError: a mark did not come in time; the last screen is in the words.
    """
    environment = {name: value for name, value in os.environ.items() if name not in UNSET}
    environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
    environment |= {"CASEWORKER_HOME": str(home)}
    chunks = _run(command, marks[-1].encode(), environment, cwd, limit)
    return _drawn(chunks, marks)


def _run(
    command: Sequence[str], last: bytes, environment: Mapping[str, str], cwd: Path, limit: float
) -> list[tuple[Moment, bytes]]:
    """Run until the last mark was written (or the time is over); what was written, and when."""
    start = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(cwd)
        os.execvpe(command[0], list(command), dict(environment))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    chunks: list[tuple[Moment, bytes]] = []
    written = b""
    try:
        while time.perf_counter() - start < limit:
            if not select.select([terminal], [], [], 0.02)[0]:
                if last in written:
                    break
                continue
            try:
                data = os.read(terminal, 65536)
            except OSError:
                break
            if not data:
                break
            chunks.append((Moment(time.perf_counter() - start, _worked(pid)), data))
            written += data
            for question, answer in ANSWERS.items():
                if question in data:
                    os.write(terminal, answer)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
    return chunks


def _worked(pid: int) -> float:
    """Seconds that the processor worked for all threads of a program."""
    spent = 0
    for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        # A thread may end while it is looked at.
        with suppress(OSError):
            spent += int(task.read_text().split()[0])
    return spent / 1e9


def _drawn(chunks: Sequence[tuple[Moment, bytes]], marks: Sequence[str]) -> list[Moment]:
    """Draw what was written, and tell when each mark stood there for the first time."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.ByteStream(screen)
    found: dict[str, Moment] = {}
    for moment, data in chunks:
        stream.feed(_PRIVATE.sub(b"", data))
        shown = "\n".join(screen.display)
        for mark in marks:
            if mark in shown:
                found.setdefault(mark, moment)
    if missing := [mark for mark in marks if mark not in found]:
        raise RuntimeError(f"{missing} never stood on the screen:\n" + "\n".join(screen.display))
    return [found[mark] for mark in marks]
