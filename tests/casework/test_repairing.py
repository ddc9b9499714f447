"""What puts a finding right: tried on the letter, so that it goes and no other comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caseworker.casework import repairing
from caseworker.casework.desk import compose, decision
from caseworker.casework.views import CaseView
from caseworker.law.facts import Outcome, PointOutcome
from caseworker.letters.plan import Block, free
from tests.casework.office import FORMAL, Desk

WRONG = "You still owe £999.00 on this Penalty Charge Notice."


def repairs(desk: Desk, seen: CaseView, blocks: Sequence[Block]) -> dict[str, repairing.Repair | None]:
    """By code what puts a finding right."""
    checked = compose.check(desk(), seen, blocks)
    found = repairing.repairs(desk(), (seen,), blocks, checked)
    return dict(zip((one.code for one in checked.findings), found, strict=True))


def codes(desk: Desk, seen: CaseView, blocks: Sequence[Block]) -> list[str]:
    return [one.code for one in compose.check(desk(), seen, blocks).findings]


def test_a_letter_without_findings_has_no_repairs(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    assert repairs(desk, seen, compose.new_plan(desk(), seen)) == {}


def test_a_value_in_own_words_is_put_in_and_the_other_words_stay(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    plan = compose.new_plan(desk(), seen)
    blocks = (*plan[:2], free(WRONG), *plan[2:])
    right = repairs(desk, seen, blocks)["wrong-amount"]
    assert right is not None and right.at == 2 and right.words.endswith(" in its place")
    assert right.blocks[2].text == WRONG.replace("£999.00", right.words.removesuffix(" in its place"))
    assert (*right.blocks[:2], *right.blocks[3:]) == (*blocks[:2], *blocks[3:])
    assert "wrong-amount" not in codes(desk, seen, right.blocks)


def test_a_value_in_a_filled_in_reason_is_put_right_in_the_letter(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.UPHOLD, reason=f"The bay was marked. {WRONG}")
    plan = compose.new_plan(desk(), seen)
    right = repairs(desk, seen, plan)["wrong-amount"]
    assert right is not None and "The bay was marked." in right.blocks[right.at].text
    assert "{reason}" not in right.blocks[right.at].text


def test_a_paragraph_written_over_has_its_own_words_back(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    plan = compose.new_plan(desk(), seen)
    at = next(n for n, one in enumerate(plan) if one.slot == "rights" and "28 days" in one.text)
    blocks = (*plan[:at], replace(plan[at], text="There is more to say.", changed=True), *plan[at + 1 :])
    found = [one for one in repairs(desk, seen, blocks).values() if one is not None]
    assert found and all(one.blocks == plan for one in found)
    assert found[0].words == f"the own words of {plan[at].paragraph} put back"


def test_what_needs_new_words_has_no_repair_and_instructions_are_never_put_in(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    plan = compose.new_plan(desk(), seen)
    blocks = (*plan[:2], free("You should have known better. Your place is «place»."), *plan[2:])
    assert set(repairs(desk, seen, blocks).values()) == {None}


def test_a_demand_in_a_letter_that_cancels_is_not_made_right_by_another_sum(desk: Desk) -> None:
    noted = desk.pointed(FORMAL, outcome=PointOutcome.UPHELD)
    decision.decide(desk(), noted.id, noted.version, Outcome.CANCEL)
    seen = desk.see(FORMAL)
    plan = compose.new_plan(desk(), seen)
    found = repairs(desk, seen, (*plan[:2], free(WRONG), *plan[2:]))
    assert found["wrong-amount"] is None
