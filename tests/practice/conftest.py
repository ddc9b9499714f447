"""The practice office, built once for all that only looks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caseworker.practice.build import build

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One sandbox, never written to by a test."""
    path = tmp_path_factory.mktemp("sandbox") / "training.db"
    build(path, seed=7, today=TODAY)
    return path
