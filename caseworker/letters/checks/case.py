"""What the check knows beside the letter: the facts, what the law asks, and the officer's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import Protocol

from caseworker.law.calendar import Calendar, Service, deemed_served_on, england
from caseworker.law.clocks import work_out
from caseworker.law.facts import CaseKind, Facts, LetterKind, Outcome
from caseworker.letters.checks.rules import Rules, rules_of
from caseworker.letters.regimes import resolved


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


class Deals(Protocol):
    """How surely sentences deal with what was raised and with what was sent.

    A row a sentence, of sums without bounds; nothing where no model can tell.
    """

    def points(self, sentences: Sequence[str], slugs: Sequence[str]) -> Sequence[Sequence[float]] | None:
        """Of each sentence, how surely it deals with the substance of each point."""

    def papers(self, sentences: Sequence[str], names: Sequence[str]) -> Sequence[Sequence[float]] | None:
        """Of each sentence, how surely it says what each paper shows."""


def surest(rows: Sequence[Sequence[float]] | None, names: Sequence[str]) -> Mapping[str, float]:
    """How surely some sentence deals with each of what was asked for; empty where no model can tell."""
    if rows is None:
        return {}
    return {name: max((row[n] for row in rows), default=-inf) for n, name in enumerate(names)}


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Everything a check may look at beside the letter itself."""

    facts: Facts
    rules: Rules
    answers: tuple[AnsweredPoint, ...] = ()
    enclosures: tuple[str, ...] | None = None
    calendar: Calendar | None = None
    deals: Deals | None = None
    """Hears what sentences deal with; nothing where their words alone are to tell."""

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
    def is_court(self) -> bool:
        """Whether the court may be spoken of: a charge certificate was served, or a form lies with it."""
        return self.is_certificate or self.kind is LetterKind.COURT_FOLLOW_UP

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
        """The last of the 28 days beginning with the date of service, as the law of this case counts them."""
        served = self.served_on
        return work_out(self.rules.law.id, "appeal", served).last_on if served else None

    @property
    def cared(self) -> bool:
        """Whether the care route was followed: then a referral meets what the letter need not."""
        return self.facts.care_followed

    @property
    def points(self) -> tuple[str, ...]:
        """The points raised, from the facts and the officer's answers, each once."""
        return tuple(dict.fromkeys((*self.facts.points, *(answer.slug for answer in self.answers))))


def case_of(
    facts: Facts,
    answers: Sequence[AnsweredPoint] = (),
    enclosures: Sequence[str] | None = None,
    calendar: Calendar | None = None,
    deals: Deals | None = None,
) -> Case:
    """Gather what the checks look at."""
    kept = None if enclosures is None else tuple(enclosures)
    facts = resolved(facts)
    return Case(facts, rules_of(facts), tuple(answers), kept, calendar, deals)
