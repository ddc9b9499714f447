"""The store while the practice office is built in it: nothing waits for the disk until it is whole."""

from __future__ import annotations

import os
import sqlite3
from functools import cached_property
from typing import TYPE_CHECKING

from caseworker.store.engine import Store

if TYPE_CHECKING:
    from sqlalchemy import Engine


class Workshop(Store):
    """A store in the making, which only its builder knows of.

    A build that is cut short is thrown away, so each act is saved without waiting for the disk, on
    connections that are kept. `finish` waits once, for the whole.
    """

    @cached_property
    def _engine(self) -> Engine:
        from sqlalchemy import create_engine
        from sqlalchemy.pool import QueuePool

        return create_engine("sqlite://", creator=self._connection, poolclass=QueuePool)

    def _connection(self) -> sqlite3.Connection:
        from caseworker.store import raw

        assert self.path is not None
        connection = raw.sqlite_writer(self.path, self.busy_ms)
        connection.execute("PRAGMA synchronous=OFF")
        return connection

    def finish(self) -> None:
        """Close it, and wait until the disk has all of it."""
        self.close()
        assert self.path is not None
        with self.path.open("rb+") as file:
            os.fsync(file.fileno())
