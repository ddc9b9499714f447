"""What the case system is told each evening of the practice month, and what it answers the next morning."""

from __future__ import annotations

import csv
import io
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory

from caseworker.casework.desk import outcomes
from caseworker.practice.staff import Staff

TELLER = "sefton"
"""Who sends the file and takes in the answer."""
SENT = time(17, 10)
HEARD = time(8, 10)
REFUSING = 12
"""The file of which the case system refuses one decision."""
WORDS = "PCN is shown at another stage; put right by hand"


def evening(people: Staff, day: date) -> bytes:
    """Write the day's file and give what the case system will answer to it."""
    people.clock.show(day, SENT)
    with TemporaryDirectory() as folder:
        made = outcomes.export(people.desk(TELLER), Path(folder))
        rows = list(csv.DictReader(io.StringIO(made.path.read_text(encoding="utf-8-sig"))))
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(("pcn", "id", "answer", "words"))
    wrong = _first_decided(rows) if made.number == REFUSING else None
    for row in rows:
        answer = ("refused", WORDS) if row is wrong else ("taken", "")
        writer.writerow((row["pcn"], row["id"], *answer))
    return held.getvalue().encode()


def morning(people: Staff, day: date, answers: bytes) -> None:
    """Take in the answer to the file of the evening before."""
    people.clock.show(day, HEARD)
    outcomes.acknowledge(people.desk(TELLER), answers, "answer.csv")


def _first_decided(rows: list[dict[str, str]]) -> dict[str, str] | None:
    return next((row for row in rows if row["what"] == "decided"), None)
