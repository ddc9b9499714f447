"""What has happened to a PCN by its days, and that what is entered now can be so beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.casework.office import Office
from caseworker.law.chronology import History, Lived, against
from caseworker.law.refusals import Refused
from caseworker.law.stages import event_ids
from caseworker.reading.told import STEPS

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

LINES = 5_000
"""Lines of a timeline that are looked at."""
_OF_VEHICLE = {
    "taken_on": "vehicle-taken",
    "released_on": "vehicle-released",
    "sold_on": "vehicle-disposed-of",
    "rights_given_on": "rights-given",
}
"""What happened to a vehicle that was held, by the column of its day."""
_OF_NOTICE = {step.kind: step.events[-1] for step in STEPS}
"""The event that a notice is, by its kind."""


def check_day(tx: Connection, office: Office, pcn: Row[Any], kind: str, on: date) -> None:
    """Refuse something on a day on which it cannot have been, beside what is known of its PCN.

    Args:
        kind: an event, or one of the days that ``law/data/chronology.toml`` names beside them.
        on: the day that was given for it.

    Raises:
        Refused: both days, the rule that they break, and what to do.
    """
    found = against(History(pcn.regime, office.today(), lived(tx, pcn)), Lived(kind, on))
    if found:
        first, *others = found
        raise Refused(
            f"{pcn.pcn}: {first.what}",
            rule=first.rule,
            do=" ".join([*(f"{one.what} {one.rule}" for one in others), first.do]),
            citation=first.citation,
        )


def lived(tx: Connection, pcn: Row[Any]) -> tuple[Lived, ...]:
    """Everything that is known of a PCN with its day; of a notice, the day on which it was posted."""
    from caseworker.store import cases, ledger
    from caseworker.store.proceedings import UNDONE

    notices = cases.notices_of(tx, pcn.id)
    found = [Lived("contravention", pcn.contravened_on), Lived("pcn-served", pcn.served_on)]
    if pcn.dated_on is not None:
        found.append(Lived("pcn-dated", pcn.dated_on))
    kinds = (_OF_NOTICE.get(one.kind.removesuffix(UNDONE)) for one in notices)
    found += [Lived(kind, one.posted_on) for kind, one in zip(kinds, notices, strict=True) if kind]
    # What has a row of its own is known by that row: the supplier may have put its day right since.
    rows = {*_OF_NOTICE.values(), *_OF_VEHICLE.values()}
    for line in cases.events_of(tx, pcn.id, LINES):
        if line.event in event_ids() - rows:
            found.append(Lived(line.event, line.on))
    held = ledger.removal_of(tx, pcn.id)
    days = {event: getattr(held, column) for column, event in _OF_VEHICLE.items()} if held else {}
    found += [Lived(event, on) for event, on in days.items() if on is not None]
    found += [Lived("payment", one.received_on) for one in ledger.payments_of(tx, pcn.id)]
    return tuple(dict.fromkeys(found))
