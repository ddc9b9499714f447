"""The record of what was done: one entry an act, chained so that nobody can change it unseen.

Each case has a chain of its own, and each entry's hash covers the entry before it. Seals chain everything
entered since the seal before. Whoever can write the file could forge all of it anew: that is found only by
comparing with a seal that was kept elsewhere (`export_head`, `verify` with anchors).
An entry holds ids, field names and digests, never anybody's words.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from caseworker.store.audit_check import Verified
    from caseworker.store.engine import Store

KEPT = frozenset(
    {"outcome", "kind", "letter_kind", "status", "stage", "from_stage", "to_stage", "regime", "code", "slug"}
    | {
        "ground",
        "guideline",
        "followed",
        "level",
        "finding",
        "released",
        "paragraph",
        "version",
        "number",
        "sha256",
        "event",
    }
    | {"payments", "payments_digest", "adjustments", "adjustments_digest"}
    | {"channel", "points", "slugs", "role", "digest", "key", "served_on", "posts_on", "received_on", "until"}
    | {"outcomes", "paragraphs", "findings", "batch", "left_on", "how", "leader", "flags"}
)
"""Fields whose text is an id, a date or a digest and is kept as it is; any other text is hashed."""

_PLAIN = re.compile(r"[A-Za-z0-9:._,/ -]{0,4000}")
_WORDS = re.compile(
    r"Seal (?P<seal>[0-9]{1,12}) of (?P<at>\S+) covers entries up to (?P<up_to>[0-9]{1,18}): (?P<hash>\S+)"
)
_NAME = re.compile(r"[A-Za-z0-9:._-]{1,64}")


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The newest entry of a chain."""

    seq: int
    chain: str
    link: int
    hash: str

    @property
    def short(self) -> str:
        """The beginning of its hash, for a footer."""
        return self.hash[:12]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A seal as it is kept elsewhere: it proves that what it covers was not changed since."""

    seal: int
    up_to_seq: int
    hash: str
    sealed_at: str

    @property
    def line(self) -> str:
        """One line for a file of anchors."""
        return json.dumps(asdict(self), sort_keys=True)

    @property
    def words(self) -> str:
        """The same in words; a file of anchors may hold these lines too."""
        return f"Seal {self.seal} of {self.sealed_at} covers entries up to {self.up_to_seq}: {self.hash}"


def append(
    tx: Connection,
    *,
    chain: str,
    act: str,
    officer: str,
    at: datetime,
    fields: Mapping[str, str | int | None],
) -> AuditHead:
    """Enter an act, in the transaction of the act itself.

    Args:
        tx: the act's transaction.
        chain: ``case:12``, or ``office`` for what belongs to no case.
        act: the act's name, for example ``decide``.
        officer: id of who acts.
        at: when, in UTC.
        fields: what was set. Text is kept only for the names in `KEPT`; other text is hashed.
    """
    for name, value in (("chain", chain), ("act", act), ("officer", officer)):
        if not _NAME.fullmatch(value):
            raise ValueError(f"an audit entry's {name} is an id, not {value!r}")
    seq, last, previous = _next(tx, chain)
    link = last + 1
    body = canonical(seq, chain, link, act, officer, stamp(at), fields)
    digest = hashlib.sha256(previous.encode() + body).hexdigest()
    moment: Any = stamp(at) if tx.dialect.name == "sqlite" else at
    tx.exec_driver_sql(
        _marks(
            tx, "INSERT INTO audit (seq, chain, link, act, officer, at, body, previous, hash) VALUES ({})", 9
        ),
        (seq, chain, link, act, officer, moment, body, previous, digest),
    )
    return AuditHead(seq, chain, link, digest)


def stamp(at: datetime) -> str:
    """An instant as it is hashed."""
    from caseworker.store.instants import to_text

    return to_text(at)


def canonical(
    seq: int, chain: str, link: int, act: str, officer: str, at: str, fields: Mapping[str, str | int | None]
) -> bytes:
    """The bytes that are hashed: JSON in one fixed form."""
    whole = {
        "act": act,
        "at": at,
        "chain": chain,
        "fields": {name: _kept(name, value) for name, value in fields.items()},
        "link": link,
        "officer": officer,
        "seq": seq,
    }
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()


def _kept(name: str, value: str | int | None) -> str | int | None:
    """An id or a number as it is; words as a digest."""
    if value is None or isinstance(value, int):
        return value
    if not isinstance(value, str):
        raise TypeError(f"an audit field holds text, a whole number or nothing: {name}")
    if name in KEPT and _PLAIN.fullmatch(value):
        return value
    return "sha256:" + hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


def _next(tx: Connection, chain: str) -> tuple[int, int, str]:
    """The next number of all, and the last link and hash of a chain."""
    if tx.dialect.name == "sqlite":
        number = "coalesce((SELECT max(seq) FROM audit), 0) + 1"
    else:
        # The lock of an INSERT, taken before the number is drawn: no seal may be drawn between the two.
        tx.exec_driver_sql("LOCK TABLE audit IN ROW EXCLUSIVE MODE")
        # Two acts on one chain wait for each other; acts on different chains do not.
        tx.exec_driver_sql("SELECT pg_advisory_xact_lock(4805, hashtext(%s))", (chain,))
        number = "nextval(pg_get_serial_sequence('audit', 'seq'))"
    mark = _mark(tx)
    row = tx.exec_driver_sql(
        f"SELECT {number}, a.link, a.hash FROM (SELECT 1 AS one) o LEFT JOIN audit a ON a.chain = {mark} "  # noqa: S608
        f"AND a.link = (SELECT max(link) FROM audit WHERE chain = {mark})",
        (chain, chain),
    ).one()
    return int(row[0]), int(row[1] or 0), str(row[2] or "")


def head(tx: Connection) -> Anchor | None:
    """The newest seal, or None where nothing was sealed yet."""
    row = tx.exec_driver_sql(
        "SELECT id, up_to_seq, hash, sealed_at FROM audit_seals ORDER BY id DESC LIMIT 1"
    ).one_or_none()
    if row is None:
        return None
    at = row[3] if isinstance(row[3], str) else stamp(row[3])
    return Anchor(int(row[0]), int(row[1]), str(row[2]), at)


def seal(tx: Connection, at: datetime) -> Anchor | None:
    """Seal everything entered since the last seal; where nothing was, the last seal is given back."""
    if tx.dialect.name != "sqlite":
        # Entries whose numbers are drawn but not saved yet must be in before the seal is drawn under them,
        # and only one seals at a time.
        tx.exec_driver_sql("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE")
    last = head(tx)
    start = last.up_to_seq if last else 0
    mark = _mark(tx)
    found = tx.exec_driver_sql(f"SELECT seq, hash FROM audit WHERE seq > {mark} ORDER BY seq", (start,)).all()  # noqa: S608
    if not found:
        return last
    number, up_to = (last.seal if last else 0) + 1, int(found[-1][0])
    previous = last.hash if last else ""
    heads = digest_of(row[1] for row in found)
    digest = seal_hash(previous, number, stamp(at), up_to, heads)
    moment: Any = stamp(at) if tx.dialect.name == "sqlite" else at
    tx.exec_driver_sql(
        _marks(
            tx, "INSERT INTO audit_seals (id, sealed_at, up_to_seq, heads, previous, hash) VALUES ({})", 6
        ),
        (number, moment, up_to, heads, previous, digest),
    )
    return Anchor(number, up_to, digest, stamp(at))


def digest_of(hashes: Iterable[str]) -> str:
    """One digest over the hashes of entries, in their order."""
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def seal_hash(previous: str, number: int, at: str, up_to: int, heads: str) -> str:
    """A seal's own hash: it covers the seal before."""
    return hashlib.sha256(f"{previous}|{number}|{at}|{up_to}|{heads}".encode()).hexdigest()


