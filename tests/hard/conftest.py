"""The shim, compiled once, and stores to work on, built once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hard import desks, shim


@pytest.fixture(scope="session")
def disk_shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shim as a library."""
    if not shim.USABLE:
        pytest.skip(shim.REASON)
    return shim.compiled(tmp_path_factory.mktemp("shim"))


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Give a store with so many disputes in it, built the first time; copy it before work is done on it."""
    folder = tmp_path_factory.mktemp("hard")

    def of(count: int) -> Path:
        path = folder / f"{count}.db"
        if not path.exists():
            desks.build(path, count) if count else desks.empty(path)
        return path

    return of


@pytest.fixture
def store_of(stores: Callable[[int], Path], tmp_path: Path) -> Callable[[int], Path]:
    """A store of a test's own with so many disputes in it."""

    def of(count: int) -> Path:
        folder = tmp_path / f"store-of-{count}"
        folder.mkdir()
        return Path(shutil.copyfile(stores(count), folder / "live.db"))

    return of
