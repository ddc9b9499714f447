"""Nudge each number and date of a table of law, one at a time, and ask whether anything notices.

    survivors("clocks", fails=lambda: not all(vector holds …))

A table is nudged where it lies, in the copy that the program has read, and put back whatever happens.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from caseworker.law import tables

Place = tuple[str | int, ...]
"""The way to one value: keys and positions, for example ``("clock", 3, "days")``."""


def values(found: Any, place: Place = ()) -> Iterator[tuple[Place, int | date]]:
    """Every whole number and every day in a table, with its place; switches are none."""
    if isinstance(found, dict):
        for key, one in found.items():
            yield from values(one, (*place, key))
    elif isinstance(found, list):
        for number, one in enumerate(found):
            yield from values(one, (*place, number))
    elif isinstance(found, int | date) and not isinstance(found, bool):
        yield place, found


@contextmanager
def nudged(name: str, place: Place, by: int) -> Iterator[None]:
    """The table with one value moved by a whole number, or by so many days; then as it was.

    Args:
        name: of the table in ``law/data``.
        place: the value's place, as `values` gives it.
        by: how far, as a rule 1 or -1.
    """
    *way, last = place
    holder: Any = tables.table(name)
    for step in way:
        holder = holder[step]
    was = holder[last]
    holder[last] = was + timedelta(days=by) if isinstance(was, date) else was + by
    try:
        forget()
        yield
    finally:
        holder[last] = was
        forget()


def forget() -> None:
    """Let the law work everything out again; the tables themselves stay as they were read."""
    for name, module in list(sys.modules.items()):
        if not name.startswith("caseworker.law"):
            continue
        for one in vars(module).values():
            if one is not tables.table and hasattr(one, "cache_clear"):
                one.cache_clear()


def told(name: str, place: Place) -> str:
    """One place in words, with the id or day of its row where it has one."""
    row: Any = tables.table(name)
    known = ""
    for step in place[:-1]:
        row = row[step]
        if isinstance(row, dict):
            known = str(row.get("id") or row.get("on") or known)
    return f"{name}: {'.'.join(str(step) for step in place)} ({known})" if known else f"{name}: {place}"


def survivors(name: str, fails: Callable[[], bool], *, leave: Collection[str] = ()) -> list[str]:
    """Each value of a table that can be moved by one, up or down, without anything failing.

    Args:
        name: of the table in ``law/data``.
        fails: whether at least one vector fails now; an exception counts as a failure.
        leave: keys whose values are left alone.
    """
    assert not _failing(fails), "the vectors fail before anything was nudged"
    left = []
    for place, _ in list(values(tables.table(name))):
        if any(step in leave for step in place):
            continue
        for by in (1, -1):
            with nudged(name, place, by):
                if not _failing(fails):
                    left.append(f"{told(name, place)} {by:+d}")
    return left


def _failing(fails: Callable[[], bool]) -> bool:
    try:
        return fails()
    except Exception:  # a table that cannot be read any more has been noticed
        return True
