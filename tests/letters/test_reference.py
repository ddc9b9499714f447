"""What a letter says at its head of the PCN it is about: the keeper's affairs go to nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseworker.law.facts import CaseKind, Facts, LetterKind, WriterRole
from caseworker.letters.plan import plan
from caseworker.letters.render import render
from tests.letters.regimes import case
from tests.letters.writing import library

ASKED = {
    CaseKind.QUERY: LetterKind.QUERY_ANSWER,
    CaseKind.COMPLAINT: LetterKind.COMPLAINT_ANSWER,
    CaseKind.MEMBER: LetterKind.MEMBER_ANSWER,
    CaseKind.INFORMATION: LetterKind.INFORMATION_ANSWER,
}


def letter(kind: CaseKind, role: WriterRole, regime: str = "moving-traffic-2003") -> tuple[Facts, str]:
    facts = replace(case(regime, ASKED[kind]), kind=kind, writer_role=role, next_step="Ask for a review.")
    return facts, render(plan(facts, [], library()), facts, []).text


@pytest.mark.parametrize("kind", ASKED)
@pytest.mark.parametrize("role", [one for one in WriterRole if one is not WriterRole.KEEPER])
def test_somebody_elses_vehicle_place_and_time_go_to_nobody_who_asks(
    kind: CaseKind, role: WriterRole
) -> None:
    facts, text = letter(kind, role)
    assert f"Penalty Charge Notice: {facts.pcn}" in text
    for private in (facts.vrm, facts.location, facts.contravened_time, facts.contravention.lower()):
        assert private not in text.lower() and private not in text


@pytest.mark.parametrize("kind", ASKED)
def test_the_keeper_reads_what_it_is_about(kind: CaseKind) -> None:
    facts, text = letter(kind, WriterRole.KEEPER)
    assert f"Vehicle: {facts.vrm}" in text
    assert f"Place: {facts.location}" in text


def test_an_answer_to_a_member_names_the_record_once() -> None:
    _, text = letter(CaseKind.MEMBER, WriterRole.UNKNOWN)
    assert text.count("our record of") == 1
