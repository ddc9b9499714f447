"""What happened to a PCN beside its letters, one event at a time, and what the calendar has made due."""

from __future__ import annotations

from caseworker.casework.desk.proceedings.advancing import Due, advance
from caseworker.casework.desk.proceedings.asking import Asks, pence_typed
from caseworker.casework.desk.proceedings.given import Given
from caseworker.casework.desk.proceedings.possible import Possible, elsewhere, possible
from caseworker.casework.desk.proceedings.recording import Recorded, record

__all__ = [
    "Asks",
    "Due",
    "Given",
    "Possible",
    "Recorded",
    "advance",
    "elsewhere",
    "pence_typed",
    "possible",
    "record",
]
