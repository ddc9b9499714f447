"""An officer's day: cleared so far against the dated target."""

from __future__ import annotations

from datetime import timedelta

from caseworker.casework.office import Office
from caseworker.casework.views import Today


def today(office: Office) -> Today:
    """What this officer has cleared today, and the target that was agreed for this day."""
    from caseworker.store import figures

    day = office.today()
    with office.store.reading() as tx:
        done, weighted = figures.done_on(tx, office.officer.id, day)
    me, officers = office.officer.id, office.officers
    return Today(done, weighted, officers.target(me, day), day_share(office), officers.away(me, day))


def day_share(office: Office) -> float:
    """The share of a working day (09:00 to 17:00) that has passed."""
    now = office.local_now()
    start = now.replace(hour=9, minute=0, second=0, microsecond=0)
    return min(1.0, max(0.0, (now - start) / timedelta(hours=8)))
