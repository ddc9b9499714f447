"""The tables: one class a table, one docstring a table, the columns in the field's own words.

Large things (texts, pictures, letters) stand in tables of their own, so that no list query reads them.
Money is integer pence; a legal day is a date named ``*_on``; an instant is UTC, named ``*_at``.
Enums are text; `SQLModel(table=True)` validates nothing, so rows are checked where they come in.
"""

from __future__ import annotations

from caseworker.store.tables.background import (
    History,
    Location,
    Order,
    OrderPaper,
    OrderPaperBytes,
    Permit,
    Session,
)
from caseworker.store.tables.cases import Case, CaseLink, Decision, Point, PointEvidence, Viewing
from caseworker.store.tables.inbox import Inbox, InboxText
from caseworker.store.tables.letters import (
    Draft,
    Enclosure,
    JointLetter,
    Letter,
    LetterBytes,
    LetterFinding,
    LetterParagraph,
)
from caseworker.store.tables.library import Favourite, LetterMark, ParagraphVersion
from caseworker.store.tables.notices import Event, Notice, Payment, Pcn
from caseworker.store.tables.office import Arrival, AuditEntry, AuditSeal, Batch, Counter, Installation, Tally
from caseworker.store.tables.papers import Evidence, EvidenceBytes, Item, ItemText, Note
from caseworker.store.tables.post import OutcomeExport, PostBatch, Posting, Told
from caseworker.store.tables.proceedings import Adjustment, Consent, Proceeding, Readdressed, Removal
from caseworker.store.tables.waiting import CouncilWord, FilmViewing, Hold, SavedView

__all__ = [
    "Adjustment",
    "Arrival",
    "AuditEntry",
    "AuditSeal",
    "Batch",
    "Case",
    "CaseLink",
    "Consent",
    "CouncilWord",
    "Counter",
    "Decision",
    "Draft",
    "Enclosure",
    "Event",
    "Evidence",
    "EvidenceBytes",
    "Favourite",
    "FilmViewing",
    "History",
    "Hold",
    "Inbox",
    "InboxText",
    "Installation",
    "Item",
    "ItemText",
    "JointLetter",
    "Letter",
    "LetterBytes",
    "LetterFinding",
    "LetterMark",
    "LetterParagraph",
    "Location",
    "Note",
    "Notice",
    "Order",
    "OrderPaper",
    "OrderPaperBytes",
    "OutcomeExport",
    "ParagraphVersion",
    "Payment",
    "Pcn",
    "Permit",
    "Point",
    "PointEvidence",
    "PostBatch",
    "Posting",
    "Proceeding",
    "Readdressed",
    "Removal",
    "SavedView",
    "Session",
    "Tally",
    "Told",
    "Viewing",
]
