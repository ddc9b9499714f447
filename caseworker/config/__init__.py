"""The council's choices, its guidelines, its people, and one officer's own keys and theme: four TOML files.

A key that is not known is refused with the nearest known name; so is a value of the wrong kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from caseworker.config.council import Council, Discretion, Posting, Reoffer, Weights, Zone, load_council
from caseworker.config.officers import Absence, Officer, Officers, Target, load_officers
from caseworker.config.personal import Personal, load_personal
from caseworker.config.policy import load_policy
from caseworker.law.policy import Guideline

__all__ = [
    "INVENTED",
    "OUTSIDE_AUTHORITY",
    "SAMPLE",
    "SAMPLE_AUTHORITY",
    "Absence",
    "Choices",
    "Council",
    "Discretion",
    "Guideline",
    "Officer",
    "Officers",
    "Personal",
    "Posting",
    "Reoffer",
    "Target",
    "Weights",
    "Zone",
    "load",
    "load_council",
    "load_officers",
    "load_personal",
    "load_policy",
]

SAMPLE = Path(__file__).parent / "sample"
"""An invented council's three files: what practice uses, and what a new council copies and edits."""

SAMPLE_AUTHORITY = "London Borough of Northmere"
"""Its name: no live letter may bear it."""

OUTSIDE_AUTHORITY = "Wolderdale Borough Council"
"""The name of the second one, outside London, whose council's file lies beside it."""

INVENTED = (SAMPLE_AUTHORITY, OUTSIDE_AUTHORITY)
"""Names of councils that do not exist."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The three files of one council, read together."""

    council: Council
    guidelines: tuple[Guideline, ...]
    officers: Officers


def load(folder: Path) -> Choices:
    """Read ``council.toml``, ``policy.toml`` and ``officers.toml`` of a folder."""
    return Choices(
        council=load_council(folder / "council.toml"),
        guidelines=load_policy(folder / "policy.toml"),
        officers=load_officers(folder / "officers.toml"),
    )
