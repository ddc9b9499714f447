"""``python -m bench.care [fit]``: how well reasons for care are found in passages written for it; only sums.

Once by phrases alone, once with the model of meanings too. ``fit`` learns the weights of the second way.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench.measure import ROOT
from caseworker.reading.care import ORDER, CareFlag, flags
from caseworker.reading.undertones import read_with_care

FOLDER = Path(__file__).parent / "motorists"
WEIGHTS = ROOT / "caseworker" / "reading" / "data" / "learned" / "care.json"


def measure(path: Path, found_in: Callable[[str], tuple[CareFlag, ...]] = flags) -> dict[str, object]:
    """Recall of each flag, and how often an innocent passage raises one.

    Args:
        path: lines of ``id``, ``flag`` (one of `ORDER`, or ``none``), ``text`` and perhaps ``also``.
        found_in: what finds the reasons in a text.
    """
    raised, found, false = Counter[str](), Counter[str](), Counter[str]()
    innocent = 0
    began = time.perf_counter()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for row in rows:
        said = {row["flag"], *row.get("also", ())} - {"none"}
        seen = {one.flag for one in found_in(row["text"])}
        raised.update(said)
        found.update(said & seen)
        if not said:
            innocent += 1
            false.update(seen or ())
            false["any"] += bool(seen)
    took = (time.perf_counter() - began) / max(1, len(rows))
    return {
        "recall": {one: f"{found[one]} of {raised[one]}" for one in ORDER},
        "innocent": innocent,
        "false alarms": dict(false),
        "ms each": round(1000 * took, 1),
    }


def main() -> None:
    """Print the sums of the passages that phrases were made with, and of those never read; or learn."""
    parser = argparse.ArgumentParser(prog="python -m bench.care", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("measure", "fit"), default="measure")
    if parser.parse_args().what == "fit":
        from bench.motorists.caring import write

        tell(write(WEIGHTS))
        return
    for name in ("care-development", "care-unseen"):
        path = FOLDER / f"{name}.jsonl"
        if path.is_file():
            for how, found_in in (("phrases", flags), ("phrases and meanings", read_with_care)):
                print(f"{name}, {how}")
                tell(measure(path, found_in))


def tell(sums: dict[str, object]) -> None:
    """Print sums, a line each."""
    for what, value in sums.items():
        print(f"  {what}: {value}")


if __name__ == "__main__":
    main()
