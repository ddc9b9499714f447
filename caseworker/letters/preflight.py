"""The letter check: what is wrong with a reply, where, by which rule, and how to put it right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from caseworker.law.calendar import Calendar
from caseworker.law.facts import Facts
from caseworker.law.findings import Finding
from caseworker.letters.checks import (
    acts,
    addressed,
    agreeing,
    amounts,
    aside,
    care,
    certificate,
    conflicts,
    days,
    described,
    discretion,
    evidence,
    fettering,
    identity,
    mistaken,
    outcome,
    places,
    points,
    reach,
    reasons,
    recorded,
    regime,
    retold,
    rights,
    settled,
    shape,
    slips,
    stage,
    story,
    times,
    tone,
    topics,
    wrong_law,
)
from caseworker.letters.checks.case import AnsweredPoint, Case, Deals, case_of
from caseworker.letters.checks.letter import Letter, read
from caseworker.letters.checks.sounding import Sounds, marked, sounds_at_fault

__all__ = ["CHECKS", "AnsweredPoint", "check"]

Check = Callable[[Letter, Case], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    addressed.wrong_recipient,
    reach.address_refused,
    addressed.deceased_addressed,
    identity.wrong_vehicle,
    identity.other_persons_data,
    days.wrong_date,
    slips.slipped_day,
    times.wrong_time,
    slips.slipped_time,
    times.outside_the_hours,
    outcome.contradictory_outcome,
    settled.other_outcome,
    days.late_beyond_56_days,
    amounts.wrong_amount,
    regime.charge_and_penalty_merged,
    days.wrong_discount_deadline,
    stage.wrong_tribunal,
    rights.missing_28_days_appeal,
    rights.misstated_appeal_period,
    rights.missing_appeal_form_and_manner,
    certificate.missing_charge_certificate_warning,
    certificate.charge_certificate_misstated,
    rights.missing_costs_power,
    regime.misstated_costs_power,
    stage.wrong_stage_information,
    regime.no_informal_stage,
    stage.missing_next_step,
    outcome.missing_refund,
    regime.missing_refund_of_fees,
    regime.missing_waiver,
    regime.nothing_left_to_pay,
    settled.missing_remedy_information,
    shape.placeholder_left,
    shape.enclosure_missing,
    care.care_route_not_followed,
    care.loss_not_met,
    care.third_party_medical_detail,
    points.point_not_addressed,
    topics.point_misread,
    points.earlier_letter_denied,
    discretion.compelling_reasons,
    fettering.fettered_discretion,
    discretion.refused_to_consider,
    discretion.unexplained_decision,
    reasons.cancels_unexplained,
    described.wrong_contravention,
    agreeing.wrong_fact,
    recorded.against_records,
    retold.retold,
    story.story,
    mistaken.mistaken,
    places.another_place,
    places.unknown_street,
    conflicts.contradictory_content,
    wrong_law.wrong_law,
    acts.unknown_act,
    regime.words_of_another_law,
    regime.wrong_discount_base,
    regime.missing_daily_charge,
    points.discount_not_addressed,
    evidence.evidence_ignored,
    evidence.evidence_not_opened,
    evidence.film_not_held,
    evidence.tribunal_paper_missing,
    discretion.demand_of_extra_evidence,
    tone.offence_language,
    tone.abuse,
    tone.rude_tone,
    tone.goodwill_for_council_error,
    tone.threat_of_later_stage,
    aside.irrelevant_content,
    shape.said_twice,
    shape.hard_to_read,
)
"""Each check, asked in the order in which an officer would want to hear of it."""

OF_A_DECISION: frozenset[Check] = frozenset(
    {
        care.care_route_not_followed,
        care.loss_not_met,
        points.point_not_addressed,
        points.discount_not_addressed,
        evidence.evidence_ignored,
        discretion.compelling_reasons,
        discretion.unexplained_decision,
        reasons.cancels_unexplained,
    }
)
"""What only a letter that decides can lack: one that asks, or answers beside the PCN, is free of these."""


def check(
    text: str,
    facts: Facts,
    *,
    answers: Sequence[AnsweredPoint] = (),
    enclosures: Sequence[str] | None = None,
    calendar: Calendar | None = None,
    deals: Deals | None = None,
    sounds: Sounds | None = None,
) -> tuple[Finding, ...]:
    """What is wrong with a letter, worst first: hard reds, judged reds, then what to look at.

    Args:
        text: the letter as it would be sent, address and greeting included where it has them.
        facts: the facts of its case.
        answers: the points with what the officer decided on each, where that is known.
        enclosures: captions of what is attached; nothing where that is not known, and then not checked.
        calendar: the working days to reckon service by; England's where none is given.
        deals: hears which points and papers sentences deal with; without it their words alone tell.
        sounds: hears the faults of single sentences; without it patterns alone find them.
    """
    letter, heard = marked(read(text), sounds)
    case = case_of(facts, answers, enclosures, calendar, deals)
    found: dict[tuple[str, int | None, int | None], Finding] = {}
    for one in CHECKS:
        if (case.asks or case.kind.beside) and one in OF_A_DECISION:
            continue
        for item in one(letter, case):
            found.setdefault((item.code, item.start, item.end), case.rules.sourced(item))
    for item in sounds_at_fault(letter, case, heard, tuple(found.values())):
        found.setdefault((item.code, item.start, item.end), case.rules.sourced(item))
    return tuple(sorted(found.values(), key=_rank))


def _rank(found: Finding) -> tuple[int, int]:
    """Hard reds first, then judged reds, then ambers; inside each the order of the checks stays."""
    return (0 if found.hard else 1 if found.level == "red" else 2), 0
