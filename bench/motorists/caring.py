"""Learn what a letter sounds as if about where care is needed; try it on what was left out.

One logistic regression over all reasons for care, on clauses and on neighbouring clauses together. Innocents
are passages that raise none, letters labelled with none, and example sentences of points.
"""

from __future__ import annotations

import json
import random
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from bench.motorists.learning import fitted, meanings
from bench.motorists.letters import FOLDS, HERE, KEPT_BACK, LEARNED, PASSAGES, examples, fingerprint
from caseworker.reading.care import ORDER, flags
from caseworker.reading.learned import LENGTH
from caseworker.reading.phrases import searchable
from caseworker.reading.points import worth_hearing
from caseworker.reading.undertones import BRIEF, SHORT, described, together

Table = Any
CARING = ("vulnerability-or-mental-health", "bereavement")
"""Points whose example sentences are no innocents."""
NEEDY = (
    *("financial-hardship", "disability-equality-act", "carer-or-health-worker", "medical-emergency"),
    *("pregnancy-or-child", "blue-badge-displayed", "blue-badge-not-displayed"),
)
"""Points whose example sentences may well be of somebody who needs help or time."""
HOLD, ROUNDS = 40.0, 60
PART, LETTER, EXAMPLE = 0.05, 2.0, 0.3
"""How much a label counts: of a part of a passage (all its parts together), of a letter's, of an example."""
SHARES = {"self-harm": 0.005, "threat": 0.001, "abuse": 0.001, "bereavement": 0.001, "vulnerability": 0.001}
"""The share of innocent letters that each reason may flag by its sound alone, by folds."""
BRIEFLY = {"self-harm": 0.08, "threat": 0.04, "abuse": 0.05, "bereavement": 0.06, "vulnerability": 0.05}
"""The same of innocent passages of a few clauses, of which fewer can sound so by accident."""
MIDWAY = {"self-harm": 0.015, "threat": 0.006, "abuse": 0.006, "bereavement": 0.006, "vulnerability": 0.006}
"""The same of stretches of innocent letters, as long as a letter of a few sentences."""
STRETCH = 8
"""Clauses of such a stretch."""
SNIPPET = 3
"""Clauses of a stretch as long as a brief text."""
ORDINARILY = {"self-harm": 0.03, "threat": 0.02, "abuse": 0.02, "bereavement": 0.02, "vulnerability": 0.03}
"""The share of such stretches of innocent letters; innocent passages are unlike ordinary post."""


@dataclass
class Heard:
    """One text with its labels, a row for each clause and each group of neighbours."""

    labels: Table
    rows: Table
    letter: bool
    clauses: int
    portion: str
    """Passages that were written in one go, and are left out together; "" where that is not known."""
    said: Table
    """Which reasons a phrase finds in it: what is heard besides is nothing to be told."""


@cache
def texts() -> list[Heard]:
    """The passages and the letters, described."""
    cut: list[tuple[list[str], Table, bool, str, Table]] = []
    for name in (*PASSAGES, *LEARNED):
        for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            said = {row.get("flag"), *row.get("also", ()), *row.get("care", ())}
            search = searchable(row["text"])
            clauses = [search[start:end] for start, end in worth_hearing(search)]
            labels = np.array([one in said for one in ORDER], np.float32)
            found = {one.flag for one in flags(row["text"])}
            by_phrase = np.array([one in found for one in ORDER])
            cut.append((clauses, labels, name in LEARNED, row.get("portion", ""), by_phrase))
    rows = meanings([one for clauses, *_ in cut for one in clauses]) / LENGTH
    edges = np.cumsum([0, *(len(clauses) for clauses, *_ in cut)])
    read = [described(rows[begin:end], together(end - begin)) for begin, end in pairwise(edges)]
    return [
        Heard(labels, one, letter, len(clauses), portion, by_phrase)
        for one, (clauses, labels, letter, portion, by_phrase) in zip(read, cut, strict=True)
    ]


@cache
def innocents() -> tuple[Table, Table]:
    """The example sentences of points that raise no reason for care, and how much each label counts."""
    some = [one for one in examples() if one.slug not in CARING]
    counts = np.full((len(some), len(ORDER)), EXAMPLE, np.float32)
    counts[[one.slug in NEEDY for one in some], ORDER.index("vulnerability")] = 0
    return meanings([searchable(one.text) for one in some]) / LENGTH, counts


