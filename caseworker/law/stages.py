"""Where a notice stands in law, what moves it, and what kind of dispute a letter at that stage is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from caseworker.law.citations import Citation
from caseworker.law.facts import CaseKind, LetterKind, Outcome
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime, regimes
from caseworker.law.tables import citation, table, unknown


class Amount(StrEnum):
    """Which of a PCN's figures is due at a stage."""

    DISCOUNT_OR_FULL = "discount-or-full"
    HELD = "held"
    """As it stood when the challenge or the representations came in."""
    FULL = "full"
    SURCHARGED = "surcharged"
    REGISTERED = "registered"
    """Surcharged, with the court fee."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage at which a notice can stand."""

    id: str
    label: str
    meaning: str
    amount: Amount
    right: str
    """``early``, ``representations``, ``certificate`` or ``closed``: what a letter at this stage is."""
    regimes: tuple[str, ...]
    certificate_barred: bool
    """No charge certificate while the case stands here."""
    citation: Citation

    @property
    def closed(self) -> bool:
        """Whether nothing more is asked of the motorist."""
        return self.right == "closed"


@dataclass(frozen=True, slots=True)
class Transition:
    """One event at one stage, and where it leads."""

    event: str
    label: str
    start: str
    to: str
    guard: str
    """What must be true first, in words; empty where nothing must."""
    effect: str
    citation: Citation


@cache
def _stages() -> Mapping[str, Stage]:
    every = tuple(law.id for law in regimes())
    return {
        row["id"]: Stage(
            id=row["id"],
            label=row["label"],
            meaning=row["meaning"],
            amount=Amount(row["amount"]),
            right=row["right"],
            regimes=tuple(row.get("regimes", every)),
            certificate_barred=row["certificate_barred"],
            citation=citation(row),
        )
        for row in table("stages")["stage"]
    }


def stage(stage_id: str) -> Stage:
    """One stage by its id."""
    found = _stages().get(stage_id)
    if found is None:
        raise unknown("stage", stage_id, _stages())
    return found


def stages(regime_id: str | None = None) -> tuple[Stage, ...]:
    """The stages of a regime in their order, or all of them."""
    if regime_id is None:
        return tuple(_stages().values())
    law = regime(regime_id)
    return tuple(one for one in _stages().values() if law.id in one.regimes)


def stage_of(regime_id: str, stage_id: str) -> Stage:
    """One stage, refused where this regime does not have it."""
    found, law = stage(stage_id), regime(regime_id)
    if law.id not in found.regimes:
        raise Refused(
            f'The stage "{stage_id}" does not exist in {law.id}.',
            rule=f"{law.label}: its enforcement notice is the {law.terms}.",
            do=f"Use one of: {', '.join(one.id for one in stages(law.id))}.",
            citation=law.citation,
        )
    return found


@cache
def _events(regime_id: str) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    return {
        (start, row["id"]): row
        for row in table("stages")["event"]
        if regime_id in row.get("regimes", [law.id for law in regimes()])
        for start in row["from"]
        if regime_id in stage(start).regimes
    }


def events(regime_id: str, stage_id: str) -> tuple[Transition, ...]:
    """Everything that can happen to a notice of this regime at this stage."""
    start = stage_of(regime_id, stage_id)
    return tuple(
        _transition(row, start.id) for (from_, _), row in _events(regime_id).items() if from_ == start.id
    )


def event_ids() -> frozenset[str]:
    """Every event that the table knows."""
    return frozenset(row["id"] for row in table("stages")["event"])


def transition(regime_id: str, stage_id: str, event_id: str) -> Transition:
    """What an event does at a stage; refused where it cannot happen there."""
    start = stage_of(regime_id, stage_id)
    row = _events(regime_id).get((start.id, event_id))
    if row is not None:
        return _transition(row, start.id)
    known = {one["id"] for one in table("stages")["event"]}
    if event_id not in known:
        raise unknown("event", event_id, known)
    possible = [one.event for one in events(regime_id, stage_id)]
    raise Refused(
        f'"{event_id}" cannot happen at the stage "{start.label}" of {regime_id}.',
        do=f"What can happen here: {', '.join(possible)}." if possible else "Nothing more can happen here.",
        citation=start.citation,
    )


def _transition(row: Mapping[str, Any], start: str) -> Transition:
    return Transition(row["id"], row["label"], start, row["to"], row["guard"], row["effect"], citation(row))


def case_kind(regime_id: str, stage_id: str, *, notice_served_on: date | None = None) -> CaseKind:
    """What kind of dispute a letter is, by regime and stage, and never by the supplier's label.

    A first letter against a postal PCN is formal whatever a portal calls it; a letter before the notice
    to owner is informal even where it is headed "representations" (law pack X14, X15).

    Args:
        notice_served_on: for a closed case, when the enforcement notice was served, if it was.
    """
    found, law = stage_of(regime_id, stage_id), regime(regime_id)
    if found.right == "certificate":
        return CaseKind.CERTIFICATE
    early = found.right == "early" or (found.right == "closed" and notice_served_on is None)
    return CaseKind.INFORMAL if early and law.informal_stage else CaseKind.FORMAL


def letter_kind(kind: CaseKind, outcome: Outcome) -> LetterKind:
    """Which letter answers this kind of dispute with this outcome."""
    if outcome is Outcome.ASK:
        return LetterKind.INFORMATION_REQUEST
    if kind is CaseKind.CERTIFICATE:
        return LetterKind.CERTIFICATE_RESPONSE
    accepted = outcome is Outcome.CANCEL
    if kind is CaseKind.INFORMAL:
        return LetterKind.INFORMAL_ACCEPTANCE if accepted else LetterKind.INFORMAL_REJECTION
    return LetterKind.NOTICE_OF_ACCEPTANCE if accepted else LetterKind.NOTICE_OF_REJECTION


def event_of_letter(
    regime_id: str, stage_id: str, letter: LetterKind, outcome: Outcome, *, discount_offered: bool = False
) -> str:
    """The event that sending a letter is at this stage; empty where the notice stays where it is.

    Args:
        discount_offered: an informal rejection that offers the discount again.
    """
    if outcome is Outcome.ASK:
        return ""
    here = {one.event for one in events(regime_id, stage_id)}
    if outcome is Outcome.CANCEL:
        wanted = (
            "refund-after-payment",
            "challenge-accepted" if letter is LetterKind.INFORMAL_ACCEPTANCE else "",
            "representations-accepted" if letter is LetterKind.NOTICE_OF_ACCEPTANCE else "",
            "appeal-not-contested",
            "recommendation-accepted",
            "cancelled-by-authority",
        )
        return next((event for event in wanted if event in here), "")
    if letter is LetterKind.CERTIFICATE_RESPONSE or stage(stage_id).closed:
        return ""
    if letter is LetterKind.INFORMAL_REJECTION:
        event = "challenge-rejected-discount" if discount_offered else "challenge-rejected"
    else:
        event = "representations-rejected"
    return transition(regime_id, stage_id, event).event
