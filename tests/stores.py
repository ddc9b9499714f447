"""Stores for tests: made once by the migrations, then copied; on PostgreSQL too, if there is one."""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from caseworker.store.engine import Store
from tests import builders, postgres

_numbers = itertools.count(1)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder with what takes seconds to build: the process that asks first makes it for all of the run.

    A store in it is never opened: copy it, and work on the copy.
    """
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = folder.with_suffix(".making")
            making.mkdir()
            make(making)
            making.rename(folder)
    return folder


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole practice office as officers get it; never opened by a test."""
    from caseworker.practice.build import build

    def make(folder: Path) -> None:
        build(folder / "training.db", seed=7, today=builders.TODAY)

    return once(tmp_path_factory, "prepared", make) / "training.db"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty live store, made by the migrations."""
    path = tmp_path_factory.mktemp("template") / "live.db"
    builders.store(path)
    return path


@pytest.fixture
def sqlite_store(template: Path, tmp_path: Path) -> Store:
    """An empty live store in a file."""
    path = tmp_path / "store.db"
    shutil.copy2(template, path)
    return Store.open(path, expect="live", busy_ms=2_000)


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The name of a database that holds an empty live store."""
    name = f"caseworker_template_{os.getpid()}"
    postgres.run(f"DROP DATABASE IF EXISTS {name}")
    postgres.run(f"CREATE DATABASE {name}")
    builders.store(postgres.url(name)).close()
    yield name
    postgres.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def new_database(request: pytest.FixtureRequest) -> Iterator[Callable[[bool], str]]:
    """Make databases, empty or with a store in them, that are dropped after the test."""
    made: list[str] = []

    def make(filled: bool) -> str:
        name = f"caseworker_test_{os.getpid()}_{next(_numbers)}"
        like = f" TEMPLATE {request.getfixturevalue('postgres_template')}" if filled else ""
        postgres.run(f"CREATE DATABASE {name}{like}")
        made.append(name)
        return postgres.url(name)

    yield make
    for name in made:
        postgres.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_store(new_database: Callable[[bool], str]) -> Iterator[Store]:
    """An empty live store in a database of its own."""
    store = Store.open(new_database(True), expect="live")
    yield store
    store.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest) -> Any:
    """An empty live store on each engine in turn."""
    return request.getfixturevalue(f"{request.param}_store")
