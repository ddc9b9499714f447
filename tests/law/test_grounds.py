"""The grounds of each regime, as its own law lists them."""

from __future__ import annotations

import pytest

from caseworker.law.citations import Status
from caseworker.law.grounds import appeal_grounds, ground, ground_for, grounds
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes
from caseworker.law.tables import table

# Law packs 2.1-2.4 and 2.6, by hand: codes in the order of the tables.
PACK = {
    "tma-reg9": "G_NO_CONTRAVENTION G_NOT_OWNER_NEVER G_NOT_OWNER_BEFORE G_NOT_OWNER_AFTER G_NO_CONSENT"
    " G_HIRE_FIRM G_EXCEEDED G_PROC_IMPROPRIETY G_ORDER_INVALID G_ALREADY_PAID G_COMPELLING",
    "bus-lane-1996": "B_NOT_OWNER B_NO_BREACH B_NO_CONSENT B_POLICE_ACTION",
    "moving-traffic-2003": "M_NOT_OWNER_NEVER M_NOT_OWNER_BEFORE M_NOT_OWNER_AFTER M_NO_CONTRAVENTION"
    " M_NO_CONSENT M_HIRE_FIRM M_EXCEEDED",
    "removal": "R_NO_CONTRAVENTION R_NO_POWER R_NO_CONSENT R_NOT_CEA R_EXCEEDED R_PROC_IMPROPRIETY"
    " R_PCN_NOT_SERVED R_ORDER_INVALID R_COMPELLING",
    "clamp": "R_NO_CONTRAVENTION R_NO_POWER R_NO_CONSENT R_NOT_CEA R_EXCEEDED R_PROC_IMPROPRIETY"
    " R_BLUE_BADGE R_ORDER_INVALID R_COMPELLING",
    "caz-2013": "G_KEEPER_NEVER G_KEEPER_CEASED G_KEEPER_AFTER G_NOT_DUE G_PAID G_NO_CONSENT G_HIRE"
    " G_EXCEEDED G_PROC G_COMPELLING",
}
MOVES = {
    "tma-reg9": {"not-owner-never", "not-owner-before", "not-owner-after", "hire-firm"},
    "bus-lane-1996": {"bus-not-owner"},
    "moving-traffic-2003": {
        "moving-not-owner-never",
        "moving-not-owner-before",
        "moving-not-owner-after",
        "moving-hire-firm",
    },
    "removal": set(),
    "clamp": set(),
    "caz-2013": {"caz-keeper-never", "caz-keeper-ceased", "caz-keeper-after", "caz-hire"},
}
RECALLED = {"moving-exceeded", "removal-order-invalid", "clamp-order-invalid"}


@pytest.mark.parametrize("regime_id", PACK)
def test_each_regime_lists_its_own_grounds_in_the_order_of_its_law(regime_id: str) -> None:
    packs = {row["id"]: row["pack"] for row in table("grounds")["ground"]}
    assert [packs[one.id] for one in grounds(regime_id)] == PACK[regime_id].split()


@pytest.mark.parametrize("regime_id", MOVES)
def test_liability_moves_where_somebody_else_can_be_served(regime_id: str) -> None:
    assert {one.id for one in grounds(regime_id) if one.liability_moves} == MOVES[regime_id]


def test_what_was_recalled_is_marked() -> None:
    every = {one.id: one for law in regimes() for one in grounds(law.id)}
    assert {name for name, one in every.items() if one.citation.status is Status.RECALLED} == RECALLED
    assert every["caz-not-due"].citation.label == "RUC13 reg 8(3)(e)"
    assert every["removal-compelling"].citation.label == "AR22 reg 11(3)(b)"
    assert every["clamp-compelling"].citation.label == "AR22 reg 8(5)(b)"
    assert every["moving-hire-firm"].citation.label == "LTA03 Sch 1 para 1(4)(d)"


def test_a_ground_stands_where_the_law_of_the_regime_has_it() -> None:
    for law in regimes():
        assert (ground_for("hire-firm", law.id) is not None) is law.hire_transfer
        assert (ground_for("procedural-impropriety", law.id) is not None) is law.procedural_impropriety
        assert (ground_for("compelling", law.id) is not None) is law.compelling_reasons
    assert ground_for("order-invalid", "moving-traffic-2003") is ground("moving-no-contravention")
    assert ground_for("exceeded", "bus-lane-1996") is ground("bus-no-breach")
    assert ground_for("blue-badge", "removal") is None


def test_no_thing_said_is_answered_twice_in_one_regime() -> None:
    for law in regimes():
        said = [word for one in grounds(law.id) for word in one.answers]
        assert len(said) == len(set(said)), law.id


def test_an_appeal_rests_on_the_same_grounds() -> None:
    for law in regimes():
        listed = [one.id for one in grounds(law.id)]
        assert [one.id for one in appeal_grounds(law.id)] == [one for one in listed if ground(one).is_ground]
        assert all("compelling" not in one.id for one in appeal_grounds(law.id))


def test_a_ground_of_another_regime_is_refused() -> None:
    for law in regimes():
        mine = {one.id for one in grounds(law.id)}
        for other in regimes():
            for one in grounds(other.id):
                if one.id not in mine:
                    with pytest.raises(Refused, match=f"is not a ground in {law.id}"):
                        ground(one.id, law.id)


def test_only_the_letters_that_were_seen_are_printed_for_a_clean_air_zone() -> None:
    for one in grounds("caz-2013"):
        if one.citation.provision.startswith("reg 8(3)("):
            assert one.citation.provision[:9] in ("reg 8(3)(",) and one.citation.provision[9] in "eg"
