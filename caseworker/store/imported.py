"""Money that came by an import: one digest over many rows, with the ids of those that it covers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


def payment_digest(source: str, pcn_id: int, on: object, pence: int, method: str) -> str:
    """The digest by which the record knows one payment.

    Args:
        on: the day it was received, as a date or as ``YYYY-MM-DD``.
    """
    return _digest(source, pcn_id, on, pence, method)


def adjustment_digest(
    source: str, pcn_id: int, on: object, kind: str, account: str, pence: int, words: str
) -> str:
    """The digest by which the record knows one adjustment.

    Args:
        on: its day, as a date or as ``YYYY-MM-DD``.
    """
    return _digest(source, pcn_id, on, kind, account, pence, words)


def _digest(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass
class Sealed:
    """The rows of one table that an import wrote, by their ids in order, and one digest over all."""

    runs: list[list[int]] = field(default_factory=list)
    """First and last id of each run: others may have been given ids in between."""
    _over: Any = field(default_factory=hashlib.sha256)

    def add(self, row_id: int, digest: str) -> None:
        """One more row; its id is above every one before it."""
        if self.runs and self.runs[-1][1] == row_id - 1:
            self.runs[-1][1] = row_id
        else:
            self.runs.append([row_id, row_id])
        self._over.update(digest.encode("ascii"))

    def fields(self, name: str) -> dict[str, str | int | None]:
        """What the record keeps of them; nothing where there are none."""
        if not self.runs:
            return {}
        ids = ",".join(f"{first}-{last}" for first, last in self.runs)
        return {name: ids, f"{name}_digest": self.digest}

    @property
    def digest(self) -> str:
        """The digest over the digests of all rows, in the order of their ids."""
        return str(self._over.hexdigest())


def runs_of(words: str) -> Iterator[tuple[int, int]]:
    """First and last id of each run, as `Sealed.fields` wrote them; nothing of what is no run."""
    for part in words.split(","):
        first, _, last = part.partition("-")
        if first.isdecimal() and last.isdecimal():
            yield int(first), int(last)
