"""A copy of the whole practice office for each journey."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def sandbox(prepared: Path, tmp_path: Path) -> Path:
    """A copy of the sandbox."""
    return Path(shutil.copyfile(prepared, tmp_path / "training.db"))
