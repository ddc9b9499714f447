"""What runs beside a PCN: appeals, court matters, requests to see the film; what each bars while open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from caseworker.law.citations import Citation
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.tables import citation, table, unknown


@dataclass(frozen=True, slots=True)
class ProceedingKind:
    """One kind of proceedings, as the law of one regime has it."""

    id: str
    """For example ``appeal``: the ``kind`` in the store's table of proceedings."""
    label: str
    words: str
    """What it means for the case, in a sentence."""
    regimes: tuple[str, ...]
    clock: str
    """The clock of what the council must do in it; empty where none runs against the council."""
    bars: tuple[str, ...]
    """What may not be done while it is open: ``certificate``, ``rejection``, ``registration``, ``warrant``,
    ``fresh-notice`` or ``write-off``."""
    begins_with: tuple[str, ...]
    """The events of the stage table that open it."""
    ends_with: tuple[str, ...]
    """The events of the stage table that close it."""
    citation: Citation


@cache
def _all(regime_id: str) -> Mapping[str, ProceedingKind]:
    return {row["id"]: _kind(row) for row in table("proceedings")["kind"] if regime_id in row["regimes"]}


def _kind(row: Mapping[str, Any]) -> ProceedingKind:
    return ProceedingKind(
        id=row["id"],
        label=row["label"],
        words=row["words"],
        regimes=tuple(row["regimes"]),
        clock=row["clock"],
        bars=tuple(row["bars"]),
        begins_with=tuple(row["begins_with"]),
        ends_with=tuple(row["ends_with"]),
        citation=citation(row),
    )


def proceedings(regime_id: str) -> tuple[ProceedingKind, ...]:
    """Every kind of proceedings that this regime's law knows."""
    return tuple(_all(regime(regime_id).id).values())


def proceeding(regime_id: str, kind_id: str) -> ProceedingKind:
    """One kind of proceedings of a regime.

    Raises:
        Refused: there is no such kind, or this regime's law does not have it.
    """
    law = regime(regime_id)
    found = _all(law.id).get(kind_id)
    if found is not None:
        return found
    known = {row["id"] for row in table("proceedings")["kind"]}
    if kind_id not in known:
        raise unknown("kind of proceedings", kind_id, known)
    raise Refused(
        f'There is no "{kind_id}" in {law.id} ({law.label}).',
        rule="Each regime has its own proceedings.",
        do=f"Known here: {', '.join(_all(law.id))}.",
        citation=law.citation,
    )


def begun_by(regime_id: str, event_id: str) -> tuple[ProceedingKind, ...]:
    """The kinds of proceedings that an event opens."""
    return tuple(one for one in proceedings(regime_id) if event_id in one.begins_with)


def ended_by(regime_id: str, event_id: str, open_kinds: Iterable[str]) -> tuple[ProceedingKind, ...]:
    """Which of the open kinds of proceedings an event closes."""
    still = set(open_kinds)
    return tuple(one for one in proceedings(regime_id) if one.id in still and event_id in one.ends_with)
