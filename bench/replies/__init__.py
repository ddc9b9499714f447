"""The letter check on replies written by hand: faults found by code, and clean replies left alone.

``python -m bench.replies`` prints recall by code on the development replies, with ``fresh`` on those that
came later; with one of `UNREAD`, only sums on replies that nobody who works on the check reads.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.measure import Row, cpu, ms
from caseworker.cli.letter_facts import facts_of
from caseworker.law.findings import finding
from caseworker.letters.preflight import check
from caseworker.reading import dealing
from caseworker.reading.faults import faults as sounds

FOLDER = Path(__file__).parent
SUBSTANTIVE = frozenset(
    [
        "point-not-addressed",
        "evidence-ignored",
        "wrong-law",
        "wrong-fact",
        "fettered-discretion",
        "unexplained-decision",
    ]
)
"""What the goal of 75 in a hundred is about; the statutory faults are those that facts alone decide."""
UNREAD = ("unseen", "fifth", "sixth", "ninth")
"""Of these only sums are printed."""
LABELS = ("reply", "faults", "optional_faults", "notes", "id")


@dataclass
class Sums:
    """What was found in one set of replies."""

    found: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    told: int = 0
    """Findings told."""
    right: int = 0
    """Of these, those that a label has, as a fault or as one to be defended either way."""
    clean: int = 0
    red: int = 0
    """Clean replies with any red."""
    hard: int = 0
    """Clean replies with a hard red."""
    seconds: float = 0.0
    replies: int = 0

    def share(self, codes: Iterator[str] | frozenset[str] | set[str]) -> float:
        """How many in a hundred of the faults of these codes were found."""
        wanted = list(codes)
        there = sum(self.there[code] for code in wanted)
        return 100 * sum(self.found[code] for code in wanted) / there if there else 100.0

    @property
    def statutory(self) -> set[str]:
        """The codes that facts alone decide, of those that are there."""
        return {code for code in self.there if finding(code).hard}


def _key(code: str) -> str:
    """A code as it is compared: with its slug only where that says which point."""
    kind = code.partition(":")[0]
    return code if kind == "point-not-addressed" else kind


def measure(name: str) -> Sums:
    """Check every reply of a file."""
    sums = Sums()
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        facts, enclosures = facts_of({key: value for key, value in row.items() if key not in LABELS})
        reply: str = row["reply"]
        sums.seconds += cpu(lambda: check(reply, facts, enclosures=enclosures, deals=dealing, sounds=sounds))  # noqa: B023
        findings = check(reply, facts, enclosures=enclosures, deals=dealing, sounds=sounds)
        told = {_key(one.code) for one in findings}
        faults = {_key(one) for one in row["faults"]}
        _count(sums, told, faults, {_key(one) for one in row.get("optional_faults", ())})
        if not faults:
            sums.clean += 1
            sums.red += any(one.level == "red" for one in findings)
            sums.hard += any(one.hard for one in findings)
    return sums


def _count(sums: Sums, told: set[str], faults: set[str], optional: set[str]) -> None:
    sums.replies += 1
    sums.told += len(told)
    sums.right += len(told & (faults | optional))
    for code in faults:
        sums.there[code.partition(":")[0]] += 1
        sums.found[code.partition(":")[0]] += code in told


def rows(name: str) -> list[Row]:
    """The goals, measured on one set of replies."""
    sums = measure(name)
    said = f"{sums.replies} {name} replies"
    statutory, substantive = sums.share(sums.statutory), sums.share(SUBSTANTIVE)
    red, hard = 100 * sums.red / sums.clean, 100 * sums.hard / sums.clean
    precision = 100 * sums.right / sums.told
    each = sums.seconds / sums.replies
    return [
        Row(f"statutory faults found, {said}", f"{statutory:.0f} %", "", statutory, 95, "%", least=True),
        Row(
            f"substantive faults found, {said}", f"{substantive:.0f} %", "", substantive, 75, "%", least=True
        ),
        Row(f"clean replies with any red, {said}", f"{sums.red} of {sums.clean}", "", red, 5, "%"),
        Row(f"clean replies with a hard red, {said}", f"{sums.hard} of {sums.clean}", "", hard, 5, "%"),
        Row(f"findings that a label has, {said}", f"{precision:.0f} %", "", precision, 75, "%", least=True),
        Row(f"check of one reply, {said}", ms(each), "", each * 1000, 50, "ms"),
    ]


def measured() -> list[Row]:
    """Both sets."""
    return [row for name in ("development", "unseen") for row in rows(name)]


def main() -> None:
    """Recall by code on the replies the check is made with, or sums alone on the unseen ones."""
    name = sys.argv[1] if len(sys.argv) > 1 else "development"
    if name not in UNREAD:
        sums = measure(name)
        for code in sorted(sums.there):
            print(f"{sums.found[code]:4} of {sums.there[code]:3}  {code}")
    for row in rows(name):
        print(" · ".join(row.cells()))
