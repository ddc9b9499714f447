"""The month before the practice day: cases that three officers and a leader answered, by running the acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random

from caseworker.casework.desk import intake
from caseworker.casework.office import Office
from caseworker.law.contraventions import contravention
from caseworker.law.facts import CaseKind, Outcome
from caseworker.practice import posting, telling
from caseworker.practice.answering import answer
from caseworker.practice.folder import Folder, Row
from caseworker.practice.letters import answered
from caseworker.practice.office import folder, payment
from caseworker.practice.schedule import DAYS, WEEK, Turn, Week, month
from caseworker.practice.staff import Staff, staff
from caseworker.reading.extract import read
from caseworker.text import counted

WEEKS = DAYS // WEEK
PAID = 0.45
"""The share of those who were refused and have paid since."""


def play(office: Office, seed: int, today: date, weeks: int = WEEKS) -> Iterator[tuple[str, Folder]]:
    """Import and answer the month week by week; gives a line and what was imported so far, after each.

    Args:
        office: the practice office; its clock is set back for each act.
        seed: which names, plates and numbers, and who answers what.
        today: the practice day.
        weeks: how many weeks of the month are played.
    """
    people, so_far, before = staff(office), Folder(), Days()
    some = [letter for letter in answered() if letter.outcome]
    for n, week in enumerate(month(some, seed, today, office.officers.away, weeks), start=1):
        _import(people, week, seed, so_far)
        for day in week.days:
            _day(people, day, [turn for turn in week.turns if turn.at.date() == day], before)
        yield f"Week {n} of the month before: {counted(len(week.turns), 'case')} answered.", so_far


@dataclass(slots=True)
class Days:
    """What the days of the month so far have left for the next."""

    left: list[tuple[str, ...]] = field(default_factory=list)
    """The letters that left, day by day."""
    answers: bytes = b""
    """What the case system answers to the last file."""


def _import(people: Staff, week: Week, seed: int, so_far: Folder) -> None:
    """The import of a week's first morning."""
    made = folder(seed, week.day, week.letters, so_far)
    people.clock.show(week.day, time(7, 30))
    done = intake.take_in(people.importer, read(made.files()))
    if done.faults:
        raise AssertionError("the practice month is faulty: " + "; ".join(one.words for one in done.faults))
    so_far.cases += made.cases
    so_far.by_letter |= made.by_letter


def _day(people: Staff, day: date, turns: list[Turn], before: Days) -> None:
    """One working day: what the case system answered, what came back, the cases, the post, the file."""
    n = len(before.left)
    if before.answers:
        telling.morning(people, day, before.answers)
    if n in posting.RETURNED:
        sent, why = before.left[n - posting.BACK], posting.RETURNED[n]
        posting.came_back(people, day, sent, why, settled=n == min(posting.RETURNED))
    for turn in turns:
        if turn.at.time() < posting.BATCHED:
            answer(people, turn)
    last = n == DAYS - 1
    before.left.append(posting.afternoon(people, day, leave=not last) if turns else ())
    for turn in turns:
        if turn.at.time() >= posting.BATCHED:
            answer(people, turn)
    # Where no letter has left, as on the last day, there is nothing to tell.
    before.answers = telling.evening(people, day) if before.left[-1] else b""


def paid_since(before: Folder, seed: int, today: date) -> Iterator[Row]:
    """Payments of people who were refused in the month and have paid the reduced charge since."""
    for letter in answered():
        row = before.by_letter.get(letter.id)
        rng = Random(f"{seed}:{letter.id}:paid")
        if row is None or letter.outcome != Outcome.UPHOLD or letter.kind is not CaseKind.INFORMAL:
            continue
        on = today - timedelta(days=rng.randrange(1, 4))
        if rng.random() < PAID:
            lower = contravention(letter.code).level == "lower"
            yield payment(letter.id, row["pcn"], on, 5500 if lower else 8000, letter.channel)
