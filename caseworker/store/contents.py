"""Whether bytes that are kept are still those whose digest was kept beside them, or in the record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseworker.store.imported import Sealed, adjustment_digest, payment_digest, runs_of

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


@dataclass(frozen=True, slots=True)
class _Money:
    """Where a kind of money is kept, and what the record says of it."""

    name: str
    table: str
    columns: str
    """Its id, then what its digest is made of."""
    digest: Callable[..., str]
    act: str
    """The act that enters one by itself."""
    entered: str
    """The field of that act's entry that names it."""
    key: str
    """The column that the field names."""
    imported: str
    """The field of an import's entry that names all that came with it."""


_OF_MONEY = {
    "payment": _Money(
        name="payment",
        table="payments",
        columns="id, source_id, pcn_id, received_on, amount_pence, method",
        digest=payment_digest,
        act="event",
        entered="payment",
        key="id",
        imported="payments",
    ),
    "adjustment": _Money(
        name="adjustment",
        table="adjustments",
        columns='id, source_id, pcn_id, "on", kind, account, pence, words',
        digest=adjustment_digest,
        act="adjust",
        entered="number",
        key="source_id",
        imported="adjustments",
    ),
}
KINDS = (*_KEPT, "record", *_OF_MONEY)
"""What is compared; ``record`` is each letter's digest with the one that was entered as it was issued;
``payment`` and ``adjustment`` are money, with the digests that were entered for it."""
WITHOUT = (
    "names and addresses, points, decisions, the words shown of letters and "
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
    if kind in _OF_MONEY:
        yield from _money(reader, _OF_MONEY[kind])
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


def _money(reader: Reader, one: _Money) -> Iterator[str]:
    """Compare money with its digests in the record: one that was entered here by itself, an import as one."""
    if not _there(reader, one.table):
        return
    acts = "SELECT seq, body FROM audit WHERE act IN (?, 'intake') ORDER BY seq"
    for seq, body in reader.rows(acts, (one.act,)):
        fields = _fields(body)
        if one.entered in fields:
            yield from _entered_here(reader, one, seq, fields)
        elif one.imported in fields:
            yield _as_imported(reader, one, seq, fields)


def _entered_here(reader: Reader, one: _Money, seq: int, fields: dict[str, Any]) -> Iterator[str]:
    number = fields[one.entered]
    rows = reader.rows(f"SELECT {one.columns} FROM {one.table} WHERE {one.key} = ?", (number,))  # noqa: S608
    if not rows:
        yield f"{one.name} {number} of entry {seq} is not in the store"
    else:
        same = one.digest(*rows[0][1:]) == fields.get("digest")
        yield "" if same else f"{one.name} {number} is not the one of entry {seq}"


def _as_imported(reader: Reader, one: _Money, seq: int, fields: dict[str, Any]) -> str:
    ids = str(fields[one.imported])
    if not ids[:1].isdecimal():
        return ""  # more runs than an entry keeps as they are: nothing can be said of them
    sealed = Sealed()
    sql = f"SELECT {one.columns} FROM {one.table} WHERE id BETWEEN ? AND ? ORDER BY id"  # noqa: S608
    for first, last in runs_of(ids):
        for row_id, *row in reader.rows(sql, (first, last)):
            sealed.add(row_id, one.digest(*row))
    if sealed.digest == fields.get(f"{one.imported}_digest"):
        return ""
    return f"{one.imported} {ids}, imported with entry {seq}, are not as they came"


def _there(reader: Reader, table: str) -> bool:
    names = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?"
        if reader.dialect == "sqlite"
        else "SELECT table_name FROM information_schema.tables "
        "WHERE table_schema = current_schema() AND table_name = ?"
    )
    return bool(reader.rows(names, (table,)))
