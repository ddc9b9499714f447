"""Plain driver connections, for what must be fast: opening, the queue, the audit check.

Nothing here imports SQLAlchemy, and psycopg is imported only for a PostgreSQL store.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from caseworker.law.refusals import Refused
from caseworker.store import faults
from caseworker.store.places import Place

BUSY_MS = 5_000
"""How long SQLite itself waits for a lock."""
STATEMENT_MS = 10_000
"""How long one command may run on PostgreSQL."""
IDLE_MS = 30_000
"""How long a transaction may stand open on PostgreSQL with nothing happening in it."""


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite has the fix of the WAL-reset race.

    Releases 3.7.0 to 3.51.2 can damage a file with two connections in WAL mode; the fix is in 3.51.3, and
    was carried back to 3.50.7 and 3.44.6. Release 3.52.0 was withdrawn.
    """
    if version[:2] in ((3, 50), (3, 44)):
        return version >= ((3, 50, 7) if version[1] == 50 else (3, 44, 6))
    return version >= (3, 51, 3) and version[:2] != (3, 52)


def journal_mode() -> str:
    """The journal mode this computer's SQLite is trusted with: ``wal``, else ``truncate``."""
    return "wal" if wal_is_safe(sqlite3.sqlite_version_info[:3]) else "truncate"


def sqlite_reader(path: Path, busy_ms: int = BUSY_MS) -> sqlite3.Connection:
    """Open a file for reading only; it is never made where it is missing."""
    con = _connect(path, busy_ms)
    con.execute("PRAGMA query_only=ON")
    con.execute("PRAGMA trusted_schema=OFF")
    return con


def sqlite_writer(path: Path, busy_ms: int = BUSY_MS) -> sqlite3.Connection:
    """Open a file for writing, with durable settings that are set and then read back."""
    con = _connect(path, busy_ms)
    try:
        _harden(con, path)
    except BaseException:
        con.close()
        raise
    return con


def _connect(path: Path, busy_ms: int) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.as_uri()}?mode=rw",
        uri=True,
        timeout=busy_ms / 1000,
        isolation_level=None,
        check_same_thread=False,
    )


def _harden(con: sqlite3.Connection, path: Path) -> None:
    """Set what keeps acknowledged work through a power cut; refuse a file that will not have it."""
    con.execute("PRAGMA trusted_schema=OFF")
    con.execute("PRAGMA foreign_keys=ON")
    # Otherwise REPLACE removes a row without asking the triggers.
    con.execute("PRAGMA recursive_triggers=ON")
    con.execute("PRAGMA synchronous=FULL")
    wanted = journal_mode()
    got = con.execute(f"PRAGMA journal_mode={wanted}").fetchone()[0]
    full = con.execute("PRAGMA synchronous").fetchone()[0]
    keys = con.execute("PRAGMA foreign_keys").fetchone()[0]
    if got != wanted or full != 2 or keys != 1:
        raise Refused(
            f"The store would not take its durable settings: {path} (journal {got}, synchronous {full}).",
            rule=f"Work is only saved with journal {wanted} and synchronous FULL.",
            do="Close other programs that have the file open and try again.",
        )


def postgres_connection(place: Place) -> Any:
    """Open a PostgreSQL connection for reading; refuse in plain words where it cannot be."""
    psycopg = _psycopg()
    settings = postgres_options()
    settings["options"] += " -c default_transaction_read_only=on"
    try:
        return psycopg.connect(place.url, autocommit=True, **settings)
    except psycopg.Error as error:
        raise faults.refusal_of(error, place.words) or error from error


def postgres_options() -> dict[str, Any]:
    """What each PostgreSQL session starts with."""
    limits = f"-c statement_timeout={STATEMENT_MS} -c idle_in_transaction_session_timeout={IDLE_MS}"
    return {"options": f"{limits} -c timezone=UTC", "application_name": "caseworker", "connect_timeout": 5}


def _psycopg() -> Any:
    try:
        import psycopg
    except ImportError as error:
        raise Refused(
            "PostgreSQL support is not installed.", do="Install it with: pip install 'caseworker[postgres]'"
        ) from error
    return psycopg


class TooLong(Exception):
    """A read took longer than it was given; nothing is wrong with the store."""


class Reader:
    """One driver connection for reading, the same on both engines: marks are written ``?``."""

    def __init__(self, place: Place, busy_ms: int = BUSY_MS) -> None:
        self.dialect = place.dialect
        self._place = place
        self._con: Any = (
            sqlite_reader(place.path, busy_ms) if place.path is not None else postgres_connection(place)
        )

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, fetched at once: an open cursor would hold up whoever saves."""
        found: list[tuple[Any, ...]]
        try:
            if self.dialect == "sqlite":
                found = self._con.execute(sql, values).fetchall()
            else:
                found = self._postgres_rows(sql.replace("?", "%s"), values)
        except Exception as error:
            refusal = faults.refusal_of(error, self._place.words)
            if refusal is None:
                raise
            raise refusal from error
        return found

    def _postgres_rows(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run a query; once more on a new connection where the kept one was lost (reading is harmless)."""
        given = tuple(values) or None
        try:
            return list(self._con.execute(sql, given).fetchall())
        except Exception:
            if not self.broken:
                raise
        self._con = postgres_connection(self._place)
        return list(self._con.execute(sql, given).fetchall())

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """Break off what runs longer inside the block.

        Raises:
            TooLong: it was broken off.
        """
        self._limit(seconds)
        try:
            yield
        except Exception as error:
            if faults.is_broken_off(error):
                raise TooLong from error
            raise
        finally:
            if not self.broken:
                self._limit(None)

    def _limit(self, seconds: float | None) -> None:
        if self.dialect != "sqlite":
            limit = STATEMENT_MS if seconds is None else int(seconds * 1000)
            self._con.execute("SELECT set_config('statement_timeout', %s, false)", (str(limit),))
        elif seconds is None:
            self._con.set_progress_handler(None, 0)
        else:
            end = time.monotonic() + seconds
            self._con.set_progress_handler(lambda: time.monotonic() > end, 5_000)

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        rows = self.rows(sql, values)
        return rows[0][0] if rows else None

    @property
    def broken(self) -> bool:
        """Whether the connection was lost."""
        return bool(getattr(self._con, "closed", False))

    def close(self) -> None:
        """Give the connection back."""
        self._con.close()


@contextmanager
def reader(place: Place, busy_ms: int = BUSY_MS) -> Iterator[Reader]:
    """Open a reader for the length of a block."""
    try:
        one = Reader(place, busy_ms)
    except sqlite3.Error as error:
        raise faults.refusal_of(error, place.words) or error from error
    try:
        yield one
    finally:
        one.close()
