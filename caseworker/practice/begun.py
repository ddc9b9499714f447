"""What colleagues have begun on the practice morning: in hand, put aside, half done."""

from __future__ import annotations

from datetime import date, time, timedelta

from caseworker.casework.desk import claim, compose, decision, evidence, hold, links, note, points, view
from caseworker.casework.office import Office
from caseworker.law.calendar import england
from caseworker.law.facts import Outcome
from caseworker.practice.answering import WEIGHED, case_of, points_of
from caseworker.practice.letters import Letter, letters
from caseworker.practice.staff import Staff, staff

STARTS = time(7, 31)
IN_HAND = {"tobin": ("r-suspended", "no-sign-at-all"), "maren": ("ambulance-past",)}
"""Cases that were taken and not yet begun."""
ASIDE = ("maren", "cloned-van", "The police were asked to confirm the reference that the keeper gives.")
DAYS_ASIDE = 8
RANG = ("tobin", "no-sign-at-all", "Signs team rang back: the pole at number 31 lost its sign in the storm.")
ONE_LETTER = ("maren", "hire-six")
"""A letter that lies on several PCNs: linked by a colleague, and put back for whoever is free."""
HALF_DONE = (
    "tobin",
    "engine-boiled",
    "The job sheet gives the street, the day and a time that fit the notice.",
)
"""Decided, its letter begun and kept as a draft."""


def begin(office: Office, today: date) -> None:
    """Play the first minutes of the practice morning."""
    people = staff(office)
    people.clock.show(today, STARTS)
    for officer, ids in IN_HAND.items():
        for one in ids:
            claim.claim(people.desk(officer), case_of(office, _letter(one)))
    _put_aside(people, today)
    officer, one, words = RANG
    note.write(people.desk(officer), case_of(office, _letter(one)), words)
    people.clock.on(1)
    _linked(people)
    people.clock.on(1)
    _half_done(people)


def _letter(of: str) -> Letter:
    return next(one for one in letters() if one.id == of)


def _put_aside(people: Staff, today: date) -> None:
    """A case on hold: its officer waits for somebody else."""
    officer, one, words = ASIDE
    office = people.desk(officer)
    case_id = case_of(office, _letter(one))
    claim.claim(office, case_id)
    seen = view.view(office, case_id)
    until = england().next_working_day(today + timedelta(days=DAYS_ASIDE))
    hold.put(office, case_id, seen.version, words, until)


def _linked(people: Staff) -> None:
    """One firm's letter on several PCNs: its cases stand together, and nobody has them in hand."""
    officer, one = ONE_LETTER
    office = people.desk(officer)
    first = _letter(one)
    others = [case_of(office, other) for other in letters() if other.keeper_of == one]
    done = claim.claim(office, case_of(office, first))
    done = links.link(office, done.case_id, done.version, others)
    claim.release(office, done.case_id, done.version)


def _half_done(people: Staff) -> None:
    """A case that is decided and whose letter lies on somebody's desk as a draft."""
    officer, one, reason = HALF_DONE
    office, letter = people.desk(officer), _letter(one)
    case_id = case_of(office, letter)
    claim.claim(office, case_id)
    seen = view.view(office, case_id)
    for paper in seen.evidence:
        evidence.open_evidence(office, case_id, paper.id)
    done = points.keep(office, case_id, seen.version, points_of(letter, Outcome.CANCEL, seen, reason))
    decision.decide(office, case_id, done.version, Outcome.CANCEL, weighed=WEIGHED)
    seen = view.view(office, case_id)
    compose.save(office, case_id, seen.version, compose.new_plan(office, seen))
