"""The month before the practice day: cases that three officers and a leader answered, by running the acts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from caseworker.casework.desk import claim, compose, decision, evidence, intake, issue, points, view
from caseworker.casework.office import LONDON, Office
from caseworker.casework.views import PointView
from caseworker.law.calendar import england
from caseworker.law.facts import Outcome, PointOutcome
from caseworker.law.points import point
from caseworker.practice.letters import PREFIX, Letter, answered
from caseworker.practice.office import Folder, folder
from caseworker.reading.extract import read

BEGINS = 33
"""How many days before the practice day the month begins: its cases were imported that morning."""
OFFICERS = ("asha", "tobin", "maren", "asha", "maren", "tobin", "sefton")
"""Who answers, in turn; the leader now and then."""
WEIGHED = "I weighed what was said and the evidence on this case, and found nothing to set it apart."


def play(office: Office, seed: int, today: date) -> Folder:
    """Import the month's cases on its first day, then answer them one by one; what was imported.

    Args:
        office: the practice office; its clock is set back for each act.
        seed: which names, plates and numbers.
        today: the practice day.
    """
    begins = today - timedelta(days=BEGINS)
    some = [letter for letter in answered() if letter.outcome]
    made = folder(seed, begins, some)
    done = intake.take_in(_at(office, begins, time(7, 30)), read(made.files()))
    if done.faults:
        raise AssertionError("the practice month is faulty: " + "; ".join(one.words for one in done.faults))
    day = england().next_working_day(begins)
    for number, letter in enumerate(_in_turn(some)):
        at = time(9 + number % 2 * 4, 10 + number * 7 % 50)
        _answer(_at(office, day, at, letter.officer or OFFICERS[number % len(OFFICERS)]), letter)
        if number % 3 != 2:
            day = england().next_working_day(day + timedelta(days=1))
            day = min(day, england().previous_working_day(today - timedelta(days=1)))
    return made


def _in_turn(some: list[Letter]) -> list[Letter]:
    """The order in which they were answered: one that a later letter takes further came first."""
    return sorted(some, key=lambda letter: (not letter.officer, -letter.ago, letter.id))


def _at(office: Office, day: date, at: time, officer: str = "") -> Office:
    """The same office with its clock at another instant, and perhaps another person."""
    instant = datetime.combine(day, at, LONDON).astimezone(UTC)
    who = office.officers.get(officer) if officer else office.officer
    moved = replace(office, clock=lambda: instant, officer=who)
    # The opened store goes with it: one practice office, many hands.
    moved.__dict__["store"] = office.store
    moved.__dict__["library"] = office.library
    return moved


def _answer(office: Office, letter: Letter) -> None:
    """Claim, open the evidence, mark the point, decide, write and issue: one case, as an officer would."""
    case_id = _case_of(office, letter)
    claim.claim(office, case_id)
    seen = view.view(office, case_id)
    for one in seen.evidence:
        evidence.open_evidence(office, case_id, one.id)
    outcome = Outcome(letter.outcome)
    done = points.keep(office, case_id, seen.version, _points(letter, outcome, seen.items[-1].id))
    decision.decide(office, case_id, done.version, outcome, weighed=WEIGHED)
    seen = view.view(office, case_id)
    written = compose.open_letter(office, seen)
    checked = compose.check(office, seen, written.blocks)
    if any(one.level == "red" for one in checked.findings):
        # What the check stops is not waved through, here as anywhere: the case goes back to the pool.
        claim.release(office, case_id, seen.version)
        return
    reasons = {issue.mark(one): ("", "Looked at; it does not apply here.") for one in checked.findings}
    issue.issue(office, seen, written.blocks, reasons)


def _points(letter: Letter, outcome: Outcome, item_id: int) -> list[PointView]:
    """The letter's points with their answers, each at its place in the words."""
    answer = PointOutcome.UPHELD if outcome is Outcome.CANCEL else PointOutcome.NOT_UPHELD
    words = letter.text.split(". ")[0].rstrip(".")
    return [
        PointView(
            slug=slug,
            label=point(slug).label,
            words=words,
            item_id=item_id,
            start=0,
            end=len(words),
            ground=point(slug).ground,
            mitigation=point(slug).mitigation,
            outcome=answer,
            reason=letter.reason,
        )
        for slug in letter.points
    ]


def _case_of(office: Office, letter: Letter) -> int:
    """The case that a letter opened."""
    import sqlalchemy as sa

    from caseworker.store.tables import Item

    item = Item.__table__  # type: ignore[attr-defined]
    with office.store.reading() as tx:
        found = tx.execute(
            sa.select(item.c.case_id).where(item.c.source_id == PREFIX + letter.id)
        ).scalar_one()
    return int(found)
