"""SQLAlchemy engines for the acts: imported only when a store is first read or written through them."""

from __future__ import annotations

import random
import sqlite3
import time
from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from caseworker.store import faults, raw
from caseworker.store.places import Place

_TRIES = 3
"""How often a busy SQLite file is asked again, each time after SQLite's own waiting."""


def engine_for(place: Place, busy_ms: int, *, write: bool) -> Engine:
    """The engine of one store. SQLite: one short connection a call; PostgreSQL: a few that are kept.

    Args:
        write: SQLite: make sure of what keeps acknowledged work; else nothing can be written.
    """
    path, connect = place.path, raw.sqlite_writer if write else raw.sqlite_reader
    if path is None:
        url = place.url.replace("postgresql://", "postgresql+psycopg://", 1)
        return create_engine(
            url, connect_args=raw.postgres_options(), pool_size=4, max_overflow=8, pool_pre_ping=True
        )
    return create_engine("sqlite://", creator=lambda: connect(path, busy_ms), poolclass=NullPool)


def begin(connection: Connection, place: Place, *, write: bool) -> None:
    """Begin a transaction; a writer takes its place at once, so that nobody's work is overwritten later."""
    if connection.dialect.name == "sqlite":
        driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        if write:
            _patiently(driver, "BEGIN IMMEDIATE", place)
        else:
            driver.execute("BEGIN")
    elif not write:
        connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    connection.begin()


def commit(connection: Connection, place: Place) -> None:
    """Save. Where the answer to the last step is lost, say that it is not known."""
    if connection.dialect.name == "sqlite":
        _commit_sqlite(connection.connection.driver_connection, place)
    try:
        connection.commit()
    except Exception as error:
        if faults.is_serialization(error):
            raise
        raise faults.CommitUnknown(place.words, error) from error


def _commit_sqlite(driver: Any, place: Place) -> None:
    """Commit on the driver, where it can still be told what a failure means."""
    try:
        _patiently(driver, "COMMIT", place)
    except sqlite3.Error as error:
        refusal = _undone(driver, error, place)
        raise refusal or faults.CommitUnknown(place.words, error) from error


def _undone(driver: sqlite3.Connection, error: sqlite3.Error, place: Place) -> Exception | None:
    """The refusal for a COMMIT that is known not to have happened, or None where that is not known."""
    known = faults.is_busy(error) or error.sqlite_errorcode == sqlite3.SQLITE_FULL
    if not known:
        return None
    try:
        if driver.in_transaction:
            driver.execute("ROLLBACK")
    except sqlite3.Error:
        return None
    return faults.refusal_of(error, place.words)


def _patiently(driver: sqlite3.Connection, sql: str, place: Place) -> None:
    """Run BEGIN or COMMIT, asking again a few times, each at another moment, while somebody else saves."""
    for left in reversed(range(_TRIES)):
        try:
            driver.execute(sql)
            return
        except sqlite3.OperationalError as error:
            if not faults.is_busy(error) or not left:
                raise
        time.sleep(random.uniform(0.01, 0.1))


def pause(attempt: int) -> None:
    """Wait a little longer each time, never twice the same, before a command is run again."""
    time.sleep(random.uniform(0, min(1.0, 0.01 * 2**attempt)))