def fit(some: list[Heard]) -> tuple[Table, Table]:
    """The weights and bases learned from some texts and all example sentences."""
    rows, counts = innocents()
    x, y, c = [rows], [np.zeros_like(counts)], [counts]
    for one in some:
        if one.letter and one.labels.any():
            continue  # which of its clauses says it is not known
        many = len(one.rows)
        if one.labels.any():
            whole = one.rows.mean(0, keepdims=True)
            x.append(whole / np.linalg.norm(whole))
            y.append(one.labels[None])
            c.append(np.ones((1, len(ORDER)), np.float32))
        count = np.where(one.labels > 0, PART / many, 1 / many) if one.labels.any() else np.ones(len(ORDER))
        if one.labels.any() and not one.labels[-1]:
            count[-1] = 0  # most who need care need help or time as well, whether or not it is noted
        x.append(one.rows)
        y.append(np.repeat(one.labels[None], many, 0))
        c.append(np.repeat(count[None] * (LETTER if one.letter else 1), many, 0))
    xs, ys, cs = (np.concatenate(part).astype(np.float32) for part in (x, y, c))
    found: tuple[Table, Table] = fitted(xs * LENGTH, ys, cs, hold=HOLD, rounds=ROUNDS)
    return found[0] * LENGTH, found[1]


def left_out() -> list[Table]:
    """How much each part of each text sounds like each reason, by weights learned without its fold."""
    some = texts()
    portions = sorted({one.portion for one in some} - {""})
    order = [n for n, one in enumerate(some) if not one.portion]
    random.Random(5).shuffle(order)
    found: list[Table] = [np.zeros((0, len(ORDER)))] * len(some)
    for k in range(FOLDS):
        out = {*order[k::FOLDS], *(n for n, one in enumerate(some) if one.portion in portions[k::FOLDS])}
        weights, bases = fit([one for n, one in enumerate(some) if n not in out])
        for n in out:
            found[n] = some[n].rows @ weights + bases
    return found


def stretches_of(letters: list[int], parts: list[Table], long: int) -> tuple[list[int], Table]:
    """The loudest of each stretch of some letters, each half a stretch behind the last; and whose it is.

    Args:
        long: clauses of a stretch.
    """
    owners: list[int] = []
    found: list[Table] = []
    for n in letters:
        many = texts()[n].clauses
        spans = np.array(together(many))
        for at in range(0, max(1, many - long + 1), long // 2):
            found.append(parts[n][(spans[:, 0] >= at) & (spans[:, 1] <= at + long)].max(0))
            owners.append(n)
    return owners, np.array(found)


def write(path: Path) -> dict[str, object]:
    """Learn from everything, choose from which sum on a reason is told; return what the folds say."""
    some, parts = texts(), left_out()
    weights, bases = fit(some)
    sums = np.array([one.max(0) for one in parts])
    labels = np.array([one.labels for one in some]) > 0
    letter = np.array([one.letter for one in some])
    clauses = np.array([one.clauses for one in some])
    plain = letter & ~labels.any(1)
    said = np.array([one.said for one in some])
    back = np.array([one.portion in KEPT_BACK for one in some])
    brief = (clauses <= BRIEF) & back & ~labels.any(1)
    owners, pieces = stretches_of(list(np.flatnonzero(plain)), parts, STRETCH)
    owned, snippets = stretches_of(list(np.flatnonzero(plain)), parts, SNIPPET)
    ordinarily, briefly, midway, least = (
        np.array([np.quantile(rows[~known[:, n], n], 1 - shares[name]) for n, name in enumerate(ORDER)])
        for rows, known, shares in (
            (snippets, said[owned], ORDINARILY),
            (sums[brief], said[brief], BRIEFLY),
            (pieces, said[owners], MIDWAY),
            (sums[plain], said[plain], SHARES),
        )
    )
    briefly = np.maximum(briefly, ordinarily)
    heard = sums > np.where(
        (clauses <= BRIEF)[:, None], briefly, np.where((clauses <= SHORT)[:, None], midway, least)
    )
    told = heard | said
    packed = b64encode(weights.astype("<f2").tobytes()).decode()
    head = {
        "learned_from": fingerprint(*PASSAGES),
        **{
            key: {name: round(float(row[n] - bases[n]), 3) for n, name in enumerate(ORDER)}
            for key, row in (("least", least), ("midway", midway), ("briefly", briefly))
        },
        "weights": [packed[at : at + 120] for at in range(0, len(packed), 120)],
    }
    path.write_text(json.dumps(head, indent=0) + "\n", encoding="utf-8")
    return {
        "heard by folds": _recall(heard, labels, ~letter),
        "of portions the model was not fitted to": _recall(heard, labels, back),
        "told, phrases too": _recall(told, labels, ~letter),
        "innocent letters flagged": f"{told[plain].any(1).sum()} of {plain.sum()}",
        "innocent passages of those portions flagged": f"{told[back & ~labels.any(1)].any(1).sum()} of "
        f"{(back & ~labels.any(1)).sum()}",
    }


def _recall(told: Table, labels: Table, those: Table) -> dict[str, str]:
    return {
        name: f"{told[those & labels[:, n], n].sum()} of {(those & labels[:, n]).sum()}"
        for n, name in enumerate(ORDER)
    }
