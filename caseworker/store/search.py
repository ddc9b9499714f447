"""Searching by words, names and postcodes: each engine's own index, asked with quoted words only.

On SQLite the indexes are kept here, in the transaction of whoever writes (`note_new`, `note_name`); on
PostgreSQL they keep themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from caseworker.law.vrm import look_alike_marks

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from caseworker.store.raw import Reader

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"([A-Z]{0,2})0*([0-9]*)([A-Z]?)")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]{0,5}")
WAYS = ("pcn", "vrm", "name", "postcode", "words")
"""What can be searched for, in the order in which it is shown."""
MOST = 50
"""Rows that a search gives; more is a reason to type another letter."""
LONGEST = 1.0
"""Seconds after which a search is broken off."""
_PADDED = 8
"""Digits of the longest PCN."""
_MOST_ALIKE = 256
"""Look-alikes of one mark that are looked for."""
NEAR = 500
"""Names with the same beginning that are compared for a slip in the rest."""
SHORTEST = 5
"""Letters of a name that may have a slip in it; from `LONG` on two."""
LONG = 8
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
    by: str = ""
    """By what it was found: one of `WAYS`, ``look-alike`` or ``near-name``."""


_ROWS = (
    "SELECT c.id, p.id, p.pcn, p.vrm, COALESCE(c.kind, ''), COALESCE(c.status, ''), "
    "COALESCE(NULLIF(c.writer_name, ''), p.keeper_name), "
    "COALESCE(NULLIF(c.writer_postcode, ''), p.keeper_postcode), p.location, c.received_on "
    "FROM pcns p LEFT JOIN cases c ON c.id = "
    "(SELECT o.id FROM cases o WHERE o.pcn_id = p.id ORDER BY o.open DESC, o.id DESC LIMIT 1)"
)


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


def match(reader: Reader, text: str, *, least: int = 2) -> str:
    """A search as the engine takes it, each word quoted, the last one a beginning; empty without a word.

    Args:
        least: letters of a last word that is a beginning; a shorter one stands for itself, since too many
            words begin with it.
    """
    words = words_of(text)
    if not words:
        return ""
    begins = len(words[-1]) >= least
    if reader.dialect == "sqlite":
        return " ".join(f'"{word}"' for word in words) + ("*" if begins else "")
    return " & ".join(f"'{word}'" for word in words) + (":*" if begins else "")


def find(reader: Reader, text: str, ways: Sequence[str] = WAYS) -> list[Found]:
    """Cases and PCNs that a search finds, each once, by the first way that finds it.

    Args:
        text: what was typed; whatever stands in it is looked for as it is.
        ways: what it may be.

    Raises:
        TooLong: it was broken off after `LONGEST`.
    """
    typed = text.strip()[:200]
    by: dict[int, str] = {}
    with reader.at_most(LONGEST):
        for way in ways:
            if len(by) < MOST:
                for pcn_id, how in _SEARCHES[way](reader, typed):
                    by.setdefault(pcn_id, how)
        if not by and "name" in ways:
            by = dict(_by_near_name(reader, typed))
        return _rows(reader, dict(list(by.items())[:MOST]))


def _rows(reader: Reader, by: dict[int, str]) -> list[Found]:
    """The PCNs of some ids in their order, each with its case: the newest open one, else the newest."""
    if not by:
        return []
    marks = ", ".join("?" * len(by))
    found = reader.rows(f"{_ROWS} WHERE p.id IN ({marks})", tuple(by))
    rows = {int(row[1]): Found._make((*row, by[int(row[1])])) for row in found}
    return [rows[pcn_id] for pcn_id in by if pcn_id in rows]


def _ids(reader: Reader, sql: str, values: Sequence[Any], by: str) -> list[tuple[int, str]]:
    return [(int(row[0]), by) for row in reader.rows(f"{sql} LIMIT {MOST}", values)]


def _by_pcn(reader: Reader, text: str) -> list[tuple[int, str]]:
    """By the beginning of a PCN; zeros at the head of its digits may be left out."""
    typed = _plain(text)
    shape = _NUMBER.fullmatch(typed)
    if len(typed) < 2 or shape is None or not shape[2]:
        return []
    heads = [shape[1]] if shape[1] else _heads(reader)
    begins = [typed] if shape[1] else []
    begins += [
        f"{head}{'0' * zeros}{shape[2]}{shape[3]}"
        for head in heads
        for zeros in range(_PADDED - len(shape[2]) + 1)
    ]
    found: list[tuple[int, str]] = []
    for begin in dict.fromkeys(begins):
        # Both ends in letters and digits only: every collation puts what begins so between them.
        sql = "SELECT id FROM pcns WHERE pcn >= ? AND pcn <= ? AND pcn LIKE ? ORDER BY pcn"
        found += _ids(reader, sql, (begin, begin + "Z" * 12, f"{begin}%"), "pcn")
        if len(found) >= MOST:
            break
    return found[:MOST]


def _heads(reader: Reader) -> list[str]:
    """The letters with which PCNs begin here; a council has one or two."""
    heads: list[str] = []
    while len(heads) < 6:
        after = heads[-1] + "Z" * 12 if heads else ""
        first = reader.value("SELECT MIN(pcn) FROM pcns WHERE pcn > ?", (after,))
        if not first:
            break
        heads.append(str(first)[:2])
    return heads


def _by_vrm(reader: Reader, text: str) -> list[tuple[int, str]]:
    """By the beginning of a mark; a whole one finds those that are easily taken for it too."""
    typed = _plain(text)
    if len(typed) < 2 or not any(char.isdigit() for char in typed):
        return []
    begins, values = _begins(reader, "vrm", typed)
    found = _ids(reader, f"SELECT id FROM pcns WHERE {begins} ORDER BY id DESC", values, "vrm")  # noqa: S608
    alike = [one for one in look_alike_marks(typed, _MOST_ALIKE) if one != typed] if len(typed) > 3 else []
    if alike:
        marks = ", ".join("?" * len(alike))
        sql = f"SELECT id FROM pcns WHERE vrm IN ({marks}) ORDER BY id DESC"  # noqa: S608
        found += _ids(reader, sql, alike, "look-alike")
    return found


def _by_name(reader: Reader, text: str) -> list[tuple[int, str]]:
    """By words of a keeper's or a writer's name, in any order, the last one a beginning."""
    wanted = match(reader, text)
    if not wanted or len("".join(words_of(text))) < 2:
        return []
    if reader.dialect == "sqlite":
        keepers = "SELECT rowid FROM search_keepers WHERE search_keepers MATCH ? ORDER BY rowid DESC"
        writers = "SELECT rowid FROM search_writers WHERE search_writers MATCH ? ORDER BY rowid DESC"
        writers = f"SELECT pcn_id FROM cases WHERE id IN ({writers} LIMIT {MOST}) ORDER BY id DESC"  # noqa: S608
    else:
        said = "to_tsvector('simple', {}) @@ to_tsquery('simple', ?)"
        keepers = f"SELECT id FROM pcns WHERE {said.format('keeper_name')} ORDER BY id DESC"  # noqa: S608
        writers = f"SELECT pcn_id FROM cases WHERE {said.format('writer_name')} ORDER BY id DESC"  # noqa: S608
    return [*_ids(reader, writers, (wanted,), "name"), *_ids(reader, keepers, (wanted,), "name")]


def _by_near_name(reader: Reader, text: str) -> list[tuple[int, str]]:
    """By a name with a slip in its second half: a letter too many, left out or changed, or two swapped.

    Only where nothing is found as it was typed.
    """
    from rapidfuzz.distance import OSA

    typed = max(words_of(text), key=len, default="").casefold()
    if len(typed) < SHORTEST or not typed.isalpha():
        return []
    wanted, slips = match(reader, typed[: len(typed) // 2]), 2 if len(typed) >= LONG else 1
    if reader.dialect == "sqlite":
        newest = f"ORDER BY rowid DESC LIMIT {NEAR}"
        keepers = f"id IN (SELECT rowid FROM search_keepers WHERE search_keepers MATCH ? {newest})"  # noqa: S608
        writers = f"id IN (SELECT rowid FROM search_writers WHERE search_writers MATCH ? {newest})"  # noqa: S608
    else:
        said = "to_tsvector('simple', {}) @@ to_tsquery('simple', ?)"
        keepers, writers = said.format("keeper_name"), said.format("writer_name")
    found: dict[int, str] = {}
    for names in (
        f"SELECT pcn_id, writer_name FROM cases WHERE {writers} ORDER BY id DESC LIMIT {NEAR}",  # noqa: S608
        f"SELECT id, keeper_name FROM pcns WHERE {keepers} ORDER BY id DESC LIMIT {NEAR}",  # noqa: S608
    ):
        for pcn_id, name in reader.rows(names, (wanted,)):
            near = (OSA.distance(typed, word.casefold(), score_cutoff=slips) for word in words_of(name))
            if min(near, default=slips + 1) <= slips:
                found.setdefault(int(pcn_id), "near-name")
    return list(found.items())[:MOST]


def _by_postcode(reader: Reader, text: str) -> list[tuple[int, str]]:
    """By the beginning of a keeper's or a writer's postcode."""
    typed = _plain(text)
    if _POSTCODE.fullmatch(typed) is None:
        return []
    found: list[tuple[int, str]] = []
    for table, key, column in (("cases", "pcn_id", "writer_postcode"), ("pcns", "id", "keeper_postcode")):
        begins, values = _begins(reader, f"upper(replace({column}, ' ', ''))", typed)
        found += _ids(reader, f"SELECT {key} FROM {table} WHERE {begins}", values, "postcode")  # noqa: S608
    return found


def _by_words(reader: Reader, text: str) -> list[tuple[int, str]]:
    """By words of the letters that came in, the newest first."""
    wanted = match(reader, text, least=3)
    words = words_of(text)
    if not wanted or (len(words) < 2 and len(words[0]) < 3):
        return []
    if reader.dialect == "sqlite":
        items = "SELECT rowid FROM search_letters WHERE search_letters MATCH ? ORDER BY rowid DESC"
    else:
        said = "to_tsvector('simple', text) @@ to_tsquery('simple', ?)"
        items = f"SELECT item_id FROM item_texts WHERE {said} ORDER BY item_id DESC"  # noqa: S608
    # Several letters of one PCN are one row: a few more are looked for.
    sql = f"SELECT pcn_id FROM items WHERE id IN ({items} LIMIT {3 * MOST}) ORDER BY id DESC"  # noqa: S608
    return [(int(row[0]), "words") for row in reader.rows(sql, (wanted,))]


_SEARCHES: dict[str, Callable[[Reader, str], list[tuple[int, str]]]] = {
    "pcn": _by_pcn,
    "vrm": _by_vrm,
    "name": _by_name,
    "postcode": _by_postcode,
    "words": _by_words,
}


def _begins(reader: Reader, column: str, start: str) -> tuple[str, tuple[str, ...]]:
    """A condition that the column's index answers, on either engine; `start` is letters and digits."""
    if reader.dialect == "sqlite":
        return f"{column} >= ? AND {column} < ?", (start, start[:-1] + chr(ord(start[-1]) + 1))
    return f"{column} LIKE ?", (f"{start}%",)


def _plain(text: str) -> str:
    """A number as it is kept: capitals without spaces and signs; empty where it holds anything else."""
    plain = re.sub(r"[\s.\-/]+", "", text).upper()
    return plain if len(plain) <= 15 and plain.isascii() and plain.isalnum() else ""
