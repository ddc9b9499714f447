"""An officer's day: cleared so far against the dated target."""

from __future__ import annotations

from caseworker.casework.office import Office
from caseworker.casework.periods import day_share
from caseworker.casework.views import Today
from caseworker.law.calendar import england


def today(office: Office) -> Today:
    """What this officer has cleared today, and the target that was agreed for this day."""
    from caseworker.store import figures

    day = office.today()
    with office.store.reading() as tx:
        done, weighted = figures.done_on(tx, office.officer.id, day)
    me, officers = office.officer.id, office.officers
    return Today(
        done,
        weighted,
        officers.target(me, day),
        day_share(office),
        away=officers.away(me, day),
        working=england().is_working_day(day),
    )
