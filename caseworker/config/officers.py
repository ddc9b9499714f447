"""``officers.toml``: who works here, in which role, how many cases a day were agreed, who is away when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caseworker.config.reading import Table, nearest, read
from caseworker.law.refusals import Refused

ROLES = ("officer", "leader", "trainer")


@dataclass(frozen=True, slots=True)
class Officer:
    """One person: named, not authenticated."""

    id: str
    """Short name for commands and records, for example ``asha``."""
    name: str
    """As it stands under a letter."""
    role: str = "officer"
    """``officer``, ``leader`` or ``trainer``."""
    title: str = "Parking Appeals Officer"
    """What stands under the name in a letter."""
    authorised: bool = True
    """Whether the council has authorised this person to decide."""


@dataclass(frozen=True, slots=True)
class Target:
    """From a day on, how many cases a day were agreed with an officer."""

    officer: str
    from_on: date
    per_day: int


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which nothing is asked of an officer: leave, sickness, training."""

    officer: str
    from_on: date
    to_on: date
    """The last day of it."""


@dataclass(frozen=True, slots=True)
class Officers:
    """Everybody who may be named as the one who acts."""

    everyone: tuple[Officer, ...]
    targets: tuple[Target, ...] = ()
    source: str = "officers.toml"
    """The file they were read from, for messages."""
    absences: tuple[Absence, ...] = ()

    def get(self, officer: str) -> Officer:
        """One officer; a name that is not known is refused with the nearest one."""
        for one in self.everyone:
            if one.id == officer:
                return one
        like = nearest(officer, [one.id for one in self.everyone])
        raise Refused(
            f"There is no officer {officer!r} in {self.source}.",
            rule="Whoever acts is named there.",
            do=f"Did you mean {like}?" if like else f"Known: {', '.join(one.id for one in self.everyone)}.",
        )

    def name(self, officer: str) -> str:
        """An officer's name, or the id itself where that officer is no longer in the file."""
        return next((one.name for one in self.everyone if one.id == officer), officer)

    def away(self, officer: str, day: date) -> bool:
        """Whether an officer is away on a day."""
        return any(one.officer == officer and one.from_on <= day <= one.to_on for one in self.absences)

    def asked(self, officer: str, days: Sequence[date]) -> list[int]:
        """What is asked of an officer on each of some working days: the target then in force, 0 when away."""
        own = sorted((one.from_on, one.per_day) for one in self.targets if one.officer == officer)
        off = [(one.from_on, one.to_on) for one in self.absences if one.officer == officer]
        found = []
        for day in days:
            if off and any(first <= day <= last for first, last in off):
                found.append(0)
                continue
            found.append(next((per_day for from_on, per_day in reversed(own) if from_on <= day), 0))
        return found

    def expected(self, officer: str, from_on: date, to_on: date) -> int:
        """The sum of the targets then in force over an officer's working days, both ends counted."""
        from caseworker.law.calendar import england

        return sum(self.asked(officer, england().working_days(from_on, to_on)))

    def target(self, officer: str, day: date) -> int:
        """How many cases a day were agreed with an officer on a day; 0 where none were."""
        past = [one for one in self.targets if one.officer == officer and one.from_on <= day]
        return max(past, key=lambda one: one.from_on).per_day if past else 0


def load_officers(path: Path) -> Officers:
    """Read ``officers.toml``."""
    top = read(path)
    everyone: list[Officer] = []
    for table in top.tables("officer"):
        everyone.append(_officer(table, {one.id for one in everyone}))
    known = tuple(one.id for one in everyone)
    targets = tuple(_target(table, known) for table in top.tables("target"))
    absences = tuple(_absence(table, known) for table in top.tables("absence"))
    top.done()
    if not everyone:
        raise Refused(f"{path} names no officer.", do="Add one as [[officer]] with id and name.")
    return Officers(tuple(everyone), targets, str(path), absences)


def _officer(table: Table, taken: set[str]) -> Officer:
    one = Officer(
        id=table.text("id", form=r"[a-z][a-z0-9-]{0,31}", example='"asha" or "j-doe": small letters'),
        name=table.text("name"),
        role=table.choice("role", ROLES, "officer"),
        title=table.text("title", "Parking Appeals Officer"),
        authorised=table.flag("authorised", True),
    )
    table.done()
    if one.id in ("me", "none", "everyone"):
        raise table.wrong("id", repr(one.id), "That word has a meaning in the queue's filter.")
    if one.id in taken:
        raise table.wrong("id", repr(one.id), "It is used twice: each officer has an id of their own.")
    return one


def _target(table: Table, known: tuple[str, ...]) -> Target:
    one = Target(
        officer=table.choice("officer", known),
        from_on=table.day("from"),
        per_day=table.whole("per_day", most=500),
    )
    table.done()
    return one


def _absence(table: Table, known: tuple[str, ...]) -> Absence:
    officer, from_on = table.choice("officer", known), table.day("from")
    one = Absence(officer, from_on, table.day("to", from_on))
    table.done()
    if one.to_on < one.from_on:
        why = f"{officer} is away from {one.from_on.isoformat()}: the end must not be before that."
        raise table.wrong("to", one.to_on.isoformat(), why)
    return one
