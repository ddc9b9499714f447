"""The days of a million open cases worked out anew for a changed bank holiday, on one core."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from bench.measure import TODAY, Row, alone, scratch
from bench.million import stores
from bench.offices import live
from caseworker.casework.desk.reclock import reclock
from caseworker.law import calendar, clocks
from caseworker.reading import standing

ASKED = 20_000
"""Cases, or clocks, a second that are asked for."""
PROCLAIMED = (date(2026, 12, 14), date(2026, 12, 10), date(2026, 12, 2))
"""Working days on which many last days of the million cases hang."""


def measured(runs: int = 1) -> list[Row]:
    """Re-clock a million cases for a bank holiday that was proclaimed; by the processor's own time."""
    _, full = stores()
    with scratch() as folder:
        copy = folder / "million.db"
        shutil.copy2(full, copy)
        office = live(copy, "sefton")
        reclock(office)
        rate, changed = 0.0, 0
        for day in PROCLAIMED[: max(1, runs)]:
            with proclaimed(day):
                began = time.process_time()
                done = reclock(office)
                rate = max(rate, done.looked / (time.process_time() - began))
                changed = done.changed
        office.store.close()
    assert changed > 0
    worked = _clocks()
    return [
        Row(
            "re-clock 1,000,000 cases for a new bank holiday",
            f"{rate:,.0f} a second ({changed:,} changed)",
            "",
            rate,
            ASKED,
            "a second",
            least=True,
        ),
        Row("a clock with its working", f"{worked:,.0f} a second", "", worked, ASKED, "a second", least=True),
    ]


@contextmanager
def proclaimed(day: date) -> Iterator[None]:
    """A bank holiday more, for as long as it lasts."""
    usual = calendar.england
    more = usual().with_holiday(day, "proclaimed")
    for module in (calendar, clocks, standing):
        module.england = lambda: more  # type: ignore[attr-defined]
    standing.limits.cache_clear()
    try:
        yield
    finally:
        for module in (calendar, clocks, standing):
            module.england = usual  # type: ignore[attr-defined]
        standing.limits.cache_clear()


def _clocks() -> float:
    """Clocks worked out in a second, each with its working."""
    began = time.process_time()
    for at in range(5_000):
        clocks.work_out("tma-reg9", "reply", TODAY - timedelta(days=at % 300))
    return 5_000 / (time.process_time() - began)


if __name__ == "__main__":
    alone(measured, runs=1)
