"""From the key to the next case on the screen: by ``n``, and by the ``y`` that issues a letter."""

from __future__ import annotations

import asyncio
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.deciding import aside
from bench.measure import Row, alone, ms, sandbox, scratch

if TYPE_CHECKING:
    from bench.desk import Watched
    from caseworker.casework.office import Office

GOAL = 50.0
Spent = dict[str, list[float]]
"""By step: the seconds that it took, one for each case."""


def measured(runs: int = 12) -> list[Row]:
    """The next case by `n` and after `y`, until it stands on the screen; acts and drawing apart."""
    with scratch() as folder:
        built = sandbox(folder / "sandbox.db")
        rows = []
        for key, words in (("n", "next case by n"), ("y", "next case after issuing by y")):
            store = folder / f"{key}.db"
            shutil.copyfile(built, store)
            taken, spent = asyncio.run(_presses(store, key, runs))
            median = statistics.median(taken)
            steps = {name: statistics.median(found) for name, found in spent.items() if found}
            steps["drawing and waiting"] = median - sum(steps.values())
            parts = ", ".join(f"{name} {ms(took)}" for name, took in steps.items())
            rows.append(Row(words, ms(median), parts, median * 1000, GOAL, "ms"))
    return rows


async def _presses(store: Path, key: str, runs: int) -> tuple[list[float], Spent]:
    """Press the key on one case after another.

    The frame is waited for as on a screen: Textual draws sixty times a second.
    """
    from bench.desk import sitting
    from bench.offices import training

    office = training(store)
    taken: list[float] = []
    with _timed() as spent:
        async with sitting(office) as app:
            if key == "y":
                await app.until(lambda: app.desk.mode.name == "case", "n")
            for turn in range(runs + 2):
                if key == "y":
                    await _ready_to_issue(app, office, store)
                before = app.file.view.id if app.file.view else 0
                spent_before = {name: len(found) for name, found in spent.items()}
                took = await app.until(lambda before=before: _another(app, before), key)
                await app.rest()
                if key == "n":
                    aside(store, app.file.seen.id)
                if turn >= 2:
                    taken.append(took)
                else:
                    for name, found in spent.items():
                        del found[spent_before[name] :]
    return taken, spent


def _another(app: Watched, before: int) -> bool:
    """Whether another case is shown from its start."""
    view = app.file.view
    return app.desk.mode.name == "case" and view is not None and view.id != before


async def _ready_to_issue(app: Watched, office: Office, store: Path) -> None:
    """Bring the open case to its last look, past cases whose letter asks for more than keys."""
    from bench.deciding import decided

    while decided(office, app.file.seen) is None:
        before = app.file.seen.id
        aside(store, before)
        await app.until(lambda before=before: _another(app, before), "n")
        await app.rest()
    await app.file.reread()
    for key, mode in (("l", "compose"), ("f9", "preflight")):
        await app.until(lambda mode=mode: app.desk.mode.name == mode, key)
        await app.rest()


@contextmanager
def _timed() -> Iterator[Spent]:
    """Time the acts between the key and the case."""
    from caseworker.casework.desk import claim, issue, view

    spent: Spent = {}
    acts: list[tuple[Any, str, str]] = [
        (issue, "issue", "issue"),
        (claim, "claim_next", "claim"),
        (view, "view", "read"),
    ]
    plain = [getattr(module, name) for module, name, _ in acts]

    def timed(act: Callable[..., Any], found: list[float]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            start = time.perf_counter()
            try:
                return act(*args, **kwargs)
            finally:
                found.append(time.perf_counter() - start)

        return run

    for (module, name, words), act in zip(acts, plain, strict=True):
        setattr(module, name, timed(act, spent.setdefault(words, [])))
    try:
        yield spent
    finally:
        for (module, name, _), act in zip(acts, plain, strict=True):
            setattr(module, name, act)


if __name__ == "__main__":
    alone(measured, runs=12)
