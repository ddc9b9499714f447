"""The shape a store must have: its version, its fingerprint and the triggers that guard the record."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Protocol

from caseworker.law.refusals import Refused
from caseworker.store.fingerprints import FINGERPRINTS

HEAD = "0004"
"""The newest version of the tables that this program knows."""

APPLICATION_IDS = {"live": 0x50434E4C, "training": 0x50434E53}
"""What stands in an SQLite file's header: ``PCNL`` or ``PCNS``."""

_GUARDED = {
    "0001": ("audit", "audit_seals", "item_texts", "letter_bytes", "letter_paragraphs", "letters"),
    "0002": ("inbox_texts", "order_paper_bytes", "letter_findings"),
    "0003": ("adjustments",),
}
"""Tables whose rows are written once, by the version that guards them first."""
APPEND_ONLY = tuple(table for tables in _GUARDED.values() for table in tables)
"""Tables whose rows are written once: no change, no removal."""


class Rows(Protocol):
    """Whatever can run a query: a `raw.Reader`."""

    dialect: str

    def rows(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        """All rows of a query."""


def triggers(revision: str = HEAD) -> frozenset[str]:
    """The names of the triggers that must stand in a store of a version."""
    guarded = [table for since, tables in _GUARDED.items() if since <= revision for table in tables]
    return frozenset(f"{table}_no_{verb}" for table in guarded for verb in ("update", "delete"))


def missing_triggers(rows: Rows, revision: str = HEAD) -> tuple[str, ...]:
    """The guarding triggers of a version that do not stand (on PostgreSQL also those switched off)."""
    if rows.dialect == "sqlite":
        found = rows.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    else:
        found = rows.rows("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
    return tuple(sorted(triggers(revision) - {str(name) for (name,) in found}))


def fingerprint(rows: Rows) -> str:
    """A digest of every table, column, index, constraint and trigger of the store."""
    lines = _sqlite_lines(rows) if rows.dialect == "sqlite" else _postgres_lines(rows)
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def expected(revision: str, dialect: str) -> str | None:
    """The fingerprint that a store of this version must have; None where the version is not known."""
    return FINGERPRINTS.get((revision, dialect))


def check_revision(revision: str, place: str) -> None:
    """Refuse a store whose tables this program does not know, or that must be brought up first."""
    if revision == HEAD:
        return
    if revision.isdigit() and revision > HEAD:
        raise Refused(
            f"The store was written by a newer caseworker: {place} "
            f"(tables {revision}; this program knows up to {HEAD}).",
            rule="An older program could spoil what a newer one wrote, so nothing was opened or changed.",
            do="Install the newer caseworker on this computer, then open it again.",
        )
    if revision.isdigit():
        raise Refused(
            f"The store was written by an older caseworker: {place} "
            f"(tables {revision}; this program needs {HEAD}).",
            rule="Nothing was changed.",
            do="Run: caseworker store upgrade. It makes a backup first.",
        )
    raise not_ours(place, f"its version is {revision!r}" if revision else "it has no version")


def not_ours(place: str, why: str) -> Refused:
    """Refuse something that is not a store of this program."""
    return Refused(
        f"This is not a caseworker store: {place} ({why}).",
        rule="It was left as it is.",
        do="Check the file name or address in CASEWORKER_STORE, or give another with --store.",
    )


def wrong_kind(kind: str, expect: str, place: str) -> Refused:
    """Refuse a training store where a live one is meant, and the other way round."""
    if kind == "training":
        return Refused(
            f"This is a TRAINING store: {place}.",
            rule="Practice cases are never opened as live work.",
            do="Open it with: caseworker sandbox --store FILE, or name the live store.",
        )
    return Refused(
        f"This is the live store, not a {expect} one: {place}.",
        rule="Real cases are never opened as practice.",
        do="Leave --store away to let the sandbox use its own file.",
    )


def _flat(text: object) -> str:
    """SQL with its white space made plain, so that only its words count."""
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join(str(text).split()))


def _sqlite_lines(rows: Rows) -> Iterable[str]:
    for kind, name, table, sql in rows.rows("SELECT type, name, tbl_name, sql FROM sqlite_master"):
        yield f"{kind}|{name}|{table}|{_flat(sql or '')}"


_POSTGRES = """
SELECT 'column', table_name, column_name,
       data_type || ' ' || is_nullable || ' ' || (column_default IS NOT NULL)::text
  FROM information_schema.columns WHERE table_schema = current_schema()
;
SELECT 'index', c.relname, t.relname, i.indisunique::text || i.indkey::text
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema()
;
SELECT 'constraint', o.conname, t.relname, pg_get_constraintdef(o.oid)
  FROM pg_constraint o JOIN pg_class t ON t.oid = o.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
 WHERE n.nspname = current_schema() AND o.contype IN ('c', 'f', 'p', 'u')
;
SELECT 'trigger', g.tgname, t.relname, g.tgenabled::text || g.tgtype::text || p.proname
  FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid
  JOIN pg_namespace n ON n.oid = t.relnamespace WHERE n.nspname = current_schema() AND NOT g.tgisinternal
;
SELECT 'function', p.proname, '', p.prosrc
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = current_schema()
;
SELECT 'view', table_name, '', '' FROM information_schema.views WHERE table_schema = current_schema()
"""
# NOT NULL constraints are left out: from version 18 PostgreSQL lists them as constraints too. A column's
# default names its sequence, whose name may carry the schema: only that there is one counts.


def _postgres_lines(rows: Rows) -> Iterable[str]:
    for query in _POSTGRES.split(";"):
        for kind, name, table, detail in rows.rows(query):
            yield f"{kind}|{name}|{table}|{_flat(detail)}"
