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
