"""What every measurement stands on: runs in turns, medians, a row of the table, a place for large stores.

The machine may be busy, so only ratios are quoted, and both sides of a ratio come from the same run: one of
ours, one of theirs, in turns.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

CACHE = "CASEWORKER_BENCH_CACHE"
"""Environment variable: the folder in which large stores are kept from one run to the next."""
TODAY = date(2026, 11, 20)
"""The day on which every measurement takes place: a working Friday."""
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    what: str
    ours: str
    beside: str
    """What it is measured beside, with its own figure; empty where the goal is a number of its own."""
    value: float
    """What is held against the goal: a ratio, or milliseconds."""
    goal: float
    unit: str = "x"
    least: bool = False
    """The goal is the least that is wanted; else the most."""

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.value >= self.goal if self.least else self.value <= self.goal

    def cells(self) -> tuple[str, ...]:
        """The row as it is printed."""
        sign = "≥" if self.least else "≤"
        return (
            self.what,
            self.ours,
            self.beside or "—",
            quantity(self.value, self.unit),
            f"{sign} {self.goal:g} {self.unit}",
            "met" if self.met else "MISSED",
        )


HEAD = ("what", "ours", "beside", "figure", "goal", "")


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [HEAD, tuple("---" for _ in HEAD), *(row.cells() for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def quantity(value: float, unit: str) -> str:
    """A figure with its unit, as precise as it is worth."""
    return f"{value:.2f} {unit}" if abs(value) < 10 else f"{value:.0f} {unit}"


def ms(seconds: float) -> str:
    """Seconds as milliseconds."""
    return quantity(seconds * 1000, "ms")


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes; the collector waits outside."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def cpu(work: Callable[[], object]) -> float:
    """How long the processor works for one run, where the work waits for nothing: the machine is shared."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def in_turns(works: Sequence[Callable[[], float]], runs: int, *, warm: int = 1) -> list[float]:
    """The median of each, run in turns so that a busy moment falls on all of them.

    Garbage is looked for as seldom as in the program itself, on either side.

    Args:
        works: each gives what it measured.
        warm: runs before, which are not counted.
    """
    from caseworker.__main__ import look_less

    look_less()
    found: list[list[float]] = [[] for _ in works]
    for turn in range(warm + runs):
        for n, work in enumerate(works):
            value = work()
            if turn >= warm:
                found[n].append(value)
    return [statistics.median(values) for values in found]


def cache() -> Path:
    """The folder of large stores, outside the project: they are made once."""
    path = Path(os.environ.get(CACHE) or Path(tempfile.gettempdir()) / "caseworker-bench")
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for one measurement, gone after it."""
    with tempfile.TemporaryDirectory(prefix="run-", dir=cache()) as folder:
        yield Path(folder)


def sandbox(path: Path) -> Path:
    """The practice office of `TODAY`, built at a path where it is not there yet."""
    if not path.exists():
        from caseworker.practice.build import build

        build(path, seed=7, today=TODAY)
    return path


def alone(measured: Callable[[int], list[Row]], *, runs: int) -> None:
    """Run one file of measurements by itself and print its rows."""
    parser = argparse.ArgumentParser(description=measured.__doc__)
    parser.add_argument("--runs", type=int, default=runs, help=f"runs of each side (default {runs})")
    print(table(measured(parser.parse_args().runs)))
