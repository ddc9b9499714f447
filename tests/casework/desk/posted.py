"""Post and mail for tests: rows of `post/post.csv`, messages, and an inbox that holds them."""

from __future__ import annotations

from typing import Any

from caseworker.casework.desk import indexing
from caseworker.casework.desk.indexing import PieceView
from caseworker.casework.desk.intake import TakenIn, take_in
from caseworker.casework.office import Office
from caseworker.reading.extract import read
from tests.reading.samples import table

POST = {
    "id": "S-1",
    "file": "",
    "received": "2026-11-17",
    "channel": "post",
    "from_name": "Jo Example",
    "from_address": "3 Elm Row|Eastmere",
    "from_postcode": "ZZ1 4AB",
    "subject": "My ticket",
    "text": "There was no sign.",
    "pcn": "",
    "pages": "1",
}


def post(*rows: dict[str, Any], **files: bytes) -> dict[str, bytes]:
    """A folder with scanned post."""
    return {"post/post.csv": table(*(POST | row for row in rows))} | files


def mail(subject: str, text: str, *, day: str = "Tue, 17 Nov 2026 09:00:00 +0000") -> bytes:
    """A plain message."""
    lines = ("From: Jo Example <jo@mail.example>", "To: parking@council.example", f"Date: {day}")
    head = "\r\n".join((*lines, f"Subject: {subject}", "Content-Type: text/plain; charset=utf-8"))
    return f"{head}\r\n\r\n{text}\r\n".encode()


def mail_with(picture: bytes, subject: str, text: str) -> bytes:
    """A message with a picture attached."""
    from email.message import EmailMessage

    made = EmailMessage()
    made["From"], made["To"] = "Jo Example <jo@mail.example>", "parking@council.example"
    made["Date"], made["Subject"] = "Tue, 17 Nov 2026 09:00:00 +0000", subject
    made.set_content(text)
    made.add_attachment(picture, maintype="image", subtype="png", filename="sign.png")
    return made.as_bytes()


def taken(office: Office, files: dict[str, bytes], **options: Any) -> TakenIn:
    """Take files in."""
    return take_in(office, read(files), **options)


def put(office: Office, *rows: dict[str, Any]) -> list[PieceView]:
    """Put post into the inbox; what waits."""
    done = taken(office, post(*rows))
    assert not done.faults, [one.words for one in done.faults]
    return list(indexing.inbox(office))
