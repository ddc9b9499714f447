"""A letter that leaves out what its decision calls for: told by comparing it with its plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from caseworker.casework.desk import compose
from caseworker.casework.repairing import repairs
from caseworker.law.facts import Outcome
from caseworker.letters.plan import Block, block, free
from tests.casework.office import FORMAL, Desk

Blocks = tuple[Block, ...]
UPHELD = ("decision", "rights-a-time", "rights-b-pay", "rights-c-appeal-london", "rights-e-costs")


def without(blocks: Blocks, name: str) -> Blocks:
    gone = [one for one in blocks if one.paragraph.startswith(name)]
    assert gone, name
    return tuple(one for one in blocks if one not in gone)


def codes(desk: Desk, outcome: Outcome, change: Callable[[Blocks], Blocks]) -> list[str]:
    seen = desk.decided(FORMAL, outcome)
    return [one.code for one in compose.check(desk(), seen, change(compose.new_plan(desk(), seen))).findings]


@pytest.mark.parametrize("name", UPHELD)
def test_a_part_that_is_left_out_is_told(desk: Desk, name: str) -> None:
    found = codes(desk, Outcome.UPHOLD, lambda blocks: without(blocks, name))
    assert [one for one in found if one.startswith(f"part-left-out:{name}")]


def test_of_a_letter_that_cancels_too(desk: Desk) -> None:
    found = codes(desk, Outcome.CANCEL, lambda blocks: without(blocks, "next-steps"))
    assert [one for one in found if one.startswith("part-left-out:next-steps")]


def test_a_part_emptied_by_hand_is_left_out(desk: Desk) -> None:
    def emptied(blocks: Blocks) -> Blocks:
        return tuple(replace(one, text=" ") if one.paragraph == "rights-b-pay" else one for one in blocks)

    assert "part-left-out:rights-b-pay" in codes(desk, Outcome.UPHOLD, emptied)


def test_own_words_in_its_place_want_a_reason(desk: Desk) -> None:
    def own(blocks: Blocks) -> Blocks:
        return (*without(blocks, "rights-e-costs"), free("Costs are rarely ordered by an adjudicator."))

    assert "part-left-out:rights-e-costs" in codes(desk, Outcome.UPHOLD, own)


NEAR: dict[str, Callable[[Blocks], Blocks]] = {
    "as planned": lambda blocks: blocks,
    "moved": lambda blocks: (blocks[1], blocks[0], *blocks[2:]),
    "changed": lambda blocks: tuple(
        replace(one, text=f"{one.text} Thank you.", changed=True) if one.slot == "decision" else one
        for one in blocks
    ),
    "added to": lambda blocks: (*blocks[:-1], free("We have noted your new telephone number."), blocks[-1]),
    "no closing": lambda blocks: without(blocks, "closing"),
}


@pytest.mark.parametrize("name", NEAR)
def test_what_holds_every_part_is_not_told_of(desk: Desk, name: str) -> None:
    found = codes(desk, Outcome.UPHOLD, NEAR[name])
    assert [one for one in found if one.startswith("part-left-out")] == []


def test_another_paragraph_of_its_part_stands_in_for_it(desk: Desk) -> None:
    other = block(desk().library.get("rights-b-pay-discount"))

    def picked(blocks: Blocks) -> Blocks:
        return tuple(other if one.paragraph == "rights-b-pay" else one for one in blocks)

    found = codes(desk, Outcome.UPHOLD, picked)
    assert [one for one in found if one.startswith("part-left-out")] == []


def test_without_the_appeal_the_text_itself_is_red(desk: Desk) -> None:
    """What is said of costs, of a charge certificate and of a form enclosed is no offer to appeal."""
    found = codes(desk, Outcome.UPHOLD, lambda blocks: without(blocks, "rights-c-appeal"))
    assert "missing-28-days-appeal" in found


def test_without_the_way_to_pay_too(desk: Desk) -> None:
    assert "missing-28-days-appeal" in codes(
        desk, Outcome.UPHOLD, lambda blocks: without(blocks, "rights-b-pay")
    )


def test_one_key_puts_it_back(desk: Desk) -> None:
    seen = desk.decided(FORMAL, Outcome.UPHOLD)
    plan = compose.new_plan(desk(), seen)
    blocks = without(plan, "decision")
    checked = compose.check(desk(), seen, blocks)
    found = dict(
        zip((one.code for one in checked.findings), repairs(desk(), (seen,), blocks, checked), strict=True)
    )
    (right,) = (found[code] for code in found if code.startswith("part-left-out:decision"))
    assert right is not None and right.blocks == plan
