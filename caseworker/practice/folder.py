"""An import folder of the practice office, held in memory: the rows of each file, and the pictures."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = dict[str, Any]


@dataclass(slots=True)
class Folder:
    """The rows of each file, and the bytes of the others."""

    cases: list[Row] = field(default_factory=list)
    correspondence: list[Row] = field(default_factory=list)
    payments: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    manifest: list[Row] = field(default_factory=list)
    history: list[Row] = field(default_factory=list)
    permits: list[Row] = field(default_factory=list)
    sessions: list[Row] = field(default_factory=list)
    locations: list[Row] = field(default_factory=list)
    orders: list[Row] = field(default_factory=list)
    papers: list[Row] = field(default_factory=list)
    post: list[Row] = field(default_factory=list)
    proceedings: list[Row] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    """By name within the folder: ``evidence/…``, ``orders/…``, ``post/…``, ``mail/…``."""
    by_letter: dict[str, Row] = field(default_factory=dict)
    """The PCN's row behind each letter, for one that takes it further."""

    def files(self) -> dict[str, bytes | Path]:
        """The folder as `reading.extract.read` takes it."""
        tables = {
            "cases.csv": self.cases,
            "correspondence.csv": self.correspondence,
            "payments.csv": self.payments,
            "notes.csv": self.notes,
            "evidence/manifest.csv": self.manifest,
            "history.csv": self.history,
            "permits.csv": self.permits,
            "sessions.csv": self.sessions,
            "locations.csv": self.locations,
            "orders/orders.csv": self.orders,
            "orders/manifest.csv": self.papers,
            "post/post.csv": self.post,
            "proceedings.csv": self.proceedings,
        }
        made: dict[str, bytes | Path] = {name: _csv(rows) for name, rows in tables.items() if rows}
        made |= self.pictures
        return made


def _csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    held = io.StringIO()
    writer = csv.DictWriter(held, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue().encode()
