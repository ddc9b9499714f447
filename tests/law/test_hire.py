"""Hire firms: what must be shown, regime by regime."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from caseworker.law.hire import Papers, answers_of, hire_tests, judge
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes

VECTORS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "vectors" / "hire.toml").read_text(encoding="utf-8")
)["case"]
AT = datetime(2026, 3, 10, 11)
ZONE = ("firm-statement", "agreement-copy", "liability-both")


def _papers(row: dict[str, Any]) -> Papers:
    times = {name: row[name] for name in ("starts_at", "ends_at") if name in row}
    return Papers(
        firm=row.get("firm", True),
        starts_on=row["starts"],
        ends_on=row["ends"],
        signed=row.get("signed", True),
        particulars=row.get("particulars", True),
        **times,
    )


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: str(row["name"]))
def test_what_the_papers_leave_out(row: dict[str, Any]) -> None:
    if "refused" in row:
        with pytest.raises(Refused, match=row["refused"]) as refused:
            answers_of(row["regime"], _papers(row), row["at"])
        assert "discretion" in refused.value.do
        return
    judged = judge(row["regime"], answers_of(row["regime"], _papers(row), row["at"]))
    assert [one.id for one in judged.missing] == row["missing"]
    assert judged.accepted is (row["missing"] == [])
    assert judged.unanswered == ()


def test_a_regime_has_hire_tests_where_its_law_moves_liability() -> None:
    for law in regimes():
        if law.hire_transfer:
            assert any(one.required for one in hire_tests(law.id))
        else:
            with pytest.raises(Refused, match="cannot move to a hirer"):
                hire_tests(law.id)


def test_the_tests_stand_in_the_order_of_the_law_pack() -> None:
    wanted = ["hire-firm", "short-agreement", "signed", "particulars", "covers", "one-signatory"]
    for regime_id in ("tma-reg9", "tma-reg10", "moving-traffic-2003"):
        assert [one.id for one in hire_tests(regime_id)] == wanted
    assert tuple(one.id for one in hire_tests("caz-2013")) == ZONE
    cited = {one.id: one.citation.label for one in hire_tests("moving-traffic-2003")}
    assert cited["signed"] == "LTA03 Sch 1 para 1(4)(d)"
    assert {one.id: one.citation.label for one in hire_tests("tma-reg9")}["signed"] == "AR22 reg 5(4)(d)"


def test_a_clean_air_zone_asks_for_all_three_papers() -> None:
    whole = dict.fromkeys(ZONE, True)
    assert judge("caz-2013", whole).accepted
    for left_out in ZONE:
        judged = judge("caz-2013", {**whole, left_out: False})
        assert not judged.accepted
        assert [one.id for one in judged.missing] == [left_out]
    only = judge("caz-2013", {**whole, "liability-both": False})
    assert only.missing[0].reason == "HIRE_STATEMENT_NO_RUC"
    assert "both road user charges and penalty charges" in only.words


def test_what_nobody_looked_at_does_not_move_liability() -> None:
    judged = judge("tma-reg9", {"hire-firm": True})
    assert not judged.accepted and judged.missing == ()
    assert [one.id for one in judged.unanswered] == ["short-agreement", "signed", "particulars", "covers"]
    assert answers_of("tma-reg9", Papers(firm=True), AT)["covers"] is None
    assert judge("tma-reg9", answers_of("tma-reg9", Papers(), AT)).words.startswith("Missing: that the")


def test_several_hirers_are_told_and_decide_nothing() -> None:
    papers = Papers(
        firm=True,
        starts_on=date(2026, 3, 9),
        ends_on=date(2026, 3, 12),
        signed=True,
        particulars=True,
        hirers=2,
    )
    judged = judge("tma-reg9", answers_of("tma-reg9", papers, AT))
    assert judged.accepted and [one.id for one in judged.told] == ["one-signatory"]
    assert judged.words == "Nothing is missing."


def test_an_answer_to_another_regimes_test_is_refused() -> None:
    with pytest.raises(Refused):
        judge("tma-reg9", {"liability-both": True})
    with pytest.raises(Refused):
        judge("caz-2013", {"short-agreement": True})


def test_a_hire_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refused, match="before it begins"):
        answers_of("tma-reg9", Papers(starts_on=date(2026, 3, 9), ends_on=date(2026, 3, 8)), AT)
