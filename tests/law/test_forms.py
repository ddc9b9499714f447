"""The court's forms: the right one, one ground, and what each ground does."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.law.citations import Status
from caseworker.law.forms import answer_form, check_sworn, chosen, extended_until, form, forms, yardstick_on
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes
from caseworker.law.tables import table

SIGNED = ("tma-reg9", "tma-reg10", "caz-2013")
SWORN = ("bus-lane-1996", "moving-traffic-2003")


def test_each_regime_has_its_own_forms() -> None:
    for regime_id in SIGNED:
        assert [one.id for one in forms(regime_id)] == ["TE9", "TE7", "TE3", "N244"]
    for regime_id in SWORN:
        assert [one.id for one in forms(regime_id)] == ["PE3", "PE2", "N244"]
    assert forms("removal") == forms("clamp") == ()


def test_the_form_that_answers_is_the_one_of_the_regime() -> None:
    for law in regimes():
        if not law.court_form:
            with pytest.raises(Refused, match="no order for recovery"):
                answer_form(law.id)
            continue
        answers, late = answer_form(law.id), answer_form(law.id, late=True)
        assert (answers.id, late.id) == (law.court_form, law.late_form)
        assert answers.sworn is law.court_form_sworn
        assert late.late_of == answers.id and not answers.late_of
        assert late.grounds == answers.grounds


@pytest.mark.parametrize("regime_id", SIGNED + SWORN)
def test_a_wrong_form_is_refused_and_the_right_one_named(regime_id: str) -> None:
    wrong, right = (
        (("PE3", "TE9"), ("PE2", "TE7")) if regime_id in SIGNED else (("TE9", "PE3"), ("TE7", "PE2"))
    )
    for name, instead in (wrong, right):
        with pytest.raises(Refused, match=f"{name} is the wrong form") as refused:
            form(name.lower(), regime_id)
        assert f"the right one is {instead}" in refused.value.what


def test_no_form_answers_anything_for_a_removed_vehicle() -> None:
    for name in ("TE9", "PE3", "N244"):
        with pytest.raises(Refused, match="answers nothing in removal"):
            form(name, "removal")
    with pytest.raises(Refused, match='No form is called "TE90"'):
        form("TE90", "tma-reg9")


# Law pack 1.3 and Clean Air Zone pack 2.11: the grounds on each form, and the notice that was not received.
GROUNDS = {
    "tma-reg9": ("not-received no-rejection appeal paid", "Notice to Owner"),
    "tma-reg10": ("not-received no-rejection appeal paid", "Penalty Charge Notice"),
    "bus-lane-1996": ("not-received no-rejection appeal", "Enforcement Notice"),
    "moving-traffic-2003": ("not-received no-rejection appeal", "Penalty Charge Notice"),
    "caz-2013": ("not-received no-rejection appeal paid", "Penalty Charge Notice"),
}


@pytest.mark.parametrize("regime_id", GROUNDS)
def test_each_form_has_its_own_grounds(regime_id: str) -> None:
    names, notice = GROUNDS[regime_id]
    found = answer_form(regime_id)
    assert [one.id for one in found.grounds] == names.split()
    assert notice in found.grounds[0].label
    for one in found.grounds:
        assert one.effect.startswith("The order is revoked and the charge certificate cancelled")
        assert one.citation.instrument in next(law.instruments for law in regimes() if law.id == regime_id)


def test_a_notice_not_received_lets_a_fresh_one_go_and_the_rest_are_referred() -> None:
    known = {row["id"] for row in table("stages")["event"]}
    for regime_id in GROUNDS:
        for one in answer_form(regime_id).grounds:
            fresh = one.id == "not-received"
            assert one.event == ("fresh-notice-served" if fresh else "referred-to-adjudicator")
            assert one.event in known
            assert fresh or "adjudicator" in one.effect
    effects = {regime_id: answer_form(regime_id).grounds[0] for regime_id in GROUNDS}
    assert "six months" in effects["tma-reg9"].effect
    assert "28 days" in effects["moving-traffic-2003"].effect
    assert effects["moving-traffic-2003"].effect_status is Status.VERIFIED
    assert effects["tma-reg10"].effect_status is Status.RECALLED
    assert "discount is offered again" in effects["caz-2013"].effect
    assert "payments are looked at first" in chosen("TE9", "tma-reg9", ["paid"]).effect


def test_one_ground_and_one_only() -> None:
    assert chosen("TE9", "tma-reg9", ["no-rejection"]).id == "no-rejection"
    assert chosen("te7", "tma-reg9", ["not-received", "not-received"]).id == "not-received"
    with pytest.raises(Refused, match="2 grounds are ticked") as refused:
        chosen("TE9", "tma-reg9", ["paid", "appeal"])
    assert refused.value.rule == "One ground is relied on, and one only."
    with pytest.raises(Refused, match="No ground is ticked"):
        chosen("PE3", "bus-lane-1996", [])
    with pytest.raises(Refused, match="ground of the form PE3"):
        chosen("PE3", "moving-traffic-2003", ["paid"])
    with pytest.raises(Refused, match="no grounds to choose"):
        chosen("N244", "tma-reg9", ["paid"])


def test_a_declaration_is_sworn_and_a_statement_is_not() -> None:
    assert check_sworn("TE9", "tma-reg9", sworn=False).id == "TE9"
    assert check_sworn("PE3", "moving-traffic-2003", sworn=True).id == "PE3"
    with pytest.raises(Refused, match="PE3 is not sworn") as refused:
        check_sworn("PE3", "moving-traffic-2003", sworn=False)
    assert "commissioner for oaths" in refused.value.rule


def test_the_yardstick_is_thirty_six_days_from_registration() -> None:
    # Registered Fri 17 Jul 2026: 14 days to 31 Jul, 22 more to Sat 22 Aug.
    reckoned = yardstick_on(date(2026, 7, 17))
    assert reckoned.day == date(2026, 8, 22)
    assert "21 days run from service" in reckoned.warnings[0]
    assert reckoned.citation.status is Status.VERIFIED


def test_four_weeks_more_can_be_asked_for_in_time() -> None:
    # TV17: the 21 days end on Tue 11 Aug 2026; four weeks more end on Tue 8 Sep 2026.
    last_on = date(2026, 8, 11)
    assert extended_until(last_on, last_on).day == date(2026, 9, 8)
    with pytest.raises(Refused, match="after the last day") as refused:
        extended_until(last_on, date(2026, 8, 12))
    assert "out of time" in refused.value.do


def test_the_number_of_the_order_is_told_as_recalled() -> None:
    assert form("TE3", "tma-reg9").citation.status is Status.RECALLED
    assert "recalled" in form("TE3", "tma-reg9").use
