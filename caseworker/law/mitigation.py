"""What a council may weigh beside the grounds: usual evidence, and the usual outcome elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from caseworker.law.citations import Citation
from caseworker.law.refusals import Refused
from caseworker.law.regimes import families_of, regime
from caseworker.law.tables import citation, table, unknown

OTHER = "discretion"
"""The kind that fits every regime: another circumstance, weighed on its own facts."""


@dataclass(frozen=True, slots=True)
class Mitigation:
    """One kind of circumstance that a council may weigh. A guide, never a rule."""

    id: str
    label: str
    evidence: str
    """What is usually asked for."""
    usual: str
    """What councils that publish a policy usually do."""
    families: tuple[str, ...]
    """The families of cases in which it can arise; empty for all."""
    citation: Citation


@cache
def _all() -> Mapping[str, Mitigation]:
    return {
        row["id"]: Mitigation(
            row["id"],
            row["label"],
            row["evidence"],
            row["usual"],
            tuple(row.get("families", ())),
            citation(row),
        )
        for row in table("mitigation")["mitigation"]
    }


def mitigations(regime_id: str | None = None, basis: str | None = None) -> tuple[Mitigation, ...]:
    """The kinds of mitigation that can arise in a regime, or all of them."""
    if regime_id is None:
        return tuple(_all().values())
    here = set(families_of(regime_id, basis))
    return tuple(one for one in _all().values() if not one.families or here.intersection(one.families))


def mitigation(code: str, regime_id: str | None = None) -> Mitigation:
    """One kind of mitigation by its id; refused where it is unknown, or cannot arise in this regime."""
    found = _all().get(code)
    if found is None:
        raise unknown("mitigation", code, _all())
    if regime_id is not None and found.families and not _arises(found, regime_id):
        raise Refused(
            f'"{found.label}" cannot arise in {regime_id}.',
            rule="Each regime has its own circumstances: a moving vehicle has no badge to show.",
            do=f"Weigh it as {OTHER}, or check the regime.",
            citation=regime(regime_id).citation,
        )
    return found


def _arises(found: Mitigation, regime_id: str) -> bool:
    law = regime(regime_id)
    return any(set(families_of(law.id, basis)) & set(found.families) for basis in (None, *law.bases))
