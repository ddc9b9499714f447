"""Making a store and bringing an older one up to date, by the migrations; Alembic is imported only here."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseworker.law.refusals import Refused
from caseworker.store import files, opening, raw, schema
from caseworker.store.places import Place, place_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

SCRIPTS = Path(__file__).parent / "migrations"
"""The folder of the migrations."""
_LOCK = 0x50434E
"""PostgreSQL: two upgrades at once wait for each other by this number."""


def create(place: Place, new: opening.Seen, made_at: datetime) -> None:
    """Make a store where there is none."""
    if new.kind not in schema.APPLICATION_IDS:
        raise ValueError(f"a store is live or training, not {new.kind!r}")
    if place.path is None:
        if opening.has_tables(place):
            raise files.exists(place.words)
        _migrate(place, "head", new, made_at)
        return
    target = place.path
    part = files.part_of(target)
    try:
        _migrate(place_of(part), "head", new, made_at)
        files.settle(part, target)
    finally:
        files.clear(part)


def upgrade(place: Place, *, scripts: Path = SCRIPTS, to: str = "head") -> str:
    """Bring a store up to the newest tables, whole or not at all; gives back the version it then has."""
    _migrate(place, to, None, None, scripts)
    return opening.look(place).revision


def _migrate(
    place: Place, to: str, new: opening.Seen | None, made_at: datetime | None, scripts: Path = SCRIPTS
) -> None:
    """Run the migrations in one transaction, and check what they made before it is saved."""
    engine = _engine(place)
    try:
        with engine.connect() as connection:
            _begin(connection)
            _run_scripts(connection, scripts, to)
            if new is not None and made_at is not None:
                _install(connection, new, made_at)
            _checked(connection, place)
            connection.commit()
    finally:
        engine.dispose()


def _engine(place: Place) -> Engine:
    """An engine for migrating: foreign keys are off, because a table may have to be built anew."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    path = place.path
    if path is None:
        url = place.url.replace("postgresql://", "postgresql+psycopg://", 1)
        return create_engine(url, poolclass=NullPool, connect_args={"application_name": "caseworker upgrade"})

    def connect() -> sqlite3.Connection:
        con = raw.sqlite_writer(path)
        con.execute("PRAGMA foreign_keys=OFF")
        return con

    return create_engine("sqlite://", creator=connect, poolclass=NullPool)


def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        _driver(connection).execute("BEGIN IMMEDIATE")
        connection.begin()
    else:
        connection.begin()
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _run_scripts(connection: Connection, scripts: Path, to: str) -> None:
    from alembic import command

    command.upgrade(config(scripts, connection), to)


def config(scripts: Path = SCRIPTS, connection: Connection | None = None) -> Any:
    """Alembic's settings, made here: there is no alembic.ini to lose."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(scripts).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


def _install(connection: Connection, new: opening.Seen, made_at: datetime) -> None:
    """Say, once and for all, what this store is."""
    from sqlalchemy import insert

    from caseworker.store.tables import Installation

    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={schema.APPLICATION_IDS[new.kind]}")
    connection.execute(
        insert(Installation).values(
            id=1, kind=new.kind, uuid=new.uuid, made_at=made_at, seed=new.seed, today_on=new.today_on
        )
    )


class _OnConnection:
    """A SQLAlchemy connection that answers `schema`'s questions inside its own transaction."""

    def __init__(self, connection: Connection) -> None:
        self.dialect = connection.dialect.name
        self._connection = connection

    def rows(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        return [tuple(row) for row in self._connection.exec_driver_sql(sql, values or None)]


def _checked(connection: Connection, place: Place) -> None:
    """Refuse, before it is saved, a store that did not come out as it should."""
    rows = _OnConnection(connection)
    revision = str(rows.rows("SELECT version_num FROM alembic_version")[0][0])
    faults = [f"trigger {name} is missing" for name in schema.missing_triggers(rows, revision)]
    if schema.expected(revision, rows.dialect) not in (None, schema.fingerprint(rows)):
        faults.append("its tables are not as this version makes them")
    if rows.dialect == "sqlite":
        faults += [f"a row of {table} points nowhere" for table, *_ in rows.rows("PRAGMA foreign_key_check")]
    if faults:
        raise Refused(
            f"The store was not brought up to date: {place.words} ({'; '.join(faults[:3])}).",
            rule="Nothing was changed: the older store stands as it was.",
            do="Report this, with what caseworker store check says.",
        )
