"""What a council may weigh beside the grounds: usual evidence, and the usual outcome elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from caseworker.law.citations import Citation
from caseworker.law.tables import citation, table, unknown


@dataclass(frozen=True, slots=True)
class Mitigation:
    """One kind of circumstance that a council may weigh. A guide, never a rule."""

    id: str
    label: str
    evidence: str
    """What is usually asked for."""
    usual: str
    """What councils that publish a policy usually do."""
    citation: Citation


@cache
def _all() -> Mapping[str, Mitigation]:
    return {
        row["id"]: Mitigation(row["id"], row["label"], row["evidence"], row["usual"], citation(row))
        for row in table("mitigation")["mitigation"]
    }


def mitigations() -> tuple[Mitigation, ...]:
    """Every kind of mitigation in the tables."""
    return tuple(_all().values())


def mitigation(code: str) -> Mitigation:
    """One kind of mitigation by its id."""
    found = _all().get(code)
    if found is None:
        raise unknown("mitigation", code, _all())
    return found
