"""Reading the law's tables, and saying no to a name that stands in none of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from caseworker.law.citations import Citation, Status
from caseworker.law.refusals import Refused

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def table(name: str) -> dict[str, Any]:
    """Read one table of ``law/data``, once. Callers must not change what they are given."""
    import tomllib
    from importlib.resources import files

    text = files("caseworker.law").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def citation(row: Mapping[str, Any]) -> Citation:
    """The citation that a row of a table carries."""
    return Citation(
        instrument=row["instrument"],
        provision=row["provision"],
        status=Status(row["status"]),
        source=row.get("source", ""),
    )


def instrument_title(short: str) -> str:
    """The full title of an instrument, for example for ``GR22``."""
    rows = table("instruments")
    if short not in rows:
        raise unknown("instrument", short, rows)
    title: str = rows[short]["title"]
    number = rows[short].get("number", "")
    return f"{title} ({number})" if number else title


def in_force_from(short: str) -> date | None:
    """The first day on which an instrument was in force; nothing where the table does not say."""
    day: date | None = table("instruments").get(short, {}).get("in_force")
    return day


def source_words(source: str) -> tuple[str, ...]:
    """Where a rule was read, one place a line: keys of ``sources.toml`` give their address."""
    known = table("sources")
    parts = [part.strip() for part in source.split(";") if part.strip()]
    return tuple(f"{part}: {known[part]}" if part in known else part for part in parts)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, or nothing where none is near."""
    import difflib

    found = difflib.get_close_matches(name.strip().lower(), list(known), n=1, cutoff=0.5)
    return found[0] if found else ""


def unknown(kind: str, name: str, known: Iterable[str]) -> Refused:
    """A refusal that names the nearest known name, or lists the known ones where they are few."""
    names = sorted(known)
    near = nearest(name, names)
    if near:
        do = f'Did you mean "{near}"?'
    elif len(names) <= 30:
        do = "Known: " + ", ".join(names) + "."
    else:
        do = f"{len(names)} are known; none is like it."
    shown = name if len(name) <= 60 else name[:59] + "…"
    return Refused(f'No {kind} is called "{shown}".', do=do)


def day_words(day: date) -> str:
    """A day as officers write it: ``Thu 10 Jul 2025``, whatever the machine's language."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"
