"""Checking the record: every entry, every chain, every seal, and the seals that were kept elsewhere."""

from __future__ import annotations

import hashlib
import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from caseworker.store import schema
from caseworker.store.audit import Anchor, seal_hash

if TYPE_CHECKING:
    from caseworker.store.engine import Store
    from caseworker.store.raw import Reader

_PAGE = 200
"""Entries read at a time: few enough to stay in the processor's cache, and never long in anybody's way."""
_FIRST = (1, "")
"""What the first entry of a chain has for its link and for the hash before it."""
_MOST = 1_000
"""How many faults are told before counting is enough."""
_AT = {"sqlite": "at", "postgresql": """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written."""

    kind: str
    """``changed``, ``order``, ``missing``, ``seal``, ``trigger``, ``schema`` or ``anchor``."""
    words: str
    seq: int | None = None
    """The entry's number, where it is one entry."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of the whole record found."""

    entries: int
    chains: int
    seals: int
    sealed_up_to: int
    """The last entry under a seal; those after it rest on their chains alone."""
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


@dataclass(slots=True)
class _Walk:
    """What is known so far on the way through the record."""

    contiguous: bool
    """Whether numbers follow each other: on PostgreSQL an undone act leaves a gap, on SQLite nothing does."""
    ends: list[int]
    """The last entry of each seal."""
    seq: int = 0
    entries: int = 0
    sealed: int = 0
    """How many seals are passed."""
    digests: list[str] = field(default_factory=list)
    digest: Any = field(default_factory=hashlib.sha256)
    chains: dict[str, tuple[int, str]] = field(default_factory=dict)
    """By chain: the next entry's link, and the hash it must follow."""
    faults: list[Fault] = field(default_factory=list)

    def fault(self, kind: str, words: str, seq: int | None = None) -> None:
        """Note a fault, up to a sensible number."""
        if len(self.faults) < _MOST:
            self.faults.append(Fault(kind, words, seq))


def verify(store: Store, anchors: Sequence[Anchor] = ()) -> Verified:
    """Check every entry, in their order, a page at a time; anything changed, removed, added or moved is told.

    Args:
        store: an opened store.
        anchors: seals kept elsewhere; without them a record that was cut off or forged whole looks sound.
    """
    with store.raw() as reader:
        at = _at(reader, "sealed_at")
        seals = reader.rows(
            f"SELECT id, {at}, up_to_seq, heads, previous, hash FROM audit_seals ORDER BY id"  # noqa: S608
        )
        walk = _Walk(reader.dialect == "sqlite", [seal[2] for seal in seals if isinstance(seal[2], int)])
        if len(walk.ends) < len(seals):
            walk.fault("seal", "a seal holds something that was never written")
            seals = []
        sql = (
            f"SELECT seq, chain, link, act, officer, {_at(reader, 'at')}, body, previous, hash "  # noqa: S608
            "FROM audit WHERE seq > ? ORDER BY seq LIMIT ?"
        )
        try:
            while rows := reader.rows(sql, (walk.seq, _PAGE)):
                _check_page(walk, rows)
        except sqlite3.OperationalError:
            walk.fault("changed", f"what follows entry {walk.seq} cannot be read", walk.seq + 1)
        _check_seals(walk, seals)
        _check_anchors(walk, seals, anchors)
        for name in schema.missing_triggers(reader):
            walk.fault("trigger", f"the guard {name} is missing")
        if schema.fingerprint(reader) != schema.expected(store.revision, store.dialect):
            walk.fault("schema", "the tables are not as this version makes them")
    sealed = max(walk.ends, default=0)
    return Verified(walk.entries, len(walk.chains), len(seals), sealed, tuple(walk.faults))


def _at(reader: Reader, column: str) -> str:
    return column if reader.dialect == "sqlite" else _AT["postgresql"].replace("at AT", f"{column} AT", 1)


def _check_page(walk: _Walk, rows: list[tuple[Any, ...]]) -> None:
    """Check the entries of one page, and take them up under their seals."""
    chains, sha256, previous_seq = walk.chains, hashlib.sha256, walk.seq
    for seq, chain, link, act, officer, at, body, previous, digest in rows:
        try:
            if chains.get(chain, _FIRST) != (link, previous):
                walk.fault("order", f"entry {seq} does not follow the one before it in {chain}", seq)
            if sha256(previous.encode() + body).hexdigest() != digest:
                walk.fault("changed", f"entry {seq} of {chain} was changed", seq)
            begins = f'{{"act":"{act}","at":"{at}","chain":"{chain}","fields":{{'.encode()
            ends = f'}},"link":{link},"officer":"{officer}","seq":{seq}}}'.encode()
            if not (body.startswith(begins) and body.endswith(ends)):
                walk.fault("changed", f"entry {seq} of {chain} does not say what was hashed", seq)
            chains[chain] = (link + 1, digest)
        except (TypeError, AttributeError):
            # SQLite lets anything stand in any column: text where bytes were, nothing where text was.
            walk.fault("changed", f"entry {seq} of {chain} holds something that was never written", seq)
        if walk.contiguous and seq != previous_seq + 1:
            walk.fault("missing", f"between entries {previous_seq} and {seq} something is missing", seq)
        previous_seq = seq
    walk.entries += len(rows)
    walk.seq = previous_seq
    _take_up([int(row[0]) for row in rows], [str(row[8]) for row in rows], walk)


def _take_up(seqs: list[int], hashes: list[str], walk: _Walk) -> None:
    """Add hashes to the digest of the seal that covers them."""
    start = 0
    while walk.sealed < len(walk.ends):
        cut = bisect_right(seqs, walk.ends[walk.sealed], start)
        walk.digest.update("".join(hashes[start:cut]).encode())
        start = cut
        if seqs[-1] < walk.ends[walk.sealed]:
            return
        walk.digests.append(walk.digest.hexdigest())
        walk.digest = hashlib.sha256()
        walk.sealed += 1


def _check_seals(walk: _Walk, seals: list[tuple[Any, ...]]) -> None:
    """Check that the seals follow each other, and that what they cover is what was entered."""
    last_hash, last_number, last_end = "", 0, 0
    for n, (number, at, up_to, heads, previous, digest) in enumerate(seals):
        if number != last_number + 1 or previous != last_hash or up_to <= last_end:
            walk.fault("seal", f"seal {number} does not follow the one before it")
        if seal_hash(previous, number, at, up_to, heads) != digest:
            walk.fault("seal", f"seal {number} was changed")
        if n >= len(walk.digests):
            walk.fault("missing", f"entries up to {up_to} were sealed, but they end at {walk.seq}")
        elif walk.digests[n] != heads:
            walk.fault(
                "seal",
                f"what seal {number} covers (entries {last_end + 1} to {up_to}) is not what was sealed",
            )
        last_hash, last_number, last_end = digest, number, up_to


def _check_anchors(walk: _Walk, seals: list[tuple[Any, ...]], anchors: Sequence[Anchor]) -> None:
    """Compare with the seals kept elsewhere."""
    known = {int(seal[0]): (int(seal[2]), seal[5]) for seal in seals}
    for anchor in anchors:
        found = known.get(anchor.seal)
        if found is None:
            walk.fault(
                "anchor",
                f"the record was cut off: seal {anchor.seal} of {anchor.sealed_at} is no longer in it",
            )
        elif found != (anchor.up_to_seq, anchor.hash):
            walk.fault(
                "anchor",
                f"the record was written anew: seal {anchor.seal} is not the one of {anchor.sealed_at}",
            )
