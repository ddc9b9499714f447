"""Where a rule was read, and how well that reading has been verified."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How well a fact of law has been verified."""

    VERIFIED = "V"
    """Read in the statute, the instrument or an official body's own page."""
    SECOND_HAND = "V2"
    """Read in a page that quotes or summarises the law."""
    RECALLED = "R"
    """From knowledge, not read in any source: configurable, and shown as unverified."""
    INFERRED = "I"
    """Worked out from other rules: configurable, and shown as unverified."""

    @property
    def verified(self) -> bool:
        """Whether this may be relied on without a person's check."""
        return self in (Status.VERIFIED, Status.SECOND_HAND)

    @property
    def words(self) -> str:
        """The status in an officer's words."""
        return {
            Status.VERIFIED: "verified in the source",
            Status.SECOND_HAND: "verified second-hand",
            Status.RECALLED: "NOT VERIFIED (recalled)",
            Status.INFERRED: "NOT VERIFIED (inferred)",
        }[self]


@dataclass(frozen=True, slots=True)
class Citation:
    """An instrument, a provision in it, and how well the reading is verified."""

    instrument: str
    """Short name as in `data/instruments.toml`, for example ``GR22``."""
    provision: str
    """For example ``reg 20(2)``."""
    status: Status
    source: str = ""
    """Where it was read: a page or a public source's name."""

    @property
    def label(self) -> str:
        """``GR22 reg 20(2)``."""
        return f"{self.instrument} {self.provision}".strip()

    def __str__(self) -> str:
        return f"{self.label}, {self.status.words}"
