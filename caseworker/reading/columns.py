"""The import files and their columns: what each means, how it is written, an example.

`docs/import.md` tells the same.
"""

from __future__ import annotations

from caseworker.reading.delimited import Column
from caseworker.reading.forms import AMOUNT, DAY, INSTANT, SUM, TIME

SERVED_HOW = ("fixed", "by-hand", "post")
BASES = ("approved-device", "prevented", "driven-away", "outside-traffic")
HOLDS = ("removal", "clamp")
VEHICLE_CLASSES = ("hgv", "bus", "coach", "minibus", "van", "taxi", "phv", "car", "motorcycle")
CHANNELS = ("web", "email", "post", "phone")
LETTER_KINDS = ("challenge", "both", "query", "complaint", "member", "information", "subject-access")
WRITERS = ("keeper", "driver", "hirer", "agent", "unknown")
NOTE_KINDS = ("enforcement", "note", "telephone")
EVIDENCE_KINDS = ("photo", "document", "film")
SENDERS = ("council", "motorist")
ADJUSTMENT_KINDS = ("refund", "waiver", "write-off", "fee", "correction")
ACCOUNTS = ("penalty", "charge", "release", "storage", "disposal", "court")
BANDS = ("a", "b", "1", "2")
PERMIT_KINDS = ("resident", "visitor", "business", "carer", "blue-badge", "school-street", "other")
PERMIT_STATUSES = ("valid", "ended", "cancelled", "pending")
SESSION_KINDS = ("paid", "voucher", "dispensation", "suspension")
PAPER_KINDS = ("sign", "plan", "order")

_PCN = "letters and figures, spaces are dropped"
_TEXT = "free text"
_ID = "the supplier's own id, the same at every import"

CASES = (
    Column("pcn", "the number of the penalty charge notice", _PCN, "ZZ1234567A"),
    Column("vrm", "the vehicle's registration mark", _PCN, "ZZ19 ABC"),
    Column("make", "the make of the vehicle", _TEXT, "FORD", needed=False),
    Column("colour", "the colour of the vehicle", _TEXT, "BLUE", needed=False),
    Column(
        "served_how", "how the PCN was served", "one of " + ", ".join(SERVED_HOW), "fixed", choices=SERVED_HOW
    ),
    Column(
        "basis",
        "why a PCN came by post",
        "one of " + ", ".join(BASES) + "; asked for parking by post, nothing where no basis exists",
        "",
        needed=False,
        choices=BASES,
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
    Column(
        "keeper_dead",
        "whether the keeper is recorded as dead",
        "yes, no or nothing",
        "no",
        needed=False,
        choices=("yes", "no"),
    ),
    Column(
        "band",
        "the charge band, where it is not the council's usual one",
        "A or B in London, 1 or 2 outside",
        "",
        needed=False,
        choices=BANDS,
    ),
    Column("data_as_of", "when the supplier took these facts from its system", INSTANT, "2026-05-20T07:10"),
    Column(
        "regime",
        "what the supplier calls the regime; a check, never the source",
        "an id of the law's table",
        "",
        needed=False,
    ),
    Column(
        "pcn_dated",
        "the date on the PCN, where it is not the day it was posted",
        DAY + "; only with post",
        "",
        needed=False,
    ),
    Column(
        "enforcement_notice_posted",
        "the day the enforcement notice was posted (bus lanes in London)",
        DAY,
        "",
        needed=False,
    ),
    Column("rejection_posted", "the day a notice of rejection was posted", DAY, "", needed=False),
    Column("order_posted", "the day the order for recovery was posted", DAY, "", needed=False),
    Column(
        "kind_of_hold",
        "whether the vehicle was removed or clamped",
        "one of " + ", ".join(HOLDS) + "; nothing where it was not held",
        "",
        needed=False,
        choices=HOLDS,
    ),
    Column(
        "taken",
        "the day the vehicle was removed or clamped",
        DAY + "; only with kind_of_hold",
        "",
        needed=False,
    ),
    Column("taken_time", "its time", TIME, "", needed=False),
    Column("pound", "where it was taken to", _TEXT, "", needed=False),
    Column("released", "the day it was given back", DAY, "", needed=False),
    Column(
        "rights_given",
        "the day the right to make representations was notified in writing",
        DAY,
        "",
        needed=False,
    ),
    Column("parent", "the PCN that this one replaces", _PCN, "", needed=False),
    Column(
        "vehicle_class",
        "what the vehicle was charged as in a Clean Air Zone",
        "one of " + ", ".join(VEHICLE_CLASSES) + "; only there",
        "",
        needed=False,
        choices=VEHICLE_CLASSES,
    ),
)

CORRESPONDENCE = (
    Column("id", _ID, _TEXT, "L-20418"),
    Column("pcn", "the PCN it is about", _PCN, "ZZ1234567A"),
    Column("received", "the day the council received it", DAY, "2026-05-09"),
    Column("channel", "how it came", "one of " + ", ".join(CHANNELS), "web", choices=CHANNELS),
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
        choices=WRITERS,
    ),
    Column("subject", "its subject line", _TEXT, "Ticket on Alder Road", needed=False),
    Column("text", "its words, whole and unchanged", _TEXT, "I paid, see the receipt"),
    Column(
        "kind",
        "what it is; an enquiry is a case of its own beside the dispute",
        "one of " + ", ".join(LETTER_KINDS) + "; nothing means challenge",
        "complaint",
        needed=False,
        choices=LETTER_KINDS,
    ),
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
    Column("kind", "what sort of note", "one of " + ", ".join(NOTE_KINDS), "enforcement", choices=NOTE_KINDS),
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
    Column("kind", "what it is", "one of " + ", ".join(EVIDENCE_KINDS), "photo", choices=EVIDENCE_KINDS),
    Column("sent_by", "who sent it", "one of " + ", ".join(SENDERS), "council", choices=SENDERS),
    Column("taken_at", "when it was taken, as its maker wrote it", _TEXT, "06/05/2026 10:43", needed=False),
    Column("caption", "what it shows", _TEXT, "Windscreen, no permit", needed=False),
    Column(
        "sha256", "the file's SHA-256; checked where it is given", "64 hexadecimal digits", "", needed=False
    ),
)

