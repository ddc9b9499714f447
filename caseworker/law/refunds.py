"""What is paid back when a PCN is cancelled: which accounts, in full or as the council thinks right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from caseworker.law.citations import Citation
from caseworker.law.facts import Facts
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.tables import citation, table


class Because(StrEnum):
    """Why a PCN is cancelled, as far as the refund depends on it."""

    GROUND = "ground"
    COMPELLING = "compelling"
    """For compelling reasons alone."""
    DEEMED = "deemed"
    """The time for a decision ran out."""
    ANY = "any"
    """The tribunal, the council's own motion."""


@dataclass(frozen=True, slots=True)
class Refund:
    """What is paid back."""

    accounts: tuple[str, ...]
    """Of the ledger: ``penalty``, ``charge``, ``release``, ``storage`` or ``disposal``."""
    as_it_thinks_right: bool
    """Whether the council decides how much, and says so; otherwise all of it."""
    words: str
    """What follows “refund”."""
    citation: Citation


FEES = "fees"
"""Stands for the fees of a vehicle that was held, where only their sum is known."""


def paid_parts(facts: Facts) -> tuple[tuple[str, int], ...]:
    """What was paid, by account of the ledger, in pence: the penalty first, then the fees."""
    penalty = (("penalty", facts.paid_pence),) if facts.paid_pence else ()
    if not facts.fees_paid and facts.fees_paid_pence:
        return (*penalty, (FEES, facts.fees_paid_pence))
    return (*penalty, *facts.fees_paid)


def refund(regime_id: str, because: Because, *, grounds: Iterable[str] = ()) -> Refund:
    """What is paid back in a regime.

    Args:
        because: why the PCN is cancelled.
        grounds: the ids of the grounds that are made out.

    Raises:
        Refused: this regime's law knows no such end, as where nothing is accepted by silence.
    """
    law, made_out = regime(regime_id), set(grounds)
    for row in table("refunds")["refund"]:
        if law.id in row["regimes"] and because in row["why"]:
            more = bool(made_out & set(row.get("more_grounds", ())))
            return Refund(
                accounts=(*row["accounts"], *(row["more"] if more else ())),
                as_it_thinks_right=row.get("as_it_thinks_right", False),
                words=row["more_words"] if more else row["words"],
                citation=citation(row),
            )
    raise Refused(
        f"Nothing is cancelled in {law.id} because time ran out.",
        rule="Its law sets no limit for the answer.",
        do="Decide what was written.",
        citation=law.citation,
    )
