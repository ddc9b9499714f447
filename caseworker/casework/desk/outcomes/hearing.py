"""What the case system answers to each thing it was told: taken or refused, landed whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseworker.casework import posted
from caseworker.casework.office import Office
from caseworker.law.refusals import Refused
from caseworker.reading import acknowledgements
from caseworker.reading.delimited import Fault, quoted
from caseworker.text import counted

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """An acknowledgement was taken in."""

    taken: int
    refused: int
    before: int
    """Rows that said what had been said before."""
    set_aside: tuple[Fault, ...]
    words: str


class Faulty(Refused):
    """An acknowledgement has faults; nothing of it landed."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(
            f"{faults[0].words}{more}.",
            rule="An acknowledgement lands whole or not at all. Nothing was changed.",
            do="Have the file put right; or set the faulty rows aside with --set-aside.",
        )
        self.faults = tuple(faults)


def acknowledge(office: Office, content: bytes, file: str, *, set_aside: bool = False) -> Acknowledged:
    """Take in what the case system said to each thing: taken or refused, with its words.

    The same answer again changes nothing; a later answer takes the place of an earlier one.

    Args:
        content: a CSV or JSON file.
        file: its name, for faults.
        set_aside: land the good rows, and give back the faulty ones.

    Raises:
        Faulty: a row names a PCN or an id that was not told, or cannot be read; nothing landed.
    """
    rows, faults = acknowledgements.read(content, file)
    return posted.surely(
        office,
        lambda tx: _acknowledge(tx, office, rows, list(faults), set_aside),
        lambda tx: _heard(tx, rows, faults),
        "taken in",
    )


def _acknowledge(
    tx: Connection,
    office: Office,
    rows: Sequence[acknowledgements.Answer],
    faults: list[Fault],
    set_aside: bool,
) -> Acknowledged:
    from caseworker.store import audit, outcomes

    known = outcomes.by_ids(tx, sorted({one.id for one in rows}))
    numbers = {"taken": 0, "refused": 0, "before": 0}
    for one in rows:
        fault = _fault(one, known.get(one.id))
        if fault is not None:
            faults.append(fault)
            continue
        row = known[one.id]
        if (row.acknowledged, row.answer) == (one.answer, one.words):
            numbers["before"] += 1
            continue
        outcomes.acknowledge(tx, one.id, one.answer, one.words, office.now())
        numbers[one.answer] += 1
    if faults and not set_aside:
        raise Faulty(sorted(faults))
    if numbers["taken"] or numbers["refused"]:
        audit.append(
            tx,
            chain="office",
            act="outcomes-acknowledge",
            officer=office.officer.id,
            at=office.now(),
            fields=dict(numbers),
        )
    return _landed(numbers, faults)


def _landed(numbers: Mapping[str, int], faults: Sequence[Fault]) -> Acknowledged:
    taken, refused, before = numbers["taken"], numbers["refused"], numbers["before"]
    words = f"{taken} taken, {refused} refused, {before} as heard before"
    words += f"; {counted(len(faults), 'row')} set aside." if faults else "."
    return Acknowledged(taken, refused, before, tuple(sorted(faults)), words)


def _fault(one: acknowledgements.Answer, row: Row[Any] | None) -> Fault | None:
    """Why an answer is to nothing that was told."""
    if row is None:
        return Fault(one.file, one.line, "id", str(one.id), "an id that was told (caseworker outcomes list)")
    if row.pcn != one.pcn:
        return Fault(
            one.file, one.line, "pcn", quoted(one.pcn), f"{row.pcn}, which was told under id {one.id}"
        )
    if row.export_id is None:
        return Fault(one.file, one.line, "id", str(one.id), "an id that has gone out in a file")
    return None


def _heard(
    tx: Connection, rows: Sequence[acknowledgements.Answer], faults: Sequence[Fault]
) -> Acknowledged | None:
    """What taking it in gave, where it stands."""
    from caseworker.store import outcomes

    known = outcomes.by_ids(tx, sorted({one.id for one in rows}))
    good = [one for one in rows if _fault(one, known.get(one.id)) is None]
    if any((known[one.id].acknowledged, known[one.id].answer) != (one.answer, one.words) for one in good):
        return None
    numbers = {name: sum(one.answer == name for one in good) for name in ("taken", "refused")}
    return _landed(numbers | {"before": 0}, faults)
