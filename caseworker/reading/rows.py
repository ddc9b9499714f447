"""What an import holds once its cells are read: one frozen record a row, with the line it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from caseworker.reading.delimited import Fault


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A PCN as the supplier knows it, from `cases.csv`."""

    line: int
    pcn: str
    vrm: str
    vrm_raw: str
    make: str
    colour: str
    served_how: str
    """``fixed``, ``by-hand`` or ``post``."""
    basis: str
    code: str
    contravened_on: date
    contravened_time: str
    observed_from: str
    observed_to: str
    location: str
    restriction: str
    enforced_by: str
    pcn_on: date
    """The day the PCN was served by an officer, or the day it was posted."""
    notice_to_owner_posted_on: date | None
    charge_certificate_posted_on: date | None
    keeper_name: str
    keeper_address: str
    keeper_postcode: str
    keeper_dead: bool
    band: str
    data_as_of: datetime
    row_hash: str
    """Over everything but `data_as_of`: what changed when the same PCN comes again."""

    file = "cases.csv"


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One piece of correspondence, from `correspondence.csv`."""

    line: int
    id: str
    pcn: str
    received_on: date
    channel: str
    from_name: str
    from_address: str
    from_postcode: str
    writer: str
    subject: str
    text: str
    """Made safe: no word lost, hidden characters shown as marks."""
    original: bytes
    """The words as they came in."""
    row_hash: str

    file = "correspondence.csv"


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """Money received, from `payments.csv`."""

    line: int
    id: str
    pcn: str
    received_on: date
    amount_pence: int
    method: str
    row_hash: str

    file = "payments.csv"


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note on a PCN, from `notes.csv`."""

    line: int
    id: str
    pcn: str
    noted_at: datetime
    kind: str
    by: str
    text: str
    row_hash: str

    file = "notes.csv"


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A photograph, document or film, from `evidence/manifest.csv` and the file it names."""

    line: int
    id: str
    pcn: str
    name: str
    kind: str
    sent_by: str
    taken_at: str
    caption: str
    size: int
    sha256: str
    path: str
    """Where a film lies; empty for what is kept in the store."""
    content: bytes | Path | None
    """The bytes, or where they are read when they are kept; nothing for a film."""
    row_hash: str

    file = "evidence/manifest.csv"


@dataclass(frozen=True, slots=True)
class Extract:
    """Everything read from one import folder, and every fault found on the way."""

    cases: tuple[CaseRow, ...]
    correspondence: tuple[LetterRow, ...]
    payments: tuple[PaymentRow, ...]
    notes: tuple[NoteRow, ...]
    evidence: tuple[EvidenceRow, ...]
    faults: tuple[Fault, ...]
    digest: str
    """SHA-256 over the files' names and contents: the same folder is known again."""

    @property
    def rows(self) -> int:
        """How many rows were read whole."""
        return sum(map(len, (self.cases, self.correspondence, self.payments, self.notes, self.evidence)))
