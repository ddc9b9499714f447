"""Sums and the part each plays in a letter."""

from __future__ import annotations

import pytest

from caseworker.law.facts import CaseKind, Facts, LetterKind, Place
from caseworker.letters.checks.amounts import Role, sums
from caseworker.letters.checks.case import case_of
from caseworker.letters.checks.letter import read


def case(kind: LetterKind = LetterKind.NOTICE_OF_REJECTION) -> Facts:
    return Facts(
        authority="Aldermere",
        place=Place.LONDON,
        regime="tma-reg9",
        pcn="ZZ1234567A",
        vrm="ZZ19 ABC",
        kind=CaseKind.FORMAL,
        letter_kind=kind,
        full_pence=16000,
        discount_pence=8000,
        surcharged_pence=24000,
        paid_pence=8000,
    )


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("Pay £160, the full charge.", [Role.FULL]),
        ("We will take £80 until 3 June.", [Role.DISCOUNT]),
        ("A charge certificate may be served for £240.", [Role.CERTIFICATE]),
        ("A charge certificate may be served unless the charge of £160 is paid.", [Role.CHARGE]),
        ("Pay £160 (we will take £80 until 3 June) or a charge certificate may be served for £240.",
         [Role.CHARGE, Role.DISCOUNT, Role.CERTIFICATE]),
        ("Your receipt shows £2.60 for Alder Gardens.", [Role.OTHER]),
        ("The tariff is £4.00 an hour.", [Role.OTHER]),
        ("Your statement shows £22 paid to a website that looks official.", [Role.OTHER]),
        ("Pay £160 on our website.", [Role.CHARGE]),
        ("You say that you were asked for £195.", [Role.OTHER]),
        ("The charge went up from £130 in April 2025.", [Role.OTHER]),
    ],
)  # fmt: skip
def test_a_sum_is_read_with_its_part(words: str, roles: list[Role]) -> None:
    assert [one.role for one in sums(read(words), case_of(case()))] == roles


def test_a_refund_is_known_in_an_acceptance() -> None:
    (one,) = sums(
        read("We are returning the £80 to your card."), case_of(case(LetterKind.NOTICE_OF_ACCEPTANCE))
    )
    assert one.role is Role.REFUND
