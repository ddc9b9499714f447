"""An office with nothing in it yet, for what an import brings."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caseworker.casework.office import Office
from tests.casework import office as offices

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@pytest.fixture
def office(template: Path, tmp_path: Path) -> Office:
    """An office on an empty live store of its own."""
    return offices.office(shutil.copy2(template, tmp_path / "store.db"), at=NOW)


@pytest.fixture
def on_postgres(office: Office, new_database: Callable[[bool], str]) -> Iterator[Office]:
    """The same office on a database of its own."""
    moved = replace(office, store_url=new_database(True))
    yield moved
    moved.store.close()
