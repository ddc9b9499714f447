"""Vehicles that were held in the practice office: paid for at release, and answered with what was paid."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from caseworker.casework.desk import claim, compose, evidence, issue, points, post, view
from caseworker.casework.office import Office
from caseworker.casework.views import CaseView
from caseworker.law.facts import Outcome
from caseworker.practice.answering import case_of, decide, points_of
from caseworker.practice.build import office_at
from caseworker.practice.letters import Letter, letters
from caseworker.practice.office import folder
from tests import builders
from tests.practice.conftest import TODAY

HELD = [one for one in letters() if one.hold]
FEES = {"removal": 280_00, "clamp": 100_00}
"""Release in London from 7 April 2025, in pence; storage is 55 pounds a day, from the day after."""


def test_each_vehicle_was_paid_for_on_the_day_of_its_release() -> None:
    made = folder(7, TODAY, some=HELD)
    paid = {row["pcn"]: row for row in made.payments}
    assert len(paid) == len(HELD) >= 12
    for letter in HELD:
        row = made.by_letter[letter.id]
        days = (row["released"] - row["taken"]).days if letter.hold == "removal" else 0
        assert days or letter.hold == "clamp" or row["released"] == row["taken"]
        fees = FEES[letter.hold] + days * 55_00
        got = paid[row["pcn"]]
        # Code 05 and 11 are lower: 55 at the discount; the others higher: 80.
        penalty = 55_00 if letter.code[:2] in ("05", "11") else 80_00
        assert (got["received"], got["method"]) == (row["released"], "card")
        assert round(float(got["amount"]) * 100) == penalty + fees, letter.id


def test_whoever_complains_of_a_second_day_s_storage_was_charged_for_one() -> None:
    made = folder(7, TODAY, some=HELD)
    row = made.by_letter["towed-damage"]
    assert row["released"] - row["taken"] >= timedelta(days=2)


@pytest.fixture(scope="module")
def office(sandbox: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The practice office on the Monday after, to be written in: a day on which post is collected."""
    path = Path(shutil.copyfile(sandbox, tmp_path_factory.mktemp("held") / "training.db"))
    return office_at(path, builders.NOW + timedelta(days=1), officer="asha")


def answered(office: Office, letter: Letter, outcome: Outcome) -> CaseView:
    """Answer one letter and issue it; nothing in it was found wanting."""
    case_id = case_of(office, letter)
    claim.claim(office, case_id)
    seen = view.view(office, case_id)
    for one in seen.evidence:
        evidence.open_evidence(office, case_id, one.id)
    done = points.keep(office, case_id, seen.version, points_of(letter, outcome, seen, ""))
    decide(office, case_id, done.version, outcome)
    seen = view.view(office, case_id)
    blocks = compose.new_plan(office, seen)
    assert [one.words for one in compose.check(office, seen, blocks).findings] == []
    issue.issue(office, seen, blocks)
    return view.view(office, case_id)


@pytest.mark.parametrize(
    ("letter_id", "outcome", "stage"),
    [
        ("towed-moving-house", Outcome.UPHOLD, "rejected"),
        ("clamp-not-released-in-time", Outcome.UPHOLD, "rejected"),
        ("towed-damage", Outcome.CANCEL, "cancelled"),
        ("clamp-baby", Outcome.CANCEL, "cancelled"),
    ],
)
def test_it_is_answered_posted_and_stands_where_the_law_has_it(
    office: Office, letter_id: str, outcome: Outcome, stage: str
) -> None:
    letter = next(one for one in letters() if one.id == letter_id)
    seen = answered(office, letter, outcome)
    assert seen.decision is not None and seen.decision.discount_pence is None
    total = seen.facts.paid_in_all_pence
    assert total > seen.facts.fees_paid_pence > 0
    assert seen.decision.refund_pence == (total if outcome is Outcome.CANCEL else 0)
    post.confirm(office, post.make_batch(office, day=office.today()).batch.id)
    after = view.view(office, seen.id)
    assert after.facts.stage == stage
    owed = after.money.ledger
    assert (owed.due_pence, owed.overpaid_pence) == (0, total if outcome is Outcome.CANCEL else 0)
