"""Enquiries of the practice day: questions, complaints, members and requests, each on a PCN that is known."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from caseworker.law.calendar import england
from caseworker.practice.folder import Folder
from caseworker.practice.inbox import facts_of, filled
from caseworker.practice.letters import asked

PREFIX = "PQ-"
"""Before an enquiry's id in the store."""


def enquiries(made: Folder, seed: int, today: date, office: str) -> None:
    """Every enquiry of an office, as rows of `correspondence.csv`: the import opens a case for each."""
    for row in asked(office):
        facts = facts_of(made, row, Random(f"{seed}:{row['id']}"))
        made.correspondence.append(
            {
                "id": PREFIX + str(row["id"]),
                "pcn": facts["pcn"],
                "received": england().previous_working_day(today - timedelta(days=int(row["ago"]))),
                "channel": row["channel"],
                "from_name": filled(row.get("from", "<<name>>"), facts),
                "from_address": filled(row.get("address", "<<address>>"), facts),
                "from_postcode": filled(row.get("postcode", "<<postcode>>"), facts),
                "writer": "" if "from" in row else "keeper",
                "subject": filled(row.get("subject", ""), facts),
                "text": filled(row["text"].strip("\n"), facts),
                "kind": row["kind"],
            }
        )
