"""Choose from which sum on the model is to tell of each reason for care: ``python -m bench.care fit``.

By the letters of weighing, from which nothing else of care is learned: only a small share of those that give
no reason may sound like one. A text of one window is held against the first window of each letter, one of two
against the first two. Such letters are far more than those that do give one; some are labelled too sparingly.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.motorists.letters import HERE, KEPT_BACK, PASSAGES, WEIGHED, fingerprint_of
from caseworker.reading.care import ORDER, flags
from caseworker.reading.fitting import CARED
from caseworker.reading.meaning import fitted_encoder
from caseworker.reading.phrases import searchable
from caseworker.reading.undertones import READ, sounds, windows

Table = Any
HEADS, HEAD = "caring-heads.bin", "caring.json"
"""The files of the judges, and of the sums from which on they are believed."""
DANGER, NEED = (0.03, 0.02, 0.01), (0.012, 0.02, 0.01)
SHARES = {
    "self-harm": (0.04, 0.03, 0.02),
    "threat": DANGER,
    "abuse": DANGER,
    "bereavement": NEED,
    "vulnerability": NEED,
}
"""The share of letters without a reason that may sound like each: of one window, of two, of more."""
LONGEST = 3
"""Windows from which on a text is long."""


@dataclass(frozen=True)
class Heard:
    """A text with its labels, how much each window sounds like each reason, and which ones phrases find."""

    labels: Table
    sums: Table
    said: Table

    def loudest(self, first: int | None = None) -> Table:
        """How much its loudest window sounds like each reason, of the first so many."""
        return self.sums[:first].max(0)


def rows(name: str) -> list[dict[str, Any]]:
    """The lines of a file of this folder."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def labels(row: dict[str, Any]) -> Table:
    """Which reasons for care a passage or a letter gives, a number each."""
    said = {row.get("flag"), *row.get("also", ()), *row.get("care", ())}
    return np.array([one in said for one in ORDER], np.float32)


def heard(row: dict[str, Any]) -> Heard | None:
    """A text as the program hears it; nothing where it holds no word."""
    model = fitted_encoder(CARED)
    assert model, "the model of meanings is not installed: see docs/figures.md"
    search = searchable(row["text"][:READ])
    some = windows(model, search)
    if not some:
        return None
    found = {one.flag for one in flags(row["text"])}
    said = np.array([one in found for one in ORDER])
    return Heard(labels(row) > 0, np.array([sums for sums, _ in sounds(model, search, some)]), said)


def keep(folder: Path, head: dict[str, Any]) -> None:
    """Write what was learned from, and from which sum on each reason is told."""
    (folder / HEAD).write_text(json.dumps(head, indent=1) + "\n", encoding="utf-8")


def write(folder: Path) -> dict[str, object]:
    """Choose, write what the program keeps, and say what is told of passages that were kept back."""
    letters = [one for row in rows(WEIGHED) if (one := heard(row)) and not one.labels.any()]
    least = [_least(letters, many) for many in range(1, LONGEST + 1)]
    head = json.loads((folder / HEAD).read_text(encoding="utf-8"))
    head |= {
        "told_by": fingerprint_of(WEIGHED),
        "least": [dict(zip(ORDER, row, strict=True)) for row in least],
    }
    keep(folder, head)
    kept = [row for name in PASSAGES for row in rows(name) if row.get("portion") in KEPT_BACK]
    return told([one for row in kept if (one := heard(row))], letters, np.array(least))


def _least(letters: list[Heard], many: int) -> list[float]:
    """From which sum on each reason is told of a text of so many windows, or of more."""
    long = [one for one in letters if len(one.sums) >= many]
    sums = np.array([one.loudest(many if many < LONGEST else None) for one in long])
    said = np.array([one.said for one in long])
    return [
        round(float(np.quantile(sums[~said[:, n], n], 1 - SHARES[name][many - 1])), 3)
        for n, name in enumerate(ORDER)
    ]


def told(passages: list[Heard], letters: list[Heard], least: Table) -> dict[str, object]:
    """What is told, by phrases too, of passages and of letters without a reason."""

    def marked(some: list[Heard]) -> Table:
        bounds = least[[min(len(one.sums), len(least)) - 1 for one in some]]
        return (np.array([one.loudest() for one in some]) >= bounds) | np.array([one.said for one in some])

    raised = np.array([one.labels for one in passages])
    found, ordinary = marked(passages), marked(letters)
    innocent = ~raised.any(1)
    return {
        "told of passages kept back": {
            name: f"{found[raised[:, n], n].sum()} of {raised[:, n].sum()}" for n, name in enumerate(ORDER)
        },
        "innocents of them marked": f"{found[innocent].any(1).sum()} of {innocent.sum()}",
        "letters marked": f"{ordinary.any(1).sum()} of {len(letters)}",
        "letters marked by phrases": f"{sum(one.said.any() for one in letters)} of {len(letters)}",
    }
