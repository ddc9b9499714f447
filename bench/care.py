"""How well reasons for care are found in passages that were written for measuring: only sums are printed."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

from caseworker.reading.care import ORDER, flags

FOLDER = Path(__file__).parent / "motorists"


def measure(path: Path) -> dict[str, object]:
    """Recall of each flag, and how often an innocent passage raises one.

    Args:
        path: lines of ``id``, ``flag`` (one of `ORDER`, or ``none``), ``text`` and perhaps ``also``.
    """
    raised, found, false = Counter[str](), Counter[str](), Counter[str]()
    innocent = 0
    began = time.perf_counter()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for row in rows:
        said = {row["flag"], *row.get("also", ())} - {"none"}
        seen = {one.flag for one in flags(row["text"])}
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
    """Print the sums of the passages that the phrases were made with, and of those never read."""
    for name in ("care-development", "care-unseen"):
        path = FOLDER / f"{name}.jsonl"
        if path.is_file():
            print(name)
            for what, value in measure(path).items():
                print(f"  {what}: {value}")


if __name__ == "__main__":
    main()
