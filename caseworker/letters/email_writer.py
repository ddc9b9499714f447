"""Writes a letter as an email: its words as plain text, its file attached, the same bytes each time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

TYPE = "message/rfc822"
"""The media type of what is written."""
_HOST = re.compile(r"[^A-Za-z0-9.-]")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with an email."""

    name: str
    type: str
    """Its media type: ``application/pdf``."""
    content: bytes


def eml(
    text: str,
    *,
    subject: str,
    sender: tuple[str, str],
    to: str,
    at: datetime,
    number: str,
    attached: Sequence[Attached],
) -> bytes:
    """A letter as a message, ready to be sent.

    Args:
        text: the letter's words, exactly; they are the message's.
        sender: the council's name and its address.
        to: the address to which the recipient agreed.
        at: when it was made ready, for its date.
        number: the letter's number, by which a message that comes back is known again.
    """
    host = _HOST.sub("", sender[1].partition("@")[2]) or "localhost"
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((_line(sender[0]), sender[1]))
    message["To"] = to
    message["Subject"] = _line(subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<letter-{number.lower()}@{host}>"
    message["X-Letter"] = number
    message["Content-Language"] = "en-GB"
    message.set_content(text, cte="quoted-printable")
    for one in attached:
        main, _, sub = one.type.partition("/")
        message.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)
    if message.is_multipart():
        # The library would draw lots for it: the same letter is to give the same bytes.
        digest = hashlib.sha256(b"".join((text.encode(), *(one.content for one in attached)))).hexdigest()
        message.set_boundary(f"letter-{digest[:40]}")
    return message.as_bytes()


def _line(words: str) -> str:
    """Words as a header takes them: on one line."""
    return " ".join(words.split())
