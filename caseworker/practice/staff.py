"""The people of the practice office, each at a desk, under one clock that stands until it is set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from caseworker.casework.office import LONDON, Office


@dataclass(slots=True)
class Clock:
    """The clock on the wall of the practice office."""

    at: datetime

    def __call__(self) -> datetime:
        """The instant it shows, in UTC."""
        return self.at

    def show(self, day: date, at: time) -> None:
        """Set it to a time of a day in London."""
        self.at = datetime.combine(day, at, LONDON).astimezone(UTC)

    def on(self, minutes: int) -> None:
        """Set it on by some minutes."""
        self.at += timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class Staff:
    """One practice office under one clock, with a desk for each person in it."""

    clock: Clock
    desks: dict[str, Office]

    def desk(self, officer: str) -> Office:
        """The office as this person."""
        return self.desks[officer]

    @property
    def importer(self) -> Office:
        """The office as whoever runs the morning's import."""
        return next(iter(self.desks.values()))


def staff(office: Office) -> Staff:
    """A desk for everybody, all on the one opened store and library."""
    clock = Clock(office.now())
    desks = {}
    for one in office.officers.everyone:
        desk = replace(office, officer=one, clock=clock)
        desk.__dict__.update(store=office.store, shipped=office.shipped)
        desks[one.id] = desk
    return Staff(clock, desks)
