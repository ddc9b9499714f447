"""The days of a practice case, worked out backwards from the day its letter came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from caseworker.law.calendar import deemed_day, england
from caseworker.law.facts import CaseKind
from caseworker.practice.letters import Letter


@dataclass(frozen=True, slots=True)
class Days:
    """When everything happened."""

    received_on: date
    contravened_on: date
    pcn_on: date
    """Served by an officer, or posted."""
    notice_to_owner_posted_on: date | None
    certificate_posted_on: date | None


def days_of(letter: Letter, today: date, rng: Random) -> Days:
    """A chain of days that the law allows, ending with the letter's receipt."""
    received = today - timedelta(days=letter.ago)
    if letter.fixed_day:
        day, notice = date.fromisoformat(letter.fixed_day), date.fromisoformat(letter.fixed_notice)
        return Days(received, day, day, notice, None)
    if letter.how == "post":
        return _by_post(received, rng)
    if letter.crossed:
        # Posted the working day before the letter came: it is served only after it.
        posted = england().previous_working_day(received - timedelta(days=1))
        return _fixed(letter, received, posted, None, rng)
    if letter.kind is CaseKind.INFORMAL:
        # A letter that has waited longest came after the discount had ended.
        gap = rng.randrange(16, 25) if letter.ago >= 15 else rng.randrange(2, 11)
        served = _weekday(letter, received - timedelta(days=gap))
        return Days(received, served, served, None, None)
    if letter.kind is CaseKind.FORMAL:
        return _fixed(
            letter, received, _posted_before(received - timedelta(days=rng.randrange(4, 18))), None, rng
        )
    certificate = _posted_before(received - timedelta(days=rng.randrange(3, 9)))
    notice = england().previous_working_day(certificate - timedelta(days=rng.randrange(40, 55)))
    return _fixed(letter, received, notice, certificate, rng)


def after_answer(received: date, pcn_on: date) -> Days:
    """The days of representations against a PCN whose challenge was answered before."""
    return Days(received, pcn_on, pcn_on, _posted_before(received - timedelta(days=2)), None)


def _fixed(letter: Letter, received: date, notice: date, certificate: date | None, rng: Random) -> Days:
    served = _weekday(letter, notice - timedelta(days=rng.randrange(36, 62)))
    return Days(received, served, served, notice, certificate)


def _by_post(received: date, rng: Random) -> Days:
    posted = _posted_before(received - timedelta(days=rng.randrange(4, 12)))
    day = england().previous_working_day(posted - timedelta(days=rng.randrange(5, 12)))
    return Days(received, day, posted, None, None)


def _posted_before(served_by: date) -> date:
    """A working day on which a posted notice is still served by a day."""
    day = england().previous_working_day(served_by)
    while deemed_day(day, england()) > served_by:
        day = england().previous_working_day(day - timedelta(days=1))
    return day


def _weekday(letter: Letter, day: date) -> date:
    """A day on which the restriction could be in force, or the weekday the letter speaks of."""
    if letter.weekday < 0:
        return england().previous_working_day(day)
    while day.weekday() != letter.weekday:
        day -= timedelta(days=1)
    return day
