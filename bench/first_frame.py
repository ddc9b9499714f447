"""From the command to the first frame, and to the first rows of the queue, beside a trivial Textual app."""

from __future__ import annotations

import sys
from pathlib import Path

from bench import trivial
from bench.measure import ROOT, Row, alone, in_turns, ms, sandbox, scratch
from bench.terminal import Moment, seen_after

FRAME = "QUEUE"
"""The mode's word at the foot: it stands as soon as the frame does."""


def first_pcn(store: Path) -> str:
    """The PCN in the queue's first row."""
    from caseworker.store.engine import Store
    from caseworker.store.window import Window

    opened = Store.open(store, expect="training")
    assert opened.today_on is not None
    return Window(opened, today=opened.today_on).page(0, 1)[0].pcn


def measured(runs: int = 9) -> list[Row]:
    """First frame and first rows of the whole process, in a terminal of 120x40."""
    with scratch() as folder:
        store = sandbox(folder / "sandbox.db")
        pcn = first_pcn(store)
        command = (sys.executable, "-m", "caseworker", "sandbox", "--store", str(store))
        floor_command = (sys.executable, "-m", "bench.trivial")
        found: list[Moment] = []

        def ours() -> float:
            found[:] = seen_after(command, (FRAME, pcn), cwd=ROOT, home=folder)
            return found[0].seconds

        def theirs() -> float:
            found[:] = seen_after(floor_command, (trivial.MARK,), cwd=ROOT, home=folder)
            return found[0].seconds

        floor, floor_cpu, frame, frame_cpu, rows, rows_cpu = in_turns(
            (
                theirs,
                lambda: found[0].cpu,
                ours,
                lambda: found[0].cpu,
                lambda: found[1].seconds,
                lambda: found[1].cpu,
            ),
            runs,
            warm=2,
        )
    beside = f"trivial Textual app {ms(floor)}"
    return [
        Row("first frame", f"{ms(frame)} (work {frame_cpu / floor_cpu:.2f} x)", beside, frame / floor, 1.3),
        Row("first queue rows", f"{ms(rows)} (work {rows_cpu / floor_cpu:.2f} x)", beside, rows / floor, 1.6),
    ]


if __name__ == "__main__":
    alone(measured, runs=9)