HISTORY = (
    Column("id", _ID, _TEXT, "H-118"),
    Column("pcn", "the PCN it happened to", _PCN, "ZZ1234567A"),
    Column("on", "the day it happened", DAY, "2026-05-08"),
    Column("at", "its time", TIME, "09:12", needed=False),
    Column("event", "what happened, in a few words", _TEXT, "Keeper details asked of DVLA"),
    Column("by", "the number or role of whoever did it", _TEXT, "back office", needed=False),
)

PERMITS = (
    Column("id", _ID, _TEXT, "PM-2210"),
    Column("vrm", "the vehicle's registration mark", _PCN, "ZZ19 ABC"),
    Column("number", "the permit's number", _TEXT, "RP 004417"),
    Column(
        "kind", "what sort of permit", "one of " + ", ".join(PERMIT_KINDS), "resident", choices=PERMIT_KINDS
    ),
    Column("zone", "the zone it is for", _TEXT, "Zone C", needed=False),
    Column("valid_from", "its first day", DAY, "2026-01-01"),
    Column("valid_to", "its last day", DAY, "2026-12-31"),
    Column(
        "status",
        "how it stands",
        "one of " + ", ".join(PERMIT_STATUSES) + "; nothing means valid",
        "valid",
        needed=False,
        choices=PERMIT_STATUSES,
    ),
    Column("holder", "who holds it", _TEXT, "Jo Example", needed=False),
)

SESSIONS = (
    Column("id", _ID, _TEXT, "S-88120"),
    Column(
        "kind", "what sort of session", "one of " + ", ".join(SESSION_KINDS), "paid", choices=SESSION_KINDS
    ),
    Column("vrm", "the vehicle's registration mark", _PCN + "; nothing for a suspension", "ZZ19 ABC"),
    Column("location", "the street or car park", _TEXT, "Alder Road"),
    Column("location_code", "its code at the machine or in the app", _TEXT, "6401", needed=False),
    Column("starts", "when it began", INSTANT, "2026-05-06T10:00"),
    Column("ends", "when it ended", INSTANT, "2026-05-06T11:00"),
    Column("amount", "the sum paid", AMOUNT, "£2.40", needed=False),
    Column("reference", "its number with whoever took the money", _TEXT, "TX 55120", needed=False),
    Column("words", "anything else said of it", _TEXT, "Bays 3 to 5, removal van", needed=False),
)

LOCATIONS = (
    Column("id", _ID, _TEXT, "LOC-12"),
    Column("street", "the street, as a PCN's location begins", _TEXT, "Alder Road"),
    Column("place", "where in it", _TEXT, "outside 2 to 40", needed=False),
    Column("zone", "its zone", _TEXT, "Zone C", needed=False),
    Column("restriction", "the restriction there", _TEXT, "Permit holders only"),
    Column("hours", "its hours", _TEXT, "Mon-Fri 8.30-18.30", needed=False),
    Column("location_code", "its code at the machine or in the app", _TEXT, "6401", needed=False),
    Column("order", "the order behind it: an id in orders/orders.csv", _TEXT, "TO-7", needed=False),
)

