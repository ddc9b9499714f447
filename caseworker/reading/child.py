"""The process apart in which files from outside are looked into: small, poor and short-lived.

It is started by `apart.Apart` as ``python -I`` with no environment to speak of. It reads jobs from its
standard input and answers on its standard output: one line of JSON with the lengths of what follows, then the
bytes. It has a limit on its time, its memory and on writing; whatever breaks it, breaks nothing else.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

MEMORY = 512 * 1024 * 1024
"""Address space, in bytes."""
SECONDS = 5
"""Processor time of one job, and one second more for each of `SECOND_FOR` bytes."""
SECOND_FOR = 5 * 1024 * 1024


def main() -> None:
    """Answer jobs until there are no more."""
    _poor()
    into, out = sys.stdin.buffer, sys.stdout.buffer
    while line := into.readline(10_000):
        job = json.loads(line)
        content = into.read(job["size"])
        _in_time(job["size"])
        try:
            answer, parts = _done(job, content)
        except MemoryError:
            answer, parts = {"unread": "it needs too much memory"}, []
        except Exception as error:
            answer, parts = {"unread": f"it made its reader fail ({type(error).__name__})"}, []
        _say(out, answer, parts)


def _done(job: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """One job."""
    if job["job"] == "picture":
        from caseworker.reading.pictures import fault_of

        return {"fault": fault_of(content, job["kind"])}, []
    if job["job"] == "mail":
        from caseworker.reading.mail import read

        got = read(content)
        parts = [one.content or b"" for one in got.attachments]
        told: dict[str, Any] = {
            name: getattr(got, name) for name in ("from_name", "from_address", "subject", "text", "fault")
        }
        told["received_on"] = got.received_on.isoformat() if got.received_on else ""
        told["attachments"] = [
            [one.name, one.kind, one.size, one.sha256, one.content is not None] for one in got.attachments
        ]
        return told, parts
    if job["job"] == "zip":
        from caseworker.law.refusals import Refused
        from caseworker.reading.zips import zipped

        try:
            zipped(Path(job["path"])).archive.close()
        except Refused as no:
            return {"no": [no.what, no.rule, no.do]}, []
        return {"no": None}, []
    raise ValueError("no such job")


def _say(out: BinaryIO, answer: dict[str, Any], parts: list[bytes]) -> None:
    line = json.dumps(answer).encode()
    out.write(json.dumps({"size": len(line), "parts": [len(part) for part in parts]}).encode() + b"\n")
    out.write(line)
    for part in parts:
        out.write(part)
    out.flush()


def _poor() -> None:
    """Take the limits; what is needed is loaded first, for the memory that it takes is not a file's fault."""
    import caseworker.reading.mail
    import caseworker.reading.zips  # noqa: F401

    with suppress(ImportError):
        from PIL import Image, JpegImagePlugin, PngImagePlugin, TiffImagePlugin  # noqa: F401
    try:
        import resource
    except ImportError:  # no such limits on this system: the time that the parent allows is all
        return
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _limit(limit, most)


def _limit(which: int, most: int) -> None:
    import resource

    with suppress(OSError, ValueError):  # a lower one may stand already
        resource.setrlimit(which, (most, most))


def _in_time(size: int) -> None:
    """Give the next job its time, counted from what was used so far."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + SECONDS + size // SECOND_FOR
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))
