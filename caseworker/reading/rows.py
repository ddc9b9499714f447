"""What an import holds once its cells are read: one frozen record a row, with the line it came from.

`file` is the file as it is named in the folder: ours, or the supplier's own where a profile maps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from caseworker.reading.delimited import Fault
from caseworker.reading.proceedings import AdjustmentRow, ProceedingRow


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
    file: str = "cases.csv"
    regime: str = ""
    """What the supplier calls the regime: only a check of what the facts say."""
    pcn_dated_on: date | None = None
    """The date on a PCN by post, where it is not the day it was posted."""
    enforcement_notice_posted_on: date | None = None
    rejection_posted_on: date | None = None
    order_posted_on: date | None = None
    """When the order for recovery was posted."""
    kind_of_hold: str = ""
    """``removal`` or ``clamp``, where the vehicle was held."""
    taken_on: date | None = None
    taken_time: str = ""
    pound: str = ""
    released_on: date | None = None
    rights_given_on: date | None = None
    """When the right to make representations was notified in writing."""
    parent: str = ""
    """The PCN that this one replaces."""
    vehicle_class: str = ""
    """What the vehicle was charged as in a Clean Air Zone."""


ENQUIRIES = ("query", "complaint", "member", "information", "subject-access")
"""What a letter may be that disputes nothing: a case of its own, with a clock of its own."""


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
    file: str = "correspondence.csv"
    kind: str = "challenge"
    """``challenge``, one of `ENQUIRIES`, or ``both``: a challenge that complains too."""


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
    file: str = "payments.csv"


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
    file: str = "notes.csv"


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
    file: str = "evidence/manifest.csv"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """Something the supplier's system knows happened before, from `history.csv`."""

    line: int
    id: str
    pcn: str
    on: date
    at: str
    """``HH:MM``, or nothing where only the day is known."""
    event: str
    by: str
    row_hash: str
    file: str = "history.csv"


@dataclass(frozen=True, slots=True)
class PermitRow:
    """A permit of any vehicle, from `permits.csv`; it is tied to no PCN."""

    line: int
    id: str
    vrm: str
    vrm_raw: str
    number: str
    kind: str
    zone: str
    valid_from: date
    valid_to: date
    status: str
    holder: str
    row_hash: str
    file: str = "permits.csv"


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A paid session, voucher, dispensation or suspension, from `sessions.csv`; tied to no PCN."""

    line: int
    id: str
    kind: str
    vrm: str
    """Empty for a suspension, which is of a place."""
    vrm_raw: str
    location: str
    location_code: str
    starts_at: datetime
    ends_at: datetime
    amount_pence: int | None
    reference: str
    words: str
    row_hash: str
    file: str = "sessions.csv"


@dataclass(frozen=True, slots=True)
class LocationRow:
    """A street or a place in it, with its restriction and hours, from `locations.csv`."""

    line: int
    id: str
    street: str
    place: str
    zone: str
    restriction: str
    hours: str
    location_code: str
    order: str
    """Id of a row of `orders/orders.csv`, or nothing."""
    row_hash: str
    file: str = "locations.csv"


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An article of a traffic order, from `orders/orders.csv`."""

    line: int
    id: str
    title: str
    article: str
    schedule: str
    hours: str
    made_on: date
    from_on: date
    to_on: date | None
    words: str
    row_hash: str
    file: str = "orders/orders.csv"


@dataclass(frozen=True, slots=True)
class OrderPaperRow:
    """A picture of a sign, a plan or the order itself, from `orders/manifest.csv`."""

    line: int
    id: str
    order: str
    location: str
    name: str
    kind: str
    taken_on: date | None
    caption: str
    size: int
    sha256: str
    content: bytes | Path | None
    """The bytes, or where they are read when they are kept."""
    row_hash: str
    file: str = "orders/manifest.csv"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message: listed always, its bytes kept only where it is a picture or a PDF."""

    name: str
    kind: str
    """``photo``, ``document`` or ``other``."""
    size: int
    sha256: str
    content: bytes | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A piece of post or mail that is on no case yet, from `post/post.csv` or `mail/`."""

    line: int
    id: str
    channel: str
    received_on: date
    from_name: str
    from_address: str
    from_postcode: str
    subject: str
    text: str
    """Made safe; empty where nothing could be read."""
    pcn: str
    """As it was read: it may be wrong, or nothing."""
    original: bytes
    """The scanned file, the message as it came, or the words as they came."""
    name: str
    """The file's own name; empty where there is no file."""
    kind: str
    """``text``, ``photo`` or ``document``."""
    size: int
    sha256: str
    fault: str
    """Why it could not be read, in words; empty where it was."""
    row_hash: str
    file: str = "post/post.csv"
    pages: int = 0
    """How many pages, where it was told."""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """Something worth knowing that is no fault: a row repeated word for word, a mark easily misread."""

    file: str
    line: int
    column: str
    words: str


AnyRow = (
    CaseRow
    | LetterRow
    | PaymentRow
    | NoteRow
    | EvidenceRow
    | HistoryRow
    | ProceedingRow
    | AdjustmentRow
    | PermitRow
    | SessionRow
    | LocationRow
    | OrderRow
    | OrderPaperRow
    | PostRow
)


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
    """SHA-256 over the files' names and contents, and over the profile: the same folder is known again."""
    history: tuple[HistoryRow, ...] = ()
    permits: tuple[PermitRow, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    locations: tuple[LocationRow, ...] = ()
    orders: tuple[OrderRow, ...] = ()
    order_papers: tuple[OrderPaperRow, ...] = ()
    post: tuple[PostRow, ...] = ()
    """Mail and scanned post, for the inbox or the one case they name."""
    proceedings: tuple[ProceedingRow, ...] = ()
    adjustments: tuple[AdjustmentRow, ...] = ()
    held_back: frozenset[str] = frozenset()
    """PCNs whose row in `cases.csv` is faulty: their letters do have a case, once it is put right."""
    remarks: tuple[Remark, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows were read whole."""
        return sum(map(len, self.groups))

    @property
    def groups(self) -> tuple[tuple[AnyRow, ...], ...]:
        """The rows, file by file."""
        return (
            *(self.cases, self.correspondence, self.payments, self.notes, self.evidence, self.history),
            *(self.permits, self.sessions, self.locations, self.orders, self.order_papers, self.post),
            *(self.proceedings, self.adjustments),
        )
