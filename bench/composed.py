"""Letters as the composer plans them for the practice cases of both offices, each read by the letter check.

``python -m bench.composed`` prints how many were written and the findings by level and code; ``--places``
shows each finding with its letter, ``--only CODE`` those of one code.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.measure import scratch
from caseworker.casework import lettering, owing, sheet
from caseworker.casework.desk import compose, information, view
from caseworker.casework.office import LONDON, Office
from caseworker.casework.views import CaseView, DecisionView, PointView
from caseworker.law.asking import things
from caseworker.law.beside import beside, besides
from caseworker.law.decisions import Allowed
from caseworker.law.facts import Facts, Outcome, PointOutcome
from caseworker.law.findings import Finding
from caseworker.law.refusals import Refused
from caseworker.practice.answering import BESIDE, WEIGHED, case_of, points_of
from caseworker.practice.build import OPENS, build, office_at
from caseworker.practice.letters import letters
from caseworker.practice.offices import OFFICES
from caseworker.store.tables import Case
from tests.builders import TODAY

ASKED = 2
"""Things asked for in a letter that asks first."""
ANSWER = "Our records of that day hold what you asked about, and they agree with the notice we sent you."
"""An officer's answer in a case beside the dispute."""


@dataclass(frozen=True, slots=True)
class Composed:
    """One letter as planned, the facts it was checked against and what was found."""

    id: str
    """The practice letter, and how it was answered."""
    facts: Facts
    text: str
    findings: tuple[Finding, ...]
    enclosures: tuple[str, ...]


def composed(office: Office, name: str, step: int = 1) -> Iterator[Composed]:
    """Each practice case of an office, answered in every way that the law leaves open; nothing is stored.

    Args:
        name: which practice office it is.
        step: only one letter of so many.
    """
    for letter in letters(name)[::step]:
        seen = view.view(office, case_of(office, letter))
        marked = points_of(letter, Outcome.UPHOLD, seen, "")
        for way, decided in (*_disputed(office, seen, marked), *_asked(office, seen, marked)):
            yield _written(office, f"{letter.id} {way}", decided)
    for number in _numbers_beside(office)[::step]:
        seen = view.view(office, number)
        about = beside(seen.facts.kind)
        for outcome in about.outcomes:
            decision = replace(_decision(office, outcome), letter_kind=about.letter.value, weighed=ANSWER)
            yield _written(office, f"{seen.pcn} {about.kind} {outcome}", replace(seen, decision=decision))


def _disputed(office: Office, seen: CaseView, marked: Sequence[PointView]) -> Iterator[tuple[str, CaseView]]:
    """The case as it stands upheld, cancelled for every point and cancelled for the first of them."""
    every = [replace(one, outcome=PointOutcome.UPHELD) for one in marked]
    first = [*every[:1], *(replace(one, outcome=None) for one in marked[1:])]
    ways = [("uphold", Outcome.UPHOLD, list(marked)), ("cancel", Outcome.CANCEL, every)]
    if len(marked) > 1:
        ways.append(("cancel-first", Outcome.CANCEL, first))
    for way, outcome, points in ways:
        grounds = tuple(
            one.ground for one in points if one.outcome is PointOutcome.UPHELD and not one.mitigation
        )
        allowed = sheet.allowed(office, seen.facts, outcome, grounds or None)
        if not allowed.bars:
            yield way, _decided(office, seen, allowed, points)


def _decided(office: Office, seen: CaseView, allowed: Allowed, points: list[PointView]) -> CaseView:
    """The case with its decision, a sentence of the officer's wherever one is asked for and nowhere else."""
    facts = replace(seen.facts, care_followed=owing.cares(_flags(seen), [one.slug for one in points]))
    if not (allowed.out_of_time and allowed.outcome is Outcome.CANCEL):
        sent = sum(one.sent_by == "motorist" for one in seen.evidence)
        settled = [one for one in points if one.outcome is not None]
        guideline = owing.guideline_of(office, facts, settled)
        said = owing.weighed(guideline, settled, allowed.outcome, sent, WEIGHED)
        points = owing.reasoned(points, said)
        unspoken = owing.unspoken(office, facts, allowed, points)
        silent = {one.slug: BESIDE[n % len(BESIDE)] for n, (one, _) in enumerate(unspoken)}
        points = owing.reasoned(points, silent)
    offered = allowed.discount == "must"
    decision = replace(
        _decision(office, allowed.outcome),
        letter_kind=str(allowed.letter_kind),
        discount_pence=allowed.discount_pence if offered else None,
        discount_until=allowed.discount_until if offered else None,
        refund_pence=allowed.refund_pence,
    )
    return replace(seen, facts=facts, points=tuple(points), decision=decision)


def _asked(office: Office, seen: CaseView, marked: Sequence[PointView]) -> Iterator[tuple[str, CaseView]]:
    """The case in which something is asked for first, where there is time to."""
    allowed = sheet.allowed(office, seen.facts, Outcome.ASK)
    wanted = things([one.slug for one in marked], seen.facts.regime)[:ASKED]
    assert seen.facts.served_on is not None
    try:
        first, last = information.days(office, seen.facts.served_on, seen.safe_post_on)
    except Refused:
        return
    if allowed.bars or not wanted:
        return
    decision = replace(
        _decision(office, Outcome.ASK),
        letter_kind=str(allowed.letter_kind),
        asked=tuple(one.words for one in wanted),
        answer_by=min(last, first + timedelta(days=10)),
    )
    points = tuple(replace(one, outcome=None) for one in marked)
    yield "ask", replace(seen, points=points, decision=decision)


