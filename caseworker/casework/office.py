"""The office an act works in: who acts, the clock, the council's choices, the store and the paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from caseworker.config import Council, Officer, Officers
    from caseworker.law.policy import Guideline
    from caseworker.letters.library import Library
    from caseworker.store.engine import Store

LONDON = ZoneInfo("Europe/London")
"""Posting cut-offs and office days are told by this clock; instants are UTC."""


def wall_clock() -> datetime:
    """The machine's own clock, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Office:
    """Everything an act is given; built once, by the door. The store and the library open at first use."""

    officer: Officer
    """Who acts: named, not authenticated."""
    officers: Officers
    council: Council
    guidelines: tuple[Guideline, ...]
    store_url: str
    kind: str
    """``live`` or ``training``."""
    paragraphs: Path
    """Folder of the paragraph library."""
    clock: Callable[[], datetime] = wall_clock

    @cached_property
    def store(self) -> Store:
        """The store, opened (and refused, if it does not fit) at first use."""
        from caseworker.store.engine import Store

        return Store.open(self.store_url, expect=self.kind)

    @cached_property
    def shipped(self) -> Library:
        """The paragraphs that came with the program, read at first use."""
        from caseworker.letters.library import load

        return load(self.paragraphs)

    @property
    def library(self) -> Library:
        """The paragraphs as they stand: those shipped, and over them what was published in the store."""
        from caseworker.casework.shelf import shelf

        return shelf(self).library

    @property
    def training(self) -> bool:
        """Whether this is the sandbox."""
        return self.kind == "training"

    def now(self) -> datetime:
        """The instant, in UTC."""
        return self.clock().astimezone(UTC)

    def today(self) -> date:
        """The office's day, in Europe/London."""
        return self.clock().astimezone(LONDON).date()

    def local_now(self) -> datetime:
        """The office's wall clock."""
        return self.clock().astimezone(LONDON)
