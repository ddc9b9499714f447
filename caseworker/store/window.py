"""The queue read a page at a time by plain SQL over the driver: what is on the screen, never more.

SQLAlchemy is not imported here: the first rows stand before it is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from caseworker.store import counters
from caseworker.store.filtering import DONE_STATUSES, HELD_FLAG, SORTS, Filter

if TYPE_CHECKING:
    from caseworker.store.engine import Store

__all__ = ["SORTS", "Filter", "QueueRecord", "Window"]

PAGE = 100


class QueueRecord(NamedTuple):
    """What the queue needs of one case."""

    id: int
    pcn: str
    vrm: str
    kind: str
    regime: str
    code: str
    street: str
    received_on: date
    safe_post_on: date | None
    """Last posting day whose service is in time, where the law sets a time."""
    reply_due_on: date | None
    """Last day on which the reply may be served."""
    target_on: date
    """The council's own standard."""
    points: int
    officer: str
    flags: str
    status: str
    version: int
    urgency: str
    held_until: date | None = None
    """Until when it is on hold; on that day it no longer is."""


_SELECT = f"SELECT {', '.join(QueueRecord._fields)} FROM cases WHERE "  # noqa: S608
_KEYS = {"urgency": "urgency", "received": "received_on"}
_DATES = tuple(n for n, name in enumerate(QueueRecord._fields) if name.endswith(("_on", "_until")))


