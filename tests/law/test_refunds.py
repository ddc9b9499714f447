"""What is paid back."""

from __future__ import annotations

import pytest

from caseworker.law.grounds import grounds
from caseworker.law.refunds import Because, refund
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes
from caseworker.law.tables import table

FEES = "penalty release storage disposal"


@pytest.mark.parametrize(
    ("regime", "because", "made_out", "accounts", "as_thought", "provision"),
    [
        ("tma-reg9", "ground", [], "penalty", False, "AR22 reg 6(5)"),
        ("tma-reg10", "compelling", [], "penalty", False, "AR22 reg 6(5)"),
        ("tma-reg9", "deemed", [], "penalty", False, "AR22 reg 6(7)"),
        ("tma-reg10", "any", [], "penalty", False, "AR22 reg 6(5)"),
        ("bus-lane-1996", "ground", [], "penalty", False, "LLA96 Sch 1 para 2"),
        ("moving-traffic-2003", "any", [], "penalty", False, "LTA03 Sch 1 para 2"),
        ("moving-traffic-2003", "compelling", [], "penalty", False, "LTA03 Sch 1 para 2"),
        ("removal", "ground", [], FEES, False, "AR22 reg 12(5)"),
        ("removal", "compelling", [], FEES, True, "AR22 reg 12(6)"),
        ("removal", "deemed", [], FEES, False, "AR22 reg 12(8)"),
        ("removal", "any", [], FEES, False, "AR22 reg 12(5)"),
        ("clamp", "ground", [], "penalty release", False, "AR22 reg 9(5)"),
        ("clamp", "compelling", [], "penalty release", True, "AR22 reg 9(6)"),
        ("clamp", "deemed", [], "penalty release", False, "AR22 reg 9(8)"),
        ("caz-2013", "ground", ["caz-keeper-never"], "penalty", False, "RUC13 reg 9(1)"),
        ("caz-2013", "ground", ["caz-not-due"], "penalty charge", False, "RUC13 reg 9(1)"),
        ("caz-2013", "ground", ["caz-hire", "caz-charge-paid"], "penalty charge", False, "RUC13 reg 9(1)"),
        ("caz-2013", "compelling", [], "penalty", False, "RUC13 reg 9(1)"),
        ("caz-2013", "deemed", [], "penalty charge", False, "RUC13 reg 8(10)(b)"),
    ],
)
def test_what_is_paid_back(
    regime: str, because: str, made_out: list[str], accounts: str, as_thought: bool, provision: str
) -> None:
    found = refund(regime, Because(because), grounds=made_out)
    assert found.accounts == tuple(accounts.split())
    assert found.as_it_thinks_right is as_thought
    assert found.citation.label == provision
    assert ("daily charge, which" in found.words) is bool({"caz-not-due", "caz-charge-paid"} & set(made_out))


def test_nothing_runs_out_where_the_law_sets_no_limit() -> None:
    for law in regimes():
        if law.deemed_acceptance:
            assert refund(law.id, Because.DEEMED).accounts
        else:
            with pytest.raises(Refused, match="because time ran out"):
                refund(law.id, Because.DEEMED)


def test_every_regime_has_one_row_for_each_end_and_grounds_that_exist() -> None:
    rows = table("refunds")["refund"]
    for law in regimes():
        for because in Because:
            found = [row for row in rows if law.id in row["regimes"] and because in row["why"]]
            assert len(found) == (1 if because is not Because.DEEMED or law.deemed_acceptance else 0)
            for row in found:
                assert set(row.get("more_grounds", ())) <= {one.id for one in grounds(law.id)}
