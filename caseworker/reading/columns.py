"""The import files and their columns: what each means, how it is written, an example.

`docs/import.md` tells the same.
"""

from __future__ import annotations

from caseworker.reading.delimited import Column
from caseworker.reading.forms import DAY, INSTANT, SUM, TIME

SERVED_HOW = ("fixed", "by-hand", "post")
BASES = ("approved-device", "prevented", "driven-away")
CHANNELS = ("web", "email", "post", "phone")
WRITERS = ("keeper", "driver", "hirer", "agent", "unknown")
NOTE_KINDS = ("enforcement", "note", "telephone")
EVIDENCE_KINDS = ("photo", "document", "film")
SENDERS = ("council", "motorist")
BANDS = ("a", "b", "1", "2")

_PCN = "letters and figures, spaces are dropped"
_TEXT = "free text"
_ID = "the supplier's own id, the same at every import"

CASES = (
    Column("pcn", "the number of the penalty charge notice", _PCN, "ZZ1234567A"),
    Column("vrm", "the vehicle's registration mark", _PCN, "ZZ19 ABC"),
    Column("make", "the make of the vehicle", _TEXT, "FORD", needed=False),
    Column("colour", "the colour of the vehicle", _TEXT, "BLUE", needed=False),
    Column("served_how", "how the PCN was served", "one of " + ", ".join(SERVED_HOW), "fixed"),
    Column(
        "basis", "why a PCN came by post", "one of " + ", ".join(BASES) + "; only with post", "", needed=False
    ),
    Column(
        "contravention_code", "the contravention code with its suffixes", "as in the national list", "12r"
    ),
    Column("contravention_date", "the day of the contravention", DAY, "2026-05-06"),
    Column("contravention_time", "its time", TIME, "10:42", needed=False),
    Column("observed_from", "when the officer began to observe", TIME, "10:36", needed=False),
    Column("observed_to", "when the officer stopped observing", TIME, "10:42", needed=False),
    Column("location", "the street, and where in it", _TEXT, "Alder Road, outside 14"),
    Column(
        "restriction",
        "the restriction and its hours",
        _TEXT,
        "Permit holders Mon-Fri 8.30-18.30",
        needed=False,
    ),
    Column(
        "enforced_by", "the number of the officer or device; never a name", _TEXT, "CEO 0412", needed=False
    ),
    Column(
        "pcn_served",
        "the day it was fixed or handed over",
        DAY + "; not with post",
        "2026-05-06",
        needed=False,
    ),
    Column("pcn_posted", "the day it was posted", DAY + "; only with post", "", needed=False),
    Column("notice_to_owner_posted", "the day the notice to owner was posted", DAY, "", needed=False),
    Column("charge_certificate_posted", "the day the charge certificate was posted", DAY, "", needed=False),
    Column("keeper_name", "the registered keeper", _TEXT, "Jo Example", needed=False),
    Column(
        "keeper_address",
        "the keeper's address",
        "lines parted by | or by new lines",
        "3 Elm Row|Eastmere",
        needed=False,
    ),
    Column("keeper_postcode", "the keeper's postcode", _TEXT, "ZZ1 4AB", needed=False),
    Column("keeper_dead", "whether the keeper is recorded as dead", "yes, no or nothing", "no", needed=False),
    Column(
        "band",
        "the charge band, where it is not the council's usual one",
        "A or B in London, 1 or 2 outside",
        "",
        needed=False,
    ),
    Column("data_as_of", "when the supplier took these facts from its system", INSTANT, "2026-05-20T07:10"),
)

CORRESPONDENCE = (
    Column("id", _ID, _TEXT, "L-20418"),
    Column("pcn", "the PCN it is about", _PCN, "ZZ1234567A"),
    Column("received", "the day the council received it", DAY, "2026-05-09"),
    Column("channel", "how it came", "one of " + ", ".join(CHANNELS), "web"),
    Column("from_name", "who wrote", _TEXT, "Jo Example", needed=False),
    Column(
        "from_address",
        "the writer's address",
        "lines parted by | or by new lines",
        "3 Elm Row|Eastmere",
        needed=False,
    ),
    Column("from_postcode", "the writer's postcode", _TEXT, "ZZ1 4AB", needed=False),
    Column(
        "writer",
        "who the writer is",
        "one of " + ", ".join(WRITERS) + "; nothing means unknown",
        "keeper",
        needed=False,
    ),
    Column("subject", "its subject line", _TEXT, "Ticket on Alder Road", needed=False),
    Column("text", "its words, whole and unchanged", _TEXT, "I paid, see the receipt"),
)

PAYMENTS = (
    Column("id", _ID, _TEXT, "P-771"),
    Column("pcn", "the PCN it was paid for", _PCN, "ZZ1234567A"),
    Column("received", "the day the council received it", DAY, "2026-05-15"),
    Column("amount", "the sum received", SUM, "£55.00"),
    Column("method", "how it was paid", _TEXT, "card", needed=False),
)

NOTES = (
    Column("id", _ID, _TEXT, "N-9001"),
    Column("pcn", "the PCN it is about", _PCN, "ZZ1234567A"),
    Column("at", "when it was written", INSTANT, "2026-05-06T10:44"),
    Column("kind", "what sort of note", "one of " + ", ".join(NOTE_KINDS), "enforcement"),
    Column("by", "the number or role of its writer", _TEXT, "CEO 0412", needed=False),
    Column("text", "the note", _TEXT, "No permit seen. No activity."),
)

EVIDENCE = (
    Column("id", _ID, _TEXT, "E-3301"),
    Column("pcn", "the PCN it belongs to", _PCN, "ZZ1234567A"),
    Column(
        "file",
        "the file's name inside evidence/",
        "a file name, with folders parted by /",
        "ZZ1234567A-1.jpg",
    ),
    Column("kind", "what it is", "one of " + ", ".join(EVIDENCE_KINDS), "photo"),
    Column("sent_by", "who sent it", "one of " + ", ".join(SENDERS), "council"),
    Column("taken_at", "when it was taken, as its maker wrote it", _TEXT, "06/05/2026 10:43", needed=False),
    Column("caption", "what it shows", _TEXT, "Windscreen, no permit", needed=False),
    Column(
        "sha256", "the file's SHA-256; checked where it is given", "64 hexadecimal digits", "", needed=False
    ),
)

FILES: dict[str, tuple[Column, ...]] = {
    "cases.csv": CASES,
    "correspondence.csv": CORRESPONDENCE,
    "payments.csv": PAYMENTS,
    "notes.csv": NOTES,
    "evidence/manifest.csv": EVIDENCE,
}
"""Every file an import folder may hold beside the evidence itself."""
