"""What a supplier's row can tell of a PCN beside the PCN itself: notices, and a vehicle that was held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a row of `cases.csv` can tell of, by its day."""

    kind: str
    """The notice's id, or the stage of a vehicle that was held."""
    stage: str
    """Where it puts the PCN."""
    events: tuple[str, ...]
    """What it is in the stage table; the last one is the step itself."""
    field: str
    """Its field in `CaseRow`."""
    column: str
    words: str
    """What the timeline says of it."""
    posted: bool = True
    """Whether its day is one of posting, from which service is worked out."""
    kept: bool = False
    """Whether our own acts leave it too: where a row does not tell of it, it stays."""


STEPS = (
    Step(
        "vehicle-held", "vehicle-held", ("vehicle-taken",), "taken_on", "taken", "Vehicle taken", posted=False
    ),
    Step(
        "vehicle-released",
        "vehicle-released",
        ("vehicle-released",),
        "released_on",
        "released",
        "Vehicle given back",
        posted=False,
    ),
    Step(
        "notice-of-rights",
        "notice-of-rights",
        ("rights-given",),
        "rights_given_on",
        "rights_given",
        "Right to make representations notified",
        posted=False,
    ),
    Step(
        "notice-to-owner",
        "notice-to-owner",
        ("notice-to-owner-served",),
        "notice_to_owner_posted_on",
        "notice_to_owner_posted",
        "Notice to Owner served",
    ),
    Step(
        "enforcement-notice",
        "enforcement-notice",
        ("enforcement-notice-served",),
        "enforcement_notice_posted_on",
        "enforcement_notice_posted",
        "Enforcement Notice served",
    ),
    Step(
        "notice-of-rejection",
        "rejected",
        ("representations-rejected",),
        "rejection_posted_on",
        "rejection_posted",
        "Notice of Rejection served",
        kept=True,
    ),
    Step(
        "charge-certificate",
        "charge-certificate",
        ("charge-certificate-served",),
        "charge_certificate_posted_on",
        "charge_certificate_posted",
        "Charge Certificate served",
    ),
    Step(
        "order-for-recovery",
        "order-for-recovery",
        ("registered", "order-served"),
        "order_posted_on",
        "order_posted",
        "Order for Recovery served",
        kept=True,
    ),
)
"""Everything a row can tell of, in the order in which it can happen."""
VEHICLE = ("vehicle-held", "vehicle-released", "notice-of-rights")
"""The steps whose days stand in the table of vehicles that were held."""


@dataclass(frozen=True, slots=True)
class Told:
    """One step of one PCN, with its days."""

    step: Step
    on: date
    """As it was told: the day of posting, where it went by post."""
    served_on: date

    @property
    def kind(self) -> str:
        """The notice's id, or the stage of a vehicle that was held."""
        return self.step.kind

    @property
    def stage(self) -> str:
        """Where it puts the PCN."""
        return self.step.stage
