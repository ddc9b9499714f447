"""The practice office, copied once for all that only looks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import builders

TODAY = builders.TODAY


@pytest.fixture(scope="session")
def sandbox(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One sandbox, never written to by a test."""
    return Path(shutil.copyfile(prepared, tmp_path_factory.mktemp("sandbox") / "training.db"))
