"""Looking at a store before anything is trusted to it: what it is, how old, live or training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from caseworker.law.refusals import Refused
from caseworker.store import raw, schema
from caseworker.store.places import Place

_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a store says of itself."""

    revision: str
    kind: str
    uuid: str
    seed: int | None
    today_on: date | None


def look(place: Place, busy_ms: int = raw.BUSY_MS) -> Seen:
    """Read what a store says of itself, and refuse what is none; nothing is changed."""
    marked = _header(place.path) if place.path is not None else ""
    with raw.reader(place, busy_ms) as reader:
        revision = _revision(reader, place)
        if not revision.isdigit():
            raise schema.not_ours(
                place.words, f"its version is {revision!r}" if revision else "it has no tables"
            )
        if revision > schema.HEAD:
            schema.check_revision(revision, place.words)
        found = reader.rows("SELECT kind, uuid, seed, today_on FROM installation")
    if len(found) != 1:
        raise schema.not_ours(place.words, "it does not say whether it is live or training")
    kind, uuid, seed, today_on = found[0]
    if marked and marked != kind:
        raise schema.not_ours(place.words, f"its header says {marked}, its tables say {kind}")
    return Seen(revision, kind, uuid, seed, _day(today_on))


def has_tables(place: Place) -> bool:
    """Whether a database already holds a store."""
    with raw.reader(place) as reader:
        return bool(_revision(reader, place))


def _revision(reader: raw.Reader, place: Place) -> str:
    if reader.dialect == "sqlite":
        there = reader.value("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'")
    else:
        there = reader.value("SELECT to_regclass('alembic_version')::text")
    return str(reader.value("SELECT version_num FROM alembic_version") or "") if there else ""


def _header(path: Path) -> str:
    """The kind that an SQLite file's first hundred bytes name; refuse what is no store at all."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError as error:
        beside = path.with_name("training.db")
        practice = f" The practice store lies beside it: --store {beside}." if beside.is_file() else ""
        raise Refused(
            f"There is no store at {path}.{practice}",
            rule="The store is --store, else CASEWORKER_STORE, else caseworker.db in your data folder.",
            do="Name one with --store; make one with: caseworker store upgrade, or practise with: "
            "caseworker sandbox.",
        ) from error
    except IsADirectoryError as error:
        raise schema.not_ours(str(path), "it is a folder") from error
    except PermissionError as error:
        raise Refused(
            f"The store may not be read: {path}.",
            do="Ask whoever owns the file to let you read and write it.",
        ) from error
    if not head:
        raise schema.not_ours(str(path), "the file is empty")
    if head[:16] != _MAGIC:
        raise schema.not_ours(str(path), "it is no SQLite file")
    number = int.from_bytes(head[68:72], "big")
    for kind, known in schema.APPLICATION_IDS.items():
        if number == known:
            return kind
    raise schema.not_ours(str(path), "it is some other program's SQLite file")


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
