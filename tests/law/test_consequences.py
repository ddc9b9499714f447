"""What follows from a decision, line by line: whole answers, as an officer reads them, each with its law."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseworker.law.calendar import england
from caseworker.law.decisions import Allowed, Reoffer, allowed
from caseworker.law.facts import CaseKind, Facts, Outcome, Party, Place, WriterRole
from caseworker.law.weighed import Consequence

VECTORS = tomllib.loads((Path(__file__).parent / "vectors" / "consequences.toml").read_text("utf-8"))["case"]
KEEPER = Party("Ada Example", ("1 Nowhere Lane",), "ZZ1 1ZZ")
BASE = Facts(
    authority="Exampleton",
    place=Place.LONDON,
    regime="tma-reg9",
    pcn="ZZ1234567A",
    vrm="ZZ19ABC",
    code="12r",
    contravened_on=date(2026, 5, 6),
    full_pence=16_000,
    discount_pence=8_000,
    surcharged_pence=24_000,
    pcn_served_on=date(2026, 5, 6),
    recipient=KEEPER,
    writer=KEEPER,
    writer_role=WriterRole.KEEPER,
)
KINDS = {"place": Place, "kind": CaseKind, "writer_role": WriterRole, "points": tuple}


def facts_of(row: dict[str, Any]) -> Facts:
    return replace(BASE, **{name: KINDS.get(name, lambda it: it)(said) for name, said in row.items()})


def line(one: Consequence) -> str:
    law = one.citation.label if one.citation else "no law"
    return f"{one.level} {one.id} [{law}] {one.words}"


def told(found: Allowed) -> str:
    """Everything beside the consequences, in a line; what is nothing is left out."""
    offer = f"discount {found.discount} until {found.discount_until} at {found.discount_pence}"
    back = ", ".join(found.refund_accounts)
    parts = (
        f"{found.letter_kind} to {found.recipient_role}, served {found.served_on}",
        f"{offer}: {found.discount_why}",
        f"refund {found.refund_pence} of {back}" if back else "",
        f"payable {found.amount_pence}",
        f"appeal until {found.appeal_last_on}" if found.appeal_last_on else "",
        f"certificate from {found.certificate_from_on}" if found.certificate_from_on else "",
        f"event {found.event}" if found.event else "",
    )
    return "; ".join(part for part in parts if part)


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: row["name"])
def test_vector(row: dict[str, Any]) -> None:
    found = allowed(
        facts_of(row["facts"]),
        Outcome(row["outcome"]),
        calendar=england(),
        reoffer=Reoffer(days=row.get("reoffer", 14)),
        posting_on=row["posting_on"],
        **({"grounds": tuple(row["grounds"])} if "grounds" in row else {}),
    )
    assert [line(one) for one in found.consequences] == row["says"]
    assert told(found) == row["told"]


def test_cancelling_for_a_payment_that_settled_the_penalty_is_warned_of() -> None:
    paid = replace(BASE, kind=CaseKind.CERTIFICATE, stage="charge-certificate", paid_pence=BASE.full_pence)
    paid = replace(paid, paid_on=BASE.pcn_served_on)

    def said(facts: Facts) -> set[str]:
        found = allowed(
            facts, Outcome.CANCEL, calendar=england(), reoffer=Reoffer(days=14), posting_on=date(2026, 11, 23)
        )
        return {one.id for one in found.consequences if one.level == "warn"}

    assert "settled-by-payment" in said(paid)
    assert "settled-by-payment" not in said(replace(paid, paid_pence=100))
    formal = replace(paid, kind=CaseKind.FORMAL, stage="representations-hold")
    assert "settled-by-payment" not in said(formal)
    zone = replace(formal, regime="caz-2013", code="17j")
    assert "settled-by-payment" in said(replace(zone, points=("already-paid",)))
    assert "settled-by-payment" not in said(zone)
