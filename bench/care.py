"""``python -m bench.care [tune | fit]``: how well reasons for care are found in passages; only sums.

Once by phrases alone, once with the model of meanings too. ``tune`` fits the model anew (needs torch; some 15
minutes), ``fit`` then chooses from which sum on it is believed.
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
NAMES = ("care-development", "care-unseen", "care-held", "care-held-two")
"""The files of passages that are measured."""
KEPT = ROOT / "caseworker" / "reading" / "data" / "learned"


def measure(path: Path, found_in: Callable[[str], tuple[CareFlag, ...]] = flags) -> dict[str, object]:
    """Recall of each flag, and how often an innocent passage raises one.

    Args:
        path: lines of ``id``, ``flag`` (one of `ORDER`, or ``none``), ``text``, perhaps ``also`` and ``how``.
        found_in: what finds the reasons in a text.
    """
    raised, found = Counter[object](), Counter[object]()
    false = Counter[str]()
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
        how = row.get("how")
        for flag in said if how else ():
            raised[flag, how] += 1
            found[flag, how] += flag in seen
    took = (time.perf_counter() - began) / max(1, len(rows))
    return {
        "recall": {one: f"{found[one]} of {raised[one]}" for one in ORDER},
        **{
            str(how): {one: f"{found[one, how]} of {raised[one, how]}" for one in ORDER if raised[one, how]}
            for how in sorted({row["how"] for row in rows if row.get("how") and row["flag"] != "none"})
        },
        "innocent": innocent,
        "false alarms": dict(false),
        "ms each": round(1000 * took, 1),
    }


def ordinary(found_in: Callable[[str], tuple[CareFlag, ...]]) -> str:
    """How many development letters that give no reason for care raise one."""
    lines = (FOLDER / "development.jsonl").read_text(encoding="utf-8").splitlines()
    plain = [row["text"] for row in map(json.loads, lines) if not row.get("care")]
    return f"{sum(bool(found_in(text)) for text in plain)} of {len(plain)}"


HOW = {"phrases": flags, "phrases and meanings": read_with_care}
"""What finds the reasons in a text."""


def main() -> None:
    """Print the sums of the passages that phrases were made with, and of those never read; or learn."""
    parser = argparse.ArgumentParser(prog="python -m bench.care", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("measure", "tune", "fit"), default="measure")
    parser.add_argument("name", nargs="?", choices=("all", *NAMES), default="all")
    asked = parser.parse_args()
    if asked.what == "tune":
        from bench.motorists import caring

        caring.write(KEPT)
        return
    if asked.what == "fit":
        from bench.motorists import marking

        tell(marking.write(KEPT))
        return
    for how, found_in in HOW.items():
        print(f"development letters without a reason for care, {how}: {ordinary(found_in)} flagged")
    for name in NAMES if asked.name == "all" else (asked.name,):
        path = FOLDER / f"{name}.jsonl"
        if path.is_file():
            for how, found_in in HOW.items():
                print(f"{name}, {how}")
                tell(measure(path, found_in))


def tell(sums: dict[str, object]) -> None:
    """Print sums, a line each."""
    for what, value in sums.items():
        print(f"  {what}: {value}")


if __name__ == "__main__":
    main()
