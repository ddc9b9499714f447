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
    enforcement_posted_on: date | None = None
    rejection_posted_on: date | None = None
    order_posted_on: date | None = None
    taken_on: date | None = None
    released_on: date | None = None
    """When everything was paid, the vehicle given back and the right to make representations notified."""


def days_of(letter: Letter, today: date, rng: Random) -> Days:
    """A chain of days that the law allows, ending with the letter's receipt."""
    received = today - timedelta(days=letter.ago)
    if letter.fixed_day:
        day, notice = date.fromisoformat(letter.fixed_day), date.fromisoformat(letter.fixed_notice)
        return Days(received, day, day, notice, None)
    if letter.hold:
        return _held(letter, received, rng)
    if letter.upto:
        return _up_to(letter, received, rng)
    if letter.how == "post":
        return _by_post(letter, received, rng)
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


def _by_post(letter: Letter, received: date, rng: Random) -> Days:
    posted = _posted_before(received - timedelta(days=rng.randrange(4, 12)))
    return Days(received, _alleged(letter, posted, rng), posted, None, None)


def _alleged(letter: Letter, posted: date, rng: Random) -> date:
    """The day of the contravention behind a PCN by post; in a zone the time to pay is waited for."""
    wait = 5 if letter.law.family != "clean-air-zone" else 10
    return _weekday(letter, posted - timedelta(days=rng.randrange(wait, wait + 7)))


def _held(letter: Letter, received: date, rng: Random) -> Days:
    """A vehicle that was taken, paid for and given back before its letter came.

    A clamp came off on the same day, and so was a vehicle fetched whose letter names the weekday.
    """
    released = _weekday(letter, received - timedelta(days=rng.randrange(2, 9)))
    drawn, least = rng.randrange(0, 3), 2 if "removal-fees-or-damage" in letter.points else 0
    nights = 0 if letter.hold == "clamp" or letter.weekday >= 0 else max(drawn, least)
    taken = _weekday(letter, released - timedelta(days=nights))
    return Days(received, taken, taken, None, None, taken_on=taken, released_on=released)


def _up_to(letter: Letter, received: date, rng: Random) -> Days:
    """Notice after notice back from the last one, with the time that the law gives between them."""
    began = max((one.before for one in letter.beside), default=0)
    on = _posted_before(received - timedelta(days=began + rng.randrange(4, 10)))
    told: dict[str, date | None] = {"notice_to_owner_posted_on": None, "certificate_posted_on": None}

    def back(least: int, most: int) -> date:
        return england().previous_working_day(on - timedelta(days=rng.randrange(least, most)))

    if letter.upto == "order":
        told["order_posted_on"], on = on, back(36, 50)
    if letter.upto in ("order", "certificate"):
        told["certificate_posted_on"], on = on, back(40, 55)
    if letter.upto == "rejection":
        told["rejection_posted_on"], on = on, back(30, 45)
    notice = letter.law.enforcement_notice
    if notice == "notice-to-owner":
        told["notice_to_owner_posted_on"] = on
        served = _weekday(letter, on - timedelta(days=rng.randrange(36, 62)))
        return Days(received, served, served, **told)
    if notice == "enforcement-notice":
        told["enforcement_posted_on"], on = on, back(40, 60)
    return Days(received, _alleged(letter, on, rng), on, **told)


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
