"""What an adjudicator would ask the council for, by law and contravention: a list to hold a case against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from caseworker.law.citations import Citation
from caseworker.law.regimes import regime
from caseworker.law.tables import citation, table


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that would be asked for."""

    id: str
    label: str
    regimes: tuple[str, ...]
    codes: tuple[str, ...]
    """The contraventions of which it is asked, without suffixes; all where none is named."""
    basis: tuple[str, ...]
    """The reasons for a postal PCN for which it is asked; all where none is named."""
    held: str
    """How it is seen that a case holds it."""
    citation: Citation


@cache
def every() -> tuple[Ask, ...]:
    """All that is asked under any law."""
    return tuple(
        Ask(
            id=row["id"],
            label=row["label"],
            regimes=tuple(row["regimes"]),
            codes=tuple(row.get("codes", ())),
            basis=tuple(row.get("basis", ())),
            held=row["held"],
            citation=citation(row),
        )
        for row in table("defence")["ask"]
    )


def asked(regime_id: str, code: str = "", basis: str | None = None) -> tuple[Ask, ...]:
    """What would be asked for of one contravention, in the order of the table.

    Args:
        code: the contravention with its suffixes, for example ``01`` or ``47j``.
        basis: why a postal PCN came by post.

    Raises:
        Refused: no regime has that name.
    """
    law = regime(regime_id).id
    return tuple(
        one
        for one in every()
        if law in one.regimes
        and (not one.codes or code[:2] in one.codes)
        and (not one.basis or basis in one.basis)
    )