ORDERS = (
    Column("id", _ID, _TEXT, "TO-7"),
    Column("title", "the order's title", _TEXT, "The Eastmere (Parking Places) Order 2024"),
    Column("article", "the article", _TEXT, "12(1)(b)"),
    Column("schedule", "the schedule and item", _TEXT, "Schedule 3, item 14", needed=False),
    Column("hours", "the hours the order sets", _TEXT, "Mon-Fri 8.30am-6.30pm", needed=False),
    Column("made", "the day it was made", DAY, "2024-03-01"),
    Column("in_force_from", "the first day it had force", DAY, "2024-04-01"),
    Column("in_force_to", "the last day it has force", DAY, "", needed=False),
    Column("words", "the words of the article", _TEXT, "No person shall cause ...", needed=False),
)

PAPERS = (
    Column("id", _ID, _TEXT, "OP-31"),
    Column("order", "the order it belongs to: an id in orders/orders.csv", _TEXT, "TO-7", needed=False),
    Column("location", "the location it shows: an id in locations.csv", _TEXT, "LOC-12", needed=False),
    Column(
        "file", "the file's name inside orders/", "a file name, with folders parted by /", "sign-alder-1.jpg"
    ),
    Column("kind", "what it is", "one of " + ", ".join(PAPER_KINDS), "sign", choices=PAPER_KINDS),
    Column("taken", "the day it was taken or drawn", DAY, "2026-02-11", needed=False),
    Column("caption", "what it shows", _TEXT, "Sign at the junction with Mill Lane"),
    Column(
        "sha256", "the file's SHA-256; checked where it is given", "64 hexadecimal digits", "", needed=False
    ),
)

POST = (
    Column("id", _ID, _TEXT, "SC-5501"),
    Column(
        "file",
        "the scan's name inside post/",
        "a file name, with folders parted by /",
        "5501.pdf",
        needed=False,
    ),
    Column("received", "the day the council received it", DAY, "2026-05-09"),
    Column("channel", "how it came", "one of " + ", ".join(CHANNELS), "post", choices=CHANNELS),
    Column("from_name", "who wrote", _TEXT, "Jo Example"),
    Column("from_address", "the writer's address", "lines parted by | or by new lines", "3 Elm Row|Eastmere"),
    Column("from_postcode", "the writer's postcode", _TEXT, "ZZ1 4AB", needed=False),
    Column("subject", "what it is about", _TEXT, "Parking fine"),
    Column("text", "its words, as far as the scanner read them", _TEXT, "I write about ...", needed=False),
    Column("pcn", "the PCN as the scanner read it; it may be wrong", _TEXT, "ZZ1234567A", needed=False),
    Column("pages", "how many pages it has", "a whole number", "2", needed=False),
)

PROCEEDINGS = (
    Column("pcn", "the PCN it is about", _PCN, "ZZ1234567A"),
    Column(
        "kind",
        "what runs beside the PCN",
        "a kind of the law's table: appeal, statement, out-of-time …",
        "appeal",
    ),
    Column("reference", "the tribunal's or the court's own number", _TEXT, "2260123456", needed=False),
    Column("form", "the form it came on", "TE9, TE7, PE3, PE2, TE3 or N244", "", needed=False),
    Column("ground", "the form's ground", "an id of the law's table", "", needed=False),
    Column("began", "the day its clock begins with", DAY, "2026-05-06"),
    Column("answered", "the day the council did what it must do in it", DAY, "", needed=False),
    Column("ended", "the day it ended", DAY, "", needed=False),
    Column("result", "how it ended", "an event of the law's table; only with ended", "", needed=False),
    Column("words", "anything else said of it", _TEXT, "", needed=False),
)

ADJUSTMENTS = (
    Column("id", _ID, _TEXT, "A-31"),
    Column("pcn", "the PCN it belongs to", _PCN, "ZZ1234567A"),
    Column("on", "its day", DAY, "2026-05-15"),
    Column(
        "kind",
        "what sort of entry",
        "one of " + ", ".join(ADJUSTMENT_KINDS),
        "refund",
        choices=ADJUSTMENT_KINDS,
    ),
    Column(
        "account",
        "which kind of money it is of",
        "one of " + ", ".join(ACCOUNTS),
        "penalty",
        choices=ACCOUNTS,
    ),
    Column(
        "amount",
        "how much; a waiver and a write-off take it off what is owed, the others add to it",
        SUM,
        "£55.00",
    ),
    Column("words", "why", _TEXT, "Paid twice"),
)

FILES: dict[str, tuple[Column, ...]] = {
    "cases.csv": CASES,
    "correspondence.csv": CORRESPONDENCE,
    "payments.csv": PAYMENTS,
    "notes.csv": NOTES,
    "evidence/manifest.csv": EVIDENCE,
    "history.csv": HISTORY,
    "permits.csv": PERMITS,
    "sessions.csv": SESSIONS,
    "locations.csv": LOCATIONS,
    "orders/orders.csv": ORDERS,
    "orders/manifest.csv": PAPERS,
    "post/post.csv": POST,
    "proceedings.csv": PROCEEDINGS,
    "adjustments.csv": ADJUSTMENTS,
}
"""Every file an import folder may hold beside mail and the files that rows name."""
