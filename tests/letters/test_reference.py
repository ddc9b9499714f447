"""What a letter says at its head of the PCN it is about: the keeper's affairs go to nobody else."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from caseworker.law.facts import CaseKind, Facts, LetterKind, WriterRole
from caseworker.letters.docx_writer import write
from caseworker.letters.plan import plan
from caseworker.letters.render import render
from tests.letters.regimes import case
from tests.letters.writing import COUNCIL, library

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
    assert (f"Penalty Charge Notice: {facts.pcn}" in text) is (kind is not CaseKind.INFORMATION)
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


@pytest.mark.parametrize(
    ("said", "told"),
    [("How many PCNs did you issue in May?", False), ("What is behind zz 1234567 a, please?", True)],
)
def test_who_asks_for_information_is_told_of_a_pcn_only_where_they_named_it(said: str, told: bool) -> None:
    facts, _ = letter(CaseKind.INFORMATION, WriterRole.UNKNOWN)
    facts = replace(facts, pcn="ZZ1234567A", challenge_text=said)
    shown = render(plan(facts, [], library()), facts, [])
    assert (facts.pcn in shown.text) is told
    with ZipFile(BytesIO(write(shown, facts, council=COUNCIL, number="0000012"))) as made:
        rest = " ".join(
            made.read(name).decode("utf-8", "replace") for name in made.namelist() if "xml" in name
        )
    assert (facts.pcn in rest) is told and "letter 0000012" in rest
