"""Who was asked for what: targets in force, absences, and what a week and a month expect of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from caseworker.casework.office import Office
from caseworker.config import Absence, Target
from caseworker.law.calendar import ONE_DAY


@dataclass(frozen=True, slots=True)
class Aim:
    """One officer's targets."""

    id: str
    name: str
    per_day: int
    """As agreed for today; 0 where nothing was."""
    since: date | None
    """From when it holds."""
    coming: tuple[Target, ...]
    """Those agreed for later days."""
    away: bool
    """Today."""
    absences: tuple[Absence, ...]
    """From today on."""
    week: int
    """Expected from this Monday to Sunday."""
    month: int
    """Expected in this month."""


def targets(office: Office) -> tuple[Aim, ...]:
    """Everybody's targets for a leader; an officer's own for an officer."""
    leads = office.officer.role == "leader"
    everyone = [one for one in office.officers.everyone if leads or one.id == office.officer.id]
    return tuple(_aim(office, one.id) for one in everyone)


def _aim(office: Office, who: str) -> Aim:
    officers, today = office.officers, office.today()
    own = sorted((one for one in officers.targets if one.officer == who), key=lambda one: one.from_on)
    past = [one for one in own if one.from_on <= today]
    monday = today - ONE_DAY * today.weekday()
    first = today.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - ONE_DAY
    return Aim(
        id=who,
        name=officers.name(who),
        per_day=officers.target(who, today),
        since=past[-1].from_on if past else None,
        coming=tuple(one for one in own if one.from_on > today),
        away=officers.away(who, today),
        absences=tuple(one for one in officers.absences if one.officer == who and one.to_on >= today),
        week=officers.expected(who, monday, monday + ONE_DAY * 6),
        month=officers.expected(who, first, last),
    )
