"""Values that change on a day: the row in force, and what is said where none was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any


def in_force(rows: Iterable[Mapping[str, Any]], on: date) -> Mapping[str, Any] | None:
    """The row whose dates include this day; nothing where no row does."""
    for row in rows:
        if row["valid_from"] <= on and on <= row.get("valid_until", date.max):
            return row
    return None
