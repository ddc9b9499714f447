"""The tables: one class a table, one docstring a table, the columns in the field's own words.

Large things (texts, pictures, letters) stand in tables of their own, so that no list query reads them.
Money is integer pence; a legal day is a date named ``*_on``; an instant is UTC, named ``*_at``.
Enums are text; `SQLModel(table=True)` validates nothing, so rows are checked where they come in.
"""

from __future__ import annotations

from caseworker.store.tables.cases import Case, Decision, Point, PointEvidence, Viewing
from caseworker.store.tables.letters import Draft, Letter, LetterBytes, LetterFinding, LetterParagraph
from caseworker.store.tables.notices import Event, Notice, Payment, Pcn
from caseworker.store.tables.office import AuditEntry, AuditSeal, Batch, Counter, Installation, Tally
from caseworker.store.tables.papers import Evidence, EvidenceBytes, Item, ItemText, Note

__all__ = [
    "AuditEntry",
    "AuditSeal",
    "Batch",
    "Case",
    "Counter",
    "Decision",
    "Draft",
    "Event",
    "Evidence",
    "EvidenceBytes",
    "Installation",
    "Item",
    "ItemText",
    "Letter",
    "LetterBytes",
    "LetterFinding",
    "LetterParagraph",
    "Note",
    "Notice",
    "Payment",
    "Pcn",
    "Point",
    "PointEvidence",
    "Tally",
    "Viewing",
]
