"""The month before the practice day: cases that three officers and a leader answered, by running the acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, time, timedelta
from random import Random

from caseworker.casework.desk import claim, compose, decision, evidence, intake, issue, points, view
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView, PointView
from caseworker.law.contraventions import contravention
from caseworker.law.facts import CaseKind, Outcome, PointOutcome
from caseworker.law.points import point
from caseworker.law.refusals import Refused
from caseworker.practice import posting, telling
from caseworker.practice.folder import Folder, Row
from caseworker.practice.letters import PREFIX, Letter, answered
from caseworker.practice.office import folder, payment
from caseworker.practice.schedule import DAYS, WEEK, Turn, Week, month
from caseworker.practice.staff import Staff, staff
from caseworker.reading.extract import read

WEIGHED = "I weighed what was said and the evidence on this case, and found nothing to set it apart."
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
        yield f"Week {n} of the month before: {len(week.turns)} cases answered.", so_far


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
        number = before.left[n - posting.BACK][0]
        posting.came_back(people, day, number, posting.RETURNED[n], settled=n == min(posting.RETURNED))
    for turn in turns:
        if turn.at.time() < posting.BATCHED:
            _answer(people, turn)
    before.left.append(posting.afternoon(people, day, leave=n < DAYS - 1))
    for turn in turns:
        if turn.at.time() >= posting.BATCHED:
            _answer(people, turn)
    # On the last day no letter has left yet, so that there is nothing to tell.
    before.answers = telling.evening(people, day) if n < DAYS - 1 else b""


def _answer(people: Staff, turn: Turn) -> None:
    """Claim, open the evidence, mark the points, decide, write and issue: one case, as an officer would."""
    office, letter, clock = people.desk(turn.officer), turn.letter, people.clock
    clock.at = turn.at.astimezone(UTC)
    case_id = _case_of(office, letter)
    claim.claim(office, case_id)
    clock.on(1)
    seen = view.view(office, case_id)
    for one in seen.evidence:
        evidence.open_evidence(office, case_id, one.id)
    clock.on(3)
    outcome = Outcome(letter.outcome)
    done = points.keep(office, case_id, seen.version, _points(letter, outcome, seen))
    clock.on(2)
    decision.decide(office, case_id, done.version, outcome, weighed=WEIGHED)
    clock.on(4)
    _issue(office, view.view(office, case_id))


def _issue(office: Office, seen: CaseView) -> None:
    """Issue the letter as planned; what is only to be looked at is released, what is stopped goes back."""
    blocks = compose.new_plan(office, seen)
    try:
        issue.issue(office, seen, blocks)
    except Refused:
        checked = compose.check(office, seen, blocks)
        if any(one.level == "red" for one in checked.findings):
            # What the check stops is not waved through, here as anywhere: the case goes back to the pool.
            claim.release(office, seen.id, seen.version)
            return
        reasons = {issue.mark(one): ("", "Looked at; it does not apply here.") for one in checked.findings}
        issue.issue(office, seen, blocks, reasons)


def _points(letter: Letter, outcome: Outcome, seen: CaseView) -> list[PointView]:
    """The letter's points with their answers, each at its place in the words."""
    answer = PointOutcome.UPHELD if outcome is Outcome.CANCEL else PointOutcome.NOT_UPHELD
    item = seen.items[-1]
    words = letter.text.split(". ")[0].rstrip(".")
    places = {one.slug: (one.words, one.item_id, one.start, one.end) for one in seen.suggested}
    made: list[PointView] = []
    for slug in letter.points:
        said, item_id, start, end = places.get(slug, (words, item.id, 0, len(words)))
        law = point(slug)
        made.append(
            PointView(
                slug=slug,
                label=law.label,
                words=said,
                item_id=item_id,
                start=start,
                end=end,
                ground=law.ground,
                mitigation=law.mitigation,
                outcome=answer,
                reason="" if made else letter.reason,
            )
        )
    return made


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
