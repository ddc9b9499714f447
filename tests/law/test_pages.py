"""Guards and refunds as the law browser leafs through them: every row that holds, each with its doubt."""

from __future__ import annotations

import pytest

from caseworker.law import book, clocks
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes
from caseworker.law.tables import table

EVERY = [law.id for law in regimes()]


@pytest.mark.parametrize("regime", EVERY)
def test_every_guard_and_limit_that_names_a_regime_stands_in_its_page(regime: str) -> None:
    shown = book.rules(regime, "guards")
    named = [row for row in table("guards")["guard"] if regime in row.get("regimes", ())]
    assert {row["id"] for row in named} <= {one.id for one in shown}
    waits = [row["guard"] for row in table("guards")["wait"] if regime in row["regimes"]]
    assert sorted(one.id for one in shown if "the time" in one.says and "“" in one.says) == sorted(waits)
    alerts = [row["level"] for row in table("guards")["alert"] if regime in row["regimes"]]
    assert [one.id for one in shown if one.why.title.startswith("Alert")] == alerts


def test_no_guard_is_left_out_of_every_regime() -> None:
    shown = {one.id for regime in EVERY for one in book.rules(regime, "guards")}
    assert {row["id"] for row in table("guards")["guard"]} <= shown


@pytest.mark.parametrize("regime", EVERY)
def test_the_page_of_refunds_holds_the_rows_of_its_regime_in_their_order(regime: str) -> None:
    rows = [row for row in table("refunds")["refund"] if regime in row["regimes"]]
    shown = book.rules(regime, "refunds")
    assert [one.why.words.casefold() for one in shown] == [f"{row['words']}.".casefold() for row in rows]
    assert [one.why.verified for one in shown] == [row["status"] in ("V", "V2") for row in rows]


def test_a_guard_that_was_never_verified_is_found_by_its_name_and_says_so() -> None:
    ((name, one),) = book.find("tma-reg9", "trifle")
    assert name == "guards" and one.why.mark == "□" and not one.why.verified
    assert one.why.working == ("It stands before: A Charge Certificate was served.",)
    (_, limit), *_ = book.find("tma-reg9", "T16")
    row = next(row for row in clocks.clock_rows("tma-reg9") if row["id"] == "registration")
    assert limit.why.citation is not None and limit.why.citation.provision == row["provision"]
    assert "Counted from: charge certificate." in limit.why.working


def test_a_guard_of_another_law_is_none_here() -> None:
    with pytest.raises(Refused, match='No rule of tma-reg9 is called "duplicate"'):
        book.find("tma-reg9", "duplicate")
    assert not [one for one in book.rules("clamp", "guards") if "Charge Certificate" in one.says]
    (_, more) = book.find("caz-2013", "refund-ground")[0]
    assert any("daily charge, which was not due" in step for step in more.why.working)
