"""Put post and mail that is on no case into the inbox, as it came."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection

from caseworker.casework.desk.intake.plan import AS_FIRST, Counts
from caseworker.casework.desk.intake.sorting import is_mail
from caseworker.casework.landing.known import hashes
from caseworker.reading.delimited import Fault
from caseworker.reading.rows import LetterRow, PostRow
from caseworker.store import inbox
from caseworker.store.bulk import Bulk


def take(
    tx: Connection,
    rows: Sequence[PostRow],
    letters: Sequence[LetterRow],
    counts: Counts,
    *,
    write: bool,
) -> tuple[int, list[Fault]]:
    """Put what is not known yet into the inbox; gives how many pieces, and what is wrong.

    Args:
        rows: post and mail.
        letters: correspondence for a PCN that is nowhere.
    """
    bulk = Bulk(tx)
    ids = [row.id for row in rows]
    before = hashes(bulk, "inbox", ids) | hashes(bulk, "items", ids)
    faults: list[Fault] = []
    new: list[PostRow] = []
    for row in rows:
        if row.id not in before:
            counts.add(row, "new")
            new.append(row)
            continue
        counts.add(row, "unchanged")
        if before[row.id] != row.row_hash and not is_mail(row):
            faults.append(Fault(row.file, row.line, "id", f'"{row.id}" with other facts', AS_FIRST))
    for letter in letters:
        counts.add(letter, "new")
    pieces = [*map(_piece, new), *map(_letter, letters)]
    if write:
        inbox.add(bulk, pieces)
    return len(pieces), faults


def _piece(row: PostRow) -> inbox.Piece:
    return inbox.Piece(
        source_id=row.id,
        channel=row.channel,
        received_on=row.received_on,
        from_name=row.from_name,
        from_address=row.from_address,
        from_postcode=row.from_postcode,
        subject=row.subject,
        pcn_read=row.pcn,
        fault=row.fault,
        name=row.name,
        media=row.kind,
        size=row.size,
        sha256=row.sha256,
        row_hash=row.row_hash,
        text=row.text,
        original=row.original,
    )


def _letter(row: LetterRow) -> inbox.Piece:
    digest = hashlib.sha256(row.original).hexdigest()
    return inbox.Piece(
        source_id=row.id,
        channel=row.channel,
        received_on=row.received_on,
        from_name=row.from_name,
        from_address=row.from_address,
        from_postcode=row.from_postcode,
        subject=row.subject,
        pcn_read=row.pcn,
        size=len(row.original),
        sha256=digest,
        row_hash=row.row_hash,
        text=row.text,
        original=row.original,
    )
