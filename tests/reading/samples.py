"""A small import folder in memory, changed by each test as it needs."""

from __future__ import annotations

import csv
import io
from typing import Any

CASE = {
    "pcn": "ZZ1234567A",
    "vrm": "ZZ19 ABC",
    "make": "FORD",
    "colour": "BLUE",
    "served_how": "fixed",
    "basis": "",
    "contravention_code": "12r",
    "contravention_date": "2026-10-06",
    "contravention_time": "10:42",
    "observed_from": "10:36",
    "observed_to": "10:42",
    "location": "Alder Road, outside 14",
    "restriction": "Permit holders Mon-Fri 8.30-18.30",
    "enforced_by": "CEO 0412",
    "pcn_served": "2026-10-06",
    "pcn_posted": "",
    "notice_to_owner_posted": "",
    "charge_certificate_posted": "",
    "keeper_name": "Jo Example",
    "keeper_address": "3 Elm Row|Eastmere",
    "keeper_postcode": "ZZ1 4AB",
    "keeper_dead": "",
    "band": "",
    "data_as_of": "2026-11-20T07:10",
}
LETTER = {
    "id": "L-1",
    "pcn": "ZZ1234567A",
    "received": "2026-10-12",
    "channel": "web",
    "from_name": "Jo Example",
    "from_address": "3 Elm Row|Eastmere",
    "from_postcode": "ZZ1 4AB",
    "writer": "keeper",
    "subject": "Ticket",
    "text": "There was no sign.",
}
PAYMENT = {"id": "P-1", "pcn": "ZZ1234567A", "received": "2026-10-14", "amount": "£80.00", "method": "card"}
NOTE = {
    "id": "N-1",
    "pcn": "ZZ1234567A",
    "at": "2026-10-06T10:44",
    "kind": "enforcement",
    "by": "CEO 0412",
    "text": "No permit seen.",
}
EVIDENCE = {
    "id": "E-1",
    "pcn": "ZZ1234567A",
    "file": "one.png",
    "kind": "photo",
    "sent_by": "council",
    "taken_at": "06/10/2026 10:43",
    "caption": "Windscreen",
    "sha256": "",
}
HISTORY = {
    "id": "H-1",
    "pcn": "ZZ1234567A",
    "on": "2026-10-08",
    "at": "09:12",
    "event": "Keeper asked of DVLA",
    "by": "back office",
}
PERMIT = {
    "id": "PM-1",
    "vrm": "ZZ19 ABC",
    "number": "RP 004417",
    "kind": "resident",
    "zone": "Zone C",
    "valid_from": "2026-01-01",
    "valid_to": "2026-12-31",
    "status": "valid",
    "holder": "Jo Example",
}
SESSION = {
    "id": "S-1",
    "kind": "paid",
    "vrm": "ZZ19 ABC",
    "location": "Alder Road",
    "location_code": "6401",
    "starts": "2026-10-06T10:00",
    "ends": "2026-10-06T11:00",
    "amount": "£2.40",
    "reference": "TX 55120",
    "words": "",
}
LOCATION = {
    "id": "LOC-1",
    "street": "Alder Road",
    "place": "outside 2 to 40",
    "zone": "Zone C",
    "restriction": "Permit holders only",
    "hours": "Mon-Fri 8.30-18.30",
    "location_code": "6401",
    "order": "TO-1",
}
ORDER = {
    "id": "TO-1",
    "title": "The Eastmere (Parking Places) Order 2024",
    "article": "12(1)(b)",
    "schedule": "Schedule 3, item 14",
    "hours": "Mon-Fri 8.30am-6.30pm",
    "made": "2024-03-01",
    "in_force_from": "2024-04-01",
    "in_force_to": "",
    "words": "No person shall wait.",
}
PAPER = {
    "id": "OP-1",
    "order": "TO-1",
    "location": "LOC-1",
    "file": "sign.png",
    "kind": "sign",
    "taken": "2026-02-11",
    "caption": "Sign at Mill Lane",
    "sha256": "",
}
POST = {
    "id": "SC-1",
    "file": "scan.png",
    "received": "2026-10-12",
    "channel": "post",
    "from_name": "Jo Example",
    "from_address": "3 Elm Row|Eastmere",
    "from_postcode": "ZZ1 4AB",
    "subject": "Parking fine",
    "text": "I write about my fine.",
    "pcn": "ZZ12345G7A",
    "pages": "2",
}
PROCEEDING = {
    "pcn": "ZZ1234567A",
    "kind": "appeal",
    "reference": "2260123456",
    "form": "",
    "ground": "",
    "began": "2026-11-10",
    "answered": "",
    "ended": "",
    "result": "",
    "words": "Registered late",
}
ADJUSTMENT = {
    "id": "A-1",
    "pcn": "ZZ1234567A",
    "on": "2026-11-02",
    "kind": "refund",
    "account": "penalty",
    "amount": "80.00",
    "words": "Paid twice",
}
ROWS: dict[str, dict[str, str]] = {
    "cases.csv": CASE,
    "correspondence.csv": LETTER,
    "payments.csv": PAYMENT,
    "notes.csv": NOTE,
    "evidence/manifest.csv": EVIDENCE,
    "history.csv": HISTORY,
    "permits.csv": PERMIT,
    "sessions.csv": SESSION,
    "locations.csv": LOCATION,
    "orders/orders.csv": ORDER,
    "orders/manifest.csv": PAPER,
    "post/post.csv": POST,
    "proceedings.csv": PROCEEDING,
    "adjustments.csv": ADJUSTMENT,
}
"""A sound row of each file."""
MESSAGE = b"""From: Jo Example <jo@motorist.example>
Subject: My ticket ZZ1234567A
Date: Mon, 12 Oct 2026 09:30:00 +0100

There was no sign.
"""


def table(*rows: dict[str, Any]) -> bytes:
    """Rows as a CSV file."""
    held = io.StringIO()
    writer = csv.DictWriter(held, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue().encode()


def png(width: int = 4, height: int = 3) -> bytes:
    """A real picture."""
    from PIL import Image

    held = io.BytesIO()
    Image.new("RGB", (width, height), (200, 10, 10)).save(held, "PNG")
    return held.getvalue()


def folder(**changed: bytes) -> dict[str, bytes]:
    """A whole, sound folder; files replaced or added by name (``cases``, ``letters`` …)."""
    names = {
        "cases": "cases.csv",
        "letters": "correspondence.csv",
        "payments": "payments.csv",
        "notes": "notes.csv",
        "evidence": "evidence/manifest.csv",
        "picture": "evidence/one.png",
    }
    files = {
        "cases.csv": table(CASE),
        "correspondence.csv": table(LETTER),
        "payments.csv": table(PAYMENT),
        "notes.csv": table(NOTE),
        "evidence/manifest.csv": table(EVIDENCE),
        "evidence/one.png": png(),
    }
    return files | {names[name]: content for name, content in changed.items()}


def everything(**changed: bytes) -> dict[str, bytes]:
    """A folder with a sound row of every file there is, and a message; files replaced by their names."""
    files = {name: table(row) for name, row in ROWS.items()}
    pictures = dict.fromkeys(("evidence/one.png", "orders/sign.png", "post/scan.png"), png())
    return files | pictures | {"mail/one.eml": MESSAGE} | changed