def export_head(store: Store, at: datetime) -> Anchor | None:
    """Seal what was entered so far, and give the seal to be kept elsewhere."""
    return store.retrying(lambda tx: seal(tx, at))


def verify(store: Store, anchors: Sequence[Anchor] = ()) -> Verified:
    """Check the whole record: see `audit_check.verify`."""
    from caseworker.store import audit_check

    return audit_check.verify(store, anchors)


def read_anchors(path: Path) -> tuple[Anchor, ...]:
    """Read a file of anchors, one a line, as `Anchor.line` or `Anchor.words` writes them."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"The anchors could not be read: {path}.", do="Check the file's name.") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(_anchor(line.strip()))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Refused(
                f"{path}, line {number} is no anchor.",
                do="Each line is what caseworker audit head printed, with or without --json.",
            ) from error
    return tuple(found)


def _anchor(line: str) -> Anchor:
    """One anchor, from JSON or from words."""
    if told := _WORDS.fullmatch(line):
        return Anchor(int(told["seal"]), int(told["up_to"]), told["hash"], told["at"])
    values = json.loads(line)
    return Anchor(
        int(values["seal"]), int(values["up_to_seq"]), str(values["hash"]), str(values["sealed_at"])
    )


def _mark(tx: Connection) -> str:
    return "?" if tx.dialect.name == "sqlite" else "%s"


def _marks(tx: Connection, sql: str, n: int) -> str:
    return sql.format(", ".join([_mark(tx)] * n))
