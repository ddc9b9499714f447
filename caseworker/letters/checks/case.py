"""What the check knows beside the letter: the facts, what the law asks, and the officer's answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from caseworker.law.calendar import Calendar, Service, deemed_served_on, england, last_day
from caseworker.law.facts import CaseKind, Facts, LetterKind, Outcome, Place
from caseworker.law.regimes import regimes


class AnsweredPoint(Protocol):
    """One point of the case with what the officer decided about it."""

    @property
    def slug(self) -> str:
        """The slug of the point."""

    @property
    def outcome(self) -> object:
        """``upheld``, ``not-upheld`` or nothing yet."""

    @property
    def reason(self) -> str:
        """The officer's reason."""

    @property
    def words(self) -> str:
        """The motorist's words that raise the point."""

    @property
    def mitigation(self) -> str | bool | None:
        """The mitigation the point raises, if any."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the law asks of a letter under one regime."""

    costs: bool = True
    """A rejection must say what power the adjudicator has to award costs."""
    reply_days: int = 56
    """The days, beginning with receipt, in which the decision must be served; 0 where the law sets none."""
    compelling: bool = True
    """Compelling reasons must be decided beside the grounds."""
    general_discretion: bool = False
    """No statutory limb, but the general discretion must be weighed when mitigation is raised."""
    next_notice: str = r"notice to owner|\bnto\b"
    """What follows an informal rejection."""
    sworn: bool = False
    """The court form is a sworn declaration (PE3), not a witness statement (TE9)."""


_TMA = Rules()
_LONDON_BUS = Rules(
    reply_days=0, compelling=False, general_discretion=True, next_notice=r"enforcement notice", sworn=True
)
_LONDON_MOVING = Rules(costs=False, reply_days=0, compelling=False, general_discretion=True, sworn=True)
_CAZ = Rules()


def rules_of(facts: Facts) -> Rules:
    """The rules of a regime: from the law's table, or for a regime not yet in it from its family and place.

    Outside London, bus lanes and moving traffic stand under the 2004 Act like parking.
    """
    name = facts.regime.lower()
    for known in regimes():
        if known.id == name and known.family == "parking":
            return Rules(
                costs=known.costs_statement,
                reply_days=known.reply_days,
                compelling=known.compelling_reasons,
                sworn=known.court_form_sworn,
            )
    if "caz" in name or "clean-air" in name:
        return _CAZ
    london = facts.place is Place.LONDON
    if london and ("bus" in name or name.startswith("lla")):
        return _LONDON_BUS
    if london and ("moving" in name or name.startswith("lta") or "lorry" in name):
        return _LONDON_MOVING
    return _TMA


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a check may look at beside the letter itself."""

    facts: Facts
    rules: Rules
    answers: tuple[AnsweredPoint, ...] = ()
    enclosures: tuple[str, ...] | None = None
    calendar: Calendar | None = None

    @property
    def kind(self) -> LetterKind:
        """Which letter this is: as the facts say, or as stage and outcome make it."""
        facts = self.facts
        if facts.letter_kind is not None:
            return facts.letter_kind
        if facts.outcome is Outcome.ASK:
            return LetterKind.INFORMATION_REQUEST
        if facts.kind is CaseKind.CERTIFICATE:
            return LetterKind.CERTIFICATE_RESPONSE
        cancels = facts.outcome is Outcome.CANCEL
        if facts.kind is CaseKind.FORMAL:
            return LetterKind.NOTICE_OF_ACCEPTANCE if cancels else LetterKind.NOTICE_OF_REJECTION
        return LetterKind.INFORMAL_ACCEPTANCE if cancels else LetterKind.INFORMAL_REJECTION

    @property
    def outcome(self) -> Outcome | None:
        """What is decided: as the facts say, or as the kind of letter implies."""
        if self.facts.outcome is not None:
            return self.facts.outcome
        if self.kind in (LetterKind.INFORMAL_REJECTION, LetterKind.NOTICE_OF_REJECTION):
            return Outcome.UPHOLD
        if self.kind in (LetterKind.INFORMAL_ACCEPTANCE, LetterKind.NOTICE_OF_ACCEPTANCE):
            return Outcome.CANCEL
        return None

    @property
    def is_notice_of_rejection(self) -> bool:
        """Whether the statutory checklist of a rejection applies."""
        return self.kind is LetterKind.NOTICE_OF_REJECTION

    @property
    def is_informal_rejection(self) -> bool:
        """Whether an informal challenge is refused here."""
        return self.kind is LetterKind.INFORMAL_REJECTION

    @property
    def is_formal(self) -> bool:
        """Whether this is a decision notice on representations."""
        return self.kind in (LetterKind.NOTICE_OF_REJECTION, LetterKind.NOTICE_OF_ACCEPTANCE)

    @property
    def is_out_of_time(self) -> bool:
        """Whether the letter is served after the last day for a decision on representations."""
        received, served = self.facts.received_on, self.served_on
        if not (self.rules.reply_days and self.is_formal and received and served):
            return False
        return served > received + timedelta(days=self.rules.reply_days - 1)

    @property
    def is_acceptance(self) -> bool:
        """Whether this letter tells somebody that they have won."""
        return self.outcome is Outcome.CANCEL

    @property
    def is_certificate(self) -> bool:
        """Whether this answers a letter that came after the charge certificate."""
        return self.kind is LetterKind.CERTIFICATE_RESPONSE

    @property
    def asks(self) -> bool:
        """Whether this letter decides nothing yet, and asks for something."""
        return self.kind is LetterKind.INFORMATION_REQUEST

    @property
    def served_on(self) -> date | None:
        """When the letter is treated as served, where that can be known."""
        facts = self.facts
        if facts.served_on is None and facts.posts_on is not None:
            calendar = self.calendar or england()
            return deemed_served_on(facts.posts_on, Service.FIRST_CLASS, calendar).day
        return facts.served_on

    @property
    def appeal_until(self) -> date | None:
        """The last of the 28 days beginning with the date of service."""
        served = self.served_on
        return last_day(served, 28) if served else None

    @property
    def points(self) -> tuple[str, ...]:
        """The points raised, from the facts and the officer's answers, each once."""
        return tuple(dict.fromkeys((*self.facts.points, *(answer.slug for answer in self.answers))))


def case_of(
    facts: Facts,
    answers: Sequence[AnsweredPoint] = (),
    enclosures: Sequence[str] | None = None,
    calendar: Calendar | None = None,
) -> Case:
    """Gather what the checks look at."""
    kept = None if enclosures is None else tuple(enclosures)
    return Case(facts, rules_of(facts), tuple(answers), kept, calendar)
