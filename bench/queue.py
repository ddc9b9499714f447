"""A queue of a million cases beside an empty one: opening, keys, memory."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from bench.measure import NOW, ROOT, Row, alone, in_turns, ms, scratch
from bench.million import stores
from bench.terminal import Moment, seen_after

KEYS = {"down": 90, "pagedown": 40, "end": 9}
"""Keys and how often each is pressed."""
EMPTY = "The queue is empty"


def measured(runs: int = 13) -> list[Row]:
    """Opening a million cases beside opening none; the keys; what it takes of memory."""
    empty, full = stores()
    return [_opening(empty, full, runs), *_walking(empty, full, max(1, runs // 6))]


def _opening(empty: Path, full: Path, runs: int) -> Row:
    from caseworker.store.engine import Store
    from caseworker.store.window import Window

    pcn = Window(Store.open(full, expect="live"), today=NOW.date()).page(0, 1)[0].pcn

    found: list[Moment] = []

    def opened(store: Path, mark: str, home: Path) -> float:
        command = (sys.executable, "-m", "caseworker", "open", "--store", str(store))
        found[:] = seen_after(command, (mark,), cwd=ROOT, home=home)
        return found[0].seconds

    with scratch() as home:
        floor, floor_cpu, ours, ours_cpu = in_turns(
            (
                lambda: opened(empty, EMPTY, home),
                lambda: found[0].cpu,
                lambda: opened(full, pcn, home),
                lambda: found[0].cpu,
            ),
            runs,
        )
    took = f"{ms(ours)} (work {ours_cpu / floor_cpu:.2f} x)"
    return Row("queue of 1,000,000 opens", took, f"empty queue {ms(floor)}", ours / floor, 1.1)


def _walking(empty: Path, full: Path, runs: int) -> list[Row]:
    walks: list[dict[str, float]] = []
    memory: list[list[float]] = [[], []]
    for _ in range(runs):
        for at, store in enumerate((empty, full)):
            found = _child(store)
            memory[at].append(found["memory"])
            walks.append(found)
    keys = [walk for walk in walks if "down" in walk]
    median = {key: statistics.median(walk[key] for walk in keys) for key in KEYS}
    goals = {"down": ("key", 5.0), "pagedown": ("page", 16.0), "end": ("end", 50.0)}
    rows = [
        Row(f"{words} in 1,000,000 cases", ms(median[key]), "", median[key] * 1000, goal, "ms")
        for key, (words, goal) in goals.items()
    ]
    none, million = (statistics.median(one) for one in memory)
    beside = f"empty queue {none:.0f} MiB"
    return [
        *rows,
        Row("memory after walking 1,000,000", f"{million:.0f} MiB", beside, million - none, 20, "MiB more"),
    ]


def _child(store: Path) -> dict[str, float]:
    """Walk through a queue in a process of its own.

    Textual draws at most sixty times a second. That wait is the same for whatever is drawn, so here it draws
    a thousand times: what is measured is the work.
    """
    command = (sys.executable, "-m", "bench.queue", "--walk", str(store))
    environment = os.environ | {"TEXTUAL_FPS": "1000"}
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return found


async def walk(store: Path) -> dict[str, float]:
    """Press the keys on one store: the median of each in seconds, and the memory at the end in MiB."""
    from bench.desk import sitting
    from bench.offices import live

    found: dict[str, float] = {}
    async with sitting(live(store)) as app:
        pane = app.desk.queue
        table = pane.table

        def stands(wanted: int) -> bool:
            """Whether the cursor is there, and every row in view was read."""
            top, height = table.scroll_offset.y, table.scrollable_content_region.height - 1
            last = min(top + height, pane.pages.count) - 1
            read = all(pane.pages.row(row) is not None for row in (top, last))
            return read and table.cursor_index == wanted

        for key, presses in KEYS.items() if pane.pages.count else ():
            taken = []
            for _ in range(presses):
                if key == "end":
                    table.action_first()
                    await app.rest()
                count, page = pane.pages.count, table.scrollable_content_region.height - 1
                at = table.cursor_index
                to = {"down": at + 1, "pagedown": min(at + page, count - 1), "end": count - 1}[key]
                taken.append(await app.until(lambda to=to: stands(to), key))
                await asyncio.sleep(0.01)
            found[key] = statistics.median(taken)
        await app.rest()
        found["memory"] = _memory()
    return found


def _memory() -> float:
    """What this process holds, in MiB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the system does not tell what a process holds")


if __name__ == "__main__":
    if "--walk" in sys.argv:
        parser = argparse.ArgumentParser()
        parser.add_argument("--walk", type=Path)
        print(json.dumps(asyncio.run(walk(parser.parse_args().walk))))
    else:
        alone(measured, runs=13)
