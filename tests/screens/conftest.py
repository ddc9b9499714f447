"""A small practice office, built once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.screens import small


@pytest.fixture(scope="session")
def small_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store as it was built; never opened by a test."""
    path = tmp_path_factory.mktemp("small") / "small.db"
    small.build(path)
    return path


@pytest.fixture
def store(small_office: Path, tmp_path: Path) -> Path:
    """A copy of the small office's store."""
    return Path(shutil.copyfile(small_office, tmp_path / "training.db"))
