"""One case, answered as an officer would: by running the acts, one after the other."""

from __future__ import annotations

from datetime import UTC

from caseworker.casework.desk import care, claim, compose, decision, evidence, issue, points, view
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView, PointView
from caseworker.law.facts import Outcome, PointOutcome
from caseworker.law.points import point
from caseworker.law.refusals import Refused
from caseworker.practice.letters import PREFIX, Letter
from caseworker.practice.schedule import Turn
from caseworker.practice.staff import Staff

WEIGHED = "I weighed what was said and the evidence on this case, and found nothing to set it apart."

BESIDE = (
    "I set it beside what is recorded of that day, and what is recorded outweighs it.",
    "This too I held against the record, and the record is the stronger of the two.",
    "I read it again with the record before me, and it does not weigh enough to change my mind.",
)
"""What is said of each point that asks for words, one after the other: no letter says the same of two."""


def answer(people: Staff, turn: Turn) -> None:
    """Claim, open the evidence, mark the points, decide, write and issue: one case, as an officer would."""
    office, letter, clock = people.desk(turn.officer), turn.letter, people.clock
    clock.at = turn.at.astimezone(UTC)
    case_id = case_of(office, letter)
    claim.claim(office, case_id)
    clock.on(1)
    seen = view.view(office, case_id)
    for one in seen.evidence:
        evidence.open_evidence(office, case_id, one.id)
    clock.on(3)
    outcome = Outcome(letter.outcome)
    done = points.keep(office, case_id, seen.version, points_of(letter, outcome, seen, letter.reason))
    clock.on(2)
    decide(office, case_id, done.version, outcome)
    clock.on(4)
    _issue(office, view.view(office, case_id))


def decide(office: Office, case_id: int, version: int, outcome: Outcome) -> None:
    """Decide, with a sentence on each point that asks for one."""
    said: dict[str, str] = {}
    while True:
        try:
            decision.decide(office, case_id, version, outcome, weighed=WEIGHED, said=said)
            return
        except decision.NeedsCare:
            care.follow(office, case_id, version)
        except decision.NeedsWords as needed:
            if not needed.point or needed.point in said:
                raise
            said[needed.point] = BESIDE[len(said) % len(BESIDE)]


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


def points_of(letter: Letter, outcome: Outcome, seen: CaseView, reason: str) -> list[PointView]:
    """The letter's points with their answers, the reason with the first; one not found is added by hand."""
    answer = PointOutcome.UPHELD if outcome is Outcome.CANCEL else PointOutcome.NOT_UPHELD
    places = {one.slug: (one.words, one.item_id, one.start, one.end) for one in seen.suggested}
    made: list[PointView] = []
    for slug in letter.points:
        said, item_id, start, end = places.get(slug, ("", None, None, None))
        law = point(slug)
        ground, mitigation = law.under(seen.facts.regime, seen.facts.basis, seen.facts.code)
        made.append(
            PointView(
                slug=slug,
                label=law.label,
                words=said,
                item_id=item_id,
                start=start,
                end=end,
                ground=ground,
                mitigation=mitigation,
                outcome=answer,
                reason="" if made else reason,
            )
        )
    return made


def case_of(office: Office, letter: Letter) -> int:
    """The case that a letter opened."""
    import sqlalchemy as sa

    from caseworker.store.tables import Item

    item = Item.__table__  # type: ignore[attr-defined]
    with office.store.reading() as tx:
        found = tx.execute(
            sa.select(item.c.case_id).where(item.c.source_id == PREFIX + letter.id)
        ).scalar_one()
    return int(found)
