"""The few words by which cases, letters and their answers are told apart.

They stand apart from the facts, because settings are read with them before the first frame.
"""

from __future__ import annotations

from enum import StrEnum


class Place(StrEnum):
    """Where the authority is: it decides tribunal, time limits, costs, discount and forms."""

    LONDON = "london"
    OUTSIDE = "outside"


class CaseKind(StrEnum):
    """What sort of dispute this is: three different rights, never mixed."""

    INFORMAL = "informal"
    """A challenge before the notice to owner (officer-served parking PCN only)."""
    FORMAL = "formal"
    """Representations against an enforcement notice (notice to owner, or a postal PCN)."""
    CERTIFICATE = "certificate"
    """A letter after the charge certificate: no right to represent, but an answer is owed."""


class LetterKind(StrEnum):
    """Which letter is written, by its name in law or practice."""

    INFORMAL_REJECTION = "informal-rejection"
    INFORMAL_ACCEPTANCE = "informal-acceptance"
    NOTICE_OF_REJECTION = "notice-of-rejection"
    NOTICE_OF_ACCEPTANCE = "notice-of-acceptance"
    CERTIFICATE_RESPONSE = "charge-certificate-response"
    INFORMATION_REQUEST = "information-request"
    """Asks for something before anything is decided; the notice stays where it is."""


class Outcome(StrEnum):
    """What is decided about the PCN."""

    CANCEL = "cancel"
    UPHOLD = "uphold"
    ASK = "ask"
    """Nothing yet: the motorist is asked for something first."""


class PointOutcome(StrEnum):
    """What is decided about one point."""

    UPHELD = "upheld"
    NOT_UPHELD = "not-upheld"


class WriterRole(StrEnum):
    """Who wrote, in relation to the vehicle."""

    KEEPER = "keeper"
    DRIVER = "driver"
    HIRER = "hirer"
    AGENT = "agent"
    """Somebody writing for the keeper: needs authority before details are given."""
    UNKNOWN = "unknown"
