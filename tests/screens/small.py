"""A small practice office of a few cases, each with what one test needs; taken in by the real import."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from caseworker.casework.desk.intake import take_in
from caseworker.practice.build import office_at
from caseworker.reading.extract import read
from caseworker.store.engine import Store
from tests.reading import samples
from tests.screens.desks import TODAY

OPENED_AT = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)

ROUTINE = "ZZ1000001A"
"""A challenge with one point, one photograph, no mitigation, no guideline."""
FORMAL = "ZZ1000002B"
"""Representations against a notice to owner: one point, one photograph, 30 days to go."""
CERTIFICATE = "ZZ1000003C"
"""A letter after the charge certificate."""
GUIDED = "ZZ1000004D"
"""A challenge to which a guideline speaks that usually cancels."""
DEEMED = "ZZ1000005E"
"""Representations whose 56 days have ended."""
BARE = "ZZ1000006F"
"""A challenge that makes no point anybody knows, with no evidence."""
BUSY = "ZZ1000007G"
"""Two points, two photographs, a payment, a note, another PCN of the vehicle."""

# What each row changes in the sample row; the days fit a practice day of 22 November 2026.
_INFORMAL = {"contravention_date": "2026-10-26", "pcn_served": "2026-10-26"}
_FORMAL = {"contravention_date": "2026-09-14", "pcn_served": "2026-09-14"}
CASES: dict[str, dict[str, Any]] = {
    ROUTINE: {**_INFORMAL, "vrm": "ZZ10 AAB", "location": "Quill Street"},
    FORMAL: {**_FORMAL, "vrm": "ZZ11 AAC", "notice_to_owner_posted": "2026-10-19"},
    CERTIFICATE: {
        "vrm": "ZZ12 AAD",
        "contravention_date": "2026-06-15",
        "pcn_served": "2026-06-15",
        "notice_to_owner_posted": "2026-07-20",
        "charge_certificate_posted": "2026-10-26",
    },
    GUIDED: {**_INFORMAL, "vrm": "ZZ13 AAF"},
    DEEMED: {**_FORMAL, "vrm": "ZZ14 AAG", "notice_to_owner_posted": "2026-09-21"},
    BARE: {**_INFORMAL, "vrm": "ZZ15 AAH"},
    BUSY: {**_INFORMAL, "vrm": "ZZ16 AAJ"},
    "ZZ1000008H": {"contravention_date": "2026-05-04", "pcn_served": "2026-05-04", "vrm": "ZZ16 AAJ"},
}
SOLD = "I had sold the car in August. I was not the owner on that day."
LETTERS: dict[str, dict[str, Any]] = {
    ROUTINE: {"received": "2026-11-02", "text": "I paid at the machine and my session was still running."},
    FORMAL: {"received": "2026-11-05", "text": SOLD},
    CERTIFICATE: {"received": "2026-11-04", "text": "I never got the notice to owner. It was not delivered."},
    GUIDED: {"received": "2026-11-03", "text": "The car broke down and I could not move it."},
    DEEMED: {"received": "2026-09-24", "text": SOLD},
    BARE: {"received": "2026-11-12", "text": "Please look at this again. Thank you."},
    BUSY: {
        "received": "2026-11-10",
        "text": "There was no sign anywhere.\n\nI was also loading boxes into the shop.",
    },
}
PICTURES = {ROUTINE: 1, FORMAL: 1, CERTIFICATE: 1, GUIDED: 1, DEEMED: 1, BUSY: 2}
NAMES = {ROUTINE: "Petra Voss", FORMAL: "Milo Ferrant", BUSY: "Oona Tressell"}


def files() -> dict[str, bytes]:
    """The import folder."""
    cases, letters, pictures = [], [], {}
    evidence: list[dict[str, Any]] = []
    for pcn, changed in CASES.items():
        keeper = {"keeper_name": NAMES.get(pcn, "Jo Example")}
        cases.append(samples.CASE | {"pcn": pcn, "data_as_of": "2026-11-22T07:10"} | keeper | changed)
    for number, (pcn, changed) in enumerate(LETTERS.items(), 1):
        writer = {"from_name": NAMES.get(pcn, "Jo Example")}
        letters.append(samples.LETTER | {"id": f"L-{number}", "pcn": pcn} | writer | changed)
    for pcn, count in PICTURES.items():
        for n in range(count):
            name = f"{pcn}-{n}.png"
            pictures[f"evidence/{name}"] = samples.png(40, 30)
            caption = ("Windscreen with the notice", "Picture of the kerb")[n]
            row = {"id": f"E-{pcn}-{n}", "pcn": pcn, "file": name, "caption": caption}
            sender = {"sent_by": "motorist" if n else "council"}
            evidence.append(samples.EVIDENCE | row | sender)
    paid = samples.PAYMENT | {"pcn": BUSY, "received": "2026-11-11", "amount": "£65.00"}
    note = samples.NOTE | {"pcn": BUSY, "at": "2026-10-26T10:44", "text": "No activity seen."}
    return (
        samples.folder(
            cases=samples.table(*cases),
            letters=samples.table(*letters),
            payments=samples.table(paid),
            notes=samples.table(note),
            evidence=samples.table(*evidence),
        )
        | pictures
    )


def build(path: Path) -> None:
    """Build the office."""
    Store.create(path, "training", OPENED_AT, "small-office", 7, TODAY).close()
    office = office_at(path, OPENED_AT)
    extract = read({name: content for name, content in files().items() if name != "evidence/one.png"})
    done = take_in(office, extract)
    assert not done.faults, [one.words for one in done.faults]
    office.store.close()
