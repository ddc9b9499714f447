"""Work out the days of every open case anew: after a bank holiday was changed, or the council's standard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from caseworker.casework.acting import acting
from caseworker.casework.office import Office
from caseworker.law.calendar import england
from caseworker.law.kinds import CaseKind
from caseworker.law.refusals import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Reclocked:
    """What was worked out anew."""

    looked: int
    """Open cases whose days were worked out."""
    changed: int
    """Those that had other days before."""
    whole: bool
    """Whether it went to its end; what was done before it was stopped stands."""
    beyond: date | None
    """The last day for which the bank holidays are known, where a limit lies beyond it."""


def reclock(
    office: Office, *, dry: bool = False, told: Callable[[int, int], bool] | None = None
) -> Reclocked:
    """Give every open case the days that law, calendar and the council's standard give it today.

    Each day of receipt is one act of its own: stopped or killed, every case has either its old days or its
    new ones, and the next run goes on.

    Args:
        dry: count what would change; nothing is written.
        told: called with the cases looked at and all there are; it stops where that says False.

    Raises:
        Refused: whoever acts is no leader, or the store cannot be written.
    """
    from caseworker.store import reclocking

    if not dry and office.officer.role != "leader":
        raise Refused(
            f"{office.officer.name} is no leader.",
            rule="A leader has the days of all cases worked out anew.",
            do="Ask one, or look first with a dry run.",
        )
    with office.store.reading() as tx:
        days = reclocking.days(tx)
    total, looked, changed, last = sum(count for _, count in days), 0, 0, date.min
    for received_on, count in days:
        more, furthest = _day(office, received_on, dry)
        changed, looked, last = changed + more, looked + count, max(last, furthest)
        if told is not None and not told(looked, total):
            break
    known = england().known_until
    return Reclocked(looked, changed, looked == total, known if last > known else None)


def _day(office: Office, received_on: date, dry: bool) -> tuple[int, date]:
    """The cases of one day of receipt: how many change, and the furthest limit."""
    if dry:
        with office.store.reading() as tx:
            return _put(tx, office, received_on, dry)
    from caseworker.store import audit

    with acting(office) as tx:
        changed, furthest = _put(tx, office, received_on, dry)
        if changed:
            fields: dict[str, str | int | None] = {"received_on": received_on.isoformat(), "changed": changed}
            who, now = office.officer.id, office.now()
            audit.append(tx, chain="office", act="reclock", officer=who, at=now, fields=fields)
    return changed, furthest


def _put(tx: Connection, office: Office, received_on: date, dry: bool) -> tuple[int, date]:
    from caseworker.reading.standing import limits
    from caseworker.store import reclocking

    changed, furthest = 0, date.min
    for regime, kind in reclocking.groups(tx, received_on):
        found = limits(regime, CaseKind(kind), received_on, office.council.service_days[kind])
        act = reclocking.count if dry else reclocking.put
        changed += act(tx, received_on, regime, kind, **found.columns)
        furthest = max(furthest, found.reply_due_on or found.target_on)
    return changed, furthest
