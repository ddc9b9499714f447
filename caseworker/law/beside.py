"""Cases beside the dispute about a PCN: what opens and closes each, its clock, and its outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from caseworker.law.citations import Citation
from caseworker.law.clocks import Clock, clock_ids, work_out
from caseworker.law.kinds import ANSWERED_BY, CaseKind, LetterKind, Outcome
from caseworker.law.refusals import Refused
from caseworker.law.tables import citation, table

OWN_DATA = "subject-access"
"""The clock, and the flag of a case, of a request for one's own data."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One kind of case beside the dispute."""

    kind: CaseKind
    label: str
    words: str
    """What it is, and what it cannot do, in a sentence."""
    clock: str
    """The clock of an enquiry; empty where an event of the PCN says by when."""
    letter: LetterKind
    outcomes: tuple[Outcome, ...]
    """What can be decided in it."""
    opens_with: tuple[str, ...]
    closes_with: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing that the tribunal must be sent."""

    id: str
    label: str
    clock: str
    """By which clock: ``tribunal-papers`` or ``evidence-pack``."""
    held: str
    """How it is seen that the case holds it."""
    citation: Citation


@cache
def _all() -> Mapping[CaseKind, Beside]:
    return {CaseKind(row["id"]): _beside(row) for row in table("beside")["kind"]}


def _beside(row: Mapping[str, Any]) -> Beside:
    return Beside(
        kind=CaseKind(row["id"]),
        label=row["label"],
        words=row["words"],
        clock=row["clock"],
        letter=ANSWERED_BY[CaseKind(row["id"])],
        outcomes=tuple(Outcome(one) for one in row["outcomes"]),
        opens_with=tuple(row["opens_with"]),
        closes_with=tuple(row["closes_with"]),
        citation=citation(row),
    )


def besides() -> tuple[Beside, ...]:
    """Every kind of case that can stand beside a dispute."""
    return tuple(_all().values())


def beside(kind: CaseKind) -> Beside:
    """One kind of case beside the dispute.

    Raises:
        Refused: it is a dispute itself.
    """
    found = _all().get(kind)
    if found is None:
        raise Refused(
            f"A case of the kind “{kind}” is about the PCN itself.",
            rule="What stands beside a dispute decides nothing of it.",
            do="Decide it as such (d).",
        )
    return found


def opened_by(event: str) -> tuple[Beside, ...]:
    """The kinds of case that an event opens."""
    return tuple(one for one in besides() if event in one.opens_with)


def closed_by(event: str) -> tuple[Beside, ...]:
    """The kinds of case that an event closes."""
    return tuple(one for one in besides() if event in one.closes_with)


def enquiry_clock(
    kind: CaseKind, regime_id: str, received_on: date, *, days: int, own_data: bool = False
) -> Clock | None:
    """The clock of an enquiry from the day it came in; None for a case that an event of the PCN opened.

    Args:
        days: the council's own standard in working days, for a clock that is its own.
        own_data: a request for one's own data: another law, another time.
    """
    name = OWN_DATA if own_data and kind is CaseKind.INFORMATION else beside(kind).clock
    if not name:
        return None
    own = any(row["id"] == name and row.get("policy") for row in table("clocks")["clock"])
    return work_out(regime_id, name, received_on, days=days if own else None)


def step_clock(regime_id: str, event: str, on: date) -> Clock | None:
    """The clock of what the council must do after a court's order; None where the law sets none."""
    for row in table("beside")["step"]:
        for name in row["clocks"] if row["event"] == event else ():
            if name in clock_ids(regime_id):
                return work_out(regime_id, name, on)
    return None


def papers() -> tuple[Paper, ...]:
    """What the tribunal must be sent, in the order in which it is wanted."""
    return tuple(
        Paper(row["id"], row["label"], row["clock"], row["held"], citation(row))
        for row in table("beside")["paper"]
    )
