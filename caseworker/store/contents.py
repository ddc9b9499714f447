"""Whether bytes that are kept are still those whose digest was kept beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from caseworker.store.raw import Reader

_KEPT = {
    "letter": "SELECT l.id, l.number, l.sha256, b.docx FROM letters l "
    "LEFT JOIN letter_bytes b ON b.letter_id = l.id WHERE l.id > ? ORDER BY l.id LIMIT 1",
    "correspondence": "SELECT t.item_id, i.source_id, t.sha256, t.original FROM item_texts t "
    "JOIN items i ON i.id = t.item_id WHERE t.item_id > ? ORDER BY t.item_id LIMIT 1",
    "evidence": "SELECT b.evidence_id, e.source_id, e.sha256, b.content FROM evidence_bytes b "
    "JOIN evidence e ON e.id = b.evidence_id WHERE b.evidence_id > ? ORDER BY b.evidence_id LIMIT 1",
}
"""By what it is: its id, its name, the digest and the bytes; one at a time, since a film's clip is large."""


def changed(reader: Reader) -> Iterator[str]:
    """What is no longer as it came in or went out, in words: SQLite does not notice a blank page."""
    for what, sql in _KEPT.items():
        last = 0
        while rows := reader.rows(sql, (last,)):
            last, name, digest, content = rows[0]
            if content is None or hashlib.sha256(content).hexdigest() != digest:
                yield f"{what} {name} is not as it was kept"
