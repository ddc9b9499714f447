"""What the databases say when something is wrong, turned into words for a person."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from caseworker.law.refusals import Refused

_FAILED = re.compile(r"UNIQUE constraint failed: (\w+)\.")
_VALUE = re.compile(r"\)=\((.*)\)")
_KEPT = "Nothing was changed, and nothing that was saved before is lost."


class CommitUnknown(Refused):
    """The last step of saving failed, so that it may or may not have been saved.

    The caller must not simply try again: it looks for its idempotency key first.
    """

    def __init__(self, place: str, cause: BaseException) -> None:
        super().__init__(
            f"The store did not say whether the work was saved ({type(cause).__name__}).",
            rule="It may have been saved, or not; it was not saved in part.",
            do=f"Open the case again to see what stands; then run: caseworker store check ({place}).",
        )
        self.cause = cause


def locked(place: str) -> Refused:
    """Refuse because another program holds the store."""
    return Refused(
        f"The store is locked by another program: {place}.",
        rule=f"It was tried for some seconds. {_KEPT}",
        do="Wait a moment and try again; close other programs that have the file open.",
    )


def disk_full(place: str) -> Refused:
    """Refuse because there is no room."""
    return Refused(
        f"The disk is full: the store could not grow ({place}).",
        rule=_KEPT,
        do="Free some space on that disk, then try again. Cases can still be read.",
    )


def damaged(place: str, detail: str) -> Refused:
    """Refuse because the file is not sound."""
    return Refused(
        f"The store is damaged: {place} ({detail}).",
        rule="It was left as it is.",
        do="Keep the file, and restore the last backup to a new one: caseworker store restore BACKUP TARGET.",
    )


def is_broken_off(error: BaseException) -> bool:
    """Whether a read was ended because it ran longer than it was given."""
    cause = error.__cause__ or error
    if isinstance(cause, sqlite3.Error):
        return _code(cause) == sqlite3.SQLITE_INTERRUPT
    return getattr(cause, "sqlstate", None) == "57014"


def refusal_of(error: BaseException, place: str) -> Refused | None:
    """The words for a driver's error, or None where the error is a fault of the program."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause, place)
    state = getattr(cause, "sqlstate", None)
    if type(cause).__module__.startswith("psycopg"):
        return _of_postgres(cause, state, place)
    return None


def is_busy(error: BaseException) -> bool:
    """Whether SQLite said that somebody else is writing."""
    cause = getattr(error, "orig", None) or error
    return _code(cause) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_serialization(error: BaseException) -> bool:
    """Whether PostgreSQL undid the whole transaction in favour of another one: it may be run again."""
    cause = getattr(error, "orig", None) or error
    return getattr(cause, "sqlstate", None) in ("40001", "40P01")


def brought_before(error: BaseException) -> tuple[str, str] | None:
    """The table and the value that somebody else wrote first, where a row stands once; None for other errors.

    The value is empty where the database does not tell it.
    """
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        found = _FAILED.search(str(cause))
        return (found[1], "") if found else None
    if getattr(cause, "sqlstate", None) != "23505":
        return None
    told: Any = getattr(cause, "diag", None)
    value = _VALUE.search(told.message_detail or "")
    return told.table_name or "", value[1] if value else ""


def _code(error: BaseException) -> int:
    code = getattr(error, "sqlite_errorcode", None)
    return (code & 0xFF) if isinstance(code, int) else -1


def _of_sqlite(error: sqlite3.Error, place: str) -> Refused | None:
    code = _code(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return locked(place)
    if code == sqlite3.SQLITE_FULL:
        return disk_full(place)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(place, "SQLite cannot read it")
    if code == sqlite3.SQLITE_READONLY:
        return Refused(
            f"The store may not be written to: {place}.",
            rule=_KEPT,
            do="Check that the file and its folder belong to you and are not marked read-only.",
        )
    if code == sqlite3.SQLITE_IOERR:
        return Refused(
            f"The disk refused to read or write the store: {place} ({error.sqlite_errorname}).",
            rule=_KEPT,
            do="Check that the disk has room and is well, then try again.",
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return Refused(
            f"The store could not be opened: {place}.",
            rule="The file or its folder could not be read.",
            do="Check the name, that the folder may be written to, and that not too many files are open.",
        )
    return None


def _of_postgres(error: BaseException, state: str | None, place: str) -> Refused | None:
    if state in ("53100", "53200"):
        return disk_full(place)
    if state in ("57014", "55P03"):
        return Refused(
            f"The database took too long to answer: {place}.",
            rule=f"A command is ended after ten seconds. {_KEPT}",
            do="Try again. If it happens often, tell those who look after the database.",
        )
    if state in ("28P01", "28000"):
        return Refused(
            f"The database refused the sign-in: {place}.",
            do="Check the user and password in CASEWORKER_STORE.",
        )
    if state == "3D000":
        return Refused(
            f"There is no such database: {place}.",
            do="Ask for it to be made, then run: caseworker store upgrade.",
        )
    # Where the connection itself failed there is no state.
    lost = state is None and type(error).__name__ in ("OperationalError", "ConnectionTimeout")
    if lost or state in ("25P03", "57P01", "57P02", "57P03") or (state or "").startswith("08"):
        said = str(error).rpartition("FATAL:")[2].strip().splitlines() if "FATAL:" in str(error) else []
        return Refused(
            f"The database cannot be reached: {place}{f' ({said[0]})' if said else ''}.",
            rule=_KEPT,
            do="Check the network and try again. Drafts that were saved are kept.",
        )
    if state in ("25006",):
        return Refused(
            f"The database may only be read: {place}.", rule=_KEPT, do="Use the main server, not its copy."
        )
    return None