class Window:
    """A view on the queue under one filter. Any thread may use it; each call is one short read."""

    def __init__(self, store: Store, filter: Filter | None = None, *, today: date) -> None:  # noqa: A002
        """Look at a store's queue; nothing is read yet.

        Args:
            store: an opened store.
            filter: what to narrow it to.
            today: the office's day, from which ``due<5`` counts.
        """
        self.store = store
        self.filter = filter or Filter()
        self._sqlite = store.dialect == "sqlite"
        self._where, self._values = self._conditions(today)
        self._key = _KEYS[self.filter.sort]
        self._total: int | None = None

    def count(self) -> int:
        """How many cases there are: from the kept counts where only the kind is narrowed, else counted."""
        with self.store.raw() as reader:
            if self.filter.only_kind:
                names = [counters.open_cases(self.filter.kind)] if self.filter.kind else list(counters.OPEN)
                marks = ", ".join("?" * len(names))
                found = reader.value(f"SELECT SUM(value) FROM counters WHERE name IN ({marks})", names)  # noqa: S608
            else:
                found = reader.value(f"SELECT COUNT(*) FROM cases WHERE {self._where}", self._values)  # noqa: S608
        self._total = int(found or 0)
        return self._total

    def imported_at(self) -> datetime | None:
        """When the last import landed: how old the data is."""
        with self.store.raw() as reader:
            found: datetime | str | None = reader.value(
                "SELECT taken_at FROM batches ORDER BY id DESC LIMIT 1"
            )
        if isinstance(found, str):
            return datetime.strptime(found, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
        return found

    def page(
        self,
        n: int,
        size: int = PAGE,
        *,
        before: QueueRecord | None = None,
        after: QueueRecord | None = None,
    ) -> list[QueueRecord]:
        """One page of the queue.

        Args:
            n: its number, from 0.
            size: rows a page.
            before: the first row of page `n` + 1, where that page is known.
            after: the last row of page `n` - 1, where that page is known: the quickest way.
        """
        if after is not None:
            return self._rows(">", self._place(after), False, size, 0)
        if before is not None:
            return self._rows("<", self._place(before), True, size, 0)
        start = n * size
        if not start:
            return self._rows("", (), False, size, 0)
        total = self.count() if self._total is None else self._total
        left = total - start
        if left <= 0 or start <= left:
            return self._rows("", (), False, size, start)
        take = min(size, left)
        return self._rows("", (), True, take, left - take)

    def _rows(
        self, sign: str, place: Sequence[Any], backwards: bool, size: int, skip: int
    ) -> list[QueueRecord]:
        """Rows beyond a place, or from an end, in the queue's order."""
        beyond = f" AND ({self._key}, id) {sign} (?, ?)" if sign else ""
        way = "DESC" if backwards else "ASC"
        order = f" ORDER BY {self._key} {way}, id {way} LIMIT ? OFFSET ?"
        with self.store.raw() as reader:
            rows = reader.rows(_SELECT + self._where + beyond + order, (*self._values, *place, size, skip))
        found = [_record(row) for row in rows] if self._sqlite else [QueueRecord(*row) for row in rows]
        return found[::-1] if backwards else found

    def _place(self, record: QueueRecord) -> tuple[Any, int]:
        key = getattr(record, self._key)
        return (self._plain(key) if isinstance(key, date) else key), record.id

    def _plain(self, day: date) -> Any:
        """A day as the driver takes it."""
        return day.isoformat() if self._sqlite else day

    def _conditions(self, today: date) -> tuple[str, tuple[Any, ...]]:
        """The filter as SQL with its values."""
        wanted = self.filter
        found: list[tuple[str, tuple[Any, ...]]] = []
        for column in ("kind", "regime", "status"):
            if getattr(wanted, column):
                found.append((f"{column} = ?", (getattr(wanted, column),)))
        if wanted.officer is not None:
            found.append(("officer = ?", (wanted.officer,)))
        if wanted.due_before is not None:
            day = wanted.due_before
            day = self._plain(today + timedelta(days=day) if isinstance(day, int) else day)
            found.append(("(safe_post_on < ? OR target_on < ?)", (day, day)))
        if wanted.held is not None:
            held = "held_until > ?" if wanted.held else "(held_until IS NULL OR held_until <= ?)"
            found.append((held, (self._plain(today),)))
        found += [(f"' ' || flags || ' ' {self._like}", (f"% {_literal(flag)} %",)) for flag in wanted.flag]
        if wanted.street:
            found.append((f"street {self._like}", (f"%{_literal(wanted.street)}%",)))
        if wanted.code:
            found.append((f"code {self._like}", (f"{_literal(wanted.code)}%",)))
        looked_up = [self._number("vrm", wanted.vrm), self._number("pcn", wanted.pcn)]
        looked_up += [self._word(word, today) for word in wanted.words]
        named = [part for part in looked_up if part[0]]
        # A few numbered rows are found by their number and then put in order; the plus keeps the
        # queue's own index, by which everything would be walked through, out of it.
        numbered = any(part[0].startswith("id IN") for part in named)
        done = wanted.status in DONE_STATUSES
        opened = f"{'+' if numbered else ''}open = {0 if done else 1}"
        parts = [(opened, ()), *found, *named]
        return " AND ".join(sql for sql, _ in parts), tuple(value for _, values in parts for value in values)

    @property
    def _like(self) -> str:
        """LIKE that minds no capitals, on either engine."""
        return "LIKE ? ESCAPE '\\'" if self._sqlite else "ILIKE ? ESCAPE '\\'"

    def _number(self, column: str, pattern: str) -> tuple[str, tuple[Any, ...]]:
        """A VRM or PCN, with ``*`` for anything; its beginning is looked up in the index."""
        if not pattern:
            return "", ()
        start, star, rest = pattern.partition("*")
        if not star:
            return f"id IN (SELECT id FROM cases WHERE {column} = ?)", (pattern,)  # noqa: S608
        if not rest and start:
            sql, values = self._starts(column, start)
            return f"id IN (SELECT id FROM cases WHERE {sql})", values  # noqa: S608
        return f"{column} LIKE ? ESCAPE '\\'", ("%".join(_literal(part) for part in pattern.split("*")),)

    def _word(self, word: str, today: date) -> tuple[str, tuple[Any, ...]]:
        """A word in a street or a flag, or, with a digit in it, at the beginning of a PCN or VRM."""
        number = word.upper().replace(" ", "").rstrip("*")
        if len(number) >= 4 and number.isascii() and number.isalnum() and any(c.isdigit() for c in number):
            pcn, pcn_values = self._starts("pcn", number)
            vrm, vrm_values = self._starts("vrm", number)
            both = f"SELECT id FROM cases WHERE {pcn} UNION SELECT id FROM cases WHERE {vrm}"  # noqa: S608
            return f"id IN ({both})", (*pcn_values, *vrm_values)
        street, on_street = f"street {self._like}", f"%{_literal(word)}%"
        if word.lower() == HELD_FLAG:
            return f"({street} OR held_until > ?)", (on_street, self._plain(today))
        flagged = f"' ' || flags || ' ' {self._like}"
        return f"({street} OR {flagged})", (on_street, f"% {_literal(word)} %")

    def _starts(self, column: str, start: str) -> tuple[str, tuple[Any, ...]]:
        """A condition that the column's index answers, on either engine."""
        if self._sqlite:
            return f"({column} >= ? AND {column} < ?)", (start, start[:-1] + chr(ord(start[-1]) + 1))
        return f"{column} LIKE ? ESCAPE '\\'", (f"{_literal(start)}%",)


def _literal(text: str) -> str:
    """Text in which LIKE finds no pattern."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _record(row: tuple[Any, ...]) -> QueueRecord:
    """A row of SQLite, whose days are text."""
    values = list(row)
    for n in _DATES:
        day = values[n]
        if day is not None:
            values[n] = date.fromisoformat(day)
    return QueueRecord(*values)
