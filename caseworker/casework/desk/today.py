"""An officer's day: cleared so far against the dated target."""

from __future__ import annotations

from caseworker.casework.office import Office
from caseworker.casework.periods import day_share
from caseworker.casework.views import Today


def today(office: Office) -> Today:
    """What this officer has cleared today, and the target that was agreed for this day."""
    from caseworker.store import figures

    day = office.today()
    with office.store.reading() as tx:
        done, weighted = figures.done_on(tx, office.officer.id, day)
    me, officers = office.officer.id, office.officers
    return Today(done, weighted, officers.target(me, day), day_share(office), officers.away(me, day))
