"""What a decision would do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseworker.law.calendar import Service, england
from caseworker.law.decisions import Allowed, Reoffer, allowed
from caseworker.law.facts import CaseKind, Facts, LetterKind, Outcome, Party, Place, WriterRole
from caseworker.law.kinds import ON_DISPUTES
from caseworker.law.refusals import Refused
from caseworker.law.stages import stages

KEEPER = Party("Ada Example", ("1 Nowhere Lane",), "ZZ1 1ZZ")
INFORMAL = Facts(
    authority="Exampleton",
    place=Place.LONDON,
    regime="tma-reg9",
    pcn="ZZ1234567A",
    vrm="ZZ19ABC",
    code="12r",
    contravened_on=date(2026, 5, 6),
    stage="informal-hold",
    kind=CaseKind.INFORMAL,
    full_pence=16_000,
    discount_pence=8_000,
    surcharged_pence=24_000,
    pcn_served_on=date(2026, 5, 6),
    received_on=date(2026, 5, 9),
    recipient=KEEPER,
    writer=KEEPER,
    writer_role=WriterRole.KEEPER,
)
FORMAL = replace(
    INFORMAL,
    stage="representations-hold",
    kind=CaseKind.FORMAL,
    notice_served_on=date(2026, 6, 10),
    received_on=date(2026, 6, 20),
)
POSTAL = replace(
    FORMAL,
    regime="tma-reg10",
    basis="approved-device",
    pcn_served_on=date(2026, 6, 10),
)
CERTIFICATE = replace(FORMAL, stage="charge-certificate", kind=CaseKind.CERTIFICATE)


def ask(facts: Facts, outcome: Outcome, on: date = date(2026, 6, 22), **more: Any) -> Allowed:
    return allowed(
        facts, outcome, calendar=england(), reoffer=more.pop("reoffer", Reoffer()), posting_on=on, **more
    )


def ids(answer: Allowed, level: str = "") -> set[str]:
    return {one.id for one in answer.consequences if level in ("", one.level)}


@pytest.mark.parametrize(
    ("facts", "outcome", "letter"),
    [
        (INFORMAL, Outcome.UPHOLD, LetterKind.INFORMAL_REJECTION),
        (INFORMAL, Outcome.CANCEL, LetterKind.INFORMAL_ACCEPTANCE),
        (FORMAL, Outcome.UPHOLD, LetterKind.NOTICE_OF_REJECTION),
        (FORMAL, Outcome.CANCEL, LetterKind.NOTICE_OF_ACCEPTANCE),
        (POSTAL, Outcome.UPHOLD, LetterKind.NOTICE_OF_REJECTION),
        (CERTIFICATE, Outcome.UPHOLD, LetterKind.CERTIFICATE_RESPONSE),
        (CERTIFICATE, Outcome.CANCEL, LetterKind.CERTIFICATE_RESPONSE),
    ],
)
def test_the_letter_follows_from_stage_and_outcome(
    facts: Facts, outcome: Outcome, letter: LetterKind
) -> None:
    answer = ask(facts, outcome)
    assert answer.letter_kind is letter
    assert not answer.bars


def test_the_suppliers_label_does_not_decide_the_kind() -> None:
    answer = ask(replace(POSTAL, stage="issued-discount", kind=CaseKind.INFORMAL), Outcome.UPHOLD)
    assert answer.letter_kind is LetterKind.NOTICE_OF_REJECTION
    assert "kind-by-stage" in ids(answer, "warn")


def test_the_discount_must_be_offered_again_where_the_challenge_came_in_time() -> None:
    answer = ask(INFORMAL, Outcome.UPHOLD, date(2026, 5, 22))
    assert (answer.discount, answer.discount_until, answer.discount_pence) == (
        "must",
        date(2026, 6, 4),
        8_000,
    )
    assert answer.amount_pence == 8_000
    assert answer.event == "challenge-rejected-discount"


def test_the_rule_may_count_from_service_and_not_include_the_first_day() -> None:
    on = date(2026, 5, 21)  # a Thursday; Monday 25 May is a bank holiday: served Tuesday 26 May
    assert ask(INFORMAL, Outcome.UPHOLD, on, reoffer=Reoffer("service")).discount_until == date(2026, 6, 8)
    late = Reoffer("letter", inclusive=False)
    assert ask(INFORMAL, Outcome.UPHOLD, on, reoffer=late).discount_until == date(2026, 6, 4)


def test_the_discount_may_be_offered_where_the_challenge_came_late_or_nobody_knows() -> None:
    late = ask(replace(INFORMAL, received_on=date(2026, 5, 20)), Outcome.UPHOLD)
    assert late.discount == "may" and late.amount_pence == 16_000
    assert late.event == "challenge-rejected"
    assert ask(replace(INFORMAL, received_on=date(2026, 5, 19)), Outcome.UPHOLD).discount == "must"
    assert ask(replace(INFORMAL, received_on=None), Outcome.UPHOLD).discount == "may"


@pytest.mark.parametrize(
    "answer",
    [
        ask(INFORMAL, Outcome.CANCEL),
        ask(FORMAL, Outcome.UPHOLD),
        ask(CERTIFICATE, Outcome.UPHOLD),
        ask(replace(INFORMAL, paid_pence=8_000), Outcome.UPHOLD),
        ask(INFORMAL, Outcome.UPHOLD, reoffer=Reoffer(days=0)),
    ],
    ids=["cancelled", "formal", "certificate", "paid", "never offered"],
)
def test_the_discount_cannot_be_offered(answer: Allowed) -> None:
    assert answer.discount == "cannot" and answer.discount_until is None and answer.discount_why


def test_a_charge_held_at_the_discount_is_not_told_that_the_discount_has_ended() -> None:
    late, on = replace(POSTAL, received_on=date(2026, 7, 1)), date(2026, 7, 20)
    held = ask(replace(POSTAL, received_on=date(2026, 6, 15)), Outcome.UPHOLD, on)
    assert (
        held.discount == "cannot" and "held at the discount only until this is answered" in held.discount_why
    )
    assert "The discount has ended" in ask(late, Outcome.UPHOLD, on).discount_why


def test_a_discount_that_still_runs_must_be_told() -> None:
    answer = ask(replace(POSTAL, received_on=date(2026, 6, 15)), Outcome.UPHOLD, date(2026, 6, 22))
    assert (answer.discount, answer.discount_until) == ("must", date(2026, 6, 30))
    assert "still runs" in answer.discount_why
    postal = replace(POSTAL, received_on=date(2026, 6, 15))
    # Posted on Fri 26 Jun it is served on its last day, Tue 30 Jun; posted on Mon 29 Jun, the day after.
    assert ask(postal, Outcome.UPHOLD, date(2026, 6, 26)).discount == "must"
    too_late = ask(postal, Outcome.UPHOLD, date(2026, 6, 29))
    assert (too_late.discount, too_late.discount_until) == ("cannot", None)
    assert "before this letter is served on Wed 1 Jul 2026" in too_late.discount_why
    assert ask(postal, Outcome.UPHOLD, date(2026, 7, 1)).discount == "cannot"


def test_cancelling_after_payment_refunds_what_was_paid() -> None:
    answer = ask(replace(FORMAL, paid_pence=8_000), Outcome.CANCEL)
    assert answer.refund_pence == 8_000 and answer.amount_pence == 0
    assert "refund" in ids(answer)
    upheld = ask(replace(FORMAL, paid_pence=8_000), Outcome.UPHOLD)
    assert upheld.refund_pence == 0 and upheld.amount_pence == 8_000
    assert "paid-already" in ids(upheld, "warn")


def test_a_paid_case_can_still_be_cancelled_or_upheld() -> None:
    paid = replace(INFORMAL, stage="paid", paid_pence=8_000, paid_on=date(2026, 5, 10))
    assert ask(paid, Outcome.CANCEL).event == "refund-after-payment"
    upheld = ask(paid, Outcome.UPHOLD)
    assert not upheld.bars and upheld.amount_pence == 0 and upheld.event == ""


def test_a_rejection_posted_too_late_is_barred_and_delivery_by_hand_is_offered() -> None:
    # received Sat 1 Nov 2025: day 56 is Fri 26 Dec, the last safe posting day Mon 22 Dec (TV8)
    facts = replace(FORMAL, notice_served_on=date(2025, 10, 20), received_on=date(2025, 11, 1))
    assert not ask(facts, Outcome.UPHOLD, date(2025, 12, 22)).bars
    late = ask(facts, Outcome.UPHOLD, date(2025, 12, 23))
    assert [one.id for one in late.bars] == ["reply-late"]
    assert "by hand by Fri 26 Dec 2025" in late.bars[0].words
    assert late.bars[0].citation is not None
    assert not ask(facts, Outcome.UPHOLD, date(2025, 12, 23), service=Service.BY_HAND).bars
    over = ask(facts, Outcome.UPHOLD, date(2025, 12, 29), service=Service.BY_HAND)
    assert "a person has confirmed" in over.bars[0].words


def test_service_on_day_56_itself_is_in_time() -> None:
    # received Fri 5 Jan 2024: day 56 is Thu 29 Feb, served by post of Tue 27 Feb (TV9)
    facts = replace(FORMAL, notice_served_on=date(2023, 12, 20), received_on=date(2024, 1, 5))
    on_time = ask(facts, Outcome.UPHOLD, date(2024, 2, 27))
    assert on_time.served_on == date(2024, 2, 29) and not on_time.bars
    [reply] = [one for one in on_time.consequences if one.id == "reply-in-time"]
    assert "Last safe posting day: Tue 27 Feb 2024" in reply.words
    assert ask(facts, Outcome.UPHOLD, date(2024, 2, 28)).bars
    by_hand = ask(facts, Outcome.UPHOLD, date(2024, 2, 29), service=Service.BY_HAND)
    [reply] = [one for one in by_hand.consequences if one.id == "reply-in-time"]
    assert "safe posting" not in reply.words


def test_delivery_by_hand_is_offered_while_today_is_in_time_though_the_post_goes_later() -> None:
    facts = replace(FORMAL, notice_served_on=date(2025, 10, 20), received_on=date(2025, 11, 1))
    late = ask(facts, Outcome.UPHOLD, date(2025, 12, 29), today=date(2025, 12, 26))
    assert "by hand by Fri 26 Dec 2025" in late.bars[0].words
    over = ask(facts, Outcome.UPHOLD, date(2025, 12, 29), today=date(2025, 12, 27))
    assert "by hand" not in over.bars[0].words


def test_accepting_after_day_56_is_allowed_and_must_say_why() -> None:
    facts = replace(FORMAL, notice_served_on=date(2025, 10, 20), received_on=date(2025, 11, 1))
    answer = ask(facts, Outcome.CANCEL, date(2025, 12, 29))
    assert not answer.bars
    assert "deemed-acceptance" in ids(answer, "warn")


def test_informal_and_certificate_letters_have_no_56_days() -> None:
    for facts in (INFORMAL, CERTIFICATE):
        answer = ask(replace(facts, received_on=date(2025, 1, 1)), Outcome.UPHOLD)
        assert not ids(answer) & {"reply-late", "reply-in-time"}


def test_a_rejection_tells_the_last_day_of_appeal_and_the_first_of_a_certificate() -> None:
    answer = ask(replace(FORMAL, received_on=date(2026, 2, 10)), Outcome.UPHOLD, date(2026, 3, 2))
    assert answer.served_on == date(2026, 3, 4)
    assert answer.appeal_last_on == date(2026, 3, 31)
    assert answer.certificate_from_on == date(2026, 4, 1)
    assert {"appeal", "certificate-from", "compelling-reasons"} <= ids(answer)


@pytest.mark.parametrize(
    "stage", ["rejected", "appeal", "appeal-refused", "appeal-withdrawn", "recommendation"]
)
def test_nothing_is_rejected_twice_or_over_the_tribunal(stage: str) -> None:
    facts = replace(FORMAL, stage=stage)
    assert "settled" in {one.id for one in ask(facts, Outcome.UPHOLD).bars}
    assert not ask(facts, Outcome.CANCEL).bars


@pytest.mark.parametrize("stage", ["cancelled", "written-off", "transferred", "void"])
@pytest.mark.parametrize("outcome", ON_DISPUTES)
def test_a_closed_case_is_not_decided(stage: str, outcome: Outcome) -> None:
    assert "closed" in {one.id for one in ask(replace(FORMAL, stage=stage), outcome).bars}


def test_a_dead_recipient_is_never_written_to() -> None:
    answer = ask(replace(FORMAL, deceased="Ada Example"), Outcome.CANCEL)
    assert "deceased" in {one.id for one in answer.bars}
    assert not ask(replace(FORMAL, deceased="Somebody Else"), Outcome.CANCEL).bars


def test_who_must_be_served() -> None:
    assert ask(INFORMAL, Outcome.UPHOLD).recipient_role == "the person who wrote"
    assert "Notice to Owner" in ask(FORMAL, Outcome.UPHOLD).recipient_role
    assert "Charge Certificate" in ask(CERTIFICATE, Outcome.UPHOLD).recipient_role
    assert "authority" in ids(ask(replace(INFORMAL, writer_role=WriterRole.AGENT), Outcome.UPHOLD), "warn")
    assert "writer" in ids(ask(replace(FORMAL, writer_role=WriterRole.DRIVER), Outcome.UPHOLD), "warn")


def test_late_and_early_representations_are_noticed() -> None:
    late = replace(FORMAL, received_on=date(2026, 7, 8))
    assert "late-representations" in ids(ask(late, Outcome.UPHOLD, date(2026, 7, 20)), "warn")
    assert "late-representations" not in ids(ask(replace(late, received_on=date(2026, 7, 7)), Outcome.UPHOLD))
    assert "before-notice" in ids(ask(replace(FORMAL, received_on=date(2026, 6, 9)), Outcome.UPHOLD), "warn")


def test_the_window_of_the_notice_to_owner_is_watched() -> None:
    # PCN served Mon 2 Mar 2026: last safe posting of a Notice to Owner Thu 27 Aug (TV11)
    facts = replace(INFORMAL, pcn_served_on=date(2026, 3, 2), received_on=date(2026, 3, 10))
    assert "notice-to-owner" in ids(ask(facts, Outcome.UPHOLD, date(2026, 5, 1)), "info")
    assert "notice-to-owner-squeezed" in ids(ask(facts, Outcome.UPHOLD, date(2026, 8, 17)), "warn")
    assert "notice-to-owner-late" in ids(ask(facts, Outcome.UPHOLD, date(2026, 8, 28)), "warn")
    assert "notice-to-owner-late" not in ids(ask(facts, Outcome.UPHOLD, date(2026, 8, 27)))
    to_the_day = ask(facts, Outcome.UPHOLD, date(2026, 8, 14))
    assert to_the_day.discount_until == date(2026, 8, 27)
    assert "notice-to-owner-squeezed" in ids(to_the_day, "warn")
    assert "notice-to-owner-squeezed" not in ids(ask(facts, Outcome.UPHOLD, date(2026, 8, 13)))


def test_an_offer_that_ends_before_service_is_noticed() -> None:
    answer = ask(INFORMAL, Outcome.UPHOLD, date(2026, 5, 22), reoffer=Reoffer(days=2))
    assert "discount-impossible" in ids(answer, "warn")
    to_the_day = ask(INFORMAL, Outcome.UPHOLD, date(2026, 5, 21), reoffer=Reoffer(days=6))
    assert to_the_day.discount_until == to_the_day.served_on
    assert "discount-impossible" not in ids(to_the_day)
    assert "discount-last-day" in ids(to_the_day, "warn")
    longer = ask(INFORMAL, Outcome.UPHOLD, date(2026, 5, 21), reoffer=Reoffer(days=7))
    assert "discount-last-day" not in ids(longer)


def test_the_amount_after_registration_has_the_court_fee() -> None:
    assert ask(CERTIFICATE, Outcome.UPHOLD).amount_pence == 24_000
    assert ask(replace(CERTIFICATE, stage="registered"), Outcome.UPHOLD).amount_pence == 25_000
    assert ask(replace(CERTIFICATE, stage="registered"), Outcome.UPHOLD, fee_pence=900).amount_pence == 24_900


def test_bars_come_first_and_every_level_is_known() -> None:
    for base in (INFORMAL, FORMAL, POSTAL):
        for stage in stages(base.regime):
            for outcome in ON_DISPUTES:
                found = ask(replace(base, stage=stage.id), outcome).consequences
                levels = [("bar", "warn", "info").index(one.level) for one in found]
                assert levels == sorted(levels) and found
                assert all(one.words.endswith(".") for one in found)


def test_a_stage_of_the_other_regime_is_refused() -> None:
    with pytest.raises(Refused, match="does not exist"):
        ask(replace(POSTAL, stage="notice-to-owner"), Outcome.UPHOLD)


def test_asking_decides_nothing_and_says_that_the_days_run_on() -> None:
    asked = ask(FORMAL, Outcome.ASK)
    assert (asked.letter_kind, asked.event, asked.refund_pence) == (LetterKind.INFORMATION_REQUEST, "", 0)
    assert asked.discount == "cannot" and asked.amount_pence is not None
    [said] = [one for one in asked.consequences if one.id == "asking"]
    assert said.level == "warn" and "does not stop the 56 days" in said.words


def test_there_is_no_asking_once_the_last_safe_posting_day_has_passed() -> None:
    late = ask(FORMAL, Outcome.ASK, date(2026, 12, 1))
    assert [one.id for one in late.bars] == ["asking-too-late"]


def test_asking_on_an_informal_challenge_has_no_limit_of_the_law() -> None:
    assert "asking" in ids(ask(INFORMAL, Outcome.ASK), "info")
