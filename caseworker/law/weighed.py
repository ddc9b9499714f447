"""A case with one outcome, laid out to be asked what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.law.calendar import Calendar, Service
from caseworker.law.citations import Citation
from caseworker.law.clocks import Clock, work_out
from caseworker.law.discounts import DiscountOffer
from caseworker.law.facts import CaseKind, Facts, Outcome
from caseworker.law.regimes import Regime
from caseworker.law.stages import Stage

SETTLED = {
    "rejected": "A decision was served already; a second is not provided for: the way on is the appeal.",
    "appeal": "The appeal is at the tribunal: its adjudicator decides, not a letter.",
    "appeal-refused": "The adjudicator has refused the appeal: there is nothing left to reject.",
    "appeal-withdrawn": "The appeal against the decision was withdrawn: nothing is left to do.",
    "recommendation": "The adjudicator's recommendation needs its own answer, with reasons, within 35 days.",
    "referred": "The case is with the adjudicator for directions: it is not rejected again.",
}
"""Stages at which nothing is rejected any more, and why."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that follows from a decision, or stands in its way."""

    id: str
    words: str
    citation: Citation | None
    level: str
    """``info``, ``warn`` or ``bar``: a bar stops the decision."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case with one outcome, ready to be asked what follows."""

    facts: Facts
    outcome: Outcome
    law: Regime
    stage: Stage | None
    kind: CaseKind
    today: date
    posting_on: date
    served_on: date
    service: Service
    calendar: Calendar
    offer: DiscountOffer
    fee_pence: int
    standard_on: date | None = None
    """The council's own standard for this answer, as a day."""
    grounds: tuple[str, ...] | None = None
    """The ids of the grounds that are made out; nothing where that is not decided yet."""

    @property
    def upholds(self) -> bool:
        """Whether the PCN is upheld."""
        return self.outcome is Outcome.UPHOLD

    @property
    def cancels(self) -> bool:
        """Whether the PCN is cancelled."""
        return self.outcome is Outcome.CANCEL

    @property
    def answers_representations(self) -> bool:
        """Whether this would be the decision on representations, and not something after it."""
        return self.kind is CaseKind.FORMAL and not (self.stage and self.stage.id in SETTLED)

    @property
    def out_of_time(self) -> bool:
        """Whether the law's limit for the answer is missed."""
        received = self.facts.received_on
        if not self.answers_representations or received is None or not self.law.reply_days:
            return False
        last = clock(self, "reply", received).last_on
        return last is not None and self.served_on > last


def clock(case: Case, clock_id: str, start_on: date) -> Clock:
    """One clock of this case."""
    return work_out(case.law.id, clock_id, start_on, calendar=case.calendar)