def _decision(office: Office, outcome: Outcome) -> DecisionView:
    return DecisionView(
        id=0,
        outcome=outcome,
        letter_kind="",
        officer=office.officer.id,
        decided_at=office.now(),
        discount_pence=None,
        discount_until=None,
        refund_pence=0,
        guideline="",
        followed="",
        weighed="",
    )


def _flags(seen: CaseView) -> str:
    return " ".join(seen.flags)


def _written(office: Office, name: str, decided: CaseView) -> Composed:
    """The letter as planned, with nothing changed by hand, and the check's findings on it."""
    checked = compose.check(office, decided, compose.new_plan(office, decided))
    facts = lettering.letter_facts(office, decided)
    return Composed(name, facts, checked.letter.text, checked.findings, checked.enclosures)


def _numbers_beside(office: Office) -> list[int]:
    """The open cases that stand beside a dispute."""
    case = Case.__table__  # type: ignore[attr-defined]
    kinds = [one.kind.value for one in besides()]
    wanted = sa.select(case.c.id).where(case.c.open == 1, case.c.kind.in_(kinds)).order_by(case.c.id)
    with office.store.reading() as tx:
        return [int(number) for number in tx.execute(wanted).scalars()]


def as_json(one: Composed) -> dict[str, Any]:
    """A letter and the facts of its case as another system would give them to ``caseworker letter check``."""
    facts = one.facts
    told = {key: getattr(facts, name) for key, name in NAMES.items()}
    sums = {key: getattr(facts, name) for key, name in SUMS.items()}
    given = {key: str(value) for key, value in told.items() if value} | {
        key: f"{pence // 100}.{pence % 100:02}" for key, pence in sums.items() if pence
    }
    lists = {
        "challenge_points": facts.points,
        "evidence_sent": facts.evidence_sent,
        "letters_received": [day.isoformat() for day in facts.letters_received],
        "own_numbers": sorted(facts.own_numbers),
        "enclosures": one.enclosures,
        "care": facts.care,
    }
    people = {
        key: {"name": person.name, "address": list(person.address), "postcode": person.postcode}
        for key, person in (("recipient", facts.recipient), ("writer", facts.writer))
    }
    whole = given | {key: list(value) for key, value in lists.items()} | people
    return {"id": one.id, "reply": one.text, "facts": whole}


NAMES = {
    "authority": "authority",
    "place": "place",
    "regime": "regime",
    "basis": "basis",
    "kind": "letter_kind",
    "outcome": "outcome",
    "pcn": "pcn",
    "vrm": "vrm",
    "contravention_code": "code",
    "contravention_description": "contravention",
    "contravention_date": "contravened_on",
    "contravention_time": "contravened_time",
    "location": "location",
    "restriction": "restriction",
    "reply_date": "posts_on",
    "reply_deemed_served": "served_on",
    "representation_received": "received_on",
    "pcn_dated": "pcn_dated_on",
    "pcn_served": "pcn_served_on",
    "notice_served": "notice_served_on",
    "charge_certificate_served": "certificate_served_on",
    "order_served": "order_served_on",
    "paid_date": "paid_on",
    "vehicle_released": "released_on",
    "vehicle_sold": "sold_on",
    "discount_until": "discount_offer_until",
    "answer_by": "answer_by",
    "discount_policy": "discount_policy",
    "challenge_text": "challenge_text",
    "deceased": "deceased",
    "emailed_to": "emailed_to",
}
"""The facts that are words or days, by the keys of the letter check."""
SUMS = {
    "full_amount": "full_pence",
    "discount_amount": "discount_pence",
    "charge_certificate_amount": "surcharged_pence",
    "paid_amount": "paid_pence",
    "discount_offer_amount": "discount_offer_pence",
    "daily_charge": "daily_charge_pence",
    "fees_paid_amount": "fees_paid_pence",
}


def practice(folder: Path, name: str, today: date = TODAY) -> Office:
    """A practice office of its own in a folder, built where it is not there yet."""
    path = folder / f"{name}.db"
    if not path.exists():
        build(path, seed=7, today=today, council=name)
    return office_at(path, datetime.combine(today, OPENS, LONDON).astimezone(UTC), council=name)


def main() -> None:
    """Write the letters, count what is found."""
    parser = argparse.ArgumentParser(prog="python -m bench.composed", description=__doc__)
    parser.add_argument("--step", type=int, default=1, help="only one practice letter of so many")
    parser.add_argument("--only", default="", help="only findings of this code")
    parser.add_argument("--places", action="store_true", help="show each finding with its letter")
    parser.add_argument("--folder", type=Path, help="where the practice offices are kept for the next run")
    given = parser.parse_args()
    if given.folder:
        told(given.folder, given)
        return
    with scratch() as folder:
        told(folder, given)


def told(folder: Path, given: argparse.Namespace) -> None:
    """Print the figures of both offices."""
    counts: Counter[tuple[str, str]] = Counter()
    laws: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for name in OFFICES:
        for one in composed(practice(folder, name), name, given.step):
            laws[one.facts.regime] += 1
            kinds[str(one.facts.letter_kind)] += 1
            for found in one.findings:
                level = "hard red" if found.hard else found.level
                counts[level, found.code] += 1
                if given.places and given.only in ("", found.code):
                    marked = one.text[found.start : found.end] if found.start is not None else ""
                    print(f"{name} {one.id}: {level} {found.code}: {found.words} “{marked[:160]}”")
    print(f"{laws.total()} letters")
    for title, counter in (("by regime", laws), ("by kind", kinds)):
        print(f"{title}: " + ", ".join(f"{key} {number}" for key, number in counter.most_common()))
    for (level, code), number in sorted(counts.items(), key=lambda one: (one[0][0], -one[1])):
        print(f"{level:10}{code:34}{number:5}")


if __name__ == "__main__":
    main()
