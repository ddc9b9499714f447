"""Write notes, history and evidence of PCNs that are known by now."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from caseworker.casework.landing.touched import Touched
from caseworker.law.refusals import Refused
from caseworker.store.bulk import Bulk


def append(bulk: Bulk, touched: Sequence[Touched]) -> None:
    """Write notes and history: rows that are added and never changed."""
    notes: list[tuple[Any, ...]] = []
    history: list[tuple[Any, ...]] = []
    for one in touched:
        for note in one.notes:
            notes.append(
                (note.id, one.id, bulk.at(note.noted_at), note.kind, note.by, note.text, note.row_hash)
            )
        for row in one.history:
            history.append((row.id, one.id, bulk.day(row.on), row.at, row.event, row.by, row.row_hash))
    bulk.insert("notes", "source_id pcn_id noted_at kind by text row_hash", notes)
    bulk.insert("history", "source_id pcn_id on time event by row_hash", history)


def evidence(bulk: Bulk, touched: Sequence[Touched]) -> None:
    """Write evidence, then its bytes one by one, so that a large import does not hold them all at once."""
    found = [(one, row) for one in touched for row in one.evidence]
    rows: list[tuple[Any, ...]] = []
    ids = bulk.ids("evidence", len(found))
    for evidence_id, (one, row) in zip(ids, found, strict=True):
        rows.append(
            (
                *(evidence_id, row.id, one.id, row.name, row.kind, row.sent_by, row.taken_at, row.caption),
                *(row.size, row.sha256, row.path, row.row_hash),
            )
        )
    columns = "id source_id pcn_id name kind sent_by taken_at caption size sha256 path row_hash"
    bulk.insert("evidence", columns, rows)
    for evidence_id, (_, row) in zip(ids, found, strict=True):
        if row.content is not None:
            content = content_of(row.content, row.sha256, f"evidence/{row.name}")
            bulk.insert("evidence_bytes", "evidence_id content", [(evidence_id, content)])


def content_of(held: bytes | Path, sha256: str, name: str) -> bytes:
    """The bytes of a file, which must still be those that were checked."""
    if isinstance(held, bytes):
        return held
    content = held.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refused(
            f"{name} was changed while it was being imported.",
            rule="What is kept is what was checked.",
            do="Import the folder again once nothing writes to it.",
        )
    return content
