"""The store: one file or one database, opened only if it is what it should be.

Importing this module brings in the standard library only, so that the first frame never waits for SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from caseworker.store import faults, opening, raw, schema
from caseworker.store.faults import CommitUnknown
from caseworker.store.places import Place, default_url, place_of, warnings_for

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

__all__ = ["CommitUnknown", "Store", "default_url"]

T = TypeVar("T")
_ATTEMPTS = 8
"""How often a command that PostgreSQL undid in favour of another is run again."""


@dataclass(frozen=True)
class Store:
    """An opened store. It holds no connection: each use takes a short one."""

    place: Place
    kind: str
    """``live`` or ``training``."""
    uuid: str
    revision: str
    """The version of its tables."""
    seed: int | None = None
    today_on: date | None = None
    """The practice day that a sandbox was built for."""
    busy_ms: int = raw.BUSY_MS
    _kept: list[raw.Reader] = field(default_factory=list, repr=False, compare=False)
    """PostgreSQL: connections for reading that stand idle."""

    @classmethod
    def open(cls, url_or_path: str | Path, expect: str, *, busy_ms: int = raw.BUSY_MS) -> Store:
        """Open a store, by plain SQL in about a millisecond.

        Args:
            url_or_path: see `places.place_of`.
            expect: ``live`` or ``training``; the other kind is refused.
            busy_ms: how long to wait for a lock, in milliseconds, each time of asking.
        """
        place = place_of(url_or_path)
        seen = opening.look(place, busy_ms)
        if seen.kind != expect:
            raise schema.wrong_kind(seen.kind, expect, place.words)
        schema.check_revision(seen.revision, place.words)
        return cls(place, seen.kind, seen.uuid, seen.revision, seen.seed, seen.today_on, busy_ms)

    @classmethod
    def create(
        cls,
        url_or_path: str | Path,
        kind: str,
        made_at: datetime,
        uuid: str,
        seed: int | None = None,
        today_on: date | None = None,
    ) -> Store:
        """Make a new store by running the migrations; what is already there is refused, never overwritten."""
        from caseworker.store import upgrade

        place = place_of(url_or_path)
        upgrade.create(place, opening.Seen(schema.HEAD, kind, uuid, seed, today_on), made_at)
        return cls.open(url_or_path, expect=kind)

    @property
    def url(self) -> str:
        """Its address. It may hold a password: show `words` instead."""
        return self.place.url

    @property
    def words(self) -> str:
        """Its address as it may be shown."""
        return self.place.words

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.place.dialect

    @property
    def path(self) -> Path | None:
        """Its file, where it is one."""
        return self.place.path

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What should be said about where it lies, for example on a network share."""
        return warnings_for(self.place)

    @cached_property
    def _engine(self) -> Engine:
        from caseworker.store import connections

        return connections.engine_for(self.place, self.busy_ms, write=True)

    @cached_property
    def _readers(self) -> Engine:
        from caseworker.store import connections

        if self.path is None:
            return self._engine
        return connections.engine_for(self.place, self.busy_ms, write=False)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection on which everything read is of one moment."""
        from caseworker.store import connections

        with self._refusing(), self._readers.connect() as connection:
            connections.begin(connection, self.place, write=False)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: saved whole on leaving the block, undone whole on any exception."""
        from caseworker.store import connections

        with self._refusing(), self._engine.connect() as connection:
            connections.begin(connection, self.place, write=True)
            yield connection
            connections.commit(connection, self.place)

    def retrying(self, work: Callable[[Connection], T]) -> T:
        """Run a whole command in `writing()`, and run all of it again where PostgreSQL undid it for another.

        Args:
            work: the command; it must do nothing but use the connection it is given.
        """
        for attempt in range(_ATTEMPTS):
            try:
                with self.writing() as connection:
                    return work(connection)
            except Exception as error:
                if not faults.is_serialization(error):
                    raise
                from caseworker.store import connections

                connections.pause(attempt)
        raise faults.locked(self.words)

    @contextmanager
    def raw(self) -> Iterator[raw.Reader]:
        """A plain driver connection for reading, for what must be fast."""
        if self.path is not None:
            with raw.reader(self.place, self.busy_ms) as one:
                yield one
            return
        kept = self._kept.pop() if self._kept else raw.Reader(self.place)
        try:
            yield kept
        finally:
            self._kept.append(kept)

    def close(self) -> None:
        """Give back what connections are kept (PostgreSQL)."""
        while self._kept:
            self._kept.pop().close()
        if "_engine" in self.__dict__:
            self._engine.dispose()

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Turn a driver's error into words where there are words for it."""
        try:
            yield
        except Exception as error:
            refusal = None if faults.is_serialization(error) else faults.refusal_of(error, self.words)
            if refusal is None:
                raise
            raise refusal from error
