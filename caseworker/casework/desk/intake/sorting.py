"""Which rows of an import belong together: everything of one PCN, its mail too, and what waits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from caseworker.casework.landing.pieces import as_letter, attached, pcns_in
from caseworker.reading.proceedings import AdjustmentRow, ProceedingRow
from caseworker.reading.rows import (
    AnyRow,
    CaseRow,
    EvidenceRow,
    Extract,
    HistoryRow,
    LetterRow,
    NoteRow,
    PaymentRow,
    PostRow,
)
from caseworker.store.bulk import Bulk

MAIL = "mail/"
"""What messages are counted under."""


OfPcn = CaseRow | LetterRow | PaymentRow | NoteRow | EvidenceRow | HistoryRow | ProceedingRow | AdjustmentRow
"""A row that belongs to a PCN."""


@dataclass(slots=True)
class Sorted:
    """The rows of an import by PCN, and those that wait for a person."""

    by_pcn: dict[str, list[OfPcn]] = field(default_factory=dict)
    inbox: list[PostRow] = field(default_factory=list)
    letters: list[LetterRow] = field(default_factory=list)
    """Correspondence for a PCN that is nowhere, to wait in the inbox."""
    mail: dict[str, PostRow] = field(default_factory=dict)
    """Messages that went to a PCN, by their ids."""

    def wait(self, row: OfPcn) -> None:
        """Let a message wait that was to go to a PCN; what was attached to it waits in it."""
        if isinstance(row, LetterRow):
            self.inbox.append(self.mail[row.id])


def sort(bulk: Bulk, extract: Extract, today: date) -> Sorted:
    """Put each row to its PCN; mail that names exactly one known PCN goes to it.

    A message that tells no day, or one that has not come, came today.
    """
    found = Sorted()
    groups: tuple[tuple[OfPcn, ...], ...] = (
        *(extract.cases, extract.correspondence, extract.payments, extract.notes, extract.evidence),
        *(extract.history, extract.proceedings, extract.adjustments),
    )
    for group in groups:
        for row in group:
            found.by_pcn.setdefault(row.pcn, []).append(row)
    named = {
        row.id: pcns_in(f"{row.subject}\n{row.text}")
        for row in extract.post
        if is_mail(row) and not row.fault
    }
    wanted = {pcn for pcns in named.values() for pcn in pcns}
    here = {row.pcn for row in extract.cases} & wanted
    known = here | {pcn for (pcn,) in bulk.found("pcns", "pcn", "pcn", sorted(wanted - here))}
    for piece in extract.post:
        if is_mail(piece) and not date.min < piece.received_on <= today:
            piece = replace(piece, received_on=today)
        pcns = [pcn for pcn in named.get(piece.id, ()) if pcn in known]
        if len(pcns) == 1:
            found.mail[piece.id] = piece
            letter = as_letter(piece, pcns[0])
            found.by_pcn.setdefault(pcns[0], []).extend((letter, *attached(letter, piece.attachments)))
        else:
            found.inbox.append(piece)
    return found


def is_mail(row: PostRow) -> bool:
    """Whether a row is a message of `mail/`, not a row of `post/post.csv`."""
    return row.file.casefold().endswith(".eml")


def is_attachment(row: AnyRow) -> bool:
    """Whether a row is a file that came with a message."""
    return isinstance(row, EvidenceRow) and counted_as(row.file) == MAIL


def counted_as(file: str) -> str:
    """The name under which a row of a file is counted: messages together."""
    return MAIL if file.casefold().endswith(".eml") else file
