"""Searching by words, names and postcodes: each engine's own index, asked with quoted words only.

On SQLite the indexes are kept here, in the transaction of whoever writes (`note_new`, `note_name`); on
PostgreSQL they keep themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from caseworker.store.raw import Reader

_WORD = re.compile(r"\w+")
MOST_WORDS = 8
"""Words of a search that are looked for; more would be a pasted letter."""
SOURCES = {
    "search_letters": ("item_texts", "item_id", "text"),
    "search_keepers": ("pcns", "id", "keeper_name"),
    "search_writers": ("cases", "id", "writer_name"),
}
"""Index: the table, its key and the column that is indexed."""


class Found(NamedTuple):
    """One case that a search found, or a PCN without one."""

    case_id: int | None
    pcn_id: int
    pcn: str
    vrm: str
    kind: str
    status: str
    name: str
    """Who wrote, else the keeper."""
    postcode: str
    street: str
    received: Any
    """The day it was received, as the driver gives it."""


def marks(tx: Connection) -> dict[str, int]:
    """The highest keys before writing; `note_new` indexes what lies above them."""
    return {
        index: int(tx.exec_driver_sql(f"SELECT COALESCE(MAX({key}), 0) FROM {table}").scalar() or 0)  # noqa: S608
        for index, (table, key, _) in SOURCES.items()
        if tx.dialect.name == "sqlite"
    }


def note_new(tx: Connection, before: dict[str, int]) -> None:
    """Index every row written since `marks` were taken."""
    for index, key_before in before.items():
        table, key, column = SOURCES[index]
        tx.exec_driver_sql(
            f"INSERT INTO {index} (rowid, {column}) SELECT {key}, {column} FROM {table} WHERE {key} > ?",  # noqa: S608
            (key_before,),
        )


def note_name(tx: Connection, index: str, key: int, old: str, new: str) -> None:
    """A name was changed: forget the old one, index the new one. Call it before the row is changed."""
    if tx.dialect.name != "sqlite" or old == new:
        return
    column = SOURCES[index][2]
    tx.exec_driver_sql(
        f"INSERT INTO {index} ({index}, rowid, {column}) VALUES ('delete', ?, ?)",  # noqa: S608
        (key, old),
    )
    tx.exec_driver_sql(f"INSERT INTO {index} (rowid, {column}) VALUES (?, ?)", (key, new))  # noqa: S608


def words_of(text: str) -> list[str]:
    """The words of a search: letters and figures only, so that no sign in it is taken for a command."""
    return _WORD.findall(text)[:MOST_WORDS]


def match(reader: Reader, text: str) -> str:
    """A search as the engine takes it, each word quoted, the last one a beginning; empty without a word."""
    words = words_of(text)
    if not words:
        return ""
    if reader.dialect == "sqlite":
        return " ".join(f'"{word}"' for word in words) + "*"
    return " & ".join(f"'{word}'" for word in words) + ":*"
