"""What the council's case system is told, in files; and what it answers."""

from __future__ import annotations

from caseworker.casework.desk.outcomes.hearing import Acknowledged, Faulty, acknowledge
from caseworker.casework.desk.outcomes.sending import (
    Exported,
    NothingNew,
    Outcome,
    Told,
    export,
    finish,
    listed,
    plain,
)

__all__ = [
    "Acknowledged",
    "Exported",
    "Faulty",
    "NothingNew",
    "Outcome",
    "Told",
    "acknowledge",
    "export",
    "finish",
    "listed",
    "plain",
]
