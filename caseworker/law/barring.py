"""What the guards are asked: which act, on which PCN, with what standing around it; and what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caseworker.law.calendar import Calendar, Service, deemed_served_on, england
from caseworker.law.citations import Citation
from caseworker.law.clocks import Clock, work_out
from caseworker.law.facts import Facts
from caseworker.law.refusals import Refused
from caseworker.law.regimes import Regime
from caseworker.law.tables import table


@dataclass(frozen=True, slots=True)
class Open:
    """One of the proceedings that are open on a PCN."""

    kind: str
    """A kind of ``proceedings.toml``."""
    began_on: date
    due_on: date | None = None
    """The last day for what the council must do in it."""


@dataclass(frozen=True, slots=True)
class Served:
    """A day from which an act's clock counts."""

    kind: str
    """``notice-of-rejection``, ``order-for-recovery``, ``appeal-decision`` (its service),
    ``appeal-withdrawal``, or ``restart``: the court's notice or the cancellation that let the council start
    again."""
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What stands around a PCN on a day, beside its facts. Nothing is taken for granted: what is not said
    bars."""

    today: date
    posting_on: date | None = None
    """When the notice in question would be posted or handed over; today where none is given."""
    service: Service = Service.FIRST_CLASS
    calendar: Calendar | None = None
    """The working days to count by; England's where none is given."""
    proceedings: tuple[Open, ...] = ()
    notices: tuple[Served, ...] = ()
    undecided: bool = False
    """Whether a challenge or representations are undecided, whatever the stage says."""
    decision_served_on: date | None = None
    """When a decision on the representations was served, by whatever way it left."""
    film_opened_on: date | None = None
    """When the film was first opened in deciding this case."""
    authorised: bool = False
    """Whether who acts is an authorised officer."""
    councillor: bool = False
    """Whether who acts is a councillor, who takes no part in deciding a case."""
    offered_until: date | None = None
    """The last day of the discount that a letter which has left offers again."""
    confirmed: bool = False
    """Whether a person confirmed that nothing went out by other means."""
    reason: str = ""
    """Why, where an act must say so."""
    hire_missing: tuple[str, ...] | None = None
    """What the hire papers do not show (`law.hire.judge`); nothing where they were not yet judged."""
    holds: tuple[str, ...] = ()
    """What recovery waits for, in words: breathing space, insolvency, a disputed payment."""
    keeper_late: bool = False
    """Whether the keeper was asked for in time and named too late: the longer limit for a postal PCN."""
    owed_pence: int | None = None
    """What is still owed on the penalty today, by the ledger; nothing where that cannot be told."""
    trifle_pence: int = 0
    """What may stay owed by the council's policy without a charge certificate following from it."""
    same_day: tuple[str, ...] = ()
    """Other live PCNs for this vehicle on this charging day."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that stands in an act's way."""

    guard: str
    """For example ``HG1``: a guard of ``guards.toml``, ``stage``, or the limit of a clock (``T16``)."""
    words: str
    """What is in the way and what to do, in sentences."""
    citation: Citation


@dataclass(frozen=True, slots=True)
class Alert:
    """A reply whose limit is near."""

    level: str
    """``alert``, or ``escalate``: a team manager is told."""
    words: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: may this act be done to this PCN."""

    event: str
    facts: Facts
    law: Regime
    standing: Standing

    @property
    def trifling(self) -> bool:
        """Whether so little is owed that the council's policy lets it be."""
        return 0 < (self.standing.owed_pence or 0) <= self.standing.trifle_pence

    @property
    def posting_on(self) -> date:
        """When the notice would leave."""
        return self.standing.posting_on or self.standing.today

    @property
    def calendar(self) -> Calendar:
        """The working days."""
        return self.standing.calendar or england()

    @property
    def served_on(self) -> date:
        """When the notice would be treated as served."""
        service = self.standing.service
        agreed = service is Service.EMAIL
        return deemed_served_on(self.posting_on, service, self.calendar, agreed=agreed).day

    def is_a(self, *acts: str) -> bool:
        """Whether the event is one of these kinds of act."""
        return any(self.event in table("guards")["acts"][act] for act in acts)

    def clock(self, clock_id: str, start_on: date) -> Clock:
        """One clock of this PCN."""
        return work_out(
            self.law.id,
            clock_id,
            start_on,
            basis=self.facts.basis,
            service=self.standing.service,
            agreed=self.standing.service is Service.EMAIL,
            calendar=self.calendar,
        )


def refusal(found: Sequence[Bar]) -> Refused:
    """The refusal of an act that is barred: everything in its way, each with how far its law is verified."""
    first, *others = found
    return Refused(
        first.words,
        rule=f"{first.guard}: {first.citation}.",
        do=" ".join(f"{bar.words} ({bar.guard}: {bar.citation}.)" for bar in others),
        citation=first.citation,
    )
