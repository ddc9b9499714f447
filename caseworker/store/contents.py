"""Whether bytes that are kept are still those whose digest was kept beside them, or in the record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caseworker.store.raw import Reader

_KEPT = {
    "letter": "SELECT l.id, l.number, l.sha256, b.docx FROM letters l "
    "LEFT JOIN letter_bytes b ON b.letter_id = l.id WHERE l.id > ? ORDER BY l.id LIMIT 1",
    "correspondence": "SELECT t.item_id, i.source_id, t.sha256, t.original FROM item_texts t "
    "JOIN items i ON i.id = t.item_id WHERE t.item_id > ? ORDER BY t.item_id LIMIT 1",
    "evidence": "SELECT b.evidence_id, e.source_id, e.sha256, b.content FROM evidence_bytes b "
    "JOIN evidence e ON e.id = b.evidence_id WHERE b.evidence_id > ? ORDER BY b.evidence_id LIMIT 1",
    "inbox": "SELECT t.inbox_id, i.source_id, t.sha256, t.original FROM inbox_texts t "
    "JOIN inbox i ON i.id = t.inbox_id WHERE t.inbox_id > ? ORDER BY t.inbox_id LIMIT 1",
    "paper": "SELECT p.id, p.source_id, p.sha256, b.content FROM order_papers p "
    "JOIN order_paper_bytes b ON b.paper_id = p.id WHERE p.id > ? ORDER BY p.id LIMIT 1",
}
"""By what it is: its id, its name, the digest and the bytes; one at a time, since a film's clip is large."""
_NEWER = {"inbox": "inbox_texts", "paper": "order_paper_bytes"}
"""Tables that an older store does not have: it is backed up before it is brought up to date."""
KINDS = (*_KEPT, "record", "adjustment")
"""What is compared; ``record`` is each letter's digest with the one that was entered as it was issued, and
``adjustment`` each refund, waiver or write-off with the digest that was entered for it."""
WITHOUT = (
    "names and addresses, payments from the case system, points, decisions, the words shown of letters and "
    "correspondence, where a letter is on its way, what the case system was told"
)
"""What has no digest beside it, and is therefore not compared by anything here."""
_MOST = 1_000
"""How many faults are told before counting is enough."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What was compared of one kind."""

    kind: str
    looked: int
    changed: tuple[str, ...]
    """What is no longer as it was kept, in words."""


def compared(reader: Reader) -> tuple[Compared, ...]:
    """Compare everything that has a digest, each kind for itself."""
    found = []
    for kind in KINDS:
        looked = 0
        wrong: list[str] = []
        for words in _looked(reader, kind):
            looked += 1
            if words and len(wrong) < _MOST:
                wrong.append(words)
        found.append(Compared(kind, looked, tuple(wrong)))
    return tuple(found)


def changed(reader: Reader) -> Iterator[str]:
    """What is no longer as it came in or went out, in words: SQLite does not notice a blank page."""
    for kind in KINDS:
        yield from (words for words in _looked(reader, kind) if words)


def _looked(reader: Reader, kind: str) -> Iterator[str]:
    """One string for each thing compared: nothing where it is as it was kept, else what is wrong."""
    if kind == "record":
        yield from _as_entered(reader)
        return
    if kind == "adjustment":
        yield from _adjusted(reader)
        return
    if kind in _NEWER and not _there(reader, _NEWER[kind]):
        return
    last = 0
    while rows := reader.rows(_KEPT[kind], (last,)):
        last, name, digest, content = rows[0]
        yield "" if _digest(content) == digest else f"{kind} {name} is not as it was kept"


def _digest(content: object) -> str:
    """A digest; none where no bytes are: SQLite lets anything stand in any column."""
    return hashlib.sha256(content).hexdigest() if isinstance(content, (bytes, memoryview)) else ""


def _as_entered(reader: Reader) -> Iterator[str]:
    """Compare each letter's digest with the one entered as it was issued."""
    kept = {row[0]: row[1:] for row in reader.rows("SELECT id, number, sha256 FROM letters")}
    last = 0
    sql = "SELECT seq, body FROM audit WHERE act = 'issue' AND seq > ? ORDER BY seq LIMIT 500"
    while rows := reader.rows(sql, (last,)):
        for seq, body in rows:
            last = seq
            letter, digest = _entered(body)
            if letter is None or not digest:
                continue
            number, found = kept.get(letter, ("", ""))
            if not number:
                yield f"letter {letter} of entry {seq} is not in the store"
            else:
                yield "" if found == digest else f"letter {number} is not the one of entry {seq}"


def _entered(body: Any) -> tuple[int | None, str]:
    """The letter's id and digest in an entry."""
    fields = _fields(body)
    return fields.get("letter"), str(fields.get("sha256") or "")


def _fields(body: Any) -> dict[str, Any]:
    """The fields of an entry; a body that cannot be read is for `audit_check` to tell."""
    try:
        found = json.loads(bytes(body))["fields"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _adjusted(reader: Reader) -> Iterator[str]:
    """Compare each adjustment with the digest that was entered as it was recorded."""
    if not _there(reader, "adjustments"):
        return
    sql = 'SELECT source_id, pcn_id, "on", kind, account, pence, words FROM adjustments'
    kept = {row[0]: adjustment_digest(*row) for row in reader.rows(sql)}
    for seq, body in reader.rows("SELECT seq, body FROM audit WHERE act = 'adjust' ORDER BY seq"):
        fields = _fields(body)
        number, digest = fields.get("number"), fields.get("digest")
        if number not in kept:
            yield f"adjustment {number} of entry {seq} is not in the store"
        else:
            yield "" if kept[number] == digest else f"adjustment {number} is not the one of entry {seq}"


def adjustment_digest(
    source: str, pcn_id: int, on: object, kind: str, account: str, pence: int, words: str
) -> str:
    """The digest by which the record knows one adjustment.

    Args:
        on: its day, as a date or as ``YYYY-MM-DD``.
    """
    parts = (source, str(pcn_id), str(on), kind, account, str(pence), words)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _there(reader: Reader, table: str) -> bool:
    names = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?"
        if reader.dialect == "sqlite"
        else "SELECT table_name FROM information_schema.tables "
        "WHERE table_schema = current_schema() AND table_name = ?"
    )
    return bool(reader.rows(names, (table,)))
