"""Fit the model of meanings to the reasons for care: ``python -m bench.care tune``.

It begins with the additions that are fitted to what motorists say, and goes on with passages and with
letters that give no reason: of each text every reason by the window that sounds most like it.

Needs torch, which nothing else here does: pip install torch.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from bench.motorists.letters import KEPT_BACK, LEARNED, PASSAGES, fingerprint_of
from bench.motorists.marking import HEADS, keep, labels, rows
from bench.motorists.tuning import DROPPED, Sentences, Upper, descend, packed, shuffled, unread
from caseworker.reading.care import ORDER
from caseworker.reading.fitting import CARED, SAID
from caseworker.reading.meaning import WIDTH
from caseworker.reading.phrases import searchable
from caseworker.reading.undertones import windows, words

Tensor = Any
Table = Any
ROUNDS = 3
TEXTS = 16
"""Texts of one step."""
STEP = 7e-4
CALM = 900
"""Letters without a reason that are learned from."""
AT_ONCE = 4
"""Windows of such a letter, at most."""


@dataclass
class Text:
    """A text that gives reasons for care, or none."""

    windows: list[str]
    labels: Table

    @property
    def counts(self) -> Table:
        """How much each label counts: most who need care need help or time too, noted or not."""
        counts = np.ones(len(ORDER), np.float32)
        if self.labels.any() and not self.labels[-1]:
            counts[-1] = 0
        return counts


class Cares(Upper):
    """With the judges of reasons for care."""

    def __init__(self, weights: dict[str, Any]) -> None:
        super().__init__(weights)
        self.heed = nn.Linear(WIDTH, len(ORDER), bias=False)
        self.say = nn.Linear(WIDTH, len(ORDER))
        nn.init.normal_(self.heed.weight, 0, 0.02)
        self.go_on(SAID)

    def heard(self, x: Tensor, mask: Tensor) -> Tensor:
        """How much each window sounds like each reason: a sum without bounds."""
        x = functional.dropout(self.read(x, mask), DROPPED, self.training)
        heed = self.heed(x).masked_fill(~mask[..., None], -1e9).softmax(1)
        return (heed * self.say(x)).sum(1)


def texts(sentences: Sentences, *names: str, first: int | None = None) -> Iterator[Text]:
    """The texts of some files but for what is kept back, cut as the program cuts them and read half way.

    Args:
        first: windows of a text at most.
    """
    for name in names:
        for row in rows(name):
            search = searchable(row["text"])
            cut = [words(search, one) for one in windows(sentences.encoder, search)[:first]]
            if cut and row.get("portion") not in KEPT_BACK:
                sentences.add(cut)
                yield Text(cut, labels(row))


def loudest(upper: Cares, sentences: Sentences, some: Sequence[Text]) -> Tensor:
    """Of each text, how much its loudest window sounds like each reason."""
    cut = [one for text in some for one in text.windows]
    order = sorted(range(len(cut)), key=lambda n: len(sentences.at[cut[n]]))
    parts = [order[start : start + 32] for start in range(0, len(order), 32)]
    found = torch.cat([upper.heard(*sentences.padded([cut[n] for n in part])) for part in parts])
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    split = found[back].split([len(text.windows) for text in some])
    return torch.stack([one.amax(0) for one in split])


def tune(sentences: Sentences, some: Sequence[Text]) -> Cares:
    """Learn the additions and the judges."""
    torch.manual_seed(1)
    random_ = random.Random(1)
    upper = Cares(sentences.encoder.tables)

    def off(chosen: list[Text]) -> Tensor:
        return (
            functional.binary_cross_entropy_with_logits(
                loudest(upper, sentences, chosen),
                torch.from_numpy(np.array([one.labels for one in chosen])),
                weight=torch.from_numpy(np.array([one.counts for one in chosen])),
                reduction="sum",
            )
            / TEXTS
        )

    descend(
        upper,
        [{"params": [*upper.parameters()], "lr": STEP}],
        shuffled(some, TEXTS, random_),
        off,
        steps=len(some) // TEXTS,
        rounds=ROUNDS,
        warm=40,
    )
    return upper


def calm(sentences: Sentences) -> list[Text]:
    """As many letters without a reason as are learned from, of each its first windows."""
    found = [one for one in texts(sentences, *LEARNED, first=AT_ONCE) if not one.labels.any()]
    random.Random(2).shuffle(found)
    return found[:CALM]


def write(folder: Path) -> None:
    """Learn from the passages and from ordinary letters, and write what the program keeps."""
    sentences = unread()
    upper = tune(sentences, [*texts(sentences, *PASSAGES), *calm(sentences)])
    (folder / CARED).write_bytes(packed(upper))
    heads = np.stack([one.weight.detach().numpy().T for one in (upper.heed, upper.say)])
    (folder / HEADS).write_bytes(heads.astype("<f2").tobytes())
    keep(folder, {"learned_from": fingerprint_of(*LEARNED, *PASSAGES), "least": [dict.fromkeys(ORDER, 0.0)]})
