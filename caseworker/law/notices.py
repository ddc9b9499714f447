"""What each letter must say by law, and should say by guidance and good practice."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.law.citations import Citation
from caseworker.law.facts import LetterKind
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.tables import citation, table, unknown


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a letter says, or leaves out."""

    id: str
    """For example ``NOR-4``."""
    words: str
    required: bool
    """By law; otherwise by guidance or good practice."""
    citation: Citation


def checklist(letter: LetterKind | str, regime_id: str) -> tuple[Item, ...]:
    """The checklist of a letter or notice in a regime, in its order.

    Args:
        letter: a `LetterKind`, or a notice: ``pcn``, ``notice-to-owner``, ``enforcement-notice``,
            ``notice-of-rights``, ``charge-certificate`` or ``order-for-recovery``.

    Raises:
        Refused: an unknown letter, or one that the law of this regime does not have.
    """
    law = regime(regime_id)
    rows = [row for row in table("notices")["item"] if row["letter"] == str(letter)]
    if not rows:
        raise unknown("letter", str(letter), {row["letter"] for row in table("notices")["item"]})
    found = [row for row in rows if law.id in row.get("regimes", [law.id])]
    if not found:
        raise Refused(
            f'There is no "{letter}" in {law.id} ({law.label}).',
            rule="Each regime has its own notices.",
            do="Check the regime and the stage.",
            citation=law.citation,
        )
    return tuple(Item(row["id"], row["words"], row["req"] == "M", citation(row)) for row in found)


def letters(regime_id: str) -> tuple[str, ...]:
    """The letters and notices of a regime that have a checklist, in the order in which they are sent."""
    law = regime(regime_id)
    rows = table("notices")["item"]
    return tuple(dict.fromkeys(row["letter"] for row in rows if law.id in row.get("regimes", [law.id])))
