"""Looks into files from outside: in a process apart (`Apart`), or here for bytes that we made (`Here`).

A process that dies, hangs or asks for too much costs the one file it was looking into, and is started anew.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from caseworker.law.refusals import Refused
from caseworker.reading import mail, pictures
from caseworker.reading.mail import Mail
from caseworker.reading.rows import Attachment
from caseworker.text import clean

WALL_SECONDS = 10.0
"""How long one file may take, by the clock on the wall."""
ANSWER_CAP = 64 * 1024 * 1024
"""Most bytes of one answer."""
_KEPT = ("LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "SYSTEMROOT", "TZ")
"""All that the process apart learns of the environment."""
_ROOT = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from caseworker.reading.child import main; main()"


class Unreadable(Exception):
    """A file could not be looked into; the message says why, in words."""


class Looks(Protocol):
    """Whoever looks into files."""

    def fault_of(self, content: bytes, kind: str) -> tuple[str, str] | None:
        """What is wrong with a picture or a document: what was found and what was expected."""

    def mail(self, content: bytes) -> Mail:
        """A message, read; what could not be read is said in its `fault`."""


@dataclass(slots=True)
class Here:
    """Looks into files in this process: for bytes we made, and in tests."""

    def fault_of(self, content: bytes, kind: str) -> tuple[str, str] | None:
        """As `pictures.fault_of`."""
        return pictures.fault_of(content, kind)

    def mail(self, content: bytes) -> Mail:
        """As `mail.read`."""
        return mail.read(content)


class Apart:
    """Looks into files in a process apart, started at the first of them and used for many.

    Args:
        seconds: how long one file may take.
        start: the program that is run, for tests.
    """

    def __init__(self, *, seconds: float = WALL_SECONDS, start: str = _START) -> None:
        self.seconds = seconds
        self._start = start
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Apart:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def fault_of(self, content: bytes, kind: str) -> tuple[str, str] | None:
        """What is wrong with a picture or a document; one that breaks its reader cannot be opened."""
        if len(content) > pictures.SIZE_CAP or kind == "film" or not content:
            return pictures.fault_of(content, kind)
        try:
            told, _ = self.ask({"job": "picture", "kind": kind}, content)
            found = told["fault"]
            return None if found is None else (clean(str(found[0])), clean(str(found[1])))
        except (Unreadable, KeyError, IndexError, TypeError) as no:
            why = str(no) if isinstance(no, Unreadable) else "its reader gave no sense"
            return f"a file that cannot be looked into: {why}", "a sound file (open it and save it anew)"

    def mail(self, content: bytes) -> Mail:
        """A message, read."""
        if len(content) > mail.MAIL_CAP:
            return mail.read(content)
        try:
            told, parts = self.ask({"job": "mail"}, content)
            return _mail(told, parts)
        except (Unreadable, KeyError, IndexError, TypeError, ValueError) as no:
            why = f" ({no})" if isinstance(no, Unreadable) else ""
            return Mail(fault=f"{mail.UNREAD}{why}")

    def zip(self, path: Path) -> None:
        """Let a zip's list of files be read apart first.

        Raises:
            Refused: it may not be opened.
        """
        try:
            told, _ = self.ask({"job": "zip", "path": str(path.resolve())}, b"")
            no = told["no"]
        except (Unreadable, KeyError) as error:
            no = [f"{path.name} cannot be read as a zip: {error}.", "", "Unpack it with care and look at it."]
        if no is not None:
            what, rule, do = (clean(str(one)) for one in no)
            raise Refused(what, rule=rule, do=do)

    def ask(self, job: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
        """One job and its answer.

        Raises:
            Unreadable: the process died over it, took too long or made no sense.
        """
        with self._lock:
            child = self._running()
            late = threading.Event()

            def kill() -> None:
                late.set()
                child.kill()

            timer = threading.Timer(self.seconds, kill)
            timer.daemon = True
            timer.start()
            try:
                return _asked(child, job, content)
            except (OSError, EOFError, ValueError, KeyError, TypeError, RecursionError) as error:
                self._end()
                why = f"it took more than {self.seconds:g} seconds" if late.is_set() else _died(child)
                raise Unreadable(why) from error
            except BaseException:
                self._end()
                raise
            finally:
                timer.cancel()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, started where there is none."""
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = subprocess.Popen(
                [sys.executable, "-I", "-c", self._start, _ROOT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _KEPT if name in os.environ},
                start_new_session=True,
            )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


def _died(child: subprocess.Popen[bytes]) -> str:
    """Why a process ended, as far as it can be told."""
    import signal

    code = child.returncode
    if code == -getattr(signal, "SIGXCPU", 24):
        return "it took too much processor time"
    return "it made its reader stop"


def _asked(
    child: subprocess.Popen[bytes], job: Mapping[str, Any], content: bytes
) -> tuple[dict[str, Any], list[bytes]]:
    """Write one job and read its answer; whatever the process says is looked at before it is believed."""
    if child.stdin is None or child.stdout is None:
        raise EOFError
    child.stdin.write(json.dumps({**job, "size": len(content)}).encode() + b"\n")
    child.stdin.write(content)
    child.stdin.flush()
    sizes = json.loads(child.stdout.readline(1_000_000))
    size, lengths = int(sizes["size"]), [int(one) for one in sizes["parts"]]
    if min([size, *lengths]) < 0 or size + sum(lengths) > ANSWER_CAP:
        raise ValueError
    told = json.loads(_exactly(child, size))
    parts = [_exactly(child, length) for length in lengths]
    if not isinstance(told, dict):
        raise TypeError
    if "unread" in told:
        raise Unreadable(clean(str(told["unread"]))[:200])
    return told, parts


def _exactly(child: subprocess.Popen[bytes], size: int) -> bytes:
    if child.stdout is None:
        raise EOFError
    content = child.stdout.read(size)
    if len(content) != size:
        raise EOFError
    return content


def _mail(told: dict[str, Any], parts: list[bytes]) -> Mail:
    """A message as the process apart told it, made safe once more."""
    got = Mail(
        from_name=_line(told["from_name"]),
        from_address=_line(told["from_address"]),
        subject=_line(told["subject"]),
        text=clean(str(told["text"])),
        received_on=date.fromisoformat(told["received_on"]) if told["received_on"] else None,
        fault=_line(told["fault"]),
    )
    for (name, kind, size, digest, kept), content in zip(told["attachments"], parts, strict=True):
        if kind not in ("photo", "document", "other"):
            raise ValueError
        held = content if kept else None
        got.attachments.append(Attachment(_line(name), kind, int(size), str(digest)[:64], held))
    return got


def _line(words: object) -> str:
    return " ".join(clean(str(words)).split())
