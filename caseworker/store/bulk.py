"""Writing many rows at once: plain commands on the act's own connection, values as the driver takes them.

SQLAlchemy's own way of writing many rows takes three times as long; one row at a time goes through it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection

AT_ONCE = 2_000
"""Rows in one command, and values in one look-up: well under what either engine takes."""


class Bulk:
    """Writes and looks up many rows in a transaction that is under way.

    `day`, `at` and `flag` turn a day, an instant and a yes or no into what this engine keeps.
    """

    def __init__(self, tx: Connection) -> None:
        self.tx = tx
        self.sqlite = tx.dialect.name == "sqlite"
        self._mark = "?" if self.sqlite else "%s"

    def day(self, value: date | None) -> Any:
        """A day."""
        return _day(value) if self.sqlite and value is not None else value

    def at(self, value: datetime | None) -> Any:
        """An instant."""
        return _instant(value) if self.sqlite and value is not None else value

    def flag(self, value: bool) -> Any:
        """A yes or no."""
        return int(value) if self.sqlite else value

    def ids(self, table: str, number: int) -> Sequence[int]:
        """The next ids of a table, in order: nobody else is given them while this transaction lasts."""
        if not number:
            return ()
        if self.sqlite:
            last = int(self.tx.exec_driver_sql(f"SELECT COALESCE(MAX(id), 0) FROM {table}").scalar_one())  # noqa: S608
            return range(last + 1, last + 1 + number)
        drawn = self.tx.exec_driver_sql(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", (table, number)
        )
        return sorted(int(row[0]) for row in drawn)

    def insert(self, table: str, columns: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write rows, their values in the order of the columns, which are parted by spaces."""
        names = columns.split()
        marks = ", ".join([self._mark] * len(names))
        listed = ", ".join(f'"{name}"' for name in names)
        sql = f"INSERT INTO {table} ({listed}) VALUES ({marks})"  # noqa: S608
        for at in range(0, len(rows), AT_ONCE):
            self.tx.exec_driver_sql(sql, list(rows[at : at + AT_ONCE]))

    def change(
        self, table: str, columns: str, rows: Sequence[tuple[Any, ...]], *, raise_version: bool = False
    ) -> None:
        """Change rows: their values in the order of the columns, and the id last."""
        set_ = ", ".join(f'"{name}" = {self._mark}' for name in columns.split())
        more = ", version = version + 1" if raise_version else ""
        sql = f"UPDATE {table} SET {set_}{more} WHERE id = {self._mark}"  # noqa: S608
        for at in range(0, len(rows), AT_ONCE):
            self.tx.exec_driver_sql(sql, list(rows[at : at + AT_ONCE]))

    def remove(self, table: str, key: str, rows: Sequence[tuple[Any, ...]], *, also: str) -> None:
        """Remove rows by a column's value; `also` is a condition of our own words."""
        if rows:
            sql = f"DELETE FROM {table} WHERE {key} = {self._mark} AND {also}"  # noqa: S608
            self.tx.exec_driver_sql(sql, list(rows))

    def hold(self, table: str, key: str, values: Sequence[Any]) -> None:
        """Let others who hold these rows finish, and who come later wait; on SQLite one writes at a time."""
        for at in range(0, 0 if self.sqlite else len(values), AT_ONCE):
            some = tuple(values[at : at + AT_ONCE])
            marks = ", ".join([self._mark] * len(some))
            sql = f'SELECT id FROM {table} WHERE "{key}" IN ({marks}) ORDER BY id FOR UPDATE'  # noqa: S608
            self.tx.exec_driver_sql(sql, some).all()

    def found(self, table: str, columns: str, key: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        """Some columns of the rows whose key is one of these values, as the driver gives them."""
        listed = ", ".join(f'"{name}"' for name in columns.split())
        for at in range(0, len(values), AT_ONCE):
            some = tuple(values[at : at + AT_ONCE])
            marks = ", ".join([self._mark] * len(some))
            sql = f'SELECT {listed} FROM {table} WHERE "{key}" IN ({marks})'  # noqa: S608
            yield from (tuple(row) for row in self.tx.exec_driver_sql(sql, some))


@lru_cache(maxsize=20_000)
def _day(value: date) -> str:
    return value.isoformat()


@lru_cache(maxsize=20_000)
def _instant(value: datetime) -> str:
    from caseworker.store.instants import to_text

    return to_text(value)
