"""What the letter check reports: one code a fault, how heavy it is, and the rule behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from caseworker.law.citations import Citation
from caseworker.law.tables import citation, table, unknown


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault that the check found in a letter, or a warning."""

    code: str
    """For example ``wrong-amount``, or ``point-not-addressed:loading``."""
    level: str
    """``red`` stops the letter; ``amber`` asks for a reason."""
    hard: bool
    """A hard red is decided by facts alone and can be released by nobody."""
    start: int | None
    """Where it begins in the letter's text; nothing where it is something missing."""
    end: int | None
    words: str
    """What is wrong, for the officer."""
    rule: str
    source: Citation
    repair: str = ""
    """What would put it right: the right value, or what to do."""

    @property
    def kind(self) -> str:
        """The code without the slug that it may carry."""
        return self.code.partition(":")[0]


@cache
def _all() -> Mapping[str, Mapping[str, Any]]:
    return {row["code"]: row for row in table("findings")["finding"]}


def known_codes() -> tuple[str, ...]:
    """Every code, without slugs."""
    return tuple(_all())


def finding(
    code: str, *, start: int | None = None, end: int | None = None, words: str = "", repair: str = ""
) -> Finding:
    """A finding of this code, filled in from the table.

    Args:
        code: a known code, with the slug of a point after a colon where one belongs to it.
        start: where the fault begins in the letter's text, in characters.
        end: where it ends.
        words: this letter's fault in words; the table's where none are given.
        repair: what would put it right; the table's where none is given.
    """
    kind = code.partition(":")[0]
    row = _all().get(kind)
    if row is None:
        raise unknown("finding", kind, _all())
    return Finding(
        code=code,
        level="amber" if row["level"] == "amber" else "red",
        hard=row["level"] == "hard",
        start=start,
        end=end,
        words=words or row["words"],
        rule=row["rule"],
        source=citation(row),
        repair=repair or row["repair"],
    )
