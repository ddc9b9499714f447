"""Stages, events, and which kind of dispute a letter is."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from caseworker.law.facts import CaseKind, LetterKind, Outcome
from caseworker.law.kinds import ON_DISPUTES
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regimes
from caseworker.law.stages import (
    case_kind,
    event_of_letter,
    events,
    letter_kind,
    stage,
    stage_of,
    stages,
    transition,
)
from caseworker.law.tables import table

A, B = "tma-reg9", "tma-reg10"
C, D, E, F, Z = "bus-lane-1996", "moving-traffic-2003", "removal", "clamp", "caz-2013"


def test_every_transition_joins_stages_of_its_regime() -> None:
    for law in regimes():
        for one in stages(law.id):
            for event in events(law.id, one.id):
                assert law.id in stage(event.start).regimes
                assert law.id in stage(event.to).regimes, f"{event.event} leads {law.id} to {event.to}"


def test_one_row_at_most_answers_for_a_regime_stage_and_event() -> None:
    groups = table("stages")["groups"]
    for law in regimes():
        rows = Counter(
            (start, event["id"])
            for event in table("stages")["event"]
            for row in event.get("law", [event])
            if law.id in row.get("regimes", [law.id])
            for name in row.get("from", event.get("from"))
            for start in groups.get(name, [name])
        )
        assert max(rows.values()) == 1, [key for key, count in rows.items() if count > 1]


def test_a_group_names_stages_and_is_used_and_no_stage_has_its_name() -> None:
    groups, known = table("stages")["groups"], {one.id for one in stages()}
    used = {
        name
        for event in table("stages")["event"]
        for row in [event, *event.get("law", [])]
        for name in row.get("from", [])
    }
    assert used <= known | set(groups)
    assert set(groups) <= used
    assert not set(groups) & known
    for names in groups.values():
        assert set(names) <= known


def test_what_can_happen_while_open_can_happen_at_every_open_stage() -> None:
    for law in regimes():
        for one in stages(law.id):
            if not one.closed:
                assert transition(law.id, one.id, "cancelled-by-authority").to == "cancelled"
                assert transition(law.id, one.id, "written-off").to == "written-off"
                assert transition(law.id, one.id, "paid-in-part").to == one.id


def test_every_open_stage_can_be_left_and_reached() -> None:
    for law in regimes():
        reached = {event.to for one in stages(law.id) for event in events(law.id, one.id)}
        for one in stages(law.id):
            if not one.closed:
                assert events(law.id, one.id), one.id
            assert one.id in reached | {"issued-discount", "void"}, one.id


@pytest.mark.parametrize(
    ("regime", "start", "event", "to"),
    [
        (A, "issued-discount", "discount-ended", "issued-full"),
        (A, "issued-discount", "challenge-received", "informal-hold"),
        (A, "informal-hold", "challenge-rejected", "issued-full"),
        (A, "informal-hold", "challenge-rejected-discount", "issued-discount"),
        (A, "informal-hold", "challenge-accepted", "cancelled"),
        (A, "keeper-enquiry", "notice-to-owner-served", "notice-to-owner"),
        (A, "notice-to-owner", "representations-received", "representations-hold"),
        (B, "issued-discount", "representations-received", "representations-hold"),
        (B, "representations-hold", "representations-rejected", "rejected"),
        (B, "representations-hold", "deemed-accepted", "cancelled"),
        (A, "rejected", "charge-certificate-served", "charge-certificate"),
        (B, "issued-full", "charge-certificate-served", "charge-certificate"),
        (A, "charge-certificate", "registered", "registered"),
        (B, "order-revoked", "fresh-notice-served", "issued-discount"),
        (A, "order-revoked", "fresh-notice-served", "notice-to-owner"),
        (A, "paid", "refund-after-payment", "cancelled"),
    ],
)
def test_event_leads_to(regime: str, start: str, event: str, to: str) -> None:
    assert transition(regime, start, event).to == to


@pytest.mark.parametrize(
    ("regime", "start"),
    [
        (A, "representations-hold"),
        (B, "representations-hold"),
        (A, "appeal"),
        (A, "recommendation"),
        (A, "issued-full"),
    ],
)
def test_no_charge_certificate_while_something_is_undecided_or_before_its_notice(
    regime: str, start: str
) -> None:
    with pytest.raises(Refused, match="cannot happen"):
        transition(regime, start, "charge-certificate-served")


def test_every_stage_that_bars_a_certificate_has_no_certificate_event() -> None:
    for law in regimes():
        for one in stages(law.id):
            if one.certificate_barred:
                assert "charge-certificate-served" not in {event.event for event in events(law.id, one.id)}


def test_a_postal_pcn_has_no_informal_challenge_and_no_notice_to_owner() -> None:
    with pytest.raises(Refused, match="does not exist"):
        stage_of(B, "informal-hold")
    with pytest.raises(Refused, match="cannot happen"):
        transition(B, "issued-full", "challenge-received")


def test_unknown_stage_and_event_are_refused_with_the_nearest() -> None:
    with pytest.raises(Refused) as refused:
        stage("informal-holt")
    assert '"informal-hold"' in refused.value.do
    with pytest.raises(Refused) as refused:
        transition(A, "issued-full", "chalenge-received")
    assert '"challenge-received"' in refused.value.do


@pytest.mark.parametrize(
    ("regime", "at", "kind"),
    [
        (A, "issued-discount", CaseKind.INFORMAL),
        (A, "issued-full", CaseKind.INFORMAL),
        (A, "informal-hold", CaseKind.INFORMAL),
        (A, "keeper-enquiry", CaseKind.INFORMAL),
        (A, "notice-to-owner", CaseKind.FORMAL),
        (A, "representations-hold", CaseKind.FORMAL),
        (B, "issued-discount", CaseKind.FORMAL),
        (B, "issued-full", CaseKind.FORMAL),
        (B, "representations-hold", CaseKind.FORMAL),
        (A, "charge-certificate", CaseKind.CERTIFICATE),
        (B, "registered", CaseKind.CERTIFICATE),
        (A, "paid", CaseKind.INFORMAL),
        (B, "paid", CaseKind.FORMAL),
        (C, "issued-discount", CaseKind.INFORMAL),
        (C, "informal-hold", CaseKind.INFORMAL),
        (C, "enforcement-notice", CaseKind.FORMAL),
        (C, "representations-hold", CaseKind.FORMAL),
        (C, "charge-certificate", CaseKind.CERTIFICATE),
        (C, "order-for-recovery", CaseKind.CERTIFICATE),
        (C, "order-revoked-refer", CaseKind.CERTIFICATE),
        (C, "referred", CaseKind.FORMAL),
        (D, "issued-discount", CaseKind.FORMAL),
        (D, "keeper-enquiry", CaseKind.FORMAL),
        (D, "warrant", CaseKind.CERTIFICATE),
        (D, "statement-lodged", CaseKind.CERTIFICATE),
        (E, "vehicle-held", CaseKind.FORMAL),
        (E, "notice-of-rights", CaseKind.FORMAL),
        (E, "paid", CaseKind.FORMAL),
        (F, "vehicle-released", CaseKind.FORMAL),
        (Z, "issued-full", CaseKind.FORMAL),
        (Z, "registered", CaseKind.CERTIFICATE),
    ],
)
def test_a_letter_is_routed_by_regime_and_stage(regime: str, at: str, kind: CaseKind) -> None:
    assert case_kind(regime, at) is kind


def test_a_paid_case_is_formal_once_its_notice_to_owner_was_served() -> None:
    assert case_kind(A, "paid", notice_served_on=date(2026, 5, 1)) is CaseKind.FORMAL
    assert case_kind(C, "paid", notice_served_on=date(2026, 5, 1)) is CaseKind.FORMAL
    assert case_kind(C, "paid") is CaseKind.INFORMAL


def test_letter_kinds() -> None:
    assert letter_kind(CaseKind.INFORMAL, Outcome.UPHOLD) is LetterKind.INFORMAL_REJECTION
    assert letter_kind(CaseKind.INFORMAL, Outcome.CANCEL) is LetterKind.INFORMAL_ACCEPTANCE
    assert letter_kind(CaseKind.FORMAL, Outcome.UPHOLD) is LetterKind.NOTICE_OF_REJECTION
    assert letter_kind(CaseKind.FORMAL, Outcome.CANCEL) is LetterKind.NOTICE_OF_ACCEPTANCE
    assert letter_kind(CaseKind.CERTIFICATE, Outcome.CANCEL) is LetterKind.CERTIFICATE_RESPONSE
    assert all(
        letter_kind(kind, Outcome.ASK) is LetterKind.INFORMATION_REQUEST
        for kind in CaseKind
        if not kind.beside
    )


@pytest.mark.parametrize("regime", [law.id for law in regimes()])
@pytest.mark.parametrize("outcome", ON_DISPUTES)
def test_every_answerable_stage_has_an_event_for_its_letter(regime: str, outcome: Outcome) -> None:
    settled = {"rejected", "appeal", "appeal-refused", "appeal-withdrawn", "recommendation", "referred"}
    for one in stages(regime):
        if one.closed or (one.id in settled and outcome is Outcome.UPHOLD):
            continue
        letter = letter_kind(case_kind(regime, one.id), outcome)
        event = event_of_letter(regime, one.id, letter, outcome)
        if outcome is Outcome.CANCEL:
            assert transition(regime, one.id, event).to == "cancelled"
        elif letter in (LetterKind.CERTIFICATE_RESPONSE, LetterKind.INFORMATION_REQUEST):
            assert event == ""
        else:
            assert transition(regime, one.id, event).to in ("issued-full", "rejected")


def test_an_acceptance_after_the_last_day_is_what_the_law_did() -> None:
    for law in ("tma-reg9", "removal", "caz-2013"):
        accepted = ("representations-hold", LetterKind.NOTICE_OF_ACCEPTANCE, Outcome.CANCEL)
        assert event_of_letter(law, *accepted) == "representations-accepted"
        assert event_of_letter(law, *accepted, out_of_time=True) == "deemed-accepted"


def test_a_second_rejection_is_refused() -> None:
    with pytest.raises(Refused, match="cannot happen"):
        event_of_letter(A, "rejected", LetterKind.NOTICE_OF_REJECTION, Outcome.UPHOLD)


def test_a_rejection_that_keeps_the_discount_leads_back_to_the_open_discount() -> None:
    event = event_of_letter(
        A, "informal-hold", LetterKind.INFORMAL_REJECTION, Outcome.UPHOLD, discount_offered=True
    )
    assert transition(A, "informal-hold", event).to == "issued-discount"
