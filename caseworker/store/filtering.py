"""The queue's filter language: ``kind:formal due<5 officer:me flag:care street:"Mare" vrm:ZZ1* words``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from caseworker.law.refusals import Refused

KINDS = (
    *("informal", "formal", "certificate"),
    *("tribunal", "court", "query", "complaint", "member", "information"),
)
OPEN_STATUSES = ("new", "open", "decided")
DONE_STATUSES = ("issued", "closed")
SORTS = ("urgency", "received")
"""Orders of the queue; each has its index."""
NAMES = ("kind", "regime", "officer", "due", "flag", "held", "street", "vrm", "pcn", "code", "status", "sort")
"""Words that may stand before a colon."""

HELD_FLAG = "hold"
"""The flag that is not kept but told by the day: ``flag:hold`` is ``held:yes``."""

_TOKEN = re.compile(r'(?:([A-Za-z]+)(<=|<|:))?("[^"]*"|[^\s"]+)')
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Filter:
    """What the queue is narrowed to, and its order. An empty field narrows nothing."""

    kind: str = ""
    regime: str = ""
    officer: str | None = None
    """Who has claimed it; an empty word means nobody, None means anybody."""
    due_before: int | date | None = None
    """Due by law or by the council's standard before this day, or before so many days from today."""
    flag: tuple[str, ...] = ()
    held: bool | None = None
    """Whether it is on hold today; None means either."""
    street: str = ""
    """A part of the street's name."""
    vrm: str = ""
    """A VRM without spaces; ``*`` stands for anything."""
    pcn: str = ""
    code: str = ""
    """A contravention code; without a suffix it finds all of its suffixes."""
    status: str = ""
    words: tuple[str, ...] = field(default=())
    """Words to look for in PCN, VRM, street and flags; each must be found."""
    sort: str = "urgency"

    @classmethod
    def parse(cls, text: str, officer: str = "") -> Filter:
        """Read the filter language; a word that is not known is refused with the nearest known one.

        Args:
            text: what the officer wrote.
            officer: who ``me`` is.
        """
        found = cls()
        at = 0
        for token in _TOKEN.finditer(text):
            _nothing_between(text, at, token.start())
            at = token.end()
            name, sign, value = token[1] or "", token[2] or "", token[3].strip('"').strip()
            if sign == "<" and value.startswith("="):
                raise _unreadable(text, token.start())
            if not name:
                found = replace(found, words=(*found.words, *([value] if value.strip("*") else [])))
            else:
                found = _narrow(found, name.lower(), sign, value, officer)
        _nothing_between(text, at, len(text))
        return found

    @property
    def only_kind(self) -> bool:
        """Whether nothing but the kind narrows it, so that the kept counts answer how many there are."""
        return replace(self, kind="", sort="urgency") == Filter()


def _narrow(found: Filter, name: str, sign: str, value: str, officer: str) -> Filter:
    """Add one ``name:value`` to a filter."""
    if name not in NAMES:
        raise _unknown(name, NAMES, f"The filter does not know {name}:")
    if sign != ":" and name != "due":
        raise Refused(f"{name}{sign}{value} cannot be compared.", do=f"Write {name}:{value}.")
    if not value:
        raise Refused(
            f"{name}{sign} has no value.", do=f"Write something after {name}{sign}, or take it away."
        )
    changes: dict[str, Any] = {name: value}
    if name == "due":
        changes = {"due_before": _due(sign, value)}
    elif name in ("kind", "status", "sort"):
        known = {"kind": KINDS, "status": OPEN_STATUSES + DONE_STATUSES, "sort": SORTS}[name]
        changes = {name: _one_of(name, value.lower(), known)}
    elif name == "officer":
        who = value.lower()
        changes = {name: {"me": officer, "none": "", "nobody": ""}.get(who, who)}
    elif name == "held":
        changes = {name: _one_of(name, value.lower(), ("yes", "no")) == "yes"}
    elif name == "flag" and value.lower() == HELD_FLAG:
        changes = {"held": True}
    elif name == "flag":
        changes = {name: (*found.flag, value.lower())}
    elif name in ("vrm", "pcn"):
        changes = {name: value.upper().replace(" ", "")}
    elif name in ("regime", "code"):
        changes = {name: _regime(value.lower()) if name == "regime" else value.lower().zfill(2)}
    return replace(found, **changes)


def _due(sign: str, value: str) -> int | date:
    """``due<5``: in the next five days, today being the first; ``due<=5`` and ``due:5``: a day more."""
    more = 0 if sign == "<" else 1
    if value.lower() in ("overdue", "today"):
        return 0 if value.lower() == "overdue" else 1
    if _DAY.fullmatch(value):
        try:
            return date.fromordinal(date.fromisoformat(value).toordinal() + more)
        except ValueError:
            pass
    elif re.fullmatch(r"-?[0-9]{1,4}", value, re.ASCII):
        return int(value) + more
    raise Refused(
        f"due{sign}{value} is neither a number of days nor a date.",
        do="Write due<5, due:today, due:overdue or due<2026-12-01.",
    )


def _regime(value: str) -> str:
    from caseworker.law.tables import table

    rows = table("regimes").get("regime", [])
    return _one_of("regime", value, tuple(str(row["id"]) for row in rows))


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value in known:
        return value
    raise _unknown(value, known, f"{name}:{value} is not known.")


def _unknown(word: str, known: tuple[str, ...], what: str) -> Refused:
    from difflib import get_close_matches

    like = get_close_matches(word, known, n=1, cutoff=0.5)
    return Refused(what, do=f"Did you mean {like[0]}?" if like else f"Known: {', '.join(known)}.")


def _nothing_between(text: str, start: int, end: int) -> None:
    if text[start:end].strip():
        raise _unreadable(text, start)


def _unreadable(text: str, at: int) -> Refused:
    return Refused(
        f"The filter cannot be read from here on: {text[at:].strip()[:40]}",
        do='Close each quotation mark, as in street:"Mare Street".',
    )
