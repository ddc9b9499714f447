"""The grounds that the law lists, regime by regime."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from caseworker.law.citations import Citation
from caseworker.law.refusals import Refused
from caseworker.law.regimes import regime
from caseworker.law.tables import citation, table, unknown


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground of representations and of appeal."""

    id: str
    label: str
    short: str
    """Two or three words for a list."""
    regimes: tuple[str, ...]
    bases: tuple[str, ...]
    """Only for postal PCNs on these bases; empty for all."""
    liability_moves: bool
    """Accepting it means that somebody else may be served instead."""
    is_ground: bool
    """False for compelling reasons: decided on beside the grounds, not one of them."""
    answers: tuple[str, ...]
    """The kinds of thing said that are put under it: ids of the 2004 Act's grounds where they fit, else words
    such as ``no-power``."""
    citation: Citation


@cache
def _all() -> Mapping[str, Ground]:
    return {
        row["id"]: Ground(
            id=row["id"],
            label=row["label"],
            short=row["short"],
            regimes=tuple(row["regimes"]),
            bases=tuple(row.get("bases", ())),
            liability_moves=row["liability_moves"],
            is_ground=row.get("is_ground", True),
            answers=tuple(row.get("answers", (row["id"],))),
            citation=citation(row),
        )
        for row in table("grounds")["ground"]
    }


def grounds(regime_id: str, basis: str | None = None) -> tuple[Ground, ...]:
    """The grounds of a regime, in the order of the law; a basis leaves out those of other bases."""
    law = regime(regime_id)
    law.checked_basis(basis)
    return tuple(
        one
        for one in _all().values()
        if law.id in one.regimes and (not one.bases or basis is None or basis in one.bases)
    )


def ground_for(said: str, regime_id: str, basis: str | None = None) -> Ground | None:
    """The ground of a regime under which a kind of thing said is put; nothing where its law has none.

    Args:
        said: one of `Ground.answers`, for example ``no-contravention`` or ``hire-firm``.
    """
    return next((one for one in grounds(regime_id, basis) if said in one.answers), None)


def appeal_grounds(regime_id: str, basis: str | None = None) -> tuple[Ground, ...]:
    """The grounds of an appeal: those of the representations, without what is no ground (law pack 2.5).

    Whether the adjudicator who refuses may still recommend on compelling reasons is `Regime.recommendation`.
    """
    return tuple(one for one in grounds(regime_id, basis) if one.is_ground)


def ground(ground_id: str, regime_id: str | None = None) -> Ground:
    """One ground by its id; refused where it is unknown, or is none of this regime's."""
    found = _all().get(ground_id)
    if found is None:
        raise unknown("ground", ground_id, _all())
    if regime_id is not None and regime(regime_id).id not in found.regimes:
        raise Refused(
            f'"{found.label}" is not a ground in {regime_id}.',
            rule="Each regime has its own list of grounds.",
            do=f"Choose one of: {', '.join(one.id for one in grounds(regime_id))}.",
            citation=regime(regime_id).citation,
        )
    return found
