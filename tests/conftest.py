"""What every test stands on: a home folder of its own, long sets by request, and no silent skips."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.stores import (  # noqa: F401
    new_database,
    postgres_store,
    postgres_template,
    prepared,
    sqlite_store,
    store,
    template,
)

LONG = bool(os.environ.get("CASEWORKER_LONG"))
NO_SKIP = bool(os.environ.get("CASEWORKER_NO_SKIP"))

# Stores are many and small, and each commit waits for its disk: a folder in memory is far faster, where there
# is one. What a power cut or a full disk does is tested by a shim of its own, whatever the disk.
MEMORY = Path("/dev/shm")
ROOMY = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 8 * 1024**3
if ROOMY:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# The same examples on each run, so that a red run can be repeated; no deadline: machines are busy.
settings.register_profile("caseworker", derandomize=True, deadline=None, database=None)
settings.load_profile("caseworker")

_homes = itertools.count()
_ended = itertools.count(1)


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder of each test's own, and no settings of the person at the keyboard."""
    home = tmp_path_factory.getbasetemp() / f"home-{next(_homes)}"
    monkeypatch.setenv("CASEWORKER_HOME", str(home))
    for name in ("CASEWORKER_STORE", "NO_COLOR", "TEXTUAL_ANIMATIONS", "TEXTUAL"):
        monkeypatch.delenv(name, raising=False)
    yield home


@pytest.fixture(autouse=True)
def let_go() -> Iterator[None]:
    """Let go, now and then, of the desks that earlier tests opened: each keeps what it loaded, to its end."""
    yield
    if next(_ended) % 25 == 0:
        gc.unfreeze()
        gc.collect()
        gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what this run was not asked for, and say so."""
    for item in items:
        if item.get_closest_marker("long") and not LONG:
            item.add_marker(pytest.mark.skip(reason="a long set: set CASEWORKER_LONG=1"))
        if item.get_closest_marker("postgres") and not os.environ.get("CASEWORKER_TEST_POSTGRES"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: set CASEWORKER_TEST_POSTGRES"))


class NoSkips:
    """Where CASEWORKER_NO_SKIP is set, a skipped test fails the run: what was not run does not hold."""

    def __init__(self) -> None:
        self.skipped: list[str] = []

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped.append(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One test was run."""
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """One file was read."""
        self._note(report)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run that would otherwise be green."""
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name them, above pytest's closing line."""
        if self.skipped:
            terminalreporter.section("skipped, which fails this run")
            for nodeid in self.skipped:
                terminalreporter.line(nodeid)


def pytest_configure(config: pytest.Config) -> None:
    """In the process that reports; not in xdist's workers."""
    if NO_SKIP and not hasattr(config, "workerinput"):
        config.pluginmanager.register(NoSkips(), "no-skips")
