"""The sandbox as officers get it, prepared once and copied for each journey."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from caseworker.practice.build import build
from tests.screens.desks import TODAY


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sandbox's store as it was prepared; never opened by a test."""
    path = tmp_path_factory.mktemp("prepared") / "training.db"
    build(path, seed=7, today=TODAY)
    return path


@pytest.fixture
def sandbox(prepared: Path, tmp_path: Path) -> Path:
    """A copy of the sandbox."""
    return Path(shutil.copyfile(prepared, tmp_path / "training.db"))
