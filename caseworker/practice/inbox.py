"""Post and mail of the practice day that is on no case yet: for an officer to index."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from random import Random
from typing import Any

from caseworker.law.calendar import england
from caseworker.practice.drawing import Scene, draw
from caseworker.practice.folder import Folder
from caseworker.practice.letters import unsorted
from caseworker.practice.people import person


def inbox(made: Folder, seed: int, today: date) -> None:
    """Every piece of post and mail, with this office's own numbers, names and days in it."""
    day = england().previous_working_day(today)
    for row in unsorted():
        rng = Random(f"{seed}:{row['id']}")
        facts = facts_of(made, row, rng)
        received = england().previous_working_day(day - timedelta(days=int(row.get("ago", 0))))
        if row["comes"] == "mail":
            made.pictures[f"mail/{row['id']}.eml"] = _message(row, facts, received)
        else:
            _post(made, row, facts, received)


def facts_of(made: Folder, row: Mapping[str, Any], rng: Random) -> dict[str, str]:
    """What its blanks are filled with: the case it belongs to, or somebody nobody knows."""
    stranger = person(rng)
    known = made.by_letter.get(str(row.get("about", "")), {})
    other = made.by_letter.get(str(row.get("and", "")), {})
    pcn = str(known.get("pcn", ""))
    return {
        "pcn": pcn,
        "wrong": one_wrong(pcn) if pcn else "",
        "scanned": pcn.replace("0", "O").replace("1", "I"),
        "other": str(other.get("pcn", "")),
        "vrm": str(known.get("vrm", "")),
        "street": str(known.get("location", "")),
        "name": str(known.get("keeper_name", stranger.name)),
        "address": str(known.get("keeper_address", stranger.address)),
        "postcode": str(known.get("keeper_postcode", stranger.postcode)),
    }


def one_wrong(pcn: str) -> str:
    """A PCN with one figure written wrong."""
    place = 5
    return pcn[:place] + str((int(pcn[place]) + 4) % 10) + pcn[place + 1 :]


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Words with their blanks filled in."""
    for name, value in facts.items():
        text = text.replace(f"<<{name}>>", value)
    return text


def _post(made: Folder, row: Mapping[str, Any], facts: Mapping[str, str], received: date) -> None:
    """A scanned page with what the scanner read on it; or a note of a call, or a form, with no page."""
    text = filled(row["text"].strip("\n"), facts)
    name = ""
    if row["channel"] == "post":
        name = f"{row['id']}.jpg"
        page = filled(row.get("page", row["text"]).strip("\n"), facts)
        scene = Scene("", "", "", "", f"{received:%d/%m/%Y}", words=page)
        made.pictures[f"post/{name}"] = draw("scan", scene, str(row["id"]))
    made.post.append(
        {
            "id": f"PX-{row['id']}",
            "file": name,
            "received": received,
            "channel": row["channel"],
            "from_name": filled(row.get("from", "<<name>>"), facts),
            "from_address": filled(row.get("address", "<<address>>"), facts),
            "from_postcode": filled(row.get("postcode", "<<postcode>>"), facts),
            "subject": filled(row.get("subject", ""), facts),
            "text": text,
            "pcn": filled(row.get("pcn", ""), facts),
            "pages": 1 if name else "",
        }
    )


def _message(row: Mapping[str, Any], facts: Mapping[str, str], received: date) -> bytes:
    """A message as it lies in the mailbox: the same bytes for the same office."""
    at = datetime.combine(received, datetime.min.time()).replace(hour=7, minute=5 + len(row["id"]))
    name = facts["name"]
    local = name.lower().replace(" ", ".")
    head = {
        "From": filled(row.get("from", f"{name} <{local}@post.example>"), facts),
        "To": "parking@northmere.example",
        "Subject": filled(row.get("subject", ""), facts),
        "Date": format_datetime(at),
        "Message-ID": f"<{row['id']}@post.example>",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    text = filled(row["text"].strip("\n"), facts)
    return "\r\n".join((*(f"{key}: {value}" for key, value in head.items()), "", text, "")).encode()
