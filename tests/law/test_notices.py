"""What each letter must say."""

from __future__ import annotations

import pytest

from caseworker.law.facts import LetterKind
from caseworker.law.notices import checklist, letters
from caseworker.law.refusals import Refused
from caseworker.law.regimes import Regime, regimes

# Law pack 3.1-3.10, Clean Air Zone pack 2.8-2.10, by hand: what each letter must (starred) and should say,
# one block a regime.
WHOLE = {
    "tma-reg9": {
        "pcn": "R9-1* R9-2* R9-3* R9-4* R9-5* R9-6* R9-7* R9-8* R9-9*",
        "notice-to-owner": "NTO-1* NTO-2* NTO-3* NTO-4* NTO-5* NTO-6* NTO-7* NTO-8* NTO-9* NTO-10* NTO-11*"
        " NTO-12* NTO-13*",
        "informal-rejection": "IR-1* IR-2 IR-3 IR-4 IR-5 IR-6 IR-7",
        "informal-acceptance": "IA-1 IA-2 IA-3 IA-4",
        "notice-of-acceptance": "NOA-1* NOA-2* NOA-3* NOA-4* NOA-5 NOA-6*",
        "notice-of-rejection": "NOR-1* NOR-2* NOR-3* NOR-4* NOR-5* NOR-6 NOR-7 NOR-8 NOR-9"
        " NOR-10 NOR-11 NOR-12",
        "charge-certificate": "CC-1* CC-2* CC-3 CC-4",
        "order-for-recovery": "OFR-1 OFR-2* OFR-3*",
    },
    "tma-reg10": {
        "pcn": "R10-1* R10-2* R10-3* R10-4* R10-5* R10-6* R10-7* R10-8* R10-9* R10-10*",
        "notice-of-acceptance": "NOA-1* NOA-2* NOA-3* NOA-4* NOA-5 NOA-6*",
        "notice-of-rejection": "NOR-1* NOR-2* NOR-3* NOR-4* NOR-5* NOR-6 NOR-7 NOR-8 NOR-9"
        " NOR-10 NOR-11 NOR-12",
        "charge-certificate": "CC-1* CC-2* CC-3 CC-4",
        "order-for-recovery": "OFR-1 OFR-2* OFR-3*",
    },
    "bus-lane-1996": {
        "pcn": "BPCN-1* BPCN-2* BPCN-3* BPCN-4* BPCN-5* BPCN-6*",
        "enforcement-notice": "EN-1* EN-2* EN-3* EN-4* EN-5* EN-6* EN-7*",
        "informal-rejection": "IR-1 IR-2 IR-3 IR-4 IR-5 IR-6 IR-7",
        "informal-acceptance": "IA-1 IA-2 IA-3 IA-4",
        "notice-of-acceptance": "NOA-2* NOA-3* NOA-4 NOA-5",
        "notice-of-rejection": "NOR-2* NOR-3* NOR-4* NOR-5* NOR-6 NOR-7 NOR-8 NOR-9 NOR-10 NOR-11 NOR-12",
        "charge-certificate": "CC-1* CC-2* CC-3 CC-4",
        "order-for-recovery": "OFR-1 OFR-2* OFR-3*",
    },
    "moving-traffic-2003": {
        "pcn": "MPCN-1* MPCN-2* MPCN-3* MPCN-4* MPCN-5* MPCN-6* MPCN-7* MPCN-8* MPCN-9*",
        "notice-of-acceptance": "NOA-2* NOA-7* NOA-4 NOA-5",
        "notice-of-rejection": "NOR-2* NOR-3* NOR-5* NOR-6 NOR-7 NOR-8 NOR-9 NOR-10 NOR-11 NOR-12",
        "charge-certificate": "CC-1* CC-2* CC-3 CC-4",
        "order-for-recovery": "OFR-1 OFR-2* OFR-3*",
    },
    "removal": {
        "pcn": "E-1* E-2* E-3* E-4* E-5*",
        "notice-of-rights": "DN-1* DN-1a",
        "notice-of-acceptance": "DN-2* DN-3* DN-4* DN-5* DN-7*",
        "notice-of-rejection": "DN-2* DN-3* DN-6* NOR-7 NOR-9 NOR-10 NOR-12",
    },
    "caz-2013": {
        "pcn": "P1* P2* P3* P4* P5* P6a* P6b* P6c* P7* P8* P9* P10* P11* P12* P13 P14 P15 P16",
        "notice-of-acceptance": "A1* A2* A3* A4 A5*",
        "notice-of-rejection": "R1* R2 R3* R4* R5* R6 R7 R8 R9* R10",
        "charge-certificate": "C1* C2* C3 C4 C5 C6 C7",
        "order-for-recovery": "OFR-1 OFR-2* OFR-3*",
    },
}
WHOLE["clamp"] = WHOLE["removal"]
SHARED = {
    "charge-certificate-response": "CCR-1 CCR-2 CCR-3 CCR-4 CCR-5 CCR-6",
    "information-request": "ASK-1 ASK-2 ASK-3 ASK-4",
}


@pytest.mark.parametrize("law", regimes(), ids=lambda law: law.id)
def test_the_checklists_of_a_regime_are_whole(law: Regime) -> None:
    expected = {**WHOLE[law.id], **SHARED}
    if not law.certificate:
        del expected["charge-certificate-response"]
    assert set(letters(law.id)) == set(expected)
    for letter, words in expected.items():
        told = [one.id + "*" * one.required for one in checklist(letter, law.id)]
        assert told == words.split(), letter


def test_a_notice_that_is_served_has_a_checklist() -> None:
    for law in regimes():
        served = {one.id for one in law.notices} - {"decision-notice"}
        assert served <= set(letters(law.id)), law.id


def test_the_same_id_is_read_from_the_law_of_its_own_regime() -> None:
    cited = {
        law.id: next(
            one for one in checklist("notice-of-rejection", law.id) if one.id == "NOR-3"
        ).citation.label
        for law in regimes()
        if law.id.startswith(("tma", "bus", "moving"))
    }
    assert cited == {
        "tma-reg9": "AR22 reg 6(6)(a)(i)",
        "tma-reg10": "AR22 reg 6(6)(a)(i)",
        "bus-lane-1996": "LLA96 Sch 1",
        "moving-traffic-2003": "LTA03 Sch 1 para 3",
    }


def test_what_the_law_requires_is_marked() -> None:
    assert checklist(LetterKind.INFORMAL_REJECTION, "tma-reg9")[1].required is False
    assert checklist(LetterKind.INFORMAL_REJECTION, "tma-reg9")[0].required is True


def test_a_postal_pcn_has_no_informal_letters_and_no_notice_to_owner() -> None:
    for letter in (LetterKind.INFORMAL_REJECTION, LetterKind.INFORMAL_ACCEPTANCE, "notice-to-owner"):
        with pytest.raises(Refused, match="There is no"):
            checklist(letter, "tma-reg10")


def test_a_letter_that_a_regime_does_not_have_is_refused() -> None:
    for law in regimes():
        for letter in {one for other in regimes() for one in letters(other.id)} - set(letters(law.id)):
            with pytest.raises(Refused, match=f'There is no "{letter}" in {law.id}'):
                checklist(letter, law.id)


def test_an_unknown_letter_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        checklist("notice-of-rejecton", "tma-reg9")
    assert '"notice-of-rejection"' in refused.value.do
