"""Offices that measurements work in: the sample council's, at a fixed moment."""

from __future__ import annotations

from pathlib import Path

from bench.measure import NOW
from caseworker import config, locations
from caseworker.casework.office import Office


def live(store: Path, officer: str = "asha") -> Office:
    """The sample council's office on a live store."""
    return _office(store, "live", officer)


def training(store: Path, officer: str = "asha") -> Office:
    """The sample council's office on a sandbox."""
    return _office(store, "training", officer)


def _office(store: Path, kind: str, officer: str) -> Office:
    choices = config.load(config.SAMPLE)
    return Office(
        officer=choices.officers.get(officer),
        officers=choices.officers,
        council=choices.council,
        guidelines=choices.guidelines,
        store_url=str(store),
        kind=kind,
        paragraphs=locations.paragraphs(),
        clock=lambda: NOW,
    )
