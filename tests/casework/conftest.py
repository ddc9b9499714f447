"""An office with imported disputes: built once, copied for each test; on PostgreSQL too, if there is one."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.casework import office
from tests.casework.office import Desk

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A live store with the folder taken in."""
    path = tmp_path_factory.mktemp("office") / "live.db"
    office.build(path)
    return path


@pytest.fixture(scope="session")
def built_postgres() -> Iterator[str]:
    """The name of a database that holds the same."""
    name = f"caseworker_office_{os.getpid()}"
    postgres.run(f"DROP DATABASE IF EXISTS {name}")
    postgres.run(f"CREATE DATABASE {name}")
    office.build(postgres.url(name))
    yield name
    postgres.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Iterator[Desk]:
    """The office on SQLite."""
    path = tmp_path / "live.db"
    shutil.copy2(built, path)
    desk = Desk(str(path))
    yield desk
    desk.close()


@pytest.fixture
def server_desk(built_postgres: str) -> Iterator[Desk]:
    """The office on PostgreSQL."""
    name = f"caseworker_desk_{os.getpid()}_{next(_numbers)}"
    postgres.run(f"CREATE DATABASE {name} TEMPLATE {built_postgres}")
    desk = Desk(postgres.url(name))
    yield desk
    desk.close()
    postgres.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["desk", pytest.param("server_desk", marks=pytest.mark.postgres)])
def each_desk(request: pytest.FixtureRequest) -> Desk:
    """The office on each engine in turn."""
    found: Desk = request.getfixturevalue(request.param)
    return found
