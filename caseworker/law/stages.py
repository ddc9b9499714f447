"""Where a notice stands in law, what moves it, and what kind of dispute a letter at that stage is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from caseworker.law.citations import Citation
from caseworker.law.kinds import ANSWERED_BY, CaseKind, LetterKind, Outcome
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime, regimes
from caseworker.law.tables import citation, table, unknown

STAYS = "stays"
"""Where an event leads that leaves the notice where it is."""
SENT = "papers-sent"
"""The event that a letter is by which papers are handed over to the tribunal."""


class Amount(StrEnum):
    """Which of a PCN's figures is due at a stage."""

    DISCOUNT_OR_FULL = "discount-or-full"
    HELD = "held"
    """As it stood when the challenge or the representations came in."""
    FULL = "full"
    SURCHARGED = "surcharged"
    REGISTERED = "registered"
    """Surcharged, with the court fee."""
    RELEASE = "release"
    """What a vehicle is given back for: the penalty as it stands that day, with the charges."""
    SETTLED = "settled"
    """What was due was paid when the vehicle was given back, and stands."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage at which a notice can stand, in the words and by the law of one regime."""

    id: str
    label: str
    meaning: str
    amount: Amount
    right: str
    """``early``, ``representations``, ``certificate`` or ``closed``: what a letter at this stage is."""
    regimes: tuple[str, ...]
    certificate_barred: bool
    """No charge certificate while the case stands here; nowhere, where the regime has none."""
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
    """The stage it leads to; the one it starts from where the notice stays."""
    guard: str
    """What must be true first, in words; empty where nothing must."""
    effect: str
    citation: Citation


def _laws(row: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A row as each law has it: what stands in a row of `law` goes before what stands above it."""
    every = [law.id for law in regimes()]
    for law in row.get("law", [row]):
        yield {"regimes": every, **{name: value for name, value in row.items() if name != "law"}, **law}


@cache
def _stages() -> Mapping[str, Stage]:
    """Each stage as the first law has it, with every regime that has it."""
    found: dict[str, Stage] = {}
    for row in table("stages")["stage"]:
        laws = list(_laws(row))
        having = {one for law in laws for one in law["regimes"]}
        found[row["id"]] = _stage(laws[0], tuple(law.id for law in regimes() if law.id in having))
    return found


@cache
def _stages_of(regime_id: str) -> Mapping[str, Stage]:
    """The stages of a regime, as its own law has them."""
    law, known = regime(regime_id), _stages()
    found: dict[str, Stage] = {}
    for row in table("stages")["stage"]:
        for one in _laws(row):
            if law.id in one["regimes"]:
                mine = _stage(one, known[row["id"]].regimes)
                barred = mine.certificate_barred or not law.certificate
                found[row["id"]] = replace(mine, certificate_barred=barred)
    return found


def _stage(row: Mapping[str, Any], having: tuple[str, ...]) -> Stage:
    return Stage(
        id=row["id"],
        label=row["label"],
        meaning=row["meaning"],
        amount=Amount(row["amount"]),
        right=row["right"],
        regimes=having,
        certificate_barred=row["certificate_barred"],
        citation=citation(row),
    )


def stage(stage_id: str) -> Stage:
    """One stage by its id, as the first law that has it; `stage_of` has a regime's own."""
    found = _stages().get(stage_id)
    if found is None:
        raise unknown("stage", stage_id, _stages())
    return found


def stages(regime_id: str | None = None) -> tuple[Stage, ...]:
    """The stages of a regime in their order, as its law has them; or all of them."""
    found = _stages() if regime_id is None else _stages_of(regime(regime_id).id)
    return tuple(found.values())


def stage_of(regime_id: str, stage_id: str) -> Stage:
    """One stage as this regime's law has it; refused where the regime does not have it."""
    law = regime(regime_id)
    found = _stages_of(law.id).get(stage(stage_id).id)
    if found is None:
        raise Refused(
            f'The stage "{stage_id}" does not exist in {law.id}.',
            rule=f"{law.label}: its enforcement notice is the {law.terms}.",
            do=f"Use one of: {', '.join(one.id for one in stages(law.id))}.",
            citation=law.citation,
        )
    return found


@cache
def _events(regime_id: str) -> Mapping[tuple[str, str], Transition]:
    """Every event of a regime by the stage it starts from and its id."""
    groups, here = table("stages")["groups"], _stages_of(regime_id)
    return {
        (start, row["id"]): _transition(row, start)
        for event in table("stages")["event"]
        for row in _laws(event)
        if regime_id in row["regimes"]
        for name in row["from"]
        for start in groups.get(name, [name])
        if start in here
    }


def events(regime_id: str, stage_id: str) -> tuple[Transition, ...]:
    """Everything that can happen to a notice of this regime at this stage."""
    start = stage_of(regime_id, stage_id)
    return tuple(one for (from_, _), one in _events(regime_id).items() if from_ == start.id)


def event_ids() -> frozenset[str]:
    """Every event that the table knows."""
    return frozenset(row["id"] for row in table("stages")["event"])


def transition(regime_id: str, stage_id: str, event_id: str) -> Transition:
    """What an event does at a stage; refused where it cannot happen there."""
    start = stage_of(regime_id, stage_id)
    found = _events(regime_id).get((start.id, event_id))
    if found is not None:
        return found
    if event_id not in event_ids():
        raise unknown("event", event_id, event_ids())
    possible = [one.event for one in events(regime_id, stage_id)]
    raise Refused(
        f'"{event_id}" cannot happen at the stage "{start.label}" of {regime_id}.',
        do=f"What can happen here: {', '.join(possible)}." if possible else "Nothing more can happen here.",
        citation=start.citation,
    )


def _transition(row: Mapping[str, Any], start: str) -> Transition:
    to = start if row["to"] == STAYS else row["to"]
    return Transition(row["id"], row["label"], start, to, row["guard"], row["effect"], citation(row))


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
    if kind.beside:
        return ANSWERED_BY[kind]
    if kind is CaseKind.CERTIFICATE:
        return LetterKind.CERTIFICATE_RESPONSE
    accepted = outcome is Outcome.CANCEL
    if kind is CaseKind.INFORMAL:
        return LetterKind.INFORMAL_ACCEPTANCE if accepted else LetterKind.INFORMAL_REJECTION
    return LetterKind.NOTICE_OF_ACCEPTANCE if accepted else LetterKind.NOTICE_OF_REJECTION


def event_of_letter(
    regime_id: str,
    stage_id: str,
    letter: LetterKind,
    outcome: Outcome,
    *,
    discount_offered: bool = False,
    out_of_time: bool = False,
) -> str:
    """The event that sending a letter is at this stage; empty where the notice stays where it is.

    Args:
        discount_offered: an informal rejection that offers the discount again.
        out_of_time: an acceptance because the time to answer has ended.
    """
    if outcome is Outcome.ASK:
        return ""
    here = {one.event for one in events(regime_id, stage_id)}
    if letter.beside:
        return SENT if outcome is Outcome.HAND_OVER and SENT in here else ""
    if outcome is Outcome.CANCEL:
        wanted = (
            "refund-after-payment",
            "deemed-accepted" if out_of_time else "",
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
