"""The labelled letters and the example sentences, read."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.measure import ROOT

HERE = Path(__file__).parent
SENTENCES = ROOT / "caseworker" / "reading" / "data" / "sentences"
FOLDS = 5
LEARNED = ("development", "more")
"""Files of letters that points are learned from."""
USUAL = "development"
"""The one of them whose letters come as post comes: what is usual is counted in it."""
WEIGHED = "weighing"
"""The file of letters by which it is learned how to weigh the signs: nothing else is learned from them."""
PASSAGES = ("care-development", "care-more", "care-third", "care-fourth", "care-fifth")
"""Files of passages that reasons for care are learned from."""
KEPT_BACK = ("4", "6")
"""Portions of passages that the model is not fitted to: they tell from which sum on a reason is told."""


@dataclass(frozen=True)
class Letter:
    """One labelled letter."""

    id: str
    text: str
    regime: str
    code: str
    stage: str
    points: frozenset[str]
    optional: frozenset[str]
    traps: frozenset[str]
    quotes: dict[str, str]


@dataclass(frozen=True)
class Example:
    """One example sentence of a point; a near miss does not raise it."""

    slug: str
    raises: bool
    text: str


def letters(name: str) -> list[Letter]:
    """The letters of a file of this folder, or of any path."""
    path = HERE / f"{name}.jsonl" if "/" not in name else Path(name)
    return [
        _letter(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def _letter(row: dict[str, Any]) -> Letter:
    return Letter(
        row["id"],
        row["text"],
        row["regime"],
        row["contravention_code"],
        row["stage"],
        frozenset(row["points"]),
        frozenset(row.get("optional_points", ())),
        frozenset(row.get("not_points", ())),
        row.get("quotes", {}),
    )


def examples() -> list[Example]:
    """The example sentences of every point."""
    return [
        Example(path.stem, line.startswith("+"), line[2:])
        for path in sorted(SENTENCES.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line[:2] in ("+ ", "- ")
    ]


def folds(many: int, seed: int = 3) -> list[int]:
    """The fold of each letter, the same at every run."""
    order = list(range(many))
    random.Random(seed).shuffle(order)
    found = [0] * many
    for place, n in enumerate(order):
        found[n] = place % FOLDS
    return found


def fingerprint() -> str:
    """What points are learned from, in one number: the sentences and the letters, byte for byte."""
    return _digest(*sorted(SENTENCES.glob("*.txt")), *_files(*LEARNED, WEIGHED))


def fingerprint_of(*names: str) -> str:
    """Some files of this folder in one number, byte for byte."""
    return _digest(*_files(*names))


def _files(*names: str) -> list[Path]:
    return [HERE / f"{name}.jsonl" for name in names]


def _digest(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
