"""The messages in `mail/`, one row each: none of them is refused for what it holds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import PurePosixPath

from caseworker.law.pcn import normal_pcn
from caseworker.law.refusals import Refused
from caseworker.reading.apart import Looks
from caseworker.reading.cells import NO_DAY, hash_of
from caseworker.reading.delimited import Fault
from caseworker.reading.folder import Folder
from caseworker.reading.mail import MAIL_CAP
from caseworker.reading.rows import PostRow
from caseworker.reading.streams import stopped
from caseworker.text import clean

ALL_CAP = 500 * 1024 * 1024
"""Most bytes of mail in one import: they are held until it lands."""
_SHAPE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ -]?[0-9]{7,8}[A-Za-z]?(?![A-Za-z0-9])")


def pcns_in(text: str) -> tuple[str, ...]:
    """Everything in a text that has the shape of a PCN, in its normal form, each once, as they come."""
    found: dict[str, None] = {}
    for one in _SHAPE.findall(text):
        try:
            found[normal_pcn(one)] = None
        except Refused:
            continue
    return tuple(found)


def mail_rows(
    held: Folder,
    look: Looks,
    told: Callable[[str, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> tuple[list[PostRow], list[Fault]]:
    """Read every message; a fault is only what is too large to be kept at all."""
    names = [name for name in held.names() if name.startswith("mail/") and name.lower().endswith(".eml")]
    rows: dict[str, PostRow] = {}
    faults: list[Fault] = []
    left = ALL_CAP
    for name in names:
        if stop is not None and stop():
            raise stopped()
        size = held.size(name)
        left -= size
        if size > MAIL_CAP:
            faults.append(
                Fault(name, 0, "", f"{size:,} bytes", f"at most {MAIL_CAP:,} bytes (25 MB) a message")
            )
        elif left < 0:
            found = f"more than {ALL_CAP:,} bytes of mail"
            faults.append(Fault(name, 0, "", found, "the mail in smaller parts"))
            break
        else:
            row = _row(held, name, look)
            rows.setdefault(row.id, row)
    if told and names:
        told("mail/", len(rows))
    return list(rows.values()), faults


def _row(held: Folder, name: str, look: Looks) -> PostRow:
    """One message: its words where they can be read, and always the message as it came."""
    with held.open(name) as opened:
        content = opened.read(MAIL_CAP + 1)
    digest = hashlib.sha256(content).hexdigest()
    got = look.mail(content)
    named = pcns_in(f"{got.subject}\n{got.text}")
    return PostRow(
        line=0,
        id=f"M-{digest[:32]}",
        channel="email",
        received_on=got.received_on or held.day(name) or NO_DAY,
        from_name=got.from_name,
        from_address=got.from_address,
        from_postcode="",
        subject=got.subject,
        text=got.text,
        pcn=named[0] if len(named) == 1 else "",
        original=content,
        name=" ".join(clean(PurePosixPath(name).name).split()),
        kind="text",
        size=len(content),
        sha256=digest,
        fault=got.fault,
        row_hash=hash_of(digest),
        file=" ".join(clean(name).split()),
        attachments=tuple(got.attachments),
    )
