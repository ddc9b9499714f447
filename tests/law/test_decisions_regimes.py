"""What a decision would do, in the regimes beside the parking PCN that an officer served."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseworker.law import answering, consequences
from caseworker.law.calendar import Service
from caseworker.law.citations import Citation
from caseworker.law.decisions import Allowed, Reoffer, allowed
from caseworker.law.facts import CaseKind, Facts, LetterKind, Outcome, Party, Place, WriterRole
from caseworker.law.kinds import ON_DISPUTES
from caseworker.law.regimes import regime, regimes
from caseworker.law.stages import stages
from caseworker.law.tables import day_words, table

KEEPER = Party("Ada Example", ("1 Nowhere Lane",), "ZZ1 1ZZ")
BUS = Facts(
    authority="Exampleton",
    place=Place.LONDON,
    regime="bus-lane-1996",
    pcn="ZZ1234567A",
    vrm="ZZ19ABC",
    contravened_on=date(2026, 6, 8),
    stage="representations-hold",
    kind=CaseKind.FORMAL,
    full_pence=16_000,
    discount_pence=8_000,
    surcharged_pence=24_000,
    pcn_dated_on=date(2026, 6, 12),
    pcn_served_on=date(2026, 6, 16),
    notice_served_on=date(2026, 7, 15),
    received_on=date(2026, 7, 20),
    recipient=KEEPER,
    writer=KEEPER,
    writer_role=WriterRole.KEEPER,
)
BUS_EARLY = replace(BUS, stage="informal-hold", kind=CaseKind.INFORMAL, notice_served_on=None)
MOVING = replace(BUS, regime="moving-traffic-2003", notice_served_on=date(2026, 6, 16))
REMOVED = replace(
    BUS,
    regime="removal",
    pcn_dated_on=None,
    pcn_served_on=date(2026, 6, 8),
    notice_served_on=date(2026, 6, 9),
    received_on=date(2026, 6, 15),
    paid_pence=8_000,
    paid_on=date(2026, 6, 9),
)
CLAMPED = replace(REMOVED, regime="clamp")
ZONE = replace(
    BUS,
    regime="caz-2013",
    place=Place.OUTSIDE,
    full_pence=12_000,
    discount_pence=6_000,
    surcharged_pence=18_000,
    notice_served_on=date(2026, 6, 16),
)
ALL = {one.regime: one for one in (BUS, MOVING, REMOVED, CLAMPED, ZONE)}


def ask(facts: Facts, outcome: Outcome, on: date = date(2026, 7, 27), **more: Any) -> Allowed:
    return allowed(facts, outcome, reoffer=more.pop("reoffer", Reoffer()), posting_on=on, **more)


def words(answer: Allowed, name: str) -> str:
    [found] = [one for one in answer.consequences if one.id == name]
    return found.words


def ids(answer: Allowed, level: str = "") -> set[str]:
    return {one.id for one in answer.consequences if level in ("", one.level)}


@pytest.mark.parametrize("facts", [BUS, MOVING], ids=lambda one: one.regime)
def test_where_the_law_sets_no_limit_it_says_so(facts: Facts) -> None:
    for outcome in (Outcome.UPHOLD, Outcome.CANCEL):
        answer = ask(facts, outcome, standard_on=date(2026, 8, 17))
        assert "no limit" in words(answer, "no-limit") and "Mon 17 Aug 2026" in words(answer, "no-limit")
        assert not answer.bars and not answer.out_of_time
        assert not ids(answer) & {"reply-late", "reply-in-time", "deemed-acceptance", "no-receipt"}
    unknown = ask(replace(facts, received_on=None), Outcome.UPHOLD)
    assert "no-limit" in ids(unknown) and "overdue" not in ids(unknown) and not unknown.bars


def test_what_waited_long_is_told_and_nothing_follows() -> None:
    # received Mon 20 Jul 2026: 90 days end on Sat 17 Oct
    assert "overdue" not in ids(ask(BUS, Outcome.UPHOLD, date(2026, 10, 17)))
    late = ask(BUS, Outcome.UPHOLD, date(2026, 10, 18))
    assert words(late, "overdue").startswith("This has waited 91 days. Nothing follows in law")
    assert not late.bars and not late.out_of_time
    assert not ask(BUS, Outcome.CANCEL, date(2027, 10, 18)).out_of_time


@pytest.mark.parametrize("facts", [REMOVED, CLAMPED, ZONE], ids=lambda one: one.regime)
def test_where_there_is_a_limit_it_bars_what_would_be_late(facts: Facts) -> None:
    # received Mon 15 Jun 2026: day 56 is Sun 9 Aug, the last safe posting day Wed 5 Aug (DV7)
    case = replace(facts, received_on=date(2026, 6, 15))
    assert not ask(case, Outcome.UPHOLD, date(2026, 8, 5)).bars
    late = ask(case, Outcome.UPHOLD, date(2026, 8, 6))
    assert [one.id for one in late.bars] == ["reply-late"] and "day 56" in late.bars[0].words
    assert not ask(case, Outcome.UPHOLD, date(2026, 8, 7), service=Service.BY_HAND).bars
    assert ask(case, Outcome.CANCEL, date(2026, 8, 6)).out_of_time
    assert not ask(case, Outcome.CANCEL, date(2026, 8, 5)).out_of_time


def test_the_bus_lanes_next_notice_is_its_own() -> None:
    # PCN dated Fri 12 Jun 2026: day 28 is Thu 9 Jul
    answer = ask(BUS_EARLY, Outcome.UPHOLD, date(2026, 6, 22))
    assert answer.letter_kind is LetterKind.INFORMAL_REJECTION
    said = words(answer, "enforcement-notice")
    assert said == "An Enforcement Notice may follow from Fri 10 Jul 2026; the law names no last day."
    assert "notice-to-owner" not in ids(answer)
    undated = ask(replace(BUS_EARLY, pcn_dated_on=None), Outcome.UPHOLD, date(2026, 6, 22))
    assert "enforcement-notice" not in ids(undated)


@pytest.mark.parametrize(
    ("facts", "stage", "kind"),
    [
        (BUS_EARLY, "issued-discount", LetterKind.INFORMAL_REJECTION),
        (BUS, "enforcement-notice", LetterKind.NOTICE_OF_REJECTION),
        (BUS, "charge-certificate", LetterKind.CERTIFICATE_RESPONSE),
        (MOVING, "issued-discount", LetterKind.NOTICE_OF_REJECTION),
        (MOVING, "order-for-recovery", LetterKind.CERTIFICATE_RESPONSE),
        (REMOVED, "notice-of-rights", LetterKind.NOTICE_OF_REJECTION),
        (CLAMPED, "vehicle-held", LetterKind.NOTICE_OF_REJECTION),
        (ZONE, "issued-full", LetterKind.NOTICE_OF_REJECTION),
        (ZONE, "warrant", LetterKind.CERTIFICATE_RESPONSE),
    ],
)
def test_the_letter_goes_by_regime_and_stage_whatever_a_portal_calls_it(
    facts: Facts, stage: str, kind: LetterKind
) -> None:
    for label in (CaseKind.INFORMAL, CaseKind.FORMAL, CaseKind.CERTIFICATE):
        answer = ask(replace(facts, stage=stage, kind=label), Outcome.UPHOLD)
        assert answer.letter_kind is kind
        assert ("kind-by-stage" in ids(answer, "warn")) is (label is not answer.kind)


# A rejection posted Mon 27 Jul 2026 is served Wed 29 Jul: day 28 is Tue 25 Aug. London's moving traffic has
# 28 days more from that day, to Mon 21 Sep, and so does the clean air zone until its own words are read.
@pytest.mark.parametrize(
    ("facts", "certificate"),
    [
        (BUS, date(2026, 8, 26)),
        (MOVING, date(2026, 9, 22)),
        (ZONE, date(2026, 9, 22)),
        (REMOVED, None),
        (CLAMPED, None),
    ],
    ids=lambda one: getattr(one, "regime", str(one)),
)
def test_until_when_to_appeal_and_when_a_certificate_may_follow(
    facts: Facts, certificate: date | None
) -> None:
    answer = ask(facts, Outcome.UPHOLD)
    assert answer.appeal_last_on == date(2026, 8, 25)
    assert answer.certificate_from_on == certificate
    assert ("certificate-from" in ids(answer)) is (certificate is not None)
    assert ("no-certificate" in ids(answer)) is (certificate is None)
    tribunal = "Traffic Penalty Tribunal" if facts.place is Place.OUTSIDE else "London Tribunals"
    start = "To appeal to" if certificate is None else "To pay, or appeal to"
    assert words(answer, "appeal") == f"{start} {tribunal}: until Tue 25 Aug 2026."


def test_outside_london_it_is_the_other_tribunal() -> None:
    outside = replace(REMOVED, place=Place.OUTSIDE)
    assert "Traffic Penalty Tribunal" in words(ask(outside, Outcome.UPHOLD), "appeal")


def test_a_regime_that_does_not_exist_in_a_place_is_barred() -> None:
    assert "wrong-place" in {one.id for one in ask(replace(ZONE, place=Place.LONDON), Outcome.UPHOLD).bars}
    assert "wrong-place" in {one.id for one in ask(replace(BUS, place=Place.OUTSIDE), Outcome.UPHOLD).bars}


@pytest.mark.parametrize("facts", list(ALL.values()), ids=list(ALL))
def test_compelling_reasons_only_where_the_law_has_them(facts: Facts) -> None:
    answer = ask(facts, Outcome.UPHOLD)
    has = regime(facts.regime).compelling_reasons
    assert ("compelling-reasons" in ids(answer)) is has
    assert ("discretion" in ids(answer)) is not has


def test_a_hire_firm_on_a_london_bus_lane_is_weighed_as_discretion() -> None:
    hired = replace(BUS, points=("hire-vehicle",))
    assert "no-hire-transfer" in ids(ask(hired, Outcome.UPHOLD), "warn")
    assert "no-hire-transfer" not in ids(ask(BUS, Outcome.UPHOLD))
    assert "no-hire-transfer" not in ids(ask(replace(MOVING, points=("hire-vehicle",)), Outcome.UPHOLD))


def test_who_cancels_for_a_hire_firm_is_told_what_it_must_have_shown() -> None:
    hired = replace(MOVING, points=("hire-vehicle",))
    assert "less than six months" in words(ask(hired, Outcome.CANCEL), "hire-tests")
    assert "hire-tests" not in ids(ask(hired, Outcome.UPHOLD))
    assert "hire-tests" not in ids(ask(MOVING, Outcome.CANCEL))
    assert "hire-tests" not in ids(ask(replace(BUS, points=("hire-vehicle",)), Outcome.CANCEL))


def test_whoever_asks_for_the_film_is_shown_it_before_a_rejection() -> None:
    for facts in (BUS, BUS_EARLY, MOVING):
        asking = replace(facts, points=("evidence-requested",))
        assert "shown-first" in ids(ask(asking, Outcome.UPHOLD), "warn")
        assert "shown-first" not in ids(ask(asking, Outcome.CANCEL))
        assert "shown-first" not in ids(ask(facts, Outcome.UPHOLD))
    assert "shown-first" not in ids(ask(replace(REMOVED, points=("evidence-requested",)), Outcome.UPHOLD))


def test_the_film_is_asked_for_where_a_camera_saw_it() -> None:
    assert "film" in ids(ask(BUS, Outcome.UPHOLD)) and "film" in ids(ask(MOVING, Outcome.UPHOLD))
    assert "film" not in ids(ask(REMOVED, Outcome.UPHOLD))


def test_a_vehicle_that_was_held_gets_every_fee_back() -> None:
    answer = ask(REMOVED, Outcome.CANCEL)
    assert answer.refund_accounts == ("penalty", "release", "storage", "disposal")
    assert "everything that was paid" in words(answer, "refund-accounts")
    assert "thinks right" in words(answer, "refund-compelling")
    assert ask(CLAMPED, Outcome.CANCEL).refund_accounts == ("penalty", "release")
    assert ask(BUS, Outcome.CANCEL).refund_accounts == ("penalty",)
    assert ask(BUS, Outcome.UPHOLD).refund_accounts == ()
    assert "refund-accounts" not in ids(ask(BUS, Outcome.CANCEL))


def test_compelling_reasons_alone_give_back_what_the_council_thinks_right() -> None:
    for facts, reg in ((REMOVED, "reg 12"), (CLAMPED, "reg 9")):
        for grounds, said, part in (((), "thinks right", "(6)"), (("no-power",), "everything", "(5)")):
            answer = ask(facts, Outcome.CANCEL, grounds=grounds)
            [found] = [one for one in answer.consequences if one.id == "refund-accounts"]
            assert said in found.words and "refund-compelling" not in ids(answer)
            assert found.citation is not None and found.citation.provision == f"{reg}{part}"
    assert ask(ZONE, Outcome.CANCEL, grounds=()).refund_accounts == ("penalty",)


def test_a_release_whose_payment_was_not_entered_is_told() -> None:
    bare = replace(REMOVED, paid_pence=0, paid_on=None, released_on=date(2026, 6, 9))
    for outcome in (Outcome.CANCEL, Outcome.UPHOLD):
        assert "release-not-entered" in ids(ask(bare, outcome), "warn")
        assert "release-not-entered" not in ids(ask(replace(bare, fees_paid_pence=28_000), outcome))
    assert "release-not-entered" not in ids(ask(replace(bare, released_on=None), Outcome.CANCEL))


def test_nothing_more_is_asked_where_everything_was_paid_at_release() -> None:
    upheld = ask(REMOVED, Outcome.UPHOLD)
    assert upheld.amount_pence == 0
    assert "paid-already" not in ids(upheld) and "amount" not in ids(upheld)
    held = ask(replace(REMOVED, stage="vehicle-held", paid_pence=0, paid_on=None), Outcome.UPHOLD)
    assert held.amount_pence is None


def test_a_zones_daily_charge_is_apart_from_its_penalty() -> None:
    upheld = ask(ZONE, Outcome.UPHOLD)
    assert upheld.amount_pence == 12_000 and "line of its own" in words(upheld, "daily-charge")
    kept = ask(replace(ZONE, paid_pence=6_000), Outcome.CANCEL)
    assert kept.refund_accounts == ("penalty",) and "stays due" in words(kept, "refund-accounts")
    not_due = ask(ZONE, Outcome.CANCEL, grounds=("caz-not-due",))
    assert not_due.refund_accounts == ("penalty", "charge")
    late = ask(ZONE, Outcome.CANCEL, date(2026, 9, 21))
    assert late.out_of_time and late.refund_accounts == ("penalty", "charge")
    assert "daily-charge" not in ids(ask(MOVING, Outcome.UPHOLD))


@pytest.mark.parametrize(
    ("facts", "form", "late", "sworn"),
    [(BUS, "PE3", "PE2", True), (MOVING, "PE3", "PE2", True), (ZONE, "TE9", "TE7", False)],
    ids=lambda one: getattr(one, "regime", str(one)),
)
@pytest.mark.parametrize("stage", ["registered", "order-for-recovery", "warrant", "out-of-time"])
def test_the_courts_form_is_the_regimes_own(
    facts: Facts, form: str, late: str, sworn: bool, stage: str
) -> None:
    said = words(ask(replace(facts, stage=stage, kind=CaseKind.CERTIFICATE), Outcome.UPHOLD), "court-form")
    assert f"form {form}" in said and f"with {late}" in said and ("sworn" in said) is sworn


def test_no_form_is_named_before_there_is_an_order() -> None:
    answer = ask(replace(BUS, stage="charge-certificate", kind=CaseKind.CERTIFICATE), Outcome.UPHOLD)
    assert "court-form" not in ids(answer) and "certificate-stage" in ids(answer)


def test_who_is_served() -> None:
    assert "Enforcement Notice" in ask(BUS, Outcome.UPHOLD).recipient_role
    assert ask(BUS_EARLY, Outcome.UPHOLD).recipient_role == "the person who wrote"
    assert ask(REMOVED, Outcome.UPHOLD).recipient_role == "the person who made the representations"
    assert "who is liable" in ask(ZONE, Outcome.UPHOLD).recipient_role
    assert "registered keeper" in ask(MOVING, Outcome.UPHOLD).recipient_role


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (BUS, "check whether it is an informal challenge"),
        (MOVING, "sooner than the law presumes"),
        (REMOVED, "treated as representations all the same"),
        (ZONE, "sooner than the law presumes"),
    ],
    ids=lambda one: getattr(one, "regime", ""),
)
def test_what_came_before_the_notice_is_told_as_the_regime_has_it(facts: Facts, said: str) -> None:
    assert facts.notice_served_on is not None
    early = replace(facts, received_on=date(2026, 6, 8))
    assert said in words(ask(early, Outcome.UPHOLD, date(2026, 7, 17)), "before-notice")


@pytest.mark.parametrize("facts", list(ALL.values()), ids=list(ALL))
def test_late_representations_are_told_as_the_regime_has_it(facts: Facts) -> None:
    # served Tue 16 Jun 2026: day 28 is Mon 13 Jul; the zone's words leave a day in doubt, and give the later
    last = date(2026, 7, 14 if facts is ZONE else 13)
    case = replace(facts, notice_served_on=date(2026, 6, 16), received_on=last + timedelta(days=1))
    said = words(ask(case, Outcome.UPHOLD), "late-representations")
    assert day_words(last) in said
    assert ("56 days apply" in said) is bool(regime(facts.regime).reply_days)
    in_time = replace(case, received_on=last)
    assert "late-representations" not in ids(ask(in_time, Outcome.UPHOLD))


@pytest.mark.parametrize("facts", list(ALL.values()), ids=list(ALL))
def test_asking_is_barred_only_where_a_limit_would_be_missed(facts: Facts) -> None:
    case = replace(facts, received_on=date(2026, 6, 15))
    limit = bool(regime(facts.regime).reply_days)
    assert ("asking" in ids(ask(case, Outcome.ASK, date(2026, 8, 5)), "warn")) is limit
    late = ask(case, Outcome.ASK, date(2026, 8, 6), standard_on=date(2026, 7, 13))
    assert ([one.id for one in late.bars] == ["asking-too-late"]) is limit
    if not limit:
        assert "Mon 13 Jul 2026" in words(late, "asking")


def test_after_the_decision_asking_has_no_limit() -> None:
    answered = replace(ZONE, stage="rejected", received_on=date(2026, 6, 15))
    assert not [
        one for one in ask(answered, Outcome.ASK, date(2026, 8, 6)).bars if one.id.startswith("asking")
    ]


@pytest.mark.parametrize(
    ("stage", "said"), [("order-revoked", "a fresh one"), ("order-revoked-refer", "referred")]
)
def test_a_revoked_order_is_not_rejected_again(stage: str, said: str) -> None:
    answer = ask(replace(MOVING, stage=stage, kind=CaseKind.CERTIFICATE), Outcome.UPHOLD)
    assert said in words(answer, stage) and "Do not reject again." in words(answer, stage)
    assert stage in {one.id for one in answer.bars}
    assert stage not in {one.id for one in ask(replace(MOVING, stage=stage), Outcome.CANCEL).consequences}
    assert answer.letter_kind is LetterKind.CERTIFICATE_RESPONSE and answer.event == ""


def test_a_case_with_the_adjudicator_is_not_rejected() -> None:
    answer = ask(replace(BUS, stage="referred"), Outcome.UPHOLD)
    assert "settled" in {one.id for one in answer.bars}


@pytest.mark.parametrize("law", regimes(), ids=lambda law: law.id)
def test_nothing_of_anothers_law_is_said_in_any_decision(law: Any) -> None:
    base = ALL.get(law.id) or replace(
        BUS, regime=law.id, basis=law.bases[0] if law.bases else None, notice_served_on=date(2026, 6, 16)
    )
    own = {
        "tma": {"GR22", "AR22", "SG-PARK"},
        "bus": {"LLA96"},
        "moving": {"LTA03"},
        "removal": {"GR22", "AR22", "RTRA"},
        "clamp": {"GR22", "AR22"},
        "caz": {"RUC13", "BCO22", "TA2000"},
    }[law.id.split("-")[0]] | {"PRACTICE", "HOUSE", "LGO", "SG-PARK", "TERD93", "CPR75", "TCEA07", "IA78"}
    foreign = {
        "56 days": bool(law.reply_days),
        "Notice to Owner": law.terms == "Notice to Owner",
        "Enforcement Notice": law.terms == "Enforcement Notice",
        "TE9": law.court_form == "TE9",
        "PE3": law.court_form == "PE3",
        "treated as accepted": law.deemed_acceptance,
    }
    for stage in stages(law.id):
        for outcome in ON_DISPUTES:
            for on in (date(2026, 7, 27), date(2026, 12, 14)):
                for one in ask(replace(base, stage=stage.id), outcome, on).consequences:
                    assert one.words.endswith(".")
                    for said, here in foreign.items():
                        assert here or said not in one.words, (stage.id, outcome, one)
                    if one.citation and one.id != "service":
                        assert one.citation.instrument in own, (stage.id, outcome, one)


def test_every_citation_in_the_code_names_a_known_instrument() -> None:
    for module in (answering, consequences):
        cited = [value for value in vars(module).values() if isinstance(value, Citation)]
        assert cited and all(one.instrument in table("instruments") for one in cited)
